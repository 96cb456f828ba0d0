"""The questions that a person saves for their next visit, in a sealed list of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from nearer.database.row_errors import NotSaved
from nearer.language.error_catalogue.notebook_errors import NotebookText
from nearer.privacy.principal import Principal
from nearer.sealed.entries import (
    QUESTIONS,
    read_sealed_list,
    save_sealed_list,
)
from nearer.storage.couple.shared_guide import write_shared_guide
from nearer.storage.notebook import Notebook

MAX_SAVED_QUESTIONS, MAX_SAVED_QUESTION = 20, 300  # questions, and characters of each


def save_visit_questions(notebook: Notebook, principal: Principal, questions: Sequence[str], now: datetime) -> None:
    """Save these in place of those before; none at all deletes them. NotSaved for too many, or for one too long."""
    change_visit_questions(notebook, principal, lambda _before: questions, now)


def change_visit_questions(
    notebook: Notebook, principal: Principal, change: Callable[[tuple[str, ...]], Sequence[str]], now: datetime
) -> tuple[str, ...]:
    """Save what `change` makes of the questions that are there, another window's among them, and return those.

    NotSaved as above.
    """
    with notebook.write_as(principal, now) as writer:
        before = tuple(read_sealed_list(writer, QUESTIONS) or ())
        questions = list(change(before))
        if len(questions) > MAX_SAVED_QUESTIONS or any(len(one) > MAX_SAVED_QUESTION for one in questions):
            raise NotSaved(NotebookText.TOO_MANY_QUESTIONS, most=MAX_SAVED_QUESTIONS, limit=MAX_SAVED_QUESTION)
        save_sealed_list(writer, QUESTIONS, questions)
        write_shared_guide(writer)
    return before


def read_visit_questions(notebook: Notebook, principal: Principal) -> tuple[str, ...]:
    """The questions for a visit, in their order. EntryBroken when the list was damaged."""
    with notebook.read_as(principal) as reader:
        return tuple(read_sealed_list(reader, QUESTIONS) or ())
