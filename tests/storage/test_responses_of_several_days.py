"""Responses of several days are saved together as each would have been by itself, or none of them is."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from nearer.database.row_errors import NotSaved
from nearer.privacy.principal import Principal
from nearer.storage.couple.form_drafts import Draft, read_drafts, save_draft
from nearer.storage.couple.response_saving import DatedResponse, save_responses
from nearer.storage.couple.responses import read_own_responses
from nearer.storage.notebook import Notebook
from tests.storage.making import NOW, WEEK, make_body_response, make_check_in, save_new_response


def three_weeks() -> list[DatedResponse]:
    """The oldest first, each in its own week, with a note that names it."""
    dated = [(NOW - timedelta(weeks=ago), WEEK.plus(-ago), ago) for ago in (2, 1, 0)]
    return [
        DatedResponse(make_check_in(week, f"{ago} ago", touch="some"), UUID(int=20 + ago), at)
        for at, week, ago in dated
    ]


def notes(notebook: Notebook, person: Principal) -> list[tuple[str, str | None]]:
    return [(str(one.week), one.note) for one in read_own_responses(notebook, person)]


def test_responses_saved_together_are_each_in_their_week_and_later_ones_come_after_them(
    notebook: Notebook, meera: Principal
) -> None:
    save_responses(notebook, meera, three_weeks())
    save_new_response(notebook, meera, make_check_in(note="later that day", touch="much"))
    assert notes(notebook, meera) == [
        ("2026-W46", "2 ago"), ("2026-W47", "1 ago"), (str(WEEK), "later that day"),
    ]  # fmt: skip


def test_responses_sent_again_with_one_more_add_only_that_one(notebook: Notebook, meera: Principal) -> None:
    save_responses(notebook, meera, three_weeks()[:2])
    save_responses(notebook, meera, three_weeks())
    assert [note for _week, note in notes(notebook, meera)] == ["2 ago", "1 ago", "0 ago"]


def test_if_one_response_is_dated_in_another_week_none_is_saved(notebook: Notebook, meera: Principal) -> None:
    early, *others = three_weeks()
    with pytest.raises(NotSaved):
        save_responses(notebook, meera, [early._replace(moment=NOW), *others])
    assert notes(notebook, meera) == []


def test_drafts_of_the_forms_saved_together_go_and_drafts_of_others_stay(notebook: Notebook, meera: Principal) -> None:
    for draft in (Draft("closeness-weekly", WEEK, {}), Draft("body", None, {}), Draft("goals", None, {})):
        save_draft(notebook, meera, draft, NOW)
    save_responses(notebook, meera, [*three_weeks(), DatedResponse(make_body_response("now"), UUID(int=30), NOW)])
    assert [one.questionnaire for one in read_drafts(notebook, meera)] == ["goals"]
