"""Scores, weeks, answers and events of many people as one tidy table, a row each: what is taken to another program."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pandas as pd

from nearer.domain.answers import AnswerState
from nearer.domain.events import Event, EventKind
from nearer.domain.weekly_scores import WeeklyScale, WeeklyScores
from nearer.frames.answers_frame import answers_frame
from nearer.frames.columns import DATE_DTYPE, ROLE, FramePerson, FrameResponse
from nearer.frames.events_frame import events_frame
from nearer.frames.scores_frame import scores_frame
from nearer.frames.weeks_frame import weeks_frame
from nearer.instruments.licences import without_export
from nearer.instruments.registry import Instrument

MISSED = "missed"
LONG_COLUMNS = {
    "record": pd.CategoricalDtype(["score", "answer", "event"]),
    "couple": "str",
    "person": "str",
    "role": ROLE,
    "name": "str",
    "week": "str",
    "date": DATE_DTYPE,
    "until": DATE_DTYPE,
    "questionnaire": "str",
    "version": "str",
    "definition": "str",
    "scale": "str",
    "score": "Float64",
    "low": "Float64",
    "high": "Float64",
    "n_items": "Int64",
    "n_answered": "Int64",
    "band": "str",
    "item": "str",
    "state": pd.CategoricalDtype([*(state.value for state in AnswerState), MISSED]),
    "value": "str",
    "words": "str",
    "weight": "Float64",
    "event": pd.CategoricalDtype([kind.value for kind in EventKind]),
}


@dataclass(frozen=True, slots=True)
class PersonRows:
    """What may be read of one person: responses oldest first, the scores of the weekly scale among them, and events."""

    who: FramePerson
    responses: Sequence[FrameResponse] = field(repr=False)
    weeks: WeeklyScores = field(repr=False)
    events: Sequence[Event] = field(default=(), repr=False)


def long_frame(people: Sequence[PersonRows], weekly: WeeklyScale, instruments: Sequence[Instrument]) -> pd.DataFrame:
    """One row a score, a week without one, an answer or an event; people of one couple follow each other.

    A week of the scale `weekly` is missed when it lies between the first and the last that anybody of the couple has a
    score of. Sorted by couple and person, as they came, then by date. Columns, with dtype and unit:

    - record: category, what the row is: score, answer or event
    - couple, person: str, ids
    - role: category, survivor or partner
    - name: str, missing where no name is to be seen
    - week: str, the ISO week of a weekly questionnaire, else missing
    - date: date32[day][pyarrow], when it was saved where the person is; a missed week's Monday, an event's first day
    - until: date32[day][pyarrow], an event's last day
    - questionnaire, version: str
    - definition: str, sha256 of the definition that was answered: only scores of the same one compare
    - scale: str, id; of a score
    - score: Float64, points of the scale; missing for a missed week
    - low, high: Float64, the lowest and highest score there can be, in points of the scale
    - n_items, n_answered: Int64, questions of the scale, and answers to them; the latter missing where not granted
    - band: str, the words of the band that the score lies in
    - item: str, id; of an answer
    - state: category, answered, not_applicable, declined, skipped, not_shown or missed; missing for an event
    - value: str, the code, number, day or text of an answer, several joined by "; "; the person's words for an event
    - words: str, the answer in words; missing where the licence of the questionnaire does not let them out
    - weight: Float64, what the chosen option weighs, or the number itself; not turned round for a reversed item
    - event: category, surgery, chemotherapy ... as in `EventKind`
    """
    responses = [response for one in people for response in one.responses]
    scores = scores_frame(responses, instruments).assign(record="score", state=AnswerState.ANSWERED.value)
    answers = answers_frame(responses).assign(record="answer")
    closed = without_export((one.questionnaire for one in responses), instruments)
    answers["words"] = answers["words"].mask(answers["definition"].isin(closed))
    events = events_frame((one.who, event) for one in people for event in one.events).assign(record="event")
    parts = [
        scores.rename(columns={"day": "date"}),
        _missed_weeks(people, weekly),
        answers.rename(columns={"day": "date"}),
        events.rename(columns={"kind": "event", "title": "value", "begin": "date", "end": "until"}),
    ]
    return _in_order(pd.concat([_as_long(part) for part in parts], ignore_index=True), people)


def _in_order(table: pd.DataFrame, people: Sequence[PersonRows]) -> pd.DataFrame:
    index = {one.who.person: number for number, one in enumerate(people)}
    order = pd.DataFrame({"index": table["person"].map(index), "date": table["date"]})
    return table.loc[order.sort_values(["index", "date"], kind="stable").index].reset_index(drop=True)


def _as_long(part: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame({name: part[name].astype(dtype) if name in part else pd.Series(pd.NA, part.index, dtype=dtype)
                         for name, dtype in LONG_COLUMNS.items()})  # fmt: skip


def _missed_weeks(people: Iterable[PersonRows], weekly: WeeklyScale) -> pd.DataFrame:
    """Weeks without a score of those who have one of any week."""
    weeks = weeks_frame((one.who, one.weeks) for one in people if one.weeks)
    missed = weeks[weeks["score"].isna()].rename(columns={"monday": "date"})
    ids = {"questionnaire": weekly.questionnaire, "scale": weekly.scale}
    return missed.assign(record="score", state=MISSED, **ids)
