"""Steps that are planned and done: one's own, sealed, and nobody else's to see."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from nearer.database.row_errors import NotSaved
from nearer.privacy.principal import Principal
from nearer.storage.couple.own_steps import (
    DoneStep,
    delete_done_step,
    mark_step_done,
    plan_step,
    read_own_steps,
)
from nearer.storage.notebook import Notebook
from tests.storage.making import NOW, read_rows

MONDAY = date(2026, 11, 23)


def done(step: str, before: int | None = 3, after: int | None = 6) -> DoneStep:
    return DoneStep(uuid4(), step, MONDAY, before, after)


def test_a_step_is_planned_for_a_day_and_moved_and_given_up(notebook: Notebook, meera: Principal) -> None:
    plan_step(notebook, meera, "hand-massage", MONDAY, NOW)
    plan_step(notebook, meera, "hand-massage", MONDAY + timedelta(days=2), NOW)
    assert read_own_steps(notebook, meera).planned == {"hand-massage": MONDAY + timedelta(days=2)}
    plan_step(notebook, meera, "hand-massage", None, NOW)
    assert read_own_steps(notebook, meera).planned == {}


def test_a_step_done_is_kept_in_order_with_its_comfort_and_is_planned_no_more(
    notebook: Notebook, meera: Principal
) -> None:
    plan_step(notebook, meera, "hand-massage", MONDAY, NOW)
    first, second = done("hand-massage"), done("mirror-minutes", None, None)
    mark_step_done(notebook, meera, first, NOW)
    mark_step_done(notebook, meera, second, NOW)
    own_steps = read_own_steps(notebook, meera)
    assert own_steps.done == (first, second)
    assert own_steps.planned == {}
    assert own_steps.tried == {"hand-massage", "mirror-minutes"}


def test_a_step_marked_as_done_twice_is_done_once(notebook: Notebook, meera: Principal) -> None:
    step = done("hand-massage")
    mark_step_done(notebook, meera, step, NOW)
    mark_step_done(notebook, meera, step, NOW)
    assert read_own_steps(notebook, meera).done == (step,)


def test_a_step_noted_as_done_can_be_taken_back(notebook: Notebook, meera: Principal) -> None:
    step = done("hand-massage")
    mark_step_done(notebook, meera, step, NOW)
    delete_done_step(notebook, meera, step.key, NOW)
    delete_done_step(notebook, meera, step.key, NOW)
    assert read_own_steps(notebook, meera).done == ()


@pytest.mark.parametrize("comfort", [-1, 11])
def test_a_comfort_beyond_the_scale_is_not_kept(notebook: Notebook, meera: Principal, comfort: int) -> None:
    with pytest.raises(NotSaved):
        mark_step_done(notebook, meera, done("hand-massage", comfort), NOW)
    assert read_own_steps(notebook, meera).done == ()


def test_the_partner_sees_no_step_of_the_other_and_the_file_neither_which_nor_how_many(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    mark_step_done(notebook, meera, done("hand-massage"), NOW)
    [row] = read_rows(notebook, "SELECT * FROM entries")
    for _ in range(20):
        mark_step_done(notebook, meera, done("mirror-minutes"), NOW)
    [many] = read_rows(notebook, "SELECT * FROM entries")
    assert read_own_steps(notebook, ravi).done == ()
    assert len(row["body"]) == len(many["body"])
    assert b"hand-massage" not in many["body"]
