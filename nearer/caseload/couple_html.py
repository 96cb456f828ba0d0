"""The parts of a couple's page that need no widget, as HTML: what changed, every scale, and the ranges of time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nearer.addresses import ADDRESSES
from nearer.caseload.caseload import CaseloadCouple
from nearer.caseload.groups import is_alert
from nearer.caseload.scale_cards import ScaleCard
from nearer.caseload.short_reasons import short_reason
from nearer.caseload.since_visit import ChangeLine, SinceVisit
from nearer.caseload.view import WEEKS_OFFERED, WEEKS_SHOWN, couple_query
from nearer.charts.scale_picture import CARD_HEIGHT, CARD_WIDTH
from nearer.views import text as words
from nearer.views.layout.escape import markup


def reason_html(caseload_couple: CaseloadCouple) -> str:
    """The first reason in the caseload's words; empty without anything to look at.

    An instrument that got worse has a bar of its own.
    """
    reason = caseload_couple.reasons[0]
    if reason.worsening is not None or not is_alert(reason):
        return ""
    short = short_reason(caseload_couple, reason)
    return markup('<p class="couple-reason"><i aria-hidden="true">!</i> {} <b>{}</b></p>', short.text, short.number)


def since_html(since: SinceVisit) -> str:
    """A card with a line for each thing that changed."""
    title = markup('<section class="since-visit"><h2>{}</h2><ul>', since.title)
    return title + "".join(map(_write_line, since.lines)) + "</ul></section>"


def scale_cards_html(cards: Sequence[ScaleCard]) -> str:
    """A card a scale: its name, which way is better, its picture and what that shows in words."""
    return '<div class="scale-cards">' + "".join(map(_write_card, cards)) + "</div>"


def weeks_choice_html(parameters: Mapping[str, str], weeks_shown: int, weeks_there: int) -> str:
    """How far back the chart goes, of as many weeks as there are; empty where every choice would show the same."""
    offered = [weeks for weeks in WEEKS_OFFERED if weeks < weeks_there]
    if len(offered) < 2:
        return ""
    links = ""
    for weeks in offered:
        on = ' aria-current="true"' if weeks == weeks_shown else ""
        address = f"/{ADDRESSES['couple']}?{couple_query({**parameters, WEEKS_SHOWN: str(weeks)})}"
        links += markup(f'<a data-inside href="{{}}"{on}>{{}}</a>', address, words.couple.weeks_choice(weeks))
    return markup('<nav class="nearer-choices" aria-label="{}">', words.couple.HOW_FAR_BACK) + links + "</nav>"


def _write_line(line: ChangeLine) -> str:
    number = markup(f' <b class="{line.accent or ""}">{{}}</b>', line.number) if line.number else ""
    after = markup(" {}", line.after) if line.after else ""
    return "<li>" + markup("{}", line.text) + number + after + "</li>"


def _write_card(card: ScaleCard) -> str:
    head = markup("<article><h3>{} <small>{}</small></h3>", card.title, words.couple.direction(card.higher))
    picture = f'<img src="{{}}" alt="{{}}" title="{{}}" width="{CARD_WIDTH}" height="{CARD_HEIGHT}">'
    people = zip(card.people, card.sentences, strict=True)
    sentences = "".join(
        markup(f'<p class="{person.accent}{" moved" if person.has_moved else ""}">{{}}</p>', sentence)
        for person, sentence in people
    )
    return head + markup(picture, card.picture.uri, card.in_words, card.in_words) + sentences + "</article>"
