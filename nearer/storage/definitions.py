"""Definitions of questionnaires that therapists brought, read for whoever answers them or reads an answer."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, select

from nearer.domain import Questionnaire, QuestionnaireError, load_questionnaire
from nearer.privacy import Principal, Therapist
from nearer.storage.asking import asked, find_person, own_couple
from nearer.storage.connections import reading
from nearer.storage.notebook import Notebook
from nearer.storage.therapists.asking import find_therapist
from nearer.storage.therapists.tables import connections, questionnaires, therapists

DRAFT, OFFERED, RETIRED = "draft", "offered", "retired"
MOST_READ = 500

_read: dict[str, Questionnaire] = {}  # by the hash of their content, so what stands here is the same in every notebook

_TEXT: Select[Any] = (
    select(questionnaires.c.definition)
    .where(questionnaires.c.clinic_id == bindparam("clinic"), questionnaires.c.sha256 == bindparam("sha256"))
    .limit(1)
)
_OFFERED = (
    select(questionnaires.c.sha256)
    .join(
        connections,
        and_(
            connections.c.clinic_id == questionnaires.c.clinic_id,
            connections.c.therapist_id == questionnaires.c.therapist_id,
        ),
    )
    .join(
        therapists,
        and_(
            therapists.c.clinic_id == questionnaires.c.clinic_id,
            therapists.c.therapist_id == questionnaires.c.therapist_id,
        ),
    )
    .where(
        own_couple(connections),
        connections.c.person_id == bindparam("person"),
        connections.c.ended.is_(None),
        therapists.c.revoked.is_(None),
        questionnaires.c.state == OFFERED,
    )
    .distinct()
)


def offered_questionnaires(notebook: Notebook, principal: Principal) -> tuple[Questionnaire, ...]:
    """What the person's therapist offers at this moment, by title; nothing once the connection has ended."""
    with reading(notebook.engine) as connection:
        find_person(connection, principal)
        hashes = connection.execute(_OFFERED, asked(principal)).scalars().all()
        found = [read_definition(connection, principal.clinic, sha256) for sha256 in hashes]
    return tuple(sorted((one for one in found if one is not None), key=lambda one: (one.title, one.id)))


def find_definition(notebook: Notebook, principal: Principal, sha256: str) -> Questionnaire | None:
    """The definition with this hash, in whatever state it is; who knows the hash has an answer to it before them."""
    with reading(notebook.engine) as connection:
        find_person(connection, principal)
        return read_definition(connection, principal.clinic, sha256)


def find_definition_for(notebook: Notebook, therapist: Therapist, sha256: str) -> Questionnaire | None:
    """The same for a therapist, whose people may have answered what another one brought."""
    with reading(notebook.engine) as connection:
        find_therapist(connection, therapist)
        return read_definition(connection, therapist.clinic, sha256)


def read_definition(connection: Connection, clinic: str, sha256: str) -> Questionnaire | None:
    """None for one that is not there, and for one that was changed outside Nearer: it is not what was answered."""
    text = connection.execute(_TEXT, {"clinic": clinic, "sha256": sha256}).scalar_one_or_none()
    if text is None:
        return None
    if sha256 not in _read:
        try:
            questionnaire = load_questionnaire(text, sha256)
        except QuestionnaireError:
            return None
        if questionnaire.sha256 != sha256:
            return None
        if len(_read) >= MOST_READ:
            _read.clear()
        _read[sha256] = questionnaire
    return _read[sha256]
