"""A questionnaire answered again: its numbers beside those of the last time, and what may be read from them."""

from __future__ import annotations

from collections.abc import Iterator

from nearer.instruments.change import change_of
from nearer.shipped import shipped_instruments
from nearer.storage import Kept, own_responses
from nearer.trends import ChangeKind
from nearer.views import words
from nearer.views.spoken import fold, paragraphs
from nearer.wiring.forms import OpenForm
from nearer.wiring.visit import Visit


def draw_again(here: Visit, form: OpenForm) -> None:
    """A fold with the numbers of the last time, where there are any."""
    if said := beside_last_time(here, form):
        fold(words.trends.AGAIN_TITLE, "again", lambda: paragraphs(said))


def beside_last_time(here: Visit, form: OpenForm) -> tuple[str, ...]:
    """A sentence a scale, and what cannot be read from them.

    None the first time, for weekly questionnaires, or where the questions have changed since.
    """
    before = _last_time(here, form)
    found = [] if before is None else list(_beside(here, form, before))
    unknown = any(kind is ChangeKind.CANNOT_TELL for kind, _said in found)
    return (*(said for _kind, said in found), *([words.trends.AGAIN_UNKNOWN] if unknown else []))


def _last_time(here: Visit, form: OpenForm) -> Kept | None:
    if form.week is not None:
        return None
    kept = own_responses(here.notebook, here.principal, form.questionnaire.id)
    earlier = [one for one in kept if one.id != form.key and one.sha256 == form.questionnaire.sha256]
    return earlier[-1] if earlier else None


def _beside(here: Visit, form: OpenForm, before: Kept) -> Iterator[tuple[ChangeKind, str]]:
    day = here.day_of(before.saved)
    for score in form.scores or ():
        earlier = before.scores.get(score.scale)
        if score.value is not None and earlier is not None:
            scale = form.questionnaire.scale(score.scale)
            change = change_of(scale, earlier, score.value, shipped_instruments())
            said = words.trends.then_and_now(str(earlier), day, str(score.value))
            yield change.kind, words.trends.again(scale.title, said, change, f"{score.value - earlier:+f}")
