"""What stands on the path of a click or of a page stays quick. Limits are wide: the machine is shared."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from benchmarks.caseload import make as make_caseload
from benchmarks.caseload import quickest
from nearer.demo.demo_couples import fill_demo
from nearer.domain.catalogue import read_catalogue
from nearer.domain.roles_and_audiences import Audience, Part
from nearer.domain.weeks import local_week
from nearer.storage.couple.drafts import Draft, find_draft, save_draft
from nearer.storage.couple.responses import read_own_responses, read_partner_responses
from nearer.storage.couple.sharing import Choice, set_audience
from nearer.storage.notebook import Notebook, open_demo_notebook
from nearer.storage.therapist.caseload import read_caseload
from tests.storage.clinic import WEEKS
from tests.storage.making import NOW, ZONE, check_in, couple, keep, person

QUESTIONNAIRES = Path(__file__).parents[2] / "questionnaires"


@pytest.fixture
def memory() -> Notebook:
    return open_demo_notebook()


def fastest(act: Callable[[], object], times: int = 15) -> float:
    """Milliseconds of processor time of the quickest of several, in memory: other programs can only add to it."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        act()
        taken.append((time.process_time() - start) * 1000)
    return min(taken)


def test_saving_and_finding_a_draft_takes_less_than_five_milliseconds(memory: Notebook) -> None:
    meera = person(memory, "Meera")
    answers: dict[str, object] = {f"item-{number}": "some" for number in range(40)}
    version = 0

    def save() -> None:
        nonlocal version
        version = save_draft(memory, meera, Draft("body", None, answers, version=version), NOW)

    assert fastest(save) < 5
    assert fastest(lambda: find_draft(memory, meera, "body", None)) < 5


def test_a_year_of_weeks_that_a_partner_shares_is_read_in_less_than_thirty_milliseconds(memory: Notebook) -> None:
    meera, ravi = couple(memory, now=NOW - timedelta(weeks=53))
    for part in Part:
        set_audience(memory, meera, Choice(part, Audience.PARTNER), NOW - timedelta(weeks=53))
    for ago in range(52, 0, -1):
        moment = NOW - timedelta(weeks=ago)
        keep(memory, meera, check_in(local_week(moment, ZONE), touch="some", note="a walk"), moment)
    assert len(read_partner_responses(memory, ravi)) == 52
    assert fastest(lambda: read_partner_responses(memory, ravi)) < 30
    assert fastest(lambda: read_own_responses(memory, meera)) < 30


def test_the_demo_is_there_in_less_than_a_second() -> None:
    catalogue = read_catalogue((file.name, file.read_bytes()) for file in sorted(QUESTIONNAIRES.glob("*.yaml")))
    assert fastest(lambda: fill_demo(open_demo_notebook(), catalogue, NOW), times=3) < 1000


def test_a_caseload_of_ten_couples_and_a_year_opens_in_less_than_seventy_milliseconds() -> None:
    """A thirtieth of what is to open within a second, in processor time; `make bench ARGS=caseload` has the whole."""
    notebook, therapist = make_caseload(10, 52)
    found = read_caseload(notebook, therapist, NOW, WEEKS)
    assert {len(one.weekly.scores) for case in found for one in case.people} == {52} and len(found) == 10
    assert 1000 * quickest(notebook, therapist, time.process_time) < 70
