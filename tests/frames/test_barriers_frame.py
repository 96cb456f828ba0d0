"""The last time beside the time before, worst first; and two people side by side."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from nearer.domain.questionnaire import Questionnaire
from nearer.domain.scales import Scale
from nearer.frames.barriers_frame import barriers_frame, barriers_side_by_side
from nearer.frames.columns import FrameResponse
from nearer.shipped import shipped_catalogue, shipped_instruments
from tests.domain.questionnaire_builders import make_scored_questionnaire as questionnaire_of
from tests.frames.frame_inputs import MEERA, RAVI, make_scored_response

BODY = shipped_catalogue().questionnaires["physical-barriers"]
US = shipped_catalogue().questionnaires["us-two"]


def barriers(*responses: FrameResponse, until: str | None = None) -> pd.DataFrame:
    return barriers_frame(responses, shipped_instruments(), date.fromisoformat(until) if until else None)


def numbers(frame: pd.DataFrame, column: str) -> dict[str, float | None]:
    """What a column says of each scale, None where it is missing."""
    values = zip(frame["scale"], frame[column], strict=True)
    return {scale: None if pd.isna(value) else value for scale, value in values}


def test_of_each_scale_there_is_this_time_and_the_time_before_and_the_worst_is_first() -> None:
    frame = barriers(
        make_scored_response(BODY, "2026-09-01", pain=10), make_scored_response(BODY, "2026-10-01", pain=80, sleep=40),
        make_scored_response(BODY, "2026-11-20", pain=20, sleep=60),
    )  # fmt: skip
    assert list(frame["scale"]) == ["sleep", "pain"]
    assert numbers(frame, "score") == {"sleep": 60, "pain": 20}
    assert numbers(frame, "score_before") == {"sleep": 40, "pain": 80}
    assert numbers(frame, "times") == {"sleep": 2, "pain": 3}
    assert [str(day) for day in frame["day"]] == ["2026-11-20"] * 2
    assert [str(day) for day in frame["day_before"]] == ["2026-10-01"] * 2


def test_on_a_scale_where_more_is_better_a_low_score_counts_as_hard() -> None:
    frame = barriers(make_scored_response(US, "2026-11-01", talking=10, roommates=10))
    assert numbers(frame, "extent") == {"talking": 0.9, "roommates": 0.1}


def test_the_bands_at_the_ends_of_a_scale_are_its_own_also_where_it_has_no_score_this_time() -> None:
    frame = barriers(
        make_scored_response(BODY, "2026-10-01", pain=90),
        make_scored_response(BODY, "2026-11-01"),
        make_scored_response(US, "2026-11-01", talking=10, roommates=10),
    ).set_index("scale")
    assert list(zip(frame.index, frame["best_band"], frame["worst_band"], strict=True)) == [
        ("talking", "Rarely missing", "Often missing"),
        ("roommates", "Rarely", "Often"),
        ("pain", "Little or no part", "Very much in the way"),
    ]


def test_a_milder_band_is_never_above_a_harder_one_even_where_its_score_reaches_farther() -> None:
    frame = barriers(
        make_scored_response(BODY, "2026-11-01", pain=69, sleep=69),
        make_scored_response(US, "2026-11-01", talking=33, time=34, roommates=10),
    )
    assert list(frame["band"]) == ["Often missing", "Quite a lot", "Quite a lot", "Missing at times", "Rarely"]
    assert list(frame["extent"]) == [0.67, 0.69, 0.69, 0.66, 0.1]


def test_a_scale_without_a_number_this_time_keeps_the_time_before_and_is_last() -> None:
    frame = barriers(
        make_scored_response(BODY, "2026-10-01", pain=90), make_scored_response(BODY, "2026-11-20", sleep=5)
    )
    assert list(frame["scale"]) == ["sleep", "pain"]
    assert numbers(frame, "score") == {"sleep": 5, "pain": None}
    assert numbers(frame, "score_before") == {"sleep": None, "pain": 90}
    assert str(frame["day"].iloc[1]) == "2026-11-20" and frame["band"].isna().tolist() == [False, True]


def test_an_answer_in_which_nothing_was_scored_is_a_time_too() -> None:
    frame = barriers(make_scored_response(BODY, "2026-10-01", pain=90), make_scored_response(BODY, "2026-11-20"))
    assert numbers(frame, "score") == {"pain": None} and numbers(frame, "score_before") == {"pain": 90}


def test_barriers_answered_once_have_no_score_before_and_never_answered_have_no_row() -> None:
    frame = barriers(make_scored_response(BODY, "2026-10-01", pain=90))
    assert numbers(frame, "score_before") == numbers(frame, "alike") == {"pain": None}
    assert len(barriers()) == 0


def test_barriers_of_an_earlier_day_show_only_what_was_known_then() -> None:
    times = make_scored_response(BODY, "2026-10-01", pain=90), make_scored_response(BODY, "2026-11-20", pain=30)
    assert numbers(barriers(*times, until="2026-11-19"), "score") == {"pain": 90}
    assert numbers(barriers(*times, until="2026-11-20"), "score") == {"pain": 30}


def test_answers_to_a_changed_definition_differ_by_its_hash_and_what_it_no_longer_asks_is_gone() -> None:
    fewer = replace(BODY, sha256="0" * 64, scales=tuple(one for one in BODY.scales if one.id != "sleep"))
    frame = barriers(
        make_scored_response(BODY, "2026-10-01", pain=90, sleep=80), make_scored_response(fewer, "2026-11-20", pain=30)
    )
    assert numbers(frame, "score_before") == {"pain": 90} and numbers(frame, "alike") == {"pain": False}
    same = barriers(
        make_scored_response(BODY, "2026-10-01", pain=90), make_scored_response(BODY, "2026-11-20", pain=30)
    )
    assert numbers(same, "alike") == {"pain": True}


def test_a_scale_that_does_not_say_which_end_is_hard_is_not_drawn() -> None:
    assert len(barriers(make_scored_response(of_direction("unsaid"), "2026-10-01", skin=2))) == 0
    assert len(barriers(make_scored_response(of_direction("worse"), "2026-10-01", skin=2))) == 1


def of_direction(higher: str) -> Questionnaire:
    definition = questionnaire_of()
    [scale] = definition.scales
    own: Scale = replace(scale, id="skin", higher=higher)
    return replace(definition, scales=(own,), sha256=higher)


def test_side_by_side_stand_only_scales_that_both_scored_by_one_definition() -> None:
    changed = replace(US, sha256="0" * 64)
    frame = barriers(
        make_scored_response(US, "2026-11-01", MEERA, talking=20, time=90),
        replace(make_scored_response(US, "2026-11-02", RAVI, talking=70, privacy=10), day=None),
    )
    both = barriers_side_by_side(frame, "ravi")
    assert both[["scale", "extent_a", "extent_b"]].to_numpy().tolist() == [["talking", 0.3, 0.8]]
    assert len(barriers_side_by_side(barriers(make_scored_response(US, "2026-11-01", talking=20)), "meera")) == 0
    otherwise = barriers(
        make_scored_response(US, "2026-11-01", MEERA, talking=20),
        make_scored_response(changed, "2026-11-02", RAVI, talking=7),
    )
    assert len(barriers_side_by_side(otherwise, "meera")) == 0


def test_side_by_side_a_harder_band_of_either_comes_before_a_longer_reach() -> None:
    frame = barriers(
        make_scored_response(US, "2026-11-01", MEERA, roommates=69, talking=33),
        make_scored_response(US, "2026-11-02", RAVI, roommates=0, talking=80),
    )
    both = barriers_side_by_side(frame, "meera")
    assert both[["scale", "extent_a", "extent_b"]].to_numpy().tolist() == [
        ["talking", 0.67, 0.2],
        ["roommates", 0.69, 0],
    ]


def test_side_by_side_the_worst_of_either_is_first() -> None:
    frame = barriers(
        make_scored_response(US, "2026-11-01", MEERA, talking=50, privacy=80),
        make_scored_response(US, "2026-11-02", RAVI, talking=60, privacy=0),
    )
    assert list(barriers_side_by_side(frame, "meera")["scale"]) == ["privacy", "talking"]


def test_equally_hard_scales_stand_as_their_questionnaire_has_them_whatever_was_scored_first() -> None:
    frame = barriers(
        make_scored_response(BODY, "2026-10-01", sleep=90), make_scored_response(BODY, "2026-11-20", sleep=50, pain=50)
    )
    assert list(frame["scale"]) == ["pain", "sleep"]
