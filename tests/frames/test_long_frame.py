"""The one long table: a row a score, missed week, answer and event, and the same dtypes after a file."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pandas as pd

from nearer.domain.events import Event, EventKind
from nearer.domain.weekly_scores import WeeklyScale, WeeklyScore, WeeklyScores
from nearer.domain.weeks import Week
from nearer.frames.columns import FramePerson, FrameResponse
from nearer.frames.long_frame import LONG_COLUMNS, PersonRows, long_frame
from nearer.shipped import shipped_catalogue, shipped_instruments
from nearer.typed_answers.answer_parsing import read_answers
from tests.frames.frame_inputs import MEERA, RAVI, make_scored_response

CHECK_IN = shipped_catalogue().check_in
BODY = shipped_catalogue().questionnaires["physical-barriers"]
WEEKLY = WeeklyScale(CHECK_IN.id, "closeness")


def week(who: FramePerson, name: str, score: int) -> FrameResponse:
    of = Week.parse(name)
    return FrameResponse(who, CHECK_IN, of.plus(0).monday(), of, {"closeness": Decimal(score)})


def weeks(**scores: int) -> WeeklyScores:
    """`w45=60` for the check-in of 2026-W45."""
    return WeeklyScores.of(
        WeeklyScore(Week.parse(f"2026-W{name[1:]}"), Decimal(score), CHECK_IN.sha256) for name, score in scores.items()
    )


def make_rows_of_two() -> list[PersonRows]:
    raw = {"which": ["pain", "sleep"], "pain-strength": {"state": "declined"}}
    answered = replace(make_scored_response(BODY, "2026-11-10", pain=80), answers=read_answers(BODY, raw))
    surgery = Event(EventKind.SURGERY, "The scan", date(2026, 11, 4), date(2026, 11, 6))
    return [
        PersonRows(
            MEERA,
            [week(MEERA, "2026-W45", 60), answered, week(MEERA, "2026-W47", 70)],
            weeks(w45=60, w47=70),
            [surgery],
        ),
        PersonRows(RAVI, [week(RAVI, "2026-W46", 55)], weeks(w46=55)),
    ]


def table() -> pd.DataFrame:
    return long_frame(make_rows_of_two(), WEEKLY, shipped_instruments())


def cells(frame: pd.DataFrame, *names: str) -> list[tuple[object, ...]]:
    return [tuple(None if pd.isna(cell) else cell for cell in row) for row in frame[list(names)].to_numpy()]


def test_every_record_has_its_row_by_person_and_then_by_day() -> None:
    assert cells(table(), "person", "record", "date", "state", "score") == [
        ("meera", "score", date(2026, 11, 2), "answered", 60),
        ("meera", "event", date(2026, 11, 4), None, None),
        ("meera", "score", date(2026, 11, 9), "missed", None),
        ("meera", "score", date(2026, 11, 10), "answered", 80),
        ("meera", "answer", date(2026, 11, 10), "answered", None),
        ("meera", "answer", date(2026, 11, 10), "declined", None),
        ("meera", "score", date(2026, 11, 16), "answered", 70),
        ("ravi", "score", date(2026, 11, 2), "missed", None),
        ("ravi", "score", date(2026, 11, 9), "answered", 55),
        ("ravi", "score", date(2026, 11, 16), "missed", None),
    ]


def test_each_row_of_the_long_table_says_what_it_is_about() -> None:
    frame = table()
    missed = frame[frame["state"] == "missed"]
    assert cells(missed, "week", "questionnaire", "scale") == [
        (name, "closeness-weekly", "closeness") for name in ("2026-W46", "2026-W45", "2026-W47")
    ]
    pain = frame[frame["scale"] == "pain"]
    assert cells(pain, "questionnaire", "version", "band", "low", "high") == [
        ("physical-barriers", BODY.version, "Very much in the way", 0, 100)
    ]
    event = frame[frame["record"] == "event"]
    assert cells(event, "event", "until", "value") == [("surgery", date(2026, 11, 6), "The scan")]
    answers = frame[frame["record"] == "answer"]
    assert cells(answers, "item", "value") == [("which", "pain; sleep"), ("pain-strength", None)]
    assert answers["words"].iloc[0] == "; ".join(
        BODY.item("which").option_by_code[code].text for code in ("pain", "sleep")
    )


def test_nobody_without_a_weekly_score_has_a_missed_week() -> None:
    """What is not granted leaves no trace, not even as a gap."""
    people = [
        make_rows_of_two()[0],
        PersonRows(RAVI, [make_scored_response(BODY, "2026-11-10", RAVI, pain=20)], weeks()),
    ]
    of_ravi = long_frame(people, WEEKLY, shipped_instruments()).query("person == 'ravi'")
    assert cells(of_ravi, "scale", "state") == [("pain", "answered")]
    assert len(long_frame([PersonRows(RAVI, [], weeks())], WEEKLY, shipped_instruments())) == 0


def test_wording_whose_licence_forbids_it_is_not_in_a_table_taken_out() -> None:
    closed = next(one for one in shipped_instruments() if one.permissions.calculate and not one.permissions.export)
    body = replace(BODY, scales=(replace(BODY.scales[0], instrument=closed.id), *BODY.scales[1:]))
    answered = FrameResponse(MEERA, body, date(2026, 11, 10), answers=read_answers(BODY, {"which": ["pain"]}))
    frame = long_frame([PersonRows(MEERA, [answered], weeks())], WEEKLY, shipped_instruments())
    assert cells(frame, "value", "words") == [("pain", None)]


def test_the_table_comes_back_from_both_kinds_of_file_with_the_documented_dtypes() -> None:
    frame = table()
    wanted = {name: str(dtype) for name, dtype in LONG_COLUMNS.items()}
    file = io.BytesIO()
    frame.to_parquet(file)
    for again in (pd.read_parquet(file), pd.read_csv(io.StringIO(frame.to_csv(index=False)), dtype=LONG_COLUMNS)):
        pd.testing.assert_frame_equal(again, frame)
        assert {name: str(dtype) for name, dtype in again.dtypes.items()} == wanted
