"""Answers to an earlier version keep the words that were read, and no chart joins them with later ones."""

from __future__ import annotations

from datetime import date

import pytest

from nearer.charts.barriers_over_time import over_time_figure
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.responses import build_response
from nearer.domain.roles_and_audiences import Role
from nearer.frames.columns import FramePerson, FrameResponse
from nearer.frames.scores_frame import scores_frame
from nearer.shipped import shipped_catalogue
from nearer.typed_answers.answer_parsing import read_answers
from nearer.yaml_files.loader import load_questionnaire
from tests.questionnaires.shipped import ALL, ROOT

NOW = {one.id: one for one in ALL}
EARLIER = [
    load_questionnaire(file.read_bytes(), file.name) for file in sorted(ROOT.glob("questionnaires/earlier/*.yaml"))
]
each_earlier = pytest.mark.parametrize("earlier", EARLIER, ids=[f"{one.id}-{one.version}" for one in EARLIER])


def version(questionnaire: Questionnaire) -> tuple[int, ...]:
    return tuple(map(int, questionnaire.version.split(".")))


@each_earlier
def test_a_version_was_raised_when_something_changed_and_is_found_by_its_answers(earlier: Questionnaire) -> None:
    assert version(earlier) < version(NOW[earlier.id])
    definition = shipped_catalogue().find_definition(earlier.id, earlier.sha256)
    assert definition is not None and [item.text for item in definition.items] == [item.text for item in earlier.items]


def test_no_version_has_two_definitions() -> None:
    every = [(one.id, one.version) for one in [*EARLIER, *ALL]]
    assert len(set(every)) == len(every) == len({one.sha256 for one in [*EARLIER, *ALL]})


def answered(questionnaire: Questionnaire, day: str, option: int) -> FrameResponse:
    raw = {item.id: item.options[option].code for item in questionnaire.items if item.type == "choice"}
    response = build_response(questionnaire, read_answers(questionnaire, raw))
    scores = {score.scale: score.value for score in response.scores if score.value is not None}
    return FrameResponse(FramePerson("c", "p", Role.PARTNER), questionnaire, date.fromisoformat(day), scores=scores)


@pytest.mark.parametrize(("name", "scale"), [("us-two", "touch"), ("partner-view", "grief")])
def test_the_line_of_a_scale_breaks_where_its_questions_changed(name: str, scale: str) -> None:
    [before] = [one for one in EARLIER if (one.id, one.version) == (name, "1.1")]
    days = [answered(before, f"2026-0{month}-01", 1) for month in (1, 2)]
    days += [answered(NOW[name], f"2026-0{month}-01", 2) for month in (3, 4)]
    frame = scores_frame(days, ())
    rows = frame[frame["scale"] == scale]
    assert len(rows) == 4
    assert rows["change"].isna().tolist() == [True, False, True, False]
    [trace] = over_time_figure([("Line", rows)], ()).data
    assert [y is None for y in trace.y] == [False, False, True, False, False]
