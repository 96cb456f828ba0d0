"""The questions that a person keeps for their next visit: added, taken out, put back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from nearer.privacy.principal import Principal
from nearer.session.values import PersonSession
from nearer.storage.couple.visit_questions import read_visit_questions, save_visit_questions
from nearer.storage.notebook import Notebook


def questions_in(text: str) -> tuple[str, ...]:
    """The questions that somebody typed, one a line."""
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


def add_questions(session: PersonSession, questions: Iterable[str]) -> None:
    """Keep them for the next visit beside those that are kept now, which another window may have changed."""
    before = read_visit_questions(session.notebook, session.principal)
    _save_questions(session.notebook, session.principal, (*before, *questions), session.now)


def delete_questions(session: PersonSession) -> tuple[str, ...]:
    """Take every question out; those that were kept."""
    questions = read_visit_questions(session.notebook, session.principal)
    save_visit_questions(session.notebook, session.principal, (), session.now)
    return questions


def restore_questions(notebook: Notebook, principal: Principal, questions: tuple[str, ...], now: datetime) -> None:
    """Put them back, before what was kept since."""
    _save_questions(notebook, principal, (*questions, *read_visit_questions(notebook, principal)), now)


def _save_questions(notebook: Notebook, principal: Principal, questions: Iterable[str], now: datetime) -> None:
    save_visit_questions(notebook, principal, tuple(dict.fromkeys(questions)), now)
