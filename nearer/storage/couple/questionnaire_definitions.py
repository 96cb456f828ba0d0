"""Definitions of questionnaires that therapists brought, read for whoever answers them or reads an answer."""

from __future__ import annotations

import json
from dataclasses import replace
from operator import attrgetter

from sqlalchemy import Connection, select

from nearer.database.schema import matches
from nearer.database.therapist_schema import connections, questionnaires, therapists
from nearer.domain.problems import QuestionnaireError
from nearer.domain.questionnaire import Questionnaire
from nearer.privacy.principal import Principal, Therapist
from nearer.storage.notebook import Notebook
from nearer.yaml_files.loader import load_questionnaire

DRAFT, OFFERED, RETIRED = "draft", "offered", "retired"
MOST_READ = 500

Marks = frozenset[str] | None

# By the hash of their content and their marks, so what stands here is the same in every notebook.
_read: dict[tuple[str, Marks], Questionnaire] = {}

_OFFERED = (
    select(questionnaires.c.sha256)
    .join_from(questionnaires, therapists)
    .join_from(therapists, connections)
    .where(therapists.c.revoked.is_(None), questionnaires.c.state == OFFERED)
    .distinct()
)


def offered_questionnaires(notebook: Notebook, principal: Principal) -> tuple[Questionnaire, ...]:
    """What the person's therapist offers at this moment, by title; nothing once the connection has ended."""
    with notebook.read_as(principal) as reader:
        hashes = reader.execute(_OFFERED.where(reader.own(connections, ended=None))).scalars().all()
        definitions = [read_definition(reader.connection, principal.clinic, sha256) for sha256 in hashes]
    return tuple(sorted(filter(None, definitions), key=attrgetter("title", "id")))


def find_definition(notebook: Notebook, principal: Principal, sha256: str) -> Questionnaire | None:
    """The definition with this hash, whatever its state, or None; whoever knows the hash has an answer to it."""
    with notebook.read_as(principal) as reader:
        return read_definition(reader.connection, principal.clinic, sha256)


def find_definition_for(notebook: Notebook, therapist: Therapist, sha256: str) -> Questionnaire | None:
    """The same for a therapist, whose people may have answered what another therapist brought."""
    with notebook.read_as_therapist(therapist) as reader:
        return read_definition(reader.connection, therapist.clinic, sha256)


def read_definition(connection: Connection, clinic: str, sha256: str) -> Questionnaire | None:
    """None for one that is not there, and for one that was changed outside Nearer: it is not what was answered.

    Where several therapists brought the same, what any of them marked is marked.
    """
    same = matches(questionnaires, clinic_id=clinic, sha256=sha256)
    rows = connection.execute(select(questionnaires.c.definition, questionnaires.c.marks).where(same)).all()
    if not rows:
        return None
    looked_at = [marks for row in rows if (marks := read_marks(row.marks)) is not None]
    key = sha256, frozenset().union(*looked_at) if looked_at else None
    if key not in _read:
        questionnaire = next(filter(None, (_as_hashed(row.definition, sha256) for row in rows)), None)
        if questionnaire is None:
            return None
        if len(_read) >= MOST_READ:
            _read.clear()
        _read[key] = replace(questionnaire, marked=key[1])
    return _read[key]


def read_marks(written: str | None) -> Marks:
    """Ids of the items that a therapist marked as asking about harm; None where nobody has looked, or it is damaged."""
    try:
        return None if written is None else frozenset(map(str, json.loads(written)))
    except (ValueError, TypeError):
        return None


def _as_hashed(text: str, sha256: str) -> Questionnaire | None:
    try:
        questionnaire = load_questionnaire(text, sha256)
    except QuestionnaireError:
        return None
    return questionnaire if questionnaire.sha256 == sha256 else None
