"""Questions a person keeps for their next visit: sealed, for a therapist only where the part is granted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from nearer.privacy import Principal
from nearer.storage.asking import find_person
from nearer.storage.connections import reading, writing
from nearer.storage.errors import NotSaved
from nearer.storage.guide_shown import write_guide_shown
from nearer.storage.notebook import Notebook
from nearer.storage.own_lists import QUESTIONS, keep_own_list, own_list

MOST, LONGEST = 20, 300  # questions, and characters of each


def keep_questions(notebook: Notebook, principal: Principal, questions: Sequence[str], now: datetime) -> None:
    """These in place of those before; none at all deletes them. NotSaved says what is too much."""
    if len(questions) > MOST or any(len(one) > LONGEST for one in questions):
        raise NotSaved(f"Please keep at most {MOST} questions, each of at most {LONGEST} characters.")
    with writing(notebook.engine) as connection:
        find_person(connection, principal)
        keep_own_list(connection, principal, QUESTIONS, list(questions), now)
        write_guide_shown(connection, principal, now)


def own_questions(notebook: Notebook, principal: Principal) -> tuple[str, ...]:
    """EntryBroken when the list was damaged."""
    with reading(notebook.engine) as connection:
        find_person(connection, principal)
        return tuple(own_list(connection, principal, QUESTIONS) or ())
