"""One couple for their therapist: what each granted, put together for the page, the sheet and the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

import streamlit as st

from nearer.domain import Event, EventKind, Scale
from nearer.instruments.change import change_of
from nearer.shipped import shipped_guide, shipped_instruments
from nearer.storage import CouplePages, NotFound, PersonPages, Readable, Wish, couple_pages, joint_pages
from nearer.trends import CoupleView, Reason, ReasonKind, Series, couple_view, reasons_of
from nearer.views import words
from nearer.views.beside import Beside, Mark
from nearer.views.shown import ShownView
from nearer.views.weeks import Line
from nearer.wiring.caseload import COUPLE, Scored, line_of, names_of, said_of, series_until_now, week_of
from nearer.wiring.last_answers import as_answered, hopes_of, with_rating, worst_scales
from nearer.wiring.therapist_visit import TherapistVisit
from nearer.wiring.worsening import definitions_of, worsenings_of

JOINT = "couple-joint"
MOST_BARRIERS = 3


@dataclass(frozen=True)
class Couple:
    """What can be read at this moment. In the joint view only what both show each other."""

    here: TherapistVisit
    pages: CouplePages
    joint: bool
    own_words: Callable[[str], str] = str  # what becomes of what they wrote themselves

    @property
    def names(self) -> str:
        return names_of(self.pages.people)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """One line for each of whom weeks can be read."""
        return tuple(line for line in self._lines if line.points)

    @cached_property
    def view(self) -> CoupleView | None:
        both = [series for series in self._series if series is not None]
        return couple_view(both[0], both[1]) if len(both) == 2 else None

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """Empty where nothing can be read that could be one."""
        find = definitions_of(self.here.catalogue)
        worse = tuple(worsenings_of(one.responses, find, self.here.today) for one in self.pages.people)
        return reasons_of([self._series], [worse])[0] if self.lines or any(worse) else ()

    @property
    def worsened(self) -> tuple[str, ...]:
        """The reasons before all others: published instruments that are reliably worse, with bands and days."""
        return tuple(self._said(one) for one in self.reasons if one.kind is ReasonKind.WORSENED)

    @property
    def said(self) -> tuple[str, ...]:
        """Each reason that the weeks give in words, with how often it means nothing."""
        return tuple(self._said(one) for one in self.reasons if one.kind is not ReasonKind.WORSENED)

    @property
    def apart(self) -> tuple[str, ...]:
        """How far from each other two lines lie; nothing about one alone."""
        gaps = [week.gap for week in self.view.weeks if week.gap is not None] if self.view else []
        return (words.caseload.apart(len(gaps), self.view.close, f"{gaps[-1]:.0f}"),) if self.view and gaps else ()

    @property
    def beside(self) -> Beside:
        """Events with whose they are, and the therapist's own visits."""
        events = [self._mark(event, one.who.nickname) for one in self.pages.people for event in one.events]
        visits = [_visit_mark(day) for day in self.pages.visits]
        return Beside(tuple(sorted((*events, *visits), key=lambda mark: mark.begin)))

    @property
    def barriers(self) -> tuple[str, ...]:
        """The barriers in the way most, of each person the last answers; nothing below the middle."""
        return tuple(said for one in self.pages.people for said in self._worst(one))

    @property
    def scales(self) -> list[tuple[str, str, str]]:
        """Whose scale, its scores in the order of the days, and what the change says."""
        return [row for one in self.pages.people for row in _scales(self.here, one)]

    @property
    def hopes(self) -> tuple[str, ...]:
        """Each hope in its person's words with its last rating."""
        found = ((one.who.nickname, hopes_of(self.here.catalogue, one.responses)) for one in self.pages.people)
        return tuple(
            with_rating(words.events.of_person(name, self.own_words(hope)), near)
            for name, theirs in found
            for hope, near in theirs
        )

    @property
    def guide(self) -> tuple[str, ...]:
        """Pages read, then steps done, of whoever shows them."""
        topics, steps = shipped_guide().topics, shipped_guide().steps
        return tuple(
            words.events.of_person(one.who.nickname, said(pages[name].title if name in pages else name, day))
            for one in self.pages.people if one.guide is not None
            for pages, dated, said in ((topics, one.guide.read, words.caseload.read_on),
                                       (steps, one.guide.done, words.caseload.done_on))
            for name, day in dated
        )  # fmt: skip

    @property
    def questions(self) -> tuple[str, ...]:
        """What they keep for the visit, in their own words or the guide's."""
        kept = ((one.who.nickname, one.guide.questions) for one in self.pages.people if one.guide is not None)
        return tuple(words.events.of_person(name, self.own_words(said)) for name, theirs in kept for said in theirs)

    @property
    def asked(self) -> tuple[tuple[UUID, str], ...]:
        """What the therapist asks for at present, also where its questionnaire is gone since."""
        names = {one.who.person: one.who.nickname for one in self.pages.people}
        return tuple((one.id, self._asked(names.get(one.wish.person, ""), one.wish)) for one in self.pages.assignments)

    @property
    def views(self) -> tuple[ShownView, ...]:
        """Of each person and questionnaire the last response with granted answers or a note."""
        all_of = ((one.who, response) for one in self.pages.people for response in one.responses)
        said = ((who, response) for who, response in all_of if response.answers or response.note)
        last = {(who.person, response.questionnaire): (who.nickname, response) for who, response in said}
        shown = (_view(self.here, name, response) for name, response in last.values())
        return tuple(view for view in shown if view is not None)

    @cached_property
    def _lines(self) -> tuple[Line, ...]:
        return tuple(line_of(one.who, one.responses) for one in self.pages.people)

    @cached_property
    def _series(self) -> tuple[Series | None, ...]:
        """One for each person; None where no week can be read."""
        both = zip(self.pages.people, self._lines, strict=True)
        return tuple(
            series_until_now(_scored(line), week_of(self.here, one.who)) if line.points else None for one, line in both
        )

    def _said(self, reason: Reason) -> str:
        names = tuple(one.who.nickname for one in self.pages.people)
        return f"{said_of(reason, names)} ({words.reasons.reason_rates(reason)})"

    def _worst(self, one: PersonPages) -> Iterator[str]:
        for said in worst_scales(self.here.catalogue, one.responses)[:MOST_BARRIERS]:
            yield words.events.of_person(one.who.nickname, said)

    def _asked(self, name: str, wish: Wish) -> str:
        found = self.here.catalogue.get(wish.questionnaire)
        title = words.caseload.GONE if found is None else found.title
        return words.caseload.asked_of(name, title, wish.due, wish.every)

    def _mark(self, event: Event, name: str) -> Mark:
        said = words.events.dated(event, self.own_words)
        return Mark(event.begin, event.end or event.begin, words.events.of_person(name, said))


def open_couple(here: TherapistVisit) -> Couple:
    """The couple of this address. NotFound for one that is no couple of this therapist's, or is no id at all."""
    joint = bool(st.session_state.get(JOINT, False))
    return read_couple(here, asked_couple(), joint)


def read_couple(here: TherapistVisit, couple: UUID, joint: bool) -> Couple:
    read = joint_pages if joint else couple_pages
    return Couple(here, read(here.notebook, here.therapist, couple, here.now), joint)


def asked_couple() -> UUID:
    try:
        return UUID(st.query_params.get(COUPLE, ""))
    except ValueError:
        raise NotFound from None


def _scored(line: Line) -> list[Scored]:
    return [(point.week, point.score, point.alike) for point in sorted(line.points, key=lambda point: point.week)]


def _visit_mark(day: date) -> Mark:
    return Mark(day, day, words.events.dated(Event(EventKind.OTHER, words.caseload.VISIT, day)))


def _scales(here: TherapistVisit, one: PersonPages) -> Iterator[tuple[str, str, str]]:
    """Of questionnaires that are not asked every week, scored alike."""
    found: dict[tuple[str, str], list[tuple[Scale, Readable]]] = {}
    for response in one.responses:
        asked = as_answered(here.catalogue, response)
        for scale in asked.scales if asked is not None and response.week is None else ():
            if scale.id in response.scores:
                found.setdefault((response.sha256, scale.id), []).append((scale, response))
    for times in found.values():
        scale, scores = times[-1][0], [(response.scores[one.id], response.day) for one, response in times]
        said = ", ".join(words.caseload.scored(*score) for score in scores)
        known = shipped_instruments()
        change = words.trends.changed(change_of(scale, scores[-2][0], scores[-1][0], known)) if len(scores) > 1 else ""
        yield words.events.of_person(one.who.nickname, scale.title), said, change


def _view(here: TherapistVisit, name: str, response: Readable) -> ShownView | None:
    asked = as_answered(here.catalogue, response)
    if asked is None:
        return None
    when = words.weeks.week_from(response.week.monday()) if response.week else words.weeks.day(response.day)
    return ShownView(asked, f"{name} · {when}", response.scores, response.answers or {}, response.note or "")
