"""A questionnaire answered again: its numbers beside those of the last time, and what may be read from them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from nearer.domain import Scale
from nearer.shipped import shipped_instruments
from nearer.storage import Kept, own_responses
from nearer.trends import Instrument, published_change, reliable_change
from nearer.views import words
from nearer.views.spoken import fold, paragraphs
from nearer.wiring.forms import OpenForm
from nearer.wiring.visit import Visit

OURS = Instrument(sd=None, reliability=None)  # nobody has measured how much the numbers of our own questions vary


def draw_again(here: Visit, form: OpenForm) -> None:
    """A fold with the numbers of the last time, where there are any."""
    if said := beside_last_time(here, form):
        unknown = [scale for scale in form.questionnaire.scales if _published(scale) is None]
        more = (words.trends.AGAIN_UNKNOWN,) if unknown else ()
        fold(words.trends.AGAIN_TITLE, "again", lambda: paragraphs((*said, *more)))


def beside_last_time(here: Visit, form: OpenForm) -> tuple[str, ...]:
    """A sentence a scale; none the first time, for weekly questionnaires, or where the questions have changed since."""
    before = _last_time(here, form)
    return () if before is None else tuple(_beside(here, form, before))


def _last_time(here: Visit, form: OpenForm) -> Kept | None:
    if form.week is not None:
        return None
    kept = own_responses(here.notebook, here.principal, form.questionnaire.id)
    earlier = [one for one in kept if one.id != form.key and one.sha256 == form.questionnaire.sha256]
    return earlier[-1] if earlier else None


def _beside(here: Visit, form: OpenForm, before: Kept) -> Iterator[str]:
    day = here.day_of(before.saved)
    for score in form.scores or ():
        earlier = before.scores.get(score.scale)
        if score.value is not None and earlier is not None:
            scale = form.questionnaire.scale(score.scale)
            said = words.trends.then_and_now(str(earlier), day, str(score.value))
            yield change_said(scale, said, earlier, score.value)


def change_said(scale: Scale, numbers: str, before: Decimal, after: Decimal) -> str:
    """Both numbers, and whether they differ by as much as was published for the instrument; of ours nobody knows."""
    if said := reliably(scale, before, after):
        return words.trends.again_published(scale.title, numbers, said)
    return words.trends.again(scale.title, numbers, reliable_change(float(before), float(after), OURS))


def reliably(scale: Scale, before: Decimal, after: Decimal) -> str:
    """Whether this is a reliable change; empty where none is published."""
    points = _published(scale)
    if points is None:
        return ""
    return words.trends.published_change(
        f"{after - before:+f}", published_change(float(before), float(after), float(points))
    )


def _published(scale: Scale) -> Decimal | None:
    """The points that a reliable change takes."""
    found = (one.change for one in shipped_instruments() if one.id == scale.instrument)
    return next((change.points for change in found if change is not None), None)
