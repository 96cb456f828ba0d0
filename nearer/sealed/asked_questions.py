"""A therapist's question that was taken back and is in the file again: the person's own ledger knows that it was over.

Each question says inside its seal which version the ledger of who asks had then. Whatever the person saves, their own
ledger remembers the last version it saw and which questions are open: an older one not among them was taken back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from nearer.database.row_errors import ChangedOutside
from nearer.database.therapist_schema import hand_over_answers, hand_overs, therapists
from nearer.language.error_catalogue.change_errors import ChangeText
from nearer.privacy.seal import SealBroken
from nearer.sealed.authorisation import OF_COUPLE, Reader, Writer
from nearer.sealed.hand_overs import IS_COLLEAGUE, HandOverParty, HandOverTerms, question_of, unwrap_share
from nearer.statements.bound_values import matches_bound

_ASKED_BY = "asked by {}"  # in the ledger's last_seen, for a therapist: the version, then the ids of what was open
_OPEN = (
    select(hand_overs, hand_over_answers.c.sealed_share, hand_over_answers.c.share, therapists.c.name)
    .join_from(hand_over_answers, hand_overs)
    .join(therapists, IS_COLLEAGUE)
    .where(matches_bound(hand_over_answers, *OF_COUPLE, "person_id"), hand_over_answers.c.answered.is_(None))
)


def check_questions(reader: Reader, connections: Iterable[Row[Any]], questions: Iterable[Row[Any]]) -> None:
    """ChangedOutside where one of these, not answered so far, was taken back before the person's last save.

    `connections` have the key of each therapist. A question with another seal is refused by its own name.
    """
    connection_by_therapist = {row.therapist_id: row for row in connections}
    for row in questions:
        if (connection := connection_by_therapist.get(row.therapist_id)) is not None:
            version, open_then = _read_last_seen(reader, row.therapist_id)
            if row.hand_over_id.hex not in open_then and _is_older(reader, row, connection.public_key, version):
                raise ChangedOutside(ChangeText.HAND_OVER)


def remember_questions(writer: Writer, connections: Collection[Row[Any]]) -> None:
    """Write down what is open, where a therapist wrote anything since it was written down. ChangedOutside as above."""
    further = [row for row in connections if row.ledger_version > _read_last_seen(writer, row.therapist_id)[0]]
    if further:
        questions = writer.run(_OPEN).all()
        check_questions(writer, connections, questions)
        for row in further:
            ids = [question.hand_over_id.hex for question in questions if question.therapist_id == row.therapist_id]
            writer.ledger.last_seen[_ASKED_BY.format(row.therapist_id.hex)] = " ".join((str(row.ledger_version), *ids))


def _read_last_seen(reader: Reader, therapist: UUID) -> tuple[int, list[str]]:
    """The version of this therapist's ledger that the person's own saw last, and which questions were open then.

    A question of a Nearer that wrote no version down has 0, and is older than whatever was seen.
    """
    version, *ids = reader.ledger.last_seen.get(_ASKED_BY.format(therapist.hex), "-1").split()
    return int(version), ids


def _is_older(reader: Reader, row: Row[Any], public: bytes, version: int) -> bool:
    """Whether this was asked before the ledger of who asks had this version."""
    party = HandOverParty(HandOverTerms.of(row), reader.principal.id, public)
    try:
        return unwrap_share(question_of(row), reader.principal.keys, party).asked_at <= version
    except SealBroken:
        return False
