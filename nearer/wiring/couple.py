"""One couple for their therapist: what each granted, put together for the page, the sheet and the tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

import streamlit as st

from nearer.domain import Event, EventKind, Questionnaire, read_answers
from nearer.storage import CouplePages, NotFound, PersonPages, Readable, couple_pages, joint_pages
from nearer.trends import CoupleView, Reason, Series, couple_view, reasons_of
from nearer.views import words
from nearer.views.beside import Beside, Mark
from nearer.views.shown import ShownView, answer_words
from nearer.views.weeks import Line
from nearer.wiring.caseload import COUPLE, line_of, names_of, said_of, series_until_now, week_of
from nearer.wiring.therapist_visit import TherapistVisit

JOINT = "couple-joint"
GOALS = "goals"
MIDDLE, MOST_BARRIERS = 50, 3
HOPES = ("first", "second", "third")


@dataclass(frozen=True)
class Couple:
    """What can be read at this moment. In the joint view only what both show each other."""

    here: TherapistVisit
    pages: CouplePages
    joint: bool

    @property
    def names(self) -> str:
        return names_of(self.pages.people)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """One line for each of whom weeks can be read."""
        drawn = (line_of(one.who, one.responses) for one in self.pages.people)
        return tuple(line for line in drawn if line.points)

    @cached_property
    def view(self) -> CoupleView | None:
        return couple_view(self._series[0], self._series[1]) if len(self.lines) == 2 else None

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Empty without any week."""
        return reasons_of([self._series])[0] if self.lines else ()

    @property
    def said(self) -> tuple[str, ...]:
        """Each reason in words, with how often it means nothing."""
        names = tuple(line.name for line in self.lines)
        return tuple(f"{said_of(one, names)} ({words.reasons.reason_rates(one)})" for one in self.reasons)

    @property
    def apart(self) -> tuple[str, ...]:
        """How far from each other two lines lie; nothing about one alone."""
        gaps = [week.gap for week in self.view.weeks if week.gap is not None] if self.view else []
        return (words.caseload.apart(len(gaps), self.view.close, f"{gaps[-1]:.0f}"),) if self.view and gaps else ()

    @property
    def beside(self) -> Beside:
        """Events with whose they are, and the therapist's own visits."""
        events = [_mark(event, one.who.nickname) for one in self.pages.people for event in one.events]
        visits = [_visit_mark(day) for day in self.pages.visits]
        return Beside(tuple(sorted((*events, *visits), key=lambda mark: mark.begin)))

    @property
    def barriers(self) -> tuple[str, ...]:
        """The barriers in the way most, of each person the last answers; nothing below the middle."""
        return tuple(said for one in self.pages.people for said in _barriers(self.here, one))

    @property
    def scales(self) -> list[tuple[str, str, str]]:
        """Whose scale, its scores in the order of the days, and what the change says."""
        return [row for one in self.pages.people for row in _scales(self.here, one)]

    @property
    def hopes(self) -> tuple[str, ...]:
        """Each hope in its person's words with its last rating."""
        return tuple(hope for one in self.pages.people for hope in _hopes(self.here, one))

    @property
    def views(self) -> tuple[ShownView, ...]:
        """Of each person and questionnaire the last response with granted answers or a note."""
        all_of = ((one.who, response) for one in self.pages.people for response in one.responses)
        said = ((who, response) for who, response in all_of if response.answers or response.note)
        last = {(who.person, response.questionnaire): (who.nickname, response) for who, response in said}
        shown = (_view(self.here, name, response) for name, response in last.values())
        return tuple(view for view in shown if view is not None)

    @property
    def _series(self) -> tuple[Series, ...]:
        who = {one.who.nickname: one.who for one in self.pages.people}
        return tuple(series_until_now(line, week_of(self.here, who[line.name])) for line in self.lines)


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


def _mark(event: Event, name: str) -> Mark:
    return Mark(event.begin, event.end or event.begin, words.events.of_person(name, words.events.dated(event)))


def _visit_mark(day: date) -> Mark:
    return Mark(day, day, words.events.dated(Event(EventKind.OTHER, words.caseload.VISIT, day)))


def _known(here: TherapistVisit, response: Readable) -> Questionnaire | None:
    """The questionnaire as it was answered, None where that is not known any more."""
    return here.catalogue.as_answered(response.questionnaire, response.sha256)


def _scales(here: TherapistVisit, one: PersonPages) -> Iterator[tuple[str, str, str]]:
    """Of questionnaires that are not asked every week, scored alike."""
    found: dict[tuple[str, str], list[str]] = {}
    for response in one.responses:
        asked = _known(here, response)
        for scale in asked.scales if asked is not None and response.week is None else ():
            if scale.id in response.scores:
                said = words.caseload.scored(response.scores[scale.id], response.day)
                found.setdefault((response.sha256, scale.title), []).append(said)
    for (_sha256, title), scores in found.items():
        change = words.caseload.CANNOT_TELL if len(scores) > 1 else ""
        yield words.events.of_person(one.who.nickname, title), ", ".join(scores), change


def _barriers(here: TherapistVisit, one: PersonPages) -> list[str]:
    last = {r.questionnaire: (asked, r) for r in one.responses if (asked := _known(here, r)) and r.week is None}
    found = [(response.scores[scale.id], scale.title) for asked, response in last.values() for scale in asked.scales
             if scale.higher == "worse" and scale.id in response.scores]  # fmt: skip
    worst = sorted((one for one in found if one[0] >= MIDDLE), reverse=True)[:MOST_BARRIERS]
    return [words.events.of_person(one.who.nickname, f"{title}, {score}") for score, title in worst]


def _hopes(here: TherapistVisit, one: PersonPages) -> Iterator[str]:
    last = next((r for r in reversed(one.responses) if r.questionnaire == GOALS and r.answers), None)
    asked = None if last is None else _known(here, last)
    if asked is None or last is None:
        return
    read = read_answers(asked, last.answers or {})
    for place in HOPES:
        hope, rated = read.get(f"{place}-goal"), read.get(f"{place}-rating")
        if hope is not None and hope.value:
            near = answer_words(asked, f"{place}-rating", rated) if rated is not None and rated.value else ""
            said = words.events.of_person(one.who.nickname, str(hope.value))
            yield words.caseload.rated(said, near) if near else said


def _view(here: TherapistVisit, name: str, response: Readable) -> ShownView | None:
    asked = _known(here, response)
    if asked is None:
        return None
    when = words.weeks.week_from(response.week.monday()) if response.week else words.weeks.day(response.day)
    return ShownView(asked, f"{name} · {when}", response.scores, response.answers or {}, response.note or "")
