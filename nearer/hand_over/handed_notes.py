"""The notes that came to a colleague with a hand-over.

Each share came from a person who knows the key of who asked, and vouches for it: an account row alone proves nothing.
Once the notes were read, the colleague's own ledger remembers that they are there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from nearer.database.row_errors import ChangedOutside, EntryBroken
from nearer.database.therapist_schema import hand_overs, therapists
from nearer.hand_over.hand_over_proposals import find_newest, read_hand_over_answers
from nearer.language.error_catalogue.change_errors import ChangeText
from nearer.language.error_catalogue.notebook_errors import TherapistText
from nearer.privacy.principal import Therapist
from nearer.privacy.seal import SealBroken
from nearer.sealed.entries import open_content
from nearer.sealed.hand_overs import HandOverParty, HandOverTerms, join_shares, open_share, take_share
from nearer.sealed.therapist_authorisation import TherapistReader
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.own_records import TherapistNote

_TAKEN = "handed over {}"  # in the ledger's last_seen, for a couple


@dataclass(frozen=True, slots=True)
class HandedNotes:
    """A colleague's own notes that came with a hand-over; none and `is_waiting` until everybody who was asked said yes.

    None and `is_lost` where they do not open: somebody who said yes deleted all of theirs, and their share with it, or
    the notes were damaged; one cannot tell which.
    """

    by: str
    until: datetime | None
    is_waiting: bool = False
    is_lost: bool = False
    notes: tuple[TherapistNote, ...] = field(default=(), repr=False)


def read_handed_notes(notebook: Notebook, therapist: Therapist, couple: UUID, now: datetime) -> HandedNotes | None:
    """The notes of whoever handed this couple over last; None without a hand-over, and once a cover is over."""
    with notebook.read_as_therapist(therapist) as reader:
        reader.read_couple(couple)
        taken = _check_taken(reader, couple, now)
        row = find_newest(reader, hand_overs.c.couple_id == couple, hand_overs.c.colleague_id == therapist.id)
        if row is None or (row.until is not None and row.until <= now):
            return None
        of_clinic = reader.of_clinic(therapists, therapist_id=row.therapist_id)
        asker = reader.execute(select(therapists).where(of_clinic)).one()
        answers = read_hand_over_answers(reader, row)
        if not all(one.agreed for one in answers):
            return HandedNotes(asker.name, row.until, is_waiting=True)
        shares = [_share_of(reader, row, one, asker.public_key) for one in answers]
    terms = HandOverTerms.of(row)
    try:
        notes = open_content(row.body, join_shares(shares), terms.bind("notes"), TherapistText.RECORD_DAMAGED())
    except EntryBroken:
        return HandedNotes(asker.name, row.until, is_lost=True)
    if taken != row.hand_over_id:
        _remember_taken(notebook, therapist, row, now)
    read = [TherapistNote(UUID(key), date.fromisoformat(day), text) for key, day, text in notes]
    return HandedNotes(asker.name, row.until, notes=tuple(read))


def _share_of(reader: TherapistReader, row: Row[Any], answer: Row[Any], asker: bytes) -> bytes:
    """What a person handed on with their yes; ChangedOutside for a share, or a key of who asked, that is not theirs."""
    party, keys = HandOverParty(HandOverTerms.of(row), answer.person_id, asker), reader.therapist.keys
    try:
        unwrapped = take_share(answer.share or b"", keys, party, reader.therapist.trusted[answer.person_id])
        return open_share(unwrapped, keys, party)
    except SealBroken:
        raise ChangedOutside(ChangeText.HAND_OVER) from None


def _check_taken(reader: TherapistReader, couple: UUID, now: datetime) -> UUID | None:
    """The hand-over whose notes were read before. ChangedOutside when it is not there any more and not over either."""
    taken = reader.ledger.last_seen.get(_TAKEN.format(couple.hex))
    if taken is None:
        return None
    hand_over, _, until = taken.partition(" ")
    if until and datetime.fromisoformat(until) <= now:
        return None
    same = reader.of_clinic(hand_overs, couple_id=couple, hand_over_id=UUID(hand_over))
    if reader.execute(select(hand_overs.c.hand_over_id).where(same)).first() is None:
        raise ChangedOutside(ChangeText.HAND_OVER)
    return UUID(hand_over)


def _remember_taken(notebook: Notebook, therapist: Therapist, row: Row[Any], now: datetime) -> None:
    until = "" if row.until is None else row.until.astimezone(UTC).isoformat()
    with notebook.write_as_therapist(therapist, now) as writer:
        writer.ledger.last_seen[_TAKEN.format(row.couple_id.hex)] = f"{row.hand_over_id.hex} {until}"
        writer.seal()  # no row is written with it
