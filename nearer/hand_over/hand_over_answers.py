"""A person's answer to a hand-over: nothing moves before their yes, and a yes moves what the therapist reads now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Row, select, update

from nearer.database.row_errors import EntryBroken, NotFound, NotSaved
from nearer.database.schema import new_id
from nearer.database.therapist_schema import access_log, connections, hand_over_answers, hand_overs, therapists
from nearer.domain.roles_and_audiences import Part, SharedPart
from nearer.language.error_catalogue.notebook_errors import TherapistText
from nearer.privacy.principal import Principal
from nearer.privacy.seal import SealBroken
from nearer.privacy.succession import PublicKeys
from nearer.sealed.asked_questions import check_questions
from nearer.sealed.authorisation import OF_COUPLE, Reader, Writer
from nearer.sealed.drawers import KeyRecipient
from nearer.sealed.hand_overs import HandOverParty, HandOverTerms, answer_mac, hand_on_share, question_of, unwrap_share
from nearer.statements.bound_values import matches_bound
from nearer.storage.couple.people import save_consent
from nearer.storage.couple.readers import (
    end_connection_of,
    find_reader,
    grant_same_as,
    keys_now,
    read_connections,
    read_newest_audiences,
)
from nearer.storage.couple.shared_guide import show_guide_as_to
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.access_log import COVERS, TAKES_OVER
from nearer.storage.therapist.therapist_connections import SHARE_WITH_THERAPIST

_colleagues = therapists.alias("colleagues")
_ASKED = (
    select(
        hand_overs,
        *(hand_over_answers.c[name] for name in ("person_id", "sealed_share", "share", "answered")),
        _colleagues.c.name,
        _colleagues.c.public_key.label("key_now"),
        _colleagues.c.signing_key.label("signing_now"),
        _colleagues.c.revoked,
    )
    .join_from(hand_over_answers, hand_overs)
    .join(
        _colleagues,
        (_colleagues.c.clinic_id == hand_overs.c.clinic_id) & (_colleagues.c.therapist_id == hand_overs.c.colleague_id),
    )
    .order_by(hand_overs.c.proposed.desc())
)
OWN_QUESTIONS = _ASKED.where(matches_bound(hand_over_answers, *OF_COUPLE, "person_id"))
_OPEN = OWN_QUESTIONS.where(hand_over_answers.c.answered.is_(None))
_OWN_QUESTION = OWN_QUESTIONS.where(matches_bound(hand_over_answers, "hand_over_id"))


@dataclass(frozen=True, slots=True)
class HandOverQuestion:
    """What a therapist asks: `parts` are what they read now. `is_intact`: not changed outside Nearer."""

    id: UUID
    therapist: str
    colleague: str
    until: datetime | None
    parts: tuple[SharedPart, ...]
    is_intact: bool


@dataclass(frozen=True, slots=True)
class HandOverAnswer:
    """The answer, and the text that was answered, by its hash."""

    id: UUID
    agreed: bool
    notice_sha256: str


def read_hand_over_questions(notebook: Notebook, principal: Principal, now: datetime) -> tuple[HandOverQuestion, ...]:
    """What the person is asked and has not answered, the newest first; nothing once it is over or somebody has gone."""
    with notebook.read_as(principal) as reader:
        questions = reader.run(_OPEN).all()
        if not questions:  # as at nearly every look
            return ()
        own_connections, audiences = read_connections(reader), read_newest_audiences(reader)
        check_questions(reader, own_connections.values(), questions)
        open_now = [row for row in questions if _problem(row, own_connections.get(row.therapist_id.hex), now) is None]
        return tuple(
            HandOverQuestion(
                row.hand_over_id,
                own_connections[row.therapist_id.hex].name,
                row.name,
                row.until,
                tuple(
                    part
                    for part, audience in audiences.items()
                    if row.therapist_id.hex in audience.others and part.part is not Part.COUNTED
                ),
                _handed_on(reader, row, own_connections[row.therapist_id.hex].public_key) is not None,
            )
            for row in open_now
        )


def answer_hand_over(notebook: Notebook, principal: Principal, answer: HandOverAnswer, now: datetime) -> None:
    """Yes moves everything at once or, when something fails, nothing; no changes nothing. Once answered it stays so.

    NotFound for what was never asked of them, NotSaved when it is over, EntryBroken when it was changed outside Nearer,
    or taken back and put into the file again.
    """
    with notebook.write_as(principal, now) as writer:
        row = writer.run(_OWN_QUESTION, hand_over_id=answer.id).one_or_none()
        if row is None:
            raise NotFound
        if row.answered is not None:
            return
        connections_read = read_connections(writer)
        check_questions(writer, connections_read.values(), [row])
        connection = connections_read.get(row.therapist_id.hex)
        if (problem := _problem(row, connection, now)) is not None or connection is None:
            raise NotSaved(problem or TherapistText.HAND_OVER_OVER)
        values: dict[str, object] = {"answered": now, "agreed": answer.agreed}
        if answer.agreed:
            values["share"] = _handed_on(writer, row, connection.public_key)
            if values["share"] is None:
                raise EntryBroken(TherapistText.HAND_OVER_CHANGED)
            _move(writer, row, connection, answer.notice_sha256)
        party = HandOverParty(HandOverTerms.of(row), principal.id, connection.public_key)
        values["mac"] = answer_mac(principal.keys, party, answer.agreed)
        same = writer.own(hand_over_answers, hand_over_id=answer.id)
        writer.execute(update(hand_over_answers).where(same).values(values))


def _problem(row: Row[Any], connection: Row[Any] | None, now: datetime) -> TherapistText | None:
    """Why a question can no longer be answered."""
    if connection is None or connection.ended is not None or (row.until is not None and row.until <= now):
        return TherapistText.HAND_OVER_OVER
    if row.revoked is not None or keys_now(row) != _vouched_for(row):
        return TherapistText.COLLEAGUE_GONE
    return None


def _vouched_for(row: Row[Any]) -> PublicKeys:
    return PublicKeys.of_bytes(row.colleague_key, row.colleague_signing)


def _handed_on(reader: Reader, row: Row[Any], public: bytes) -> bytes | None:
    """The share that goes to the colleague; None where the therapist did not ask exactly this."""
    keys, party = reader.principal.keys, HandOverParty(HandOverTerms.of(row), reader.principal.id, public)
    try:
        return hand_on_share(unwrap_share(question_of(row), keys, party).for_colleague, keys, party)
    except SealBroken:
        return None


def _move(writer: Writer, row: Row[Any], before: Row[Any], notice_sha256: str) -> None:
    """Open to the colleague all that the therapist reads now; who hands over for good reads nothing any more."""
    name, old = row.colleague_id.hex, row.therapist_id.hex
    _connect(writer, row, notice_sha256)
    colleague = KeyRecipient(row.colleague_id, row.colleague_key, "therapist")
    assert find_reader(writer, name) == colleague, "the colleague is connected with the key that was vouched for"
    grant_same_as(writer, old, colleague)
    if row.until is None:
        end_connection_of(writer, before)
    show_guide_as_to(writer, old, name)
    access_kind = TAKES_OVER if row.until is None else COVERS
    day = writer.now.astimezone(ZoneInfo(writer.principal.zone)).date().isoformat()
    values = {"therapist_id": row.colleague_id, "what": access_kind, "day": day}
    writer.delete(access_log, **values)
    writer.insert(access_log, person_id=writer.principal.id, **values, at=writer.now)


def _connect(writer: Writer, row: Row[Any], notice_sha256: str) -> None:
    """Connect the colleague as if the key had been compared: the one who asks compared it, and vouches for it with
    their seal."""
    existing = read_connections(writer).get(row.colleague_id.hex)
    if existing is not None and existing.ended is None:
        if existing.until is not None and (row.until is None or row.until > existing.until):
            same = writer.own(connections, connection_id=existing.connection_id)
            writer.execute(update(connections).where(same).values(until=row.until))
        return
    writer.insert(
        connections,
        connection_id=new_id(writer.now),
        person_id=writer.principal.id,
        therapist_id=row.colleague_id,
        public_key=row.colleague_key,
        signing_key=row.colleague_signing,
        consent_id=save_consent(writer, SHARE_WITH_THERAPIST, notice_sha256),
        since=writer.now,
        until=row.until,
    )
