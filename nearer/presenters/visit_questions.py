"""The questions that a person keeps for their next visit: added, taken out, put back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from nearer.privacy.principal import Principal
from nearer.session.values import PersonSession
from nearer.storage.couple.visit_questions import change_visit_questions
from nearer.storage.notebook import Notebook


def questions_in(text: str) -> tuple[str, ...]:
    """The questions that somebody typed, one a line."""
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


def add_questions(session: PersonSession, questions: Iterable[str]) -> None:
    """Keep them for the next visit beside those that are kept now, which another window may have changed."""
    change_visit_questions(
        session.notebook, session.principal, lambda before: _each_once(*before, *questions), session.now
    )


def delete_questions(session: PersonSession) -> tuple[str, ...]:
    """Take every question out; those that were kept."""
    return change_visit_questions(session.notebook, session.principal, lambda _before: (), session.now)


def restore_questions(notebook: Notebook, principal: Principal, questions: tuple[str, ...], now: datetime) -> None:
    """Put them back, before what was kept since."""
    change_visit_questions(notebook, principal, lambda before: _each_once(*questions, *before), now)


def _each_once(*questions: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(questions))
