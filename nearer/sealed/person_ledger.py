"""A person's ledger: read and compared before anything of theirs is, and written anew with everything they save.

Four things may happen without the owner: a partner leaves, or takes other keys, a therapist's account ends, and so does
a cover. Their keys then go, with the blinded lists for a partner who left, and nothing else may.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Table, Update, select

from nearer.database.row_errors import ChangedOutside
from nearer.database.schema import (
    blinded_lists,
    consents,
    drafts,
    drawer_keys,
    drawers,
    entries,
    ledgers,
    matches,
    people,
    responses,
    slots,
)
from nearer.database.therapist_schema import (
    connections,
    hand_over_answers,
    scored_weeks,
    therapist_keys,
    therapists,
)
from nearer.language.error_catalogue.change_errors import ChangeText
from nearer.privacy.ledger import Ledger, open_ledger, seal_ledger
from nearer.privacy.principal import Principal
from nearer.privacy.seal import SealBroken
from nearer.sealed.digests import DigestedTable, Digests
from nearer.statements.bound_values import bind_values, matches_bound
from nearer.statements.ready_statements import write_rows

_OWNER = ("clinic_id", "couple_id", "owner_id")
# With the name that goes with the keys that were compared: a grant goes to whom the person means.
_CONNECTIONS = select(*connections.c, therapists.c.name).join_from(connections, therapists).subquery(connections.name)
# Who of the two is named first changes when the other leaves. A body has its own MAC, which stands in the row.
_TABLES = {
    ChangeText.PERSON: DigestedTable.of(people, "first"),
    ChangeText.SIGN_IN: DigestedTable.of(slots),
    ChangeText.CONSENTS: DigestedTable.of(consents),
    ChangeText.THERAPIST: DigestedTable.of(_CONNECTIONS),
    ChangeText.DRAWERS: DigestedTable.of(drawers),
    ChangeText.RESPONSES: DigestedTable.of(responses),
    ChangeText.ENTRIES: DigestedTable.of(entries, "body"),
    ChangeText.DRAFTS: DigestedTable.of(drafts, "body"),
}
_KEYS = ("drawer_id", "sealed_key")
_KEY_TABLES = {table.name: DigestedTable(table, _KEYS, "reader_id") for table in (drawer_keys, therapist_keys)}
# What was answered, and not what was only asked: that is the therapist's. The share has a seal of its own.
_ANSWERS = DigestedTable(hand_over_answers, ("hand_over_id", "agreed", "answered", "mac"), "hand_over_id", "answered")
# The MAC over a blinded list goes with the keys of both, so a partner who takes other keys makes it anew.
_BLINDED_LISTS = DigestedTable.of(blinded_lists, "mac")
_WEEKS = DigestedTable(scored_weeks, ("drawer_id", "body"), by="drawer_id")
_DIGESTS = Digests(
    {text.code: digested for text, digested in _TABLES.items()}
    | _KEY_TABLES
    | {ChangeText.HAND_OVER.code: _ANSWERS, ChangeText.BLINDED_LIST.code: _BLINDED_LISTS, scored_weeks.name: _WEEKS},
    _OWNER,
)


def read_ledger(connection: Connection, principal: Principal, row: Row[Any], compare: bool) -> Ledger:
    """The ledger of their row, opened; their rows are compared to it. ChangedOutside names what is not as they
    left it."""
    if row.body is None:
        raise ChangedOutside(ChangeText.LEDGER)
    ledger = opened_ledger(principal, principal.id, row)
    if compare:
        now = Ledger()
        _update_digests(connection, principal, now, _DIGESTS.tables)
        for text in _TABLES:
            if ledger.tables.get(text.code) != now.tables.get(text.code):
                raise ChangedOutside(text)
        if now.readers != ledger.readers:
            _check_missing(connection, principal, ledger, now.readers)
        if now.hand_overs != ledger.hand_overs:
            _check_answers(connection, principal, ledger, now.hand_overs)
        if now.tables[ChangeText.BLINDED_LIST.code] != ledger.tables.get(ChangeText.BLINDED_LIST.code, ""):
            _check_blinded_lists(connection, principal, ledger, now.tables[ChangeText.BLINDED_LIST.code])
        if now.scored != ledger.scored:
            _check_scored(connection, principal, ledger, now.scored)
    return ledger


def write_ledger(connection: Connection, principal: Principal, ledger: Ledger, changed: Iterable[Table] | None) -> None:
    """Seal the person's rows as they are now; `changed` are the tables that were written, None for all."""
    table_names = None if changed is None else {table.name for table in changed}
    row = dict(zip(_OWNER, owner_of(principal), strict=True))
    if changed_names := [
        name for name, digested in _DIGESTS.tables.items() if table_names is None or digested.table.name in table_names
    ]:
        _update_digests(connection, principal, ledger, changed_names)
    ledger.version += 1
    put_ledger(connection, ledgers, row, (ledger.version, seal_ledger(ledger, principal.keys, principal.id.hex)))


def put_ledger(connection: Connection, table: Table, row: dict[str, Any], sealed: tuple[int, bytes]) -> None:
    """Write version and body in place of those of this owner, whose first one comes with their account."""
    values = {"changes": sealed[0], "body": sealed[1]}
    if write_rows(connection, _update(table, *row), bind_values(row) | values) == 0:
        connection.execute(table.insert(), row | values)


@cache
def _update(table: Table, *names: str) -> Update:
    return table.update().where(matches_bound(table, *names))


def _update_digests(connection: Connection, principal: Principal, ledger: Ledger, names: Iterable[str]) -> None:
    """Write the digests of these tables into the ledger: one for each that has rows, and for each reader's keys."""
    by_table = _DIGESTS.read(connection, owner_of(principal), names)
    for name, digests in by_table.items():
        if name in _KEY_TABLES:
            others = {reader: digest for reader, digest in ledger.readers.items() if not reader.startswith(name)}
            ledger.readers = others | {f"{name} {reader}": digest for reader, digest in digests.items()}
        elif name == ChangeText.HAND_OVER.code:
            ledger.hand_overs = digests
        elif name == scored_weeks.name:
            ledger.scored = digests
        else:
            ledger.tables[name] = digests.get("", "")


def opened_ledger(whose: Any, owner: UUID, row: Any) -> Ledger:
    """The ledger of its row, opened. ChangedOutside for one that its owner did not write, or that is older than one
    seen before."""
    try:
        ledger = open_ledger(row.body, row.changes, whose.keys, owner.hex)
    except SealBroken:
        raise ChangedOutside(ChangeText.LEDGER) from None
    if ledger.version < whose.seen_versions.get(owner, 0):
        raise ChangedOutside(ChangeText.ROLLED_BACK)
    whose.seen_versions[owner] = ledger.version
    return ledger


def opens_ledger(whose: Any, owner: UUID, row: Any) -> bool:
    """Whether these keys open the ledger of this row: they are its owner's, whatever keys the file names."""
    with suppress(SealBroken):
        return row.body is not None and bool(open_ledger(row.body, row.changes, whose.keys, owner.hex))
    return False


def _check_missing(connection: Connection, principal: Principal, ledger: Ledger, readers: dict[str, str]) -> None:
    """Every reader has the keys that the owner gave them; only one who is gone may have none."""
    missing = ledger.readers.keys() - readers.keys()
    is_unchanged = all(ledger.readers.get(reader) == keys for reader, keys in readers.items())
    if not (is_unchanged and _are_gone(connection, principal, ledger, missing)):
        raise ChangedOutside(ChangeText.READERS)


def _check_answers(connection: Connection, principal: Principal, ledger: Ledger, answers: dict[str, str]) -> None:
    """An answer goes only together with its question, which is the therapist's to take back."""
    missing = [UUID(hand_over) for hand_over in ledger.hand_overs.keys() - answers.keys()]
    own = matches(
        hand_over_answers, **dict(zip(("clinic_id", "couple_id", "person_id"), owner_of(principal), strict=True))
    )
    still_asked = select(hand_over_answers.c.hand_over_id).where(own, hand_over_answers.c.hand_over_id.in_(missing))
    is_unchanged = all(ledger.hand_overs.get(hand_over) == digest for hand_over, digest in answers.items())
    if not is_unchanged or connection.execute(still_asked).first() is not None:
        raise ChangedOutside(ChangeText.HAND_OVER)


def _check_blinded_lists(connection: Connection, principal: Principal, ledger: Ledger, now: str) -> None:
    """A blinded list goes with the partner it was for, and with nothing else."""
    in_couple = matches(people, clinic_id=principal.clinic, couple_id=principal.couple)
    partner_id = UUID(ledger.partner.id) if ledger.partner else principal.id
    if now or connection.execute(select(people.c.person_id).where(in_couple, people.c.person_id == partner_id)).first():
        raise ChangedOutside(ChangeText.BLINDED_LIST)


def _check_scored(connection: Connection, principal: Principal, ledger: Ledger, now: dict[str, str]) -> None:
    """What a therapist reads of the weeks goes with the account that had the last key to it, and with nothing else."""
    missing = [UUID(drawer) for drawer in ledger.scored.keys() - now.keys()]
    own = matches(therapist_keys, **dict(zip(_OWNER, owner_of(principal), strict=True)))
    still_read = select(therapist_keys.c.drawer_id).where(own, therapist_keys.c.drawer_id.in_(missing))
    is_unchanged = all(ledger.scored.get(drawer) == digest for drawer, digest in now.items())
    if not is_unchanged or connection.execute(still_read).first() is not None:
        raise ChangedOutside(ChangeText.ENTRIES)


def _are_gone(connection: Connection, principal: Principal, ledger: Ledger, readers: Iterable[str]) -> bool:
    """Whether nobody is there any more with the keys for which these were sealed, or they were a cover's."""
    ids = [UUID(reader.split()[-1]) for reader in readers]
    in_couple = matches(people, clinic_id=principal.clinic, couple_id=principal.couple)
    working = matches(therapists, clinic_id=principal.clinic, revoked=None)
    own = matches(connections, clinic_id=principal.clinic, couple_id=principal.couple, person_id=principal.id)
    covers = select(connections.c.therapist_id).where(own, connections.c.until.is_not(None))
    public_keys = [principal.keys.public, *([bytes.fromhex(ledger.partner.public)] if ledger.partner else [])]
    still_there = (
        select(people.c.person_id).where(in_couple, people.c.person_id.in_(ids), people.c.public_key.in_(public_keys)),
        select(therapists.c.therapist_id).where(
            working, therapists.c.therapist_id.in_(ids), therapists.c.therapist_id.not_in(covers)
        ),
    )
    return all(connection.execute(statement).first() is None for statement in still_there)


def owner_of(principal: Principal) -> tuple[str, UUID, UUID]:
    """The columns that say whose a row is, in the order of `_OWNER`; their slots are bound to them."""
    return principal.clinic, principal.couple, principal.id
