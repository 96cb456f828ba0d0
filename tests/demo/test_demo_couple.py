"""The demo's people are made up, live like real ones, and can never meet real ones."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from nearer.database.row_errors import NotebookUnusable, NotSaved
from nearer.demo.demo_caseload import demo_therapists
from nearer.demo.demo_couples import demo_people, fill_demo
from nearer.demo.demo_day import DEMO_ZONE
from nearer.demo.demo_file import write_demo
from nearer.demo.sample_couples import made_up_couples, shipped_couples
from nearer.demo.sample_story import MEERAS_SCORES, SENTENCE, STEP_DONE, STEP_PLANNED
from nearer.domain.roles_and_audiences import Audience, Part
from nearer.domain.weeks import Week, local_week
from nearer.privacy.principal import Principal
from nearer.storage.couple.own_steps import read_own_steps
from nearer.storage.couple.partner_messages import read_partner_messages
from nearer.storage.couple.people import read_couple_members
from nearer.storage.couple.responses import read_own_responses, read_partner_responses
from nearer.storage.couple.sharing import read_audiences
from nearer.storage.notebook import Notebook, open_demo_notebook, open_notebook
from nearer.storage.therapist.caseload import read_caseload
from nearer.yaml_files.catalogue import Catalogue, read_catalogue
from tests.storage.making import NOW, open_demo_file, read_rows

QUESTIONNAIRES = Path(__file__).parents[2] / "questionnaires"
MEERA = [21, 29, 24, 32, 37, 35, 44, 49, 57, 55, 63, 68]
RAVI = [38, 43, 46, 42, 45, 51, 48, 56, 54, 61, 64, 67]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue((file.name, file.read_bytes()) for file in sorted(QUESTIONNAIRES.glob("*.yaml")))


@pytest.fixture(scope="module")
def demo(catalogue: Catalogue) -> Notebook:
    notebook = open_demo_notebook()
    fill_demo(notebook, catalogue, NOW)
    return notebook


@pytest.fixture(scope="module")
def people(demo: Notebook) -> dict[str, Principal]:
    return {principal.nickname: principal for principal in demo_people(demo)}


def weeks(notebook: Notebook, principal: Principal) -> dict[str, int]:
    own_responses = read_own_responses(notebook, principal, "closeness-weekly")
    return {str(one.week): int(one.scores["closeness"]) for one in own_responses}


def test_meera_and_ravi_come_first_and_have_their_twelve_weeks(demo: Notebook, people: dict[str, Principal]) -> None:
    assert list(people)[:2] == ["Meera", "Ravi"]
    assert list(weeks(demo, people["Meera"]).values()) == MEERA
    assert list(weeks(demo, people["Ravi"]).values()) == RAVI


def test_the_twelve_weeks_of_meera_and_ravi_end_last_week(demo: Notebook, people: dict[str, Principal]) -> None:
    expected = [str(Week(2026, 48).plus(-ago)) for ago in range(12, 0, -1)]
    assert list(weeks(demo, people["Meera"])) == expected


def test_meera_and_ravi_share_closeness_and_barriers_both_ways_and_no_more(
    demo: Notebook, people: dict[str, Principal]
) -> None:
    for name, other in (("Meera", RAVI), ("Ravi", MEERA)):
        partner_responses = read_partner_responses(demo, people[name], "closeness-weekly")
        assert [int(one.scores["closeness"]) for one in partner_responses] == other
        assert all(one.answers is None and one.note is None for one in partner_responses)
        audiences = read_audiences(demo, people[name]).items()
        opened = {part.part for part, audience in audiences if audience == Audience.PARTNER}
        assert opened == {Part.CLOSENESS, Part.BARRIERS}
        assert all(audience == Audience.ME for part, audience in audiences if part.part not in opened)


def test_meera_and_ravi_each_answered_the_questionnaires_of_their_role_several_times(
    demo: Notebook, people: dict[str, Principal]
) -> None:
    """Three times or more, so that there is something to draw over time."""
    answered = {
        name: Counter(one.questionnaire for one in read_own_responses(demo, people[name]) if one.week is None)
        for name in ("Meera", "Ravi")
    }
    assert answered == {
        "Meera": {"emotional-barriers": 3, "physical-barriers": 3, "us-two": 3, "goals": 2},
        "Ravi": {"partner-view": 3, "us-two": 3},
    }


def test_the_scales_of_meera_and_ravi_tell_one_story_and_are_not_thrown_with_dice(
    demo: Notebook, people: dict[str, Principal]
) -> None:
    """How she sees her body was most in the way and eased; each scale comes out within one step of its items."""
    times = [one.scores or {} for one in read_own_responses(demo, people["Meera"], "emotional-barriers")]
    assert [round(scores["unattractive"]) for scores in times] == [83, 75, 58]
    assert all(max(scores.values()) == scores["unattractive"] for scores in times[:1])
    for scores in times:
        assert all(abs((value or 0) - level[times.index(scores)]) <= 13 for name, value in scores.items()
                   for level in [MEERAS_SCORES[name]])  # fmt: skip


def test_the_demo_has_hopes_a_sentence_and_a_step_to_find(demo: Notebook, people: dict[str, Principal]) -> None:
    assert [one.text for one in read_partner_messages(demo, people["Meera"])] == [SENTENCE]
    steps = read_own_steps(demo, people["Meera"])
    assert [one.step for one in steps.done] == [STEP_DONE] and list(steps.planned) == [STEP_PLANNED]
    hopes = read_own_responses(demo, people["Meera"], "goals")
    assert len(hopes) == 2 and "temple" in str(hopes[-1].answers)


def test_no_score_of_meera_and_ravi_is_a_multiple_of_ten() -> None:
    assert [score for score in (*MEERA, *RAVI) if score % 10 == 0] == []


def test_the_other_demo_couples_are_two_up_and_down_one_with_a_silent_partner_one_alone_and_two_with_gaps(
    demo: Notebook, people: dict[str, Principal]
) -> None:
    counts = {name: len(weeks(demo, principal)) for name, principal in people.items()}
    assert counts["Asha"] == counts["Dev"] == counts["Farah"] == counts["Grace"] == 16
    assert counts["Imran"] == 0
    assert read_couple_members(demo, people["Grace"]).partner is None
    assert 0 < counts["Lena"] < 16
    assert 0 < counts["Tomas"] < 16


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2027, 1, 3, 23, 59, tzinfo=UTC),
        datetime(2027, 1, 4, 0, 1, tzinfo=UTC),
        datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
    ],
)
def test_the_demo_comes_out_the_same_at_any_time_of_the_year(catalogue: Catalogue, moment: datetime) -> None:
    notebook = open_demo_notebook()
    meera, ravi, *_ = fill_demo(notebook, catalogue, moment)
    assert list(weeks(notebook, meera).values()) == MEERA
    assert list(weeks(notebook, ravi).values()) == RAVI
    assert list(weeks(notebook, meera))[-1] == str(local_week(moment, DEMO_ZONE).plus(-1))
    notebook.close()


def test_two_demos_have_the_same_numbers(catalogue: Catalogue, demo: Notebook) -> None:
    again = open_demo_notebook()
    fill_demo(again, catalogue, NOW)
    for one, other in zip(demo_people(demo), demo_people(again), strict=True):
        assert weeks(demo, one) == weeks(again, other)
    again.close()


def test_made_up_people_are_never_written_into_a_real_notebook(catalogue: Catalogue, tmp_path: Path) -> None:
    notebook = open_notebook(tmp_path / "data")
    with pytest.raises(NotSaved):
        fill_demo(notebook, catalogue, NOW)
    with pytest.raises(NotSaved):
        demo_people(notebook)
    assert read_rows(notebook, "SELECT * FROM people") == []
    notebook.close()


def test_a_demo_can_be_written_to_a_file_that_real_use_refuses(catalogue: Catalogue, tmp_path: Path) -> None:
    path = write_demo(tmp_path / "demo", catalogue, made_up_couples(range(5, 11), 8), NOW)
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(NotebookUnusable, match="made-up people"):
        open_notebook(path.parent)
    notebook = open_demo_file(path.parent)
    principals = {one.nickname: one for one in demo_people(notebook)}
    assert len(read_rows(notebook, "SELECT * FROM couples")) == 6 + len(shipped_couples())
    assert len(read_caseload(notebook, demo_therapists(notebook)[0], NOW)) == 6
    assert len(weeks(notebook, principals["Kamala"])) == 8
    assert len(read_partner_responses(notebook, principals["Kamala"])) == 8
    notebook.close()


def test_a_demo_never_replaces_a_file(catalogue: Catalogue, tmp_path: Path) -> None:
    open_notebook(tmp_path).close()
    before = (tmp_path / "nearer.db").read_bytes()
    with pytest.raises(NotebookUnusable, match="already"):
        write_demo(tmp_path, catalogue, made_up_couples([1], 1), NOW)
    assert (tmp_path / "nearer.db").read_bytes() == before
