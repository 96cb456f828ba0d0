"""A form is finished as its draft stands; what another window did meanwhile is never written over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from nearer.database.row_errors import NotSaved
from nearer.privacy.principal import Principal
from nearer.storage.couple.form_drafts import Draft, open_draft, save_draft
from nearer.storage.couple.response_saving import FinishedForm, finish_draft
from nearer.storage.couple.responses import read_own_responses
from nearer.storage.errors import DraftChangedElsewhere
from nearer.storage.notebook import Notebook
from tests.storage.making import NOW, WEEK, find_draft, make_check_in

FORM = ("closeness-weekly", WEEK)
TOUCHED = make_check_in(touch="much")


def begun(notebook: Notebook, meera: Principal) -> Draft:
    save_draft(notebook, meera, Draft(*FORM, {"touch": "much"}), NOW)
    return open_draft(notebook, meera, *FORM)


def test_a_form_is_finished_from_its_draft_and_the_draft_is_gone(notebook: Notebook, meera: Principal) -> None:
    finish_draft(notebook, meera, FinishedForm(TOUCHED, begun(notebook, meera), uuid4()), NOW)
    assert find_draft(notebook, meera, *FORM) is None
    assert read_own_responses(notebook, meera)[0].answers["touch"] == "much"


def test_a_form_without_a_saved_draft_can_be_finished(notebook: Notebook, meera: Principal) -> None:
    finish_draft(notebook, meera, FinishedForm(TOUCHED, open_draft(notebook, meera, *FORM), uuid4()), NOW)
    assert len(read_own_responses(notebook, meera)) == 1


def test_finishing_a_form_keeps_what_another_window_saved_meanwhile(notebook: Notebook, meera: Principal) -> None:
    draft = begun(notebook, meera)
    save_draft(notebook, meera, replace(draft, note="typed elsewhere"), NOW)
    with pytest.raises(DraftChangedElsewhere):
        finish_draft(notebook, meera, FinishedForm(TOUCHED, draft, uuid4()), NOW)
    saved_draft = find_draft(notebook, meera, *FORM)
    assert saved_draft is not None and saved_draft.note == "typed elsewhere"
    assert read_own_responses(notebook, meera) == ()


@pytest.mark.parametrize("version", [0, 1])
def test_finishing_a_form_does_not_overwrite_what_another_window_finished_meanwhile(
    notebook: Notebook, meera: Principal, version: int
) -> None:
    draft = replace(begun(notebook, meera), version=version)
    first = make_check_in(touch="much", note="He held my hand")
    finish_draft(notebook, meera, FinishedForm(first, open_draft(notebook, meera, *FORM), uuid4()), NOW)
    with pytest.raises(DraftChangedElsewhere):
        finish_draft(notebook, meera, FinishedForm(TOUCHED, draft, uuid4()), NOW)
    assert read_own_responses(notebook, meera)[0].note == "He held my hand"


def test_a_draft_of_a_form_begun_anew_is_not_taken_for_the_one_before(notebook: Notebook, meera: Principal) -> None:
    before = begun(notebook, meera)
    finish_draft(notebook, meera, FinishedForm(TOUCHED, before, uuid4()), NOW)
    anew = open_draft(notebook, meera, *FORM)
    assert save_draft(notebook, meera, replace(anew, note="new"), NOW) == before.version
    with pytest.raises(DraftChangedElsewhere):
        save_draft(notebook, meera, before, NOW)
    assert open_draft(notebook, meera, *FORM).note == "new"


def test_a_form_finished_twice_is_kept_once(notebook: Notebook, meera: Principal) -> None:
    finishing = FinishedForm(TOUCHED, begun(notebook, meera), uuid4())
    finish_draft(notebook, meera, finishing, NOW)
    finish_draft(notebook, meera, finishing, NOW)
    assert len(read_own_responses(notebook, meera)) == 1


def test_a_week_that_is_over_is_not_finished_and_its_draft_stays(notebook: Notebook, meera: Principal) -> None:
    draft = begun(notebook, meera)
    with pytest.raises(NotSaved, match="week is closed"):
        finish_draft(notebook, meera, FinishedForm(TOUCHED, draft, uuid4()), NOW + timedelta(weeks=1))
    assert find_draft(notebook, meera, *FORM) is not None


def test_open_choices_and_the_names_of_copies_are_kept_with_the_draft(notebook: Notebook, meera: Principal) -> None:
    choices = {"touch": ("much", None), "": ("one note", "another")}
    draft = Draft(*FORM, {"touch": "much"}, note="one note", conflicts=choices, copies={"home.2": "k7"})
    save_draft(notebook, meera, draft, NOW)
    assert open_draft(notebook, meera, *FORM) == replace(draft, version=1)
