"""Sharing: who besides its owner may read each part, a therapist only with the key that was compared face to face."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update

from nearer.domain.roles_and_audiences import BY_QUESTIONNAIRE, Audience, Part, SharedPart
from nearer.language.error_catalogue.notebook_errors import NotebookText, TherapistText
from nearer.privacy.principal import Principal
from nearer.privacy.seal import own_mark
from nearer.storage.couple.guide import save_shared_since, write_shared_guide
from nearer.storage.database.schema import drawers
from nearer.storage.errors import KeyChanged, NotSaved
from nearer.storage.notebook import Notebook
from nearer.storage.sealed.authorisation import Reader, Writer
from nearer.storage.sealed.drawers import (
    KEY_TABLES,
    DrawerLabel,
    KeyRecipient,
    create_drawer,
    open_drawer,
    read_drawers,
    seal_key_for,
)
from nearer.storage.therapist.schema import connections, therapists
from nearer.storage.therapist.weekly_scores import write_scored_weeks

_LAST = (
    select(connections, therapists.c.name, therapists.c.revoked, therapists.c.public_key.label("key_now"))
    .join(therapists)
    .order_by(connections.c.since.desc(), connections.c.connection_id.desc())
    .limit(1)
)


def last_connection(reader: Reader) -> Row[Any] | None:
    """The newest connection of the person who asks, ended or not."""
    return reader.execute(_LAST.where(reader.own(connections))).one_or_none()


def find_connected_reader(reader: Reader) -> KeyRecipient | None:
    """The therapist who reads now, or None; for where no private key is at hand to check the mark."""
    row = last_connection(reader)
    if row is None or row.ended is not None or row.public_key != row.key_now:
        return None
    return KeyRecipient(row.therapist_id, row.public_key, "therapist")


def find_compared_reader(reader: Reader) -> KeyRecipient:
    """The therapist with the key that was compared. NotSaved without one, KeyChanged for any other key."""
    row = last_connection(reader)
    if row is None or row.ended is not None:
        raise NotSaved(TherapistText.NO_THERAPIST)
    if not is_as_compared(reader.principal, row):
        raise KeyChanged
    return KeyRecipient(row.therapist_id, row.public_key, "therapist")


def is_as_compared(principal: Principal, row: Row[Any]) -> bool:
    """Whether the therapist's key is the one that this person compared; only the person's own key can tell."""
    expected = make_mark(principal, row.therapist_id.hex, row.public_key)
    return bool(row.mark == expected and row.public_key == row.key_now)


def make_mark(principal: Principal, therapist: str, public: bytes) -> bytes:
    """A MAC under the person's own key, 32 bytes, that binds the therapist's id and public key to the person."""
    where = f"{principal.clinic}|{principal.couple}|{principal.person}|{therapist}|"
    return own_mark(principal.keys, where.encode() + public)


class Audiences(dict[SharedPart, Audience]):
    """Who reads each part; a part nothing was decided about is for its owner only."""

    def __missing__(self, part: SharedPart) -> Audience:
        return Audience.ME


def read_audiences(notebook: Notebook, principal: Principal) -> Audiences:
    """Every part with its audience; of those shared by questionnaire the ones there is something of."""
    with notebook.read_as(principal) as reader:
        return _audiences(reader)


@dataclass(frozen=True, slots=True)
class Choice:
    """Who may read a part from now on; `include_earlier` opens to them what was written before as well."""

    part: SharedPart
    audience: Audience
    include_earlier: bool = False


def set_audiences(notebook: Notebook, principal: Principal, choices: Iterable[Choice], now: datetime) -> None:
    """Let others read parts from now on, or with everything earlier; or close them to whoever is not named.

    All of it or, when something fails, nothing.

    Closing takes away the key to what was shared; it cannot take away what was seen. NotSaved when there is nobody yet,
    and KeyChanged when the therapist's key is not the one that was compared.
    """
    with notebook.write_as(principal, now) as writer:
        audiences = _audiences(writer)
        for choice in choices:
            _set_audience(writer, choice, audiences[choice.part].others)
        write_scored_weeks(writer)


def _set_audience(writer: Writer, choice: Choice, now_read: frozenset[str]) -> None:
    readers = tuple(_reader(writer, kind) for kind in sorted(choice.audience.others))
    added = (choice.audience.others - now_read) or choice.audience.others
    widened = tuple(reader for reader in readers if choice.include_earlier and reader.kind in added)
    for row in read_drawers(writer, choice.part.label):
        have = Audience(row.audience).others
        for recipient in (reader for reader in widened if reader.kind not in have):
            seal_key_for(writer, open_drawer(writer, row), recipient)
        then = (have & choice.audience.others) | {reader.kind for reader in widened}
        _take_keys(writer, row, then)
    if choice.audience.others != now_read:
        create_drawer(writer, DrawerLabel(choice.part.label, choice.audience, readers))
    if choice.part.part is Part.GUIDE:
        if choice.include_earlier or "therapist" not in now_read:
            save_shared_since(writer, choice.include_earlier)
        write_shared_guide(writer)


def close_to(writer: Writer, kind: str) -> None:
    """Close every part of one person to the partner or to the therapist; needs no private key.

    What is written from now on lies in new drawers, so that a key kept in hand opens none of it.
    """
    for part, audience in _audiences(writer).items():
        for row in read_drawers(writer, part.label):
            _take_keys(writer, row, Audience(row.audience).others - {kind})
        if kind in audience.others:
            find = {"partner": _partner, "therapist": find_connected_reader}
            staying = tuple(
                reader for other in sorted(audience.others - {kind}) if (reader := find[other](writer)) is not None
            )
            opened_to = Audience.of(frozenset(reader.kind for reader in staying))
            create_drawer(writer, DrawerLabel(part.label, opened_to, staying))


def _reader(writer: Writer, kind: str) -> KeyRecipient:
    if kind == "therapist":
        return find_compared_reader(writer)
    partner = _partner(writer)
    if partner is None:
        raise NotSaved(NotebookText.NOBODY_TO_SHARE_WITH)
    return partner


def _partner(reader: Reader) -> KeyRecipient | None:
    row = reader.find_partner()
    return None if row is None else KeyRecipient(row.person_id, row.public_key)


def _take_keys(writer: Writer, row: Row[Any], then: frozenset[str]) -> None:
    """Nobody besides the owner has a key but these kinds of reader, and the drawer says so."""
    for kind in Audience(row.audience).others - then:
        keys = KEY_TABLES[kind]
        of_others = keys.c.reader_id != writer.principal.person
        writer.execute(keys.delete().where(writer.own(keys, drawer_id=row.drawer_id), of_others))
    same = writer.own(drawers, drawer_id=row.drawer_id)
    writer.execute(update(drawers).where(same).values(audience=Audience.of(then).value))


def _audiences(reader: Reader) -> Audiences:
    """The newest drawer of a part says who reads what is written now."""
    oldest_first = select(drawers).where(reader.own(drawers)).order_by(drawers.c.number)
    audiences = Audiences({SharedPart(part): Audience.ME for part in Part if part not in BY_QUESTIONNAIRE})
    for row in reader.execute(oldest_first):
        if (part := SharedPart.read(row.part)) is not None:
            audiences[part] = Audience(row.audience)
    return audiences
