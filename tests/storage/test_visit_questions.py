"""Questions for a visit: what two windows add at the same moment is all there."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from nearer.database.row_errors import NotSaved
from nearer.privacy.principal import Principal
from nearer.storage.couple.visit_questions import (
    MAX_SAVED_QUESTIONS,
    change_visit_questions,
    read_visit_questions,
    save_visit_questions,
)
from nearer.storage.notebook import Notebook
from tests.storage.making import NOW


def test_questions_for_a_visit_that_several_windows_add_at_once_are_all_kept(
    notebook: Notebook, meera: Principal
) -> None:
    questions = [f"Question {number}?" for number in range(8)]

    def add(question: str) -> None:
        change_visit_questions(notebook, meera, lambda before: (*before, question), NOW)

    with ThreadPoolExecutor(len(questions)) as windows:
        list(windows.map(add, questions))
    assert set(read_visit_questions(notebook, meera)) == set(questions)


def test_changing_questions_for_a_visit_hands_back_those_before_and_a_refused_change_changes_nothing(
    notebook: Notebook, meera: Principal
) -> None:
    save_visit_questions(notebook, meera, ("From when?",), NOW)
    with pytest.raises(NotSaved):
        change_visit_questions(notebook, meera, lambda before: before * (MAX_SAVED_QUESTIONS + 1), NOW)
    assert change_visit_questions(notebook, meera, lambda _before: (), NOW) == ("From when?",)
    assert read_visit_questions(notebook, meera) == ()
