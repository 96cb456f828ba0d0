"""A therapist hands over, or asks a colleague to cover: what is asked, and the answers.

The colleague's key is compared as people compare a therapist's: by their code and six words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, false, or_, select

from nearer.database.row_errors import EntryBroken, NotSaved
from nearer.database.schema import new_id
from nearer.database.therapist_schema import hand_over_answers, hand_overs, therapists
from nearer.language.error_catalogue.notebook_errors import TherapistText
from nearer.privacy.principal import Therapist
from nearer.privacy.seal import seal_body
from nearer.privacy.succession import PublicKeys
from nearer.sealed.entries import content_bytes
from nearer.sealed.hand_overs import IS_COLLEAGUE, HandOverParty, HandOverTerms, answer_mac, seal_share, split_key
from nearer.sealed.therapist_authorisation import TherapistReader, TherapistWriter
from nearer.storage.errors import KeyChanged
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.access_log import ASKS_TO_HAND_OVER, log_access
from nearer.storage.therapist.own_records import read_notes
from nearer.storage.therapist.therapist_connections import TherapistOffer, find_therapist_of_code


@dataclass(frozen=True, slots=True)
class HandOverRequest:
    """The colleague's code with the keys that were compared, and until when they cover (aware UTC); None for good."""

    code: str
    keys: PublicKeys
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class HandOverState:
    """What a therapist asked last of a couple, and by nickname what each said: yes, no, or None so far."""

    colleague: str
    until: datetime | None
    proposed: datetime
    answers: tuple[tuple[str, bool | None], ...]


def read_colleague(notebook: Notebook, therapist: Therapist, code: str, now: datetime) -> TherapistOffer:
    """The colleague to whom a code leads. CodeRefused for one that is not open, NotSaved for one's own."""
    with notebook.read_as_therapist(therapist) as reader:
        return _find_colleague(reader, code, now)


def propose_hand_over(
    notebook: Notebook, therapist: Therapist, couple: UUID, request: HandOverRequest, now: datetime
) -> None:
    """Ask everybody of the couple who is connected now, in place of what was asked before. Nothing moves by it.

    CodeRefused, KeyChanged when the key is no longer the compared one, NotSaved for nobody to ask or a day gone by.
    """
    with notebook.write_as_therapist(therapist, now) as writer:
        people = [row for row in writer.read_couple(couple).values() if writer.ended(row) is None]
        colleague = _find_colleague(writer, request.code, now)
        if colleague.keys != request.keys:
            raise KeyChanged
        if request.until is not None and request.until <= now:
            raise NotSaved(TherapistText.COVER_IN_THE_PAST)
        if not people:
            raise NotSaved(TherapistText.NOBODY_TO_ASK)
        _withdraw(writer, couple, hand_overs.c.until <= now)
        key, shares = split_key(row.person_id for row in people)
        keys = bytes.fromhex(colleague.keys.public), bytes.fromhex(colleague.keys.signing)
        ids = couple, new_id(now), therapist.id, UUID(colleague.reader)
        terms = HandOverTerms(*ids, *keys, request.until, colleague.name)
        writer.insert(
            hand_overs,
            couple_id=couple,
            hand_over_id=terms.hand_over,
            colleague_id=terms.colleague,
            colleague_key=terms.colleague_key,
            colleague_signing=terms.colleague_signing,
            until=terms.until,
            proposed=now,
            body=seal_body(_notes_of(writer, couple), key, terms.bind("notes")),
        )
        for row in people:
            question = {"clinic_id": therapist.clinic, "couple_id": couple, "hand_over_id": terms.hand_over}
            party = HandOverParty(terms, row.person_id, row.key)
            asked_at = writer.ledger.version + 1  # once it is sealed
            sealed = seal_share(therapist.keys, party, shares[row.person_id], asked_at)
            values = question | {"person_id": row.person_id, "sealed_share": sealed}
            writer.execute(hand_over_answers.insert().values(values))
        log_access(writer, people, ASKS_TO_HAND_OVER)


def withdraw_hand_over(notebook: Notebook, therapist: Therapist, couple: UUID) -> None:
    """Ask no longer; whoever said yes already stays with the colleague."""
    with notebook.write_as_therapist(therapist) as writer:
        writer.read_couple(couple)
        _withdraw(writer, couple, over=false())


def read_hand_over(notebook: Notebook, therapist: Therapist, couple: UUID) -> HandOverState | None:
    """What this therapist asked of the couple. EntryBroken for an answer that the person did not give."""
    with notebook.read_as_therapist(therapist) as reader:
        people = reader.read_couple(couple)
        row = find_newest(reader, hand_overs.c.couple_id == couple, hand_overs.c.therapist_id == therapist.id)
        if row is None:
            return None
        answers = [
            (people[answer.person_id].nickname, _check_answer(reader, row, answer))
            for answer in read_hand_over_answers(reader, row)
            if answer.person_id in people
        ]
    return HandOverState(row.name, row.until, row.proposed, tuple(sorted(answers, key=itemgetter(0))))


def _find_colleague(reader: TherapistReader, code: str, now: datetime) -> TherapistOffer:
    row = find_therapist_of_code(reader, code, now)
    if row.therapist_id == reader.therapist.id:
        raise NotSaved(TherapistText.OWN_CODE)
    return TherapistOffer.of(row, code)


def _notes_of(reader: TherapistReader, couple: UUID) -> bytes:
    return content_bytes([[note.id.hex, note.day.isoformat(), note.text] for note in read_notes(reader, couple)])


def find_newest(reader: TherapistReader, *conditions: ColumnElement[bool]) -> Row[Any] | None:
    """The newest hand-over of these, with the colleague's name."""
    rows = select(hand_overs, therapists.c.name).join_from(hand_overs, therapists, IS_COLLEAGUE)
    newest = rows.where(reader.of_clinic(hand_overs), *conditions).order_by(hand_overs.c.proposed.desc()).limit(1)
    return reader.execute(newest).one_or_none()


def read_hand_over_answers(reader: TherapistReader, row: Row[Any]) -> list[Row[Any]]:
    """The people whom this hand-over asks, with what each answered, in the order of their ids."""
    same = {"couple_id": row.couple_id, "hand_over_id": row.hand_over_id}
    statement = select(hand_over_answers).where(reader.of_clinic(hand_over_answers, **same))
    return list(reader.execute(statement.order_by(hand_over_answers.c.person_id)))


def _check_answer(reader: TherapistReader, row: Row[Any], answer: Row[Any]) -> bool | None:
    """The answer, if the person gave it."""
    if answer.answered is None:
        return None
    public, agreed = reader.therapist.trusted[answer.person_id], bool(answer.agreed)
    party = HandOverParty(HandOverTerms.of(row), answer.person_id, public)
    if answer.mac != answer_mac(reader.therapist.keys, party, agreed):
        raise EntryBroken(TherapistText.HAND_OVER_CHANGED)
    return agreed


def _withdraw(writer: TherapistWriter, couple: UUID, over: ColumnElement[bool]) -> None:
    """Delete hand-overs that are `over` or lack a yes; of the others the colleague still reads the notes."""
    of_couple, own = writer.of_clinic(hand_over_answers, couple_id=couple), writer.own(hand_overs, couple_id=couple)
    not_agreed = select(hand_over_answers.c.hand_over_id).where(of_couple, hand_over_answers.c.agreed.is_not(True))
    goes = or_(hand_overs.c.hand_over_id.in_(not_agreed), over)
    rows = select(hand_overs.c.hand_over_id).where(own, goes)
    ids = list(writer.execute(rows).scalars())
    writer.execute(hand_over_answers.delete().where(of_couple, hand_over_answers.c.hand_over_id.in_(ids)))
    writer.execute(hand_overs.delete().where(own, hand_overs.c.hand_over_id.in_(ids)))
