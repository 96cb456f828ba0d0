"""The trail: who was invited, accepted, revoked or reset, when, and by whom. Lines are only ever added.

Each line's digest is over the line and the digest before it, so that no earlier line can be changed, left out or put in
without a change of all later ones. What a manager saw last is pinned in their ledger (nearer/clinic_manager).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select

from nearer.database.schema import HOME, matches
from nearer.database.therapist_schema import clinic_trail

INVITED, WITHDRAWN, ACCEPTED, REVOKED, RESET = "invited", "withdrawn", "accepted", "revoked", "reset"
NOTED = "noted"  # a manager knows that earlier lines were changed outside Nearer
DIGEST_BYTES = 32
_IN_ORDER = select(clinic_trail).where(matches(clinic_trail, clinic_id=HOME)).order_by(clinic_trail.c.number)


@dataclass(frozen=True, slots=True)
class TrailLine:
    """An act on an account; `kind` says whether it is a therapist's or a manager's."""

    act: str
    kind: str
    name: str
    account: UUID | None = None


@dataclass(frozen=True, slots=True)
class TrailStamp:
    """When (aware UTC), and the name of who did it; None by command on the server."""

    at: datetime
    by_name: str | None = None


def append_trail(connection: Connection, line: TrailLine, stamp: TrailStamp) -> None:
    """Add a line, in the transaction that does what it says."""
    last = connection.execute(_IN_ORDER.order_by(None).order_by(clinic_trail.c.number.desc()).limit(1)).one_or_none()
    number, before = (1, b"") if last is None else (last.number + 1, last.digest)
    row = {"clinic_id": HOME, "number": number, "at": stamp.at, "act": line.act, "kind": line.kind, "name": line.name}
    row |= {"account_id": line.account, "by_name": stamp.by_name}
    connection.execute(clinic_trail.insert(), row | {"digest": _digest(row, before)})


def read_trail(connection: Connection) -> list[Row[Any]]:
    """Every line, the oldest first."""
    return list(connection.execute(_IN_ORDER))


def is_unbroken(rows: list[Row[Any]], pinned: str, noted: str) -> bool:
    """Whether each line is as it was written after the one before, and the `pinned` one, where there is one, among
    them. Of the first lines that a manager `noted` as they are (`trail_state`), whether they are still like that."""
    counted_rows = rows[: int(noted.partition(" ")[0])] if noted else []
    if noted and trail_state(counted_rows) != noted:
        return False
    last, before = (counted_rows[-1].number, counted_rows[-1].digest) if counted_rows else (0, b"")
    for number, row in enumerate(rows[len(counted_rows) :], last + 1):
        if row.number != number or row.digest != _digest(row._mapping, before):
            return False
        before = row.digest
    return not pinned or pinned in (line_digest(row) for row in rows)


def trail_state(rows: list[Row[Any]]) -> str:
    """How many lines there are, and a digest of each as it is now, whoever wrote it."""
    state = b""
    for row in rows:
        state = _digest(row._mapping, state + line_digest(row).encode())
    return f"{len(rows)} {state.hex()}"


def line_digest(row: Row[Any]) -> str:
    """The number of a line, and the hash of it and of all lines before it."""
    return f"{row.number} {row.digest.hex()}"


def _digest(row: Any, before: bytes) -> bytes:
    values = [row[name] for name in ("clinic_id", "number", "act", "kind", "name", "by_name")]
    account = row["account_id"]
    line_json = json.dumps([*values, row["at"].isoformat(), None if account is None else account.hex], default=repr)
    return hashlib.blake2b(before + line_json.encode(), digest_size=DIGEST_BYTES).digest()
