"""Who besides its owner reads what they write, and how it is closed to one of them.

A partner may leave and a therapist's account may end while the owner is away: their keys go at once, and the owner
closes to them with their next save, before anything new is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, or_, select, update

from nearer.database.row_errors import NotSaved
from nearer.database.schema import consents, drawer_keys, drawers, offers
from nearer.database.therapist_schema import assignments, connections, scored_weeks, therapists
from nearer.domain.roles_and_audiences import BY_QUESTIONNAIRE, Audience, Part, SharedPart
from nearer.language.error_catalogue.notebook_errors import NotebookText, TherapistText
from nearer.sealed.authorisation import Reader, Writer
from nearer.sealed.drawers import KEY_TABLES, DrawerLabel, KeyRecipient, create_drawer, read_drawers
from nearer.sealed.renewal import renew_drawer
from nearer.storage.errors import KeyChanged

BE_COUNTED = "be counted"  # in a therapist's figures (nearer/storage/couple/counting_consent.py)
_LAST = (
    select(
        *(column for column in connections.c if column.name != "ended"),
        func.coalesce(connections.c.ended, therapists.c.revoked).label("ended"),
        connections.c.ended.label("ended_by_owner"),
        therapists.c.name,
        therapists.c.public_key.label("key_now"),
    )
    .join(therapists)
    .order_by(connections.c.since.desc(), connections.c.connection_id.desc())
    .limit(1)
)


def last_connection(reader: Reader) -> Row[Any] | None:
    """The newest connection of the person who asks; `ended` is None while the therapist may read."""
    return reader.execute(_LAST.where(reader.own(connections))).one_or_none()


def find_reader(reader: Reader, kind: str) -> KeyRecipient:
    """The partner, or the therapist, with the key that was compared.

    NotSaved while there is nobody, and for new keys of the partner's; KeyChanged for any other key of the therapist's.
    """
    if kind == "partner":
        if reader.partner is None:
            raise NotSaved(NotebookText.NOBODY_TO_SHARE_WITH)
        if reader.partner_has_new_keys:
            raise NotSaved(NotebookText.PARTNER_HAS_NEW_KEYS, name=reader.partner.nickname)
        return KeyRecipient(reader.partner.person_id, reader.partner.public_key)
    row = last_connection(reader)
    if row is None or row.ended is not None:
        raise NotSaved(TherapistText.NO_THERAPIST)
    if row.public_key != row.key_now:
        raise KeyChanged
    return KeyRecipient(row.therapist_id, row.public_key, "therapist")


def find_known_readers(reader: Reader, kinds: Iterable[str]) -> tuple[KeyRecipient, ...]:
    """The same for several, without a partner whose new keys nobody compared: they are given theirs afterwards."""
    missing = {"partner"} if reader.partner_has_new_keys else set()
    return tuple(find_reader(reader, kind) for kind in sorted(set(kinds) - missing))


class Audiences(dict[SharedPart, Audience]):
    """Who reads each part; a part nothing was decided about is for its owner only."""

    def __missing__(self, part: SharedPart) -> Audience:
        return Audience.ME


def read_newest_audiences(reader: Reader) -> Audiences:
    """Who reads each part, as its newest drawer says, without whoever has gone since."""
    labels = {part: Audience(label).others for part, label in _newest_labels(reader).items()}
    gone = set() if reader.partner is not None else {"partner"}
    if any("therapist" in others for others in labels.values()):
        row = last_connection(reader)
        gone |= {"therapist"} if row is None or row.ended is not None else set()
    audiences = Audiences({SharedPart(part): Audience.ME for part in Part if part not in BY_QUESTIONNAIRE})
    for label, others in labels.items():
        if (part := SharedPart.read(label)) is not None:
            audiences[part] = Audience.of(others - gone)
    return audiences


def close_to(writer: Writer, kind: str) -> None:
    """Close every part to the partner or to the therapist.

    What is written from now on lies in new drawers, so that a key kept in hand opens none of it.
    """
    for part, label in _newest_labels(writer).items():
        for row in read_drawers(writer, part):
            take_keys(writer, row, Audience(row.audience).others - {kind})
        others = Audience(label).others
        if kind in others:
            staying = find_known_readers(writer, others - {kind})
            create_drawer(writer, DrawerLabel(part, Audience.of(others - {kind}), staying))


def take_keys(writer: Writer, row: Row[Any], then: frozenset[str]) -> None:
    """Nobody besides the owner has a key but these kinds of reader, whatever the drawer said, and it says so."""
    for kind, keys in KEY_TABLES.items():
        if kind not in then:
            of_others = keys.c.reader_id != writer.principal.person
            writer.execute(keys.delete().where(writer.own(keys, drawer_id=row.drawer_id), of_others))
    same = writer.own(drawers, drawer_id=row.drawer_id)
    writer.execute(update(drawers).where(same).values(audience=Audience.of(then).value))


def end_connection_of(writer: Writer) -> None:
    """Close everything to the therapist, and write down the date; without a connection nothing happens."""
    row = last_connection(writer)
    if row is None or row.ended_by_owner is not None:
        return
    close_to(writer, "therapist")
    writer.delete(scored_weeks)
    writer.delete(assignments)
    ended = row.ended or writer.now
    connected = writer.own(connections, connection_id=row.connection_id)
    writer.execute(update(connections).where(connected).values(ended=ended))
    connecting = consents.c.consent_id == row.consent_id
    withdraw_consents(writer, or_(connecting, consents.c.purpose == BE_COUNTED), ended)


def withdraw_consents(writer: Writer, which: ColumnElement[bool], when: datetime) -> None:
    """Write down that these agreements of the owner's hold no longer, where they did."""
    agreed = and_(writer.own(consents, withdrawn=None), which)
    writer.execute(update(consents).where(agreed).values(withdrawn=when))


def settle(writer: Writer) -> None:
    """Close to whoever has gone since the owner's last save."""
    if writer.ledger.partner is not None and writer.partner is None:
        writer.ledger.partner = None
        close_to(writer, "partner")
        writer.delete(offers)
    row = last_connection(writer)
    if row is not None and row.ended is not None and row.ended_by_owner is None:
        end_connection_of(writer)
    known = writer.ledger.partner
    if known and writer.partner_has_new_keys and f"{drawer_keys.name} {known.id}" in writer.ledger.readers:
        _close_to_old_keys(writer)


def _close_to_old_keys(writer: Writer) -> None:
    """Nothing that the partner may read opens with the keys that somebody else knew; it stays theirs to read."""
    for row in read_drawers(writer):
        if "partner" in (others := Audience(row.audience).others):
            renew_drawer(writer, writer, row, find_known_readers(writer, others))


def _newest_labels(reader: Reader) -> Mapping[str, str]:
    """The label of the newest drawer of each part: it says who reads what is written now."""
    oldest_first = select(drawers).where(reader.own(drawers)).order_by(drawers.c.number)
    return {row.part: row.audience for row in reader.execute(oldest_first)}
