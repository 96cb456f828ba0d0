"""The closeness screen: both people's weeks with what may be said of them, and the dates beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

import streamlit as st

from nearer.domain import AnswerState, Event, Questionnaire, Week, local_week, read_answer
from nearer.storage import Kept, KeptEvent, own_events, partner_events
from nearer.trends import (
    Claim,
    CoupleView,
    Series,
    around_event,
    as_low_as_the_lowest,
    claim_of,
    couple_view,
    measured,
    series_of,
    usual_range,
)
from nearer.views import words
from nearer.views.beside import Beside, Mark
from nearer.views.circles import Picture
from nearer.views.exports import XLSX_KIND, weeks_csv, weeks_xlsx
from nearer.views.figures import draw_filled
from nearer.views.frame import quiet
from nearer.views.items import Items, ItemWeeks, draw_items
from nearer.views.spoken import paragraphs
from nearer.views.tables import weeks_table
from nearer.views.weeks import Line, Point
from nearer.views.words.about import Passage
from nearer.wiring.visit import Visit, session_token, visit_of
from nearer.wiring.weeks import (
    CLOSENESS,
    OurWeeks,
    accent_of,
    check_in_questionnaire,
    latest_week,
    lines,
    our_weeks,
    pictures,
)

MEASURED = measured()


@dataclass(frozen=True)
class Closeness:
    """Everything the screen shows of the weeks. The claim is about the person's own line only."""

    visit: Visit
    weeks: OurWeeks
    lines: tuple[Line, ...]
    own: Series
    claim: Claim
    events: tuple[KeptEvent, ...]
    shown_events: tuple[Event, ...]

    @property
    def latest(self) -> Week | None:
        return latest_week(self.lines)

    @property
    def beside(self) -> Beside:
        return Beside(self._marks(), usual_range(self.own))

    @property
    def couple(self) -> CoupleView | None:
        """Both people side by side, when both have a line."""
        if len(self.lines) < 2 or not self.lines[0].points:
            return None
        return couple_view(self.own, series(self.lines[1]))

    @property
    def missing(self) -> int:
        """Weeks of one's own without a check-in, between the first and the latest."""
        return len(self.own.scores) - self.own.answered

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of the picture needs to know of it."""
        said, band = [], self.beside.band
        last = self.own.weeks[-1] if self.own.weeks else self.visit.week
        if last < self.visit.week.plus(-1):
            said.append(words.closeness.up_to(words.weeks.day(last.monday())))
        if band is not None:
            said.append(words.closeness.usual_range(f"{band.low:.0f}", f"{band.high:.0f}"))
        if any(len({point.alike for point in line.points}) > 1 for line in self.lines):
            said.append(words.closeness.CHANGED_QUESTIONS)
        if len(self.lines) == 1 and self.visit.household.partner is not None:
            said.append(words.closeness.ONLY_YOURS)
        return tuple(said)

    @property
    def pictures(self) -> tuple[Picture, ...]:
        return pictures(self.visit, self.latest, self.weeks) if self.latest else ()

    @property
    def filled(self) -> Line:
        """The own line with every missing week as low as the lowest: never claimed from."""
        scores = as_low_as_the_lowest(self.own).items()
        points = (Point(week, Decimal(score)) for week, score in scores if score is not None)
        return Line(self.lines[0].name, self.lines[0].accent, tuple(points))

    @property
    def items(self) -> Items:
        """The own answers to the questions as they are asked now."""
        asked = check_in_questionnaire(self.visit)
        kept = {one.week: one for one in self.weeks.mine if one.week and one.sha256 == asked.sha256}
        weeks = tuple(week for week in series_of(dict.fromkeys(kept)).weeks)
        items = tuple(
            _item_weeks(asked, name, [kept.get(week) for week in weeks]) for name in asked.scale(CLOSENESS).items
        )
        return Items(weeks, items, accent_of(self.visit.household.me))

    def draw_sure(self) -> None:
        """How often such a sentence is wrong."""
        paragraphs(words.trends.how_sure(self.claim, MEASURED))

    def draw_unknown(self) -> None:
        """What no line can show: the weeks without a check-in, as low as they could have been."""
        paragraphs((words.closeness.GAPS, words.trends.missing_weeks(self.missing)))
        draw_filled(self.lines[0], self.filled, "filled")

    def draw_items(self) -> None:
        """One's own answers, question by question."""
        asked = check_in_questionnaire(self.visit)
        changed = any(one.sha256 != asked.sha256 for one in self.weeks.mine)
        paragraphs((words.closeness.ITEMS_LEAD, *([words.closeness.ITEMS_CHANGED] if changed else [])))
        draw_items(self.items, "items-figure")

    def draw_table(self) -> None:
        """Every number of the figure, and the same as a file."""
        weeks_table(self.lines, self.beside.marks)
        files = (
            (words.closeness.CSV, words.closeness.CSV_FILE, "text/csv", Closeness.csv),
            (words.closeness.XLSX, words.closeness.XLSX_FILE, XLSX_KIND, Closeness.xlsx),
        )
        with st.container(horizontal=True, key="weeks-files"):
            for label, file, kind, make in files:
                # Streamlit keeps the callable beyond the lock, so it holds the token and no keys.
                st.download_button(
                    label, partial(_made, session_token(), make), file, kind, key=file, on_click="ignore"
                )
        quiet(words.closeness.PICTURE_HINT)

    def csv(self) -> bytes:
        """The file a person downloads; made when they ask for it."""
        return weeks_csv(self.lines, self._marks(), self.items)

    def xlsx(self) -> bytes:
        return weeks_xlsx(self.lines, self._marks(), self.items)

    def around(self) -> Iterator[str]:
        """What the own weeks before and after each own event say."""
        for one in self.events:
            assert one.event.entered is not None, "own events say when they were entered"
            entered = local_week(one.event.entered, self.visit.principal.zone)
            said = words.trends.around_event(around_event(self.own, Week.of(one.event.begin), entered))
            if said:
                yield words.events.of_person(words.events.dated(one.event), said)

    def _marks(self) -> tuple[Mark, ...]:
        mine = [_mark(one.event) for one in self.events]
        partner = self.visit.household.partner
        return (*mine, *(_mark(event, partner.nickname if partner else "") for event in self.shown_events))


def about_claims() -> Passage:
    """What Nearer says of weeks, and how often it is wrong."""
    return words.trends.about_claims(MEASURED)


def closeness(here: Visit) -> Closeness:
    """Read everything once."""
    weeks = our_weeks(here)
    drawn = lines(here, weeks)
    own = series(drawn[0])
    alone = here.household.partner is None
    shown = () if alone else partner_events(here.notebook, here.principal)
    return Closeness(here, weeks, drawn, own, claim_of(own), own_events(here.notebook, here.principal), shown)


def _made(token: str | None, make: Callable[[Closeness], bytes]) -> bytes:
    """The file of whoever is signed in under the token at this moment; NotFound when the notebook is closed."""
    return make(closeness(visit_of(token)))


def series(line: Line) -> Series:
    """The weeks of a line that were scored like its latest one; others cannot be compared with it."""
    last = max(line.points, key=lambda point: point.week, default=None)
    return series_of({point.week: point.score for point in line.points if last and point.alike == last.alike})


def _mark(event: Event, name: str = "") -> Mark:
    said = words.events.dated(event)
    return Mark(event.begin, event.end or event.begin, words.events.of_person(name, said) if name else said)


def _item_weeks(asked: Questionnaire, name: str, kept: list[Kept | None]) -> ItemWeeks:
    item = asked.item(name)
    offered = [option for option in item.options if not option.not_applicable]
    places = {option.code: place for place, option in enumerate(offered)}

    def chosen(one: Kept | None) -> int | None:
        answer = None if one is None else read_answer(item, one.record.get(name))
        return places.get(str(answer.value)) if answer and answer.state is AnswerState.ANSWERED else None

    return ItemWeeks(item.text, tuple(option.text for option in offered), tuple(map(chosen, kept)))
