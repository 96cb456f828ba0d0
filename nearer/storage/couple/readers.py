"""Who besides its owner reads what they write, and how it is closed to one of them.

A partner may leave and a therapist's account may end while the owner is away: their keys go at once, and the owner
closes to them with their next save, before anything new is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, func, or_, select, update

from nearer.database.row_errors import NotSaved
from nearer.database.schema import blinded_lists, consents, drawer_keys, drawers
from nearer.database.therapist_schema import (
    assignments,
    chosen_people,
    connections,
    scored_weeks,
    therapist_keys,
    therapist_ledgers,
    therapists,
)
from nearer.domain.roles_and_audiences import BY_QUESTIONNAIRE, PARTNER, Audience, Part, SharedPart
from nearer.language.error_catalogue.notebook_errors import NotebookText, TherapistText
from nearer.privacy.succession import PublicKeys
from nearer.sealed.asked_questions import remember_questions
from nearer.sealed.authorisation import OF_COUPLE, Reader, Writer
from nearer.sealed.drawers import (
    DrawerLabel,
    KeyRecipient,
    create_drawer,
    open_drawer,
    read_drawers,
    seal_key_for,
)
from nearer.sealed.renewal import renew_drawer
from nearer.statements.bound_values import matches_bound
from nearer.storage.errors import KeyChanged

_same_therapist = and_(*(therapist_ledgers.c[name] == therapists.c[name] for name in ("clinic_id", "therapist_id")))
BE_COUNTED = "be counted"  # in a therapist's figures (nearer/storage/couple/counting_consent.py)
_IN_ORDER = (
    select(
        *(column for column in connections.c if column.name != "ended"),
        func.coalesce(connections.c.ended, therapists.c.revoked).label("ended"),
        connections.c.ended.label("ended_by_owner"),
        therapists.c.name,
        therapists.c.public_key.label("key_now"),
        therapists.c.signing_key.label("signing_now"),
        func.coalesce(therapist_ledgers.c.changes, 0).label("ledger_version"),
    )
    .select_from(connections.join(therapists).outerjoin(therapist_ledgers, _same_therapist))
    .order_by(connections.c.since, connections.c.connection_id)
)
_OWN_CONNECTIONS = _IN_ORDER.where(matches_bound(connections, *OF_COUPLE, "person_id"))


def read_connections(reader: Reader) -> dict[str, Row[Any]]:
    """The last connection with each therapist of the person who asks, by the name that audiences have for them.

    `ended` is None while the therapist may read.
    """
    return {row.therapist_id.hex: row for row in reader.run(_OWN_CONNECTIONS)}


def compared_keys(row: Row[Any]) -> PublicKeys:
    """The keys of a connection's therapist that the person compared."""
    return PublicKeys.of_bytes(row.public_key, row.signing_key)


def keys_now(row: Row[Any]) -> PublicKeys:
    """The public keys in the therapist's account now."""
    return PublicKeys.of_bytes(row.key_now, row.signing_now)


def connected_therapists(reader: Reader) -> frozenset[str]:
    """The therapists who may be a reader now, by their names in audiences."""
    return frozenset(name for name, row in read_connections(reader).items() if row.ended is None)


def find_reader(reader: Reader, name: str) -> KeyRecipient:
    """The partner, or a therapist, by the name in an audience, with the key that was compared.

    NotSaved while there is nobody, and for new keys of the partner's; KeyChanged for any other key of the therapist's.
    """
    if name == PARTNER:
        if reader.partner is None:
            raise NotSaved(NotebookText.NOBODY_TO_SHARE_WITH)
        if reader.partner_has_new_keys:
            raise NotSaved(NotebookText.PARTNER_HAS_NEW_KEYS, name=reader.partner.nickname)
        return KeyRecipient(reader.partner.person_id, reader.partner.public_key)
    row = read_connections(reader).get(name)
    if row is None or row.ended is not None:
        raise NotSaved(TherapistText.NO_THERAPIST)
    if compared_keys(row) != keys_now(row):
        raise KeyChanged
    return KeyRecipient(row.therapist_id, row.public_key, "therapist")


def find_known_readers(reader: Reader, names: Iterable[str]) -> tuple[KeyRecipient, ...]:
    """The readers of these names, without a partner whose new keys nobody compared: they get theirs afterwards."""
    missing = {PARTNER} if reader.partner_has_new_keys else set()
    return tuple(find_reader(reader, name) for name in sorted(set(names) - missing))


class Audiences(dict[SharedPart, Audience]):
    """Who reads each part; a part nothing was decided about is for its owner only."""

    def __missing__(self, part: SharedPart) -> Audience:
        return Audience.ME


def read_newest_audiences(reader: Reader) -> Audiences:
    """Who reads each part, as its newest drawer says, without whoever has gone since."""
    labels = {part: Audience.parse_label(label) for part, label in _newest_labels(reader).items()}
    reader_names = frozenset() if reader.partner is None else frozenset({PARTNER})
    if any(audience.therapists for audience in labels.values()):
        reader_names |= connected_therapists(reader)
    audiences = Audiences({SharedPart(part): Audience.ME for part in Part if part not in BY_QUESTIONNAIRE})
    for label, audience in labels.items():
        if (part := SharedPart.parse_label(label)) is not None:
            audiences[part] = Audience(audience.others & reader_names)
    return audiences


def revoke_reader(writer: Writer, name: str, only: str = "") -> None:
    """Close every part, or only one, to the partner or to a therapist; other readers read on.

    What is written from now on lies in new drawers, so that a key kept in hand opens none of it.
    """
    for part, label in _newest_labels(writer).items():
        if only not in ("", part):
            continue
        for row in read_drawers(writer, part):
            revoke_keys(writer, row, Audience.parse_label(row.audience).others - {name})
        others = Audience.parse_label(label).others
        if name in others:
            staying = find_known_readers(writer, others - {name})
            create_drawer(writer, DrawerLabel(part, Audience(others - {name}), staying))


def revoke_keys(writer: Writer, row: Row[Any], then: frozenset[str]) -> None:
    """Nobody besides the owner has a key but these readers, whatever the drawer said, and it says so."""
    audience = Audience(then)
    if PARTNER not in then:
        of_partner = drawer_keys.c.reader_id != writer.principal.id
        writer.execute(drawer_keys.delete().where(writer.own(drawer_keys, drawer_id=row.drawer_id), of_partner))
    staying = [UUID(name) for name in audience.therapists]
    of_others = therapist_keys.c.reader_id.not_in(staying)
    writer.execute(therapist_keys.delete().where(writer.own(therapist_keys, drawer_id=row.drawer_id), of_others))
    same = writer.own(drawers, drawer_id=row.drawer_id)
    writer.execute(update(drawers).where(same).values(audience=audience.label))


def grant_same_as(writer: Writer, beside: str, recipient: KeyRecipient) -> None:
    """Open to a therapist whatever another one reads now, part by part, and with it what is written next."""
    for part in _newest_labels(writer):
        shared = SharedPart.parse_label(part)
        if shared is None or shared.part is Part.COUNTED:  # to be counted by somebody else is asked apart
            continue
        for row in read_drawers(writer, part):
            others = Audience.parse_label(row.audience).others
            if beside in others and recipient.id.hex not in others:
                seal_key_for(writer, open_drawer(writer, row), recipient)
                same = writer.own(drawers, drawer_id=row.drawer_id)
                label = Audience(others | {recipient.id.hex}).label
                writer.execute(update(drawers).where(same).values(audience=label))


def end_connection_of(writer: Writer, row: Row[Any]) -> None:
    """Close everything to the therapist of this connection, and write down the date; ending twice changes nothing."""
    if row.ended_by_owner is not None:
        return
    revoke_reader(writer, row.therapist_id.hex)
    unread = scored_weeks.c.drawer_id.not_in(select(therapist_keys.c.drawer_id).where(writer.own(therapist_keys)))
    writer.execute(scored_weeks.delete().where(writer.own(scored_weeks), unread))
    for table in (assignments, chosen_people):
        writer.delete(table, therapist_id=row.therapist_id)
    ended = row.ended or _cover_end(row, writer) or writer.now
    connected = writer.own(connections, connection_id=row.connection_id)
    writer.execute(update(connections).where(connected).values(ended=ended))
    connecting = consents.c.consent_id == row.consent_id
    counted = consents.c.purpose == counting_purpose(row.therapist_id.hex)
    withdraw_consents(writer, or_(connecting, counted), ended)


def counting_purpose(name: str) -> str:
    """What an agreement to be counted by this therapist is for, as it is written down."""
    return f"{BE_COUNTED} by {name}"


def withdraw_consents(writer: Writer, condition: ColumnElement[bool], moment: datetime) -> None:
    """Write down that these agreements of the owner's hold no longer, where they did."""
    agreed = and_(writer.own(consents, withdrawn=None), condition)
    writer.execute(update(consents).where(agreed).values(withdrawn=moment))


def close_to_departed_readers(writer: Writer) -> None:
    """Close to whoever has gone since the owner's last save."""
    if writer.ledger.partner is not None and writer.partner is None:
        writer.ledger.partner = None
        revoke_reader(writer, PARTNER)
        writer.delete(blinded_lists)
    known_therapists = read_connections(writer).values()
    remember_questions(writer, known_therapists)
    for row in known_therapists:
        if row.ended is not None or _cover_end(row, writer) is not None:
            end_connection_of(writer, row)
    partner = writer.ledger.partner
    if partner and writer.partner_has_new_keys and f"{drawer_keys.name} {partner.id}" in writer.ledger.readers:
        _close_to_old_keys(writer)


def _cover_end(row: Row[Any], writer: Writer) -> datetime | None:
    """The moment at which a cover ended by itself; None while it lasts, and for a connection without an end."""
    return row.until if row.until is not None and row.until <= writer.now else None


def _close_to_old_keys(writer: Writer) -> None:
    """Nothing that the partner may read opens with the keys that somebody else knew; it stays theirs to read."""
    for row in read_drawers(writer):
        if PARTNER in (others := Audience.parse_label(row.audience).others):
            renew_drawer(writer, writer, row, find_known_readers(writer, others))


def _newest_labels(reader: Reader) -> Mapping[str, str]:
    """The label of the newest drawer of each part: it says who reads what is written now."""
    oldest_first = select(drawers).where(reader.own(drawers)).order_by(drawers.c.number)
    return {row.part: row.audience for row in reader.execute(oldest_first)}
