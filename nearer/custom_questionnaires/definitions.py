"""Definitions of questionnaires that therapists imported, read for whoever answers them or reads an answer."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import replace
from operator import attrgetter
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, Table, or_, select

from nearer.database.row_errors import ChangedOutside
from nearer.database.schema import matches
from nearer.database.therapist_schema import assignments, chosen_people, connections, questionnaires, therapists
from nearer.domain.questionnaire import Questionnaire
from nearer.language.error_catalogue.change_errors import ChangeText
from nearer.privacy.principal import Principal, Therapist
from nearer.privacy.signatures import signing_public
from nearer.sealed.authorisation import OF_COUPLE, Reader
from nearer.sealed.offered_questionnaires import is_offered_by
from nearer.statements.bound_values import matches_bound
from nearer.storage.notebook import Notebook
from nearer.yaml_files.loader import load_questionnaire
from nearer.yaml_files.problems import QuestionnaireError

DRAFT, OFFERED, RETIRED = "draft", "offered", "retired"
MAX_DEFINITIONS_READ = 500

HarmFlags = frozenset[str] | None
SigningKeys = Mapping[UUID, Set[str]]  # of each therapist who is known the public keys, hex

# By the hash of their content and their harm flags, so what stands here is the same in every notebook.
_read: dict[tuple[str, HarmFlags], Questionnaire] = {}

_AS_OFFERED = select(
    *(questionnaires.c[name] for name in ("clinic_id", "therapist_id", "custom_id", "sha256", "definition", "state")),
    questionnaires.c.harm_flags,
    questionnaires.c.signature,
    questionnaires.c.only_chosen,
)


def _row_in(table: Table, name: str) -> ColumnElement[bool]:
    """The condition that this table has a row about the questionnaire, by the column of this name, and whoever is
    connected."""
    same = (table.c[column] == questionnaires.c[column] for column in ("clinic_id", "therapist_id", name))
    same_person = (table.c[column] == connections.c[column] for column in ("couple_id", "person_id"))
    return select(table.c.person_id).where(*same, *same_person).exists()


_OFFERED = (
    select(questionnaires.c.sha256)
    .join_from(questionnaires, therapists)
    .join_from(therapists, connections)
    .where(matches_bound(connections, *OF_COUPLE, "person_id"), connections.c.ended.is_(None))
    .where(therapists.c.revoked.is_(None), questionnaires.c.state == OFFERED)
    .where(
        or_(
            questionnaires.c.only_chosen.is_(False),
            _row_in(chosen_people, "custom_id"),
            _row_in(assignments, "questionnaire"),
        )
    )
    .distinct()
)


def read_offered_questionnaires(notebook: Notebook, principal: Principal) -> tuple[Questionnaire, ...]:
    """What the person's therapist offers them at this moment, by title; nothing once the connection has ended.

    What is only for people who were chosen, too, where the therapist asks this person for it on their page.

    ChangedOutside for what they did not offer, or with other harm flags.
    """
    with notebook.read_as(principal) as reader:
        hashes = reader.run(_OFFERED).scalars().all()
        signing_keys = _compared_keys(reader) if hashes else {}
        definitions = [read_definition(reader.connection, principal.clinic, sha256, signing_keys) for sha256 in hashes]
    return tuple(sorted(filter(None, definitions), key=attrgetter("title", "id")))


def find_answered_definition(notebook: Notebook, principal: Principal, sha256: str) -> Questionnaire | None:
    """The definition with this hash, whatever its state, or None; whoever knows the hash has an answer to it."""
    with notebook.read_as(principal) as reader:
        return read_definition(reader.connection, principal.clinic, sha256, _compared_keys(reader))


def find_definition_for(notebook: Notebook, therapist: Therapist, sha256: str) -> Questionnaire | None:
    """Find a definition for a therapist, whose people may have answered what another therapist imported."""
    with notebook.read_as_therapist(therapist) as reader:
        return read_definition(reader.connection, therapist.clinic, sha256, own_key(therapist))


def own_key(therapist: Therapist) -> SigningKeys:
    """The therapist's own, for `read_definition`."""
    return {therapist.id: {signing_public(therapist.keys).hex()}}


def read_definition(
    connection: Connection, clinic: str, sha256: str, signing_keys: SigningKeys
) -> Questionnaire | None:
    """None for one that is not there, and for one that was changed outside Nearer: it is not what was answered.

    Where several therapists imported the same, what any of them flagged is flagged. Nobody has looked at it where none
    of the `signing_keys` has: flags of others only add. ChangedOutside for what none of them offered like this.
    """
    same = matches(questionnaires, clinic_id=clinic, sha256=sha256)
    rows: list[Row[Any]] = list(connection.execute(_AS_OFFERED.where(same)))
    if not rows:
        return None
    trusted = [row for row in rows if row.therapist_id in signing_keys]
    if not all(row.state == DRAFT or is_offered_by(signing_keys[row.therapist_id], row) for row in trusted):
        raise ChangedOutside(ChangeText.QUESTIONNAIRE)
    looked_at = any(read_harm_flags(row.harm_flags) is not None for row in trusted)
    key = sha256, frozenset().union(*(read_harm_flags(row.harm_flags) or () for row in rows)) if looked_at else None
    if key not in _read:
        questionnaire = next(filter(None, (_as_hashed(row.definition, sha256) for row in rows)), None)
        if questionnaire is None:
            return None
        if len(_read) >= MAX_DEFINITIONS_READ:
            _read.clear()
        _read[key] = replace(questionnaire, harm_flags=key[1])
    return _read[key]


def read_harm_flags(flags_json: str | None) -> HarmFlags:
    """Ids of the items that a therapist flagged as asking about harm; None where nobody has looked, or if damaged."""
    try:
        return None if flags_json is None else frozenset(map(str, json.loads(flags_json)))
    except (ValueError, TypeError):
        return None


def _compared_keys(reader: Reader) -> SigningKeys:
    """Every key the person compared, by the therapist with whom they ever connected."""
    own = select(connections.c.therapist_id, connections.c.signing_key).where(reader.own(connections))
    keys: defaultdict[UUID, set[str]] = defaultdict(set)
    for row in reader.execute(own):
        keys[row.therapist_id].add(row.signing_key.hex())
    return keys


def _as_hashed(text: str, sha256: str) -> Questionnaire | None:
    """The definition if its hash fits: whoever can change the file could have added sentences that no hash knows."""
    try:
        questionnaire = load_questionnaire(text, sha256)
    except QuestionnaireError:
        return None
    return questionnaire.without_unvouched() if questionnaire.sha256 == sha256 else None
