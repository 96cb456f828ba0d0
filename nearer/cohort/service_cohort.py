"""The service in numbers, read anew from whoever may be counted at this moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from operator import attrgetter

import pandas as pd

from nearer.frames.cases_frame import FrameCase, cases_frame
from nearer.frames.cohort_frame import cohort_frame
from nearer.frames.columns import FramePerson, FrameResponse
from nearer.frames.paper_frame import ON_PAPER, PaperTotal, paper_frame
from nearer.frames.scores_frame import scores_frame
from nearer.frames.weeks_frame import weeks_frame
from nearer.presenters.worsened_scores import FindDefinition, definitions_of, wanted_scores
from nearer.session.values import TherapistSession
from nearer.shipped import shipped_instruments
from nearer.storage.therapist.counted import CountedPerson, read_counted
from nearer.therapist_presenters.paper_totals import paper_instruments
from nearer.views import text as words


@dataclass(frozen=True, slots=True)
class Service:
    """A `cohort_frame` of everybody who may be counted, and how many people that are."""

    cohort: pd.DataFrame = field(repr=False)
    people: int

    @property
    def quarters(self) -> tuple[str, ...]:
        """The quarters that have a figure to see, the oldest first."""
        return tuple(sorted(self.cohort.loc[self.cohort["n"].notna(), "quarter"].unique()))

    @property
    def why_empty(self) -> str:
        """Why there is no figure of any quarter; empty where there is one."""
        if not self.people:
            return str(words.service.NOBODY)
        return "" if self.quarters else str(words.service.TOO_FEW_IN_ALL)

    def quarter(self, chosen_quarter: str | None) -> str:
        """The chosen one, or the newest; empty without any."""
        return chosen_quarter if chosen_quarter in self.quarters else max(self.quarters, default="")


def open_service(session: TherapistSession) -> Service:
    """Read once until anything is written, so that a fold that opens reads nobody again."""
    return session.read_once("service", None, lambda: read_service(session))


def read_service(session: TherapistSession) -> Service:
    """Every score that is granted and may be counted. Each person sees on which days they were counted."""
    scores_to_read = replace(wanted_scores(session.catalogue, session.now), since=datetime.min.replace(tzinfo=UTC))
    people = read_counted(session.notebook, session.therapist, session.now, scores_to_read)
    return Service(cohort_of(people, definitions_of(session.catalogue), session), len(people))


def cohort_of(people: Iterable[CountedPerson], find: FindDefinition, session: TherapistSession) -> pd.DataFrame:
    """Make the `cohort_frame` of everybody who may be counted, with what is counted of each."""
    frame_people = [(FramePerson.of(person.couple, person), person) for person in people]
    instruments = shipped_instruments()
    weeks = weeks_frame((who, person.weekly) for who, person in frame_people if person.weekly.scores)
    responses = [response for who, person in frame_people for response in _list_responses(who, person, find)]
    paper = paper_frame(_list_totals(frame_people, _instruments_asked(responses)))
    cases = [FrameCase(who, one.since, one.weekly, one.visits) for who, one in frame_people if one.shows_weeks]
    return cohort_frame(weeks, scores_frame(responses, instruments), cases_frame(cases, session.today), paper)


def _instruments_asked(responses: Iterable[FrameResponse]) -> dict[str, tuple[str, str]]:
    """By instrument the ids of the questionnaire and scale that ask it here, beside which its totals are counted."""
    definitions = {response.questionnaire.sha256: response.questionnaire for response in responses}.values()
    return {
        scale.instrument: (definition.id, scale.id)
        for definition in sorted(definitions, key=attrgetter("id", "version"))
        for scale in definition.scales
        if scale.instrument
    }


def _list_totals(
    frame_people: Iterable[tuple[FramePerson, CountedPerson]], asked_here: Mapping[str, tuple[str, str]]
) -> Iterator[PaperTotal]:
    instruments = paper_instruments()
    for who, person in frame_people:
        for total in person.totals:
            if (instrument := instruments.get(total.instrument)) is not None:
                counts_as = asked_here.get(instrument.id, (ON_PAPER, instrument.id))
                yield PaperTotal(who, instrument, total.day, total.value, counts_as)


def _list_responses(who: FramePerson, person: CountedPerson, find: FindDefinition) -> Iterator[FrameResponse]:
    """The responses whose definition is still known."""
    for saved in person.other_responses:
        if (definition := find(saved.questionnaire, saved.sha256)) is not None:
            yield FrameResponse(who, definition, saved.day, saved.week, saved.scores or {})
