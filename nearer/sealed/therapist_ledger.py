"""A therapist's ledger: their account with its second factor, their codes, records and files, and their people.

Whoever runs the clinic may revoke an account, which takes its name; nothing else changes without the therapist.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Connection, Row, Table, select

from nearer.database.row_errors import ChangedOutside
from nearer.database.schema import couples, matches, people
from nearer.database.therapist_schema import (
    assignment_sets,
    backup_codes,
    case_records,
    hand_over_answers,
    hand_overs,
    questionnaires,
    therapist_codes,
    therapist_ledgers,
    therapist_slots,
    therapists,
)
from nearer.language.error_catalogue.change_errors import ChangeText
from nearer.privacy.ledger import Ledger, seal_ledger
from nearer.privacy.principal import ClinicAccount
from nearer.sealed.digests import DigestedTable, Digests
from nearer.sealed.hand_overs import IS_COLLEAGUE
from nearer.sealed.person_ledger import opened_ledger, opens_ledger, put_ledger

_OWNER = ("clinic_id", "therapist_id")
_FACTOR = ("sealed_seed", "last_step")
# Whom a hand-over asks, and their share: what they answer is theirs, and stands in their ledger.
_ASKED = (
    select(*hand_over_answers.c, hand_overs.c.therapist_id)
    .join_from(hand_over_answers, hand_overs)
    .subquery(hand_over_answers.name)
)
# With the name under which a colleague was chosen: it is read to the people who are asked.
_PROPOSED = (
    select(*hand_overs.c, therapists.c.name).join_from(hand_overs, therapists, IS_COLLEAGUE).subquery(hand_overs.name)
)
# The files themselves have hashes, which stand in the row; a body has its own MAC, or the seal of what is handed over.
_DIGESTS = Digests(
    {
        "factor": DigestedTable(therapists, _FACTOR),
        "backup": DigestedTable.of(backup_codes),
        "account": DigestedTable.of(therapists, "name_key", "revoked", *_FACTOR),
        "slots": DigestedTable.of(therapist_slots),
        "code": DigestedTable.of(therapist_codes),
        "records": DigestedTable(case_records, ("record_id", "kind", "mac"), by="couple_id"),
        "files": DigestedTable.of(questionnaires, "original", "definition"),
        "sets": DigestedTable(assignment_sets, ("mac",)),
        "proposals": DigestedTable(
            _PROPOSED,
            (
                *("couple_id", "hand_over_id", "colleague_id", "colleague_key", "colleague_signing", "name"),
                *("until", "proposed"),
            ),
            by="couple_id",
        ),
        "asked": DigestedTable(_ASKED, ("couple_id", "hand_over_id", "person_id", "sealed_share"), by="person_id"),
    },
    _OWNER,
)
_HAND_OVERS = ("proposals", "asked")
_TEXTS = {
    "factor": ChangeText.FACTOR,
    "backup": ChangeText.FACTOR,
    "account": ChangeText.THERAPIST_ACCOUNT,
    "slots": ChangeText.SIGN_IN,
    "code": ChangeText.THERAPIST_ACCOUNT,
    "files": ChangeText.THERAPIST_FILES,
    "sets": ChangeText.THERAPIST_RECORDS,
}


def read_therapist_ledger(connection: Connection, therapist: ClinicAccount, compare: bool) -> Ledger:
    """The ledger, to which the therapist's rows are compared. ChangedOutside names what is not as they left it."""
    row = _find_ledger(connection, therapist)
    if row is None:
        raise ChangedOutside(ChangeText.LEDGER)
    ledger = opened_ledger(therapist, therapist.id, row)
    if compare:
        now = Ledger()
        _update_digests(connection, therapist, now, _DIGESTS.tables)
        for name, text in _TEXTS.items():
            if ledger.tables.get(name) != now.tables.get(name):
                raise ChangedOutside(text)
        if now.records != ledger.records:
            _check_missing(connection, therapist, ledger, now.records)
        if now.hand_overs != ledger.hand_overs:
            _check_hand_overs(connection, therapist, ledger, now.hand_overs)
    return ledger


def has_ledger(connection: Connection, therapist: ClinicAccount) -> bool:
    """Whether the ledger of this account opens with these keys, whatever keys the file names."""
    row = _find_ledger(connection, therapist)
    return row is not None and opens_ledger(therapist, therapist.id, row)


def _find_ledger(connection: Connection, therapist: ClinicAccount) -> Row[Any, Any] | None:
    own = matches(therapist_ledgers, **dict(zip(_OWNER, _owner_columns(therapist), strict=True)))
    return connection.execute(select(therapist_ledgers.c.changes, therapist_ledgers.c.body).where(own)).one_or_none()


def write_therapist_ledger(
    connection: Connection, therapist: ClinicAccount, ledger: Ledger, changed: Iterable[Table] | None
) -> None:
    """Seal the therapist's rows as they are now; `changed` are the tables that were written, None for all."""
    table_names = None if changed is None else {table.name for table in changed}
    if changed_names := [
        name for name, digested in _DIGESTS.tables.items() if table_names is None or digested.table.name in table_names
    ]:
        _update_digests(connection, therapist, ledger, changed_names)
    row = dict(zip(_OWNER, _owner_columns(therapist), strict=True))
    ledger.version += 1
    sealed = seal_ledger(ledger, therapist.keys, therapist.id.hex)
    put_ledger(connection, therapist_ledgers, row, (ledger.version, sealed))


def _update_digests(connection: Connection, therapist: ClinicAccount, ledger: Ledger, names: Iterable[str]) -> None:
    """Write the digests of these tables into the ledger: one for each that has rows, and for each couple's records."""
    by_table = _DIGESTS.read(connection, _owner_columns(therapist), names)
    for name, digests in by_table.items():
        if name == "records":
            ledger.records = digests
        elif name in _HAND_OVERS:
            others = {key: digest for key, digest in ledger.hand_overs.items() if not key.startswith(name)}
            ledger.hand_overs = others | {f"{name} {about}": digest for about, digest in digests.items()}
        else:
            ledger.tables[name] = digests.get("", "")


def _check_missing(connection: Connection, therapist: ClinicAccount, ledger: Ledger, records: dict[str, str]) -> None:
    """Records go with a couple of whom nobody is left, and with nothing else."""
    missing = ledger.records.keys() - records.keys()
    is_unchanged = all(ledger.records.get(couple) == digest for couple, digest in records.items())
    if not is_unchanged or _are_there(connection, therapist, couples.c.couple_id, missing):
        raise ChangedOutside(ChangeText.THERAPIST_RECORDS)


def _check_hand_overs(
    connection: Connection, therapist: ClinicAccount, ledger: Ledger, digests: dict[str, str]
) -> None:
    """A question goes with whoever was asked when they delete everything, with their couple, and with nothing else."""
    missing = {name: set[str]() for name in _HAND_OVERS}
    for key in ledger.hand_overs.keys() - digests.keys():
        name, about = key.split()
        missing[name].add(about)
    is_unchanged = all(ledger.hand_overs.get(key) == digest for key, digest in digests.items())
    hidden = (
        _are_there(connection, therapist, couples.c.couple_id, missing["proposals"]),
        _are_there(connection, therapist, people.c.person_id, missing["asked"]),
    )
    if not is_unchanged or any(hidden):
        raise ChangedOutside(ChangeText.HAND_OVER)


def _are_there(connection: Connection, therapist: ClinicAccount, column: Column[UUID], ids: Iterable[str]) -> bool:
    """Whether a row of this clinic has one of these ids."""
    same = matches(column.table, clinic_id=therapist.clinic)
    rows = select(column).where(same, column.in_([UUID(about) for about in ids]))
    return connection.execute(rows).first() is not None


def _owner_columns(therapist: ClinicAccount) -> tuple[str, UUID]:
    return therapist.clinic, therapist.id
