"""The tables of the notebook. Every row carries its clinic and its couple, and every key begins with them.

Bodies are sealed. In plain stand: nicknames, dates, which questionnaire, who shares which part with whom.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    and_,
    true,
)
from sqlalchemy.schema import SchemaItem

from nearer.database.column_types import Instant, RowId, WeekText, WholeNumber

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


HOME = "home"  # the one clinic of a couple at home


def new_id(now: datetime, after: UUID | None = None) -> UUID:
    """UUID version 7 (RFC 9562): 48 bits of milliseconds, then 74 random bits. It tells when, and is never a secret.

    It comes after the id `after`, even when that is of the same millisecond or of a clock that was set back.
    """
    milliseconds = max(int(now.timestamp() * 1000), 0 if after is None else (after.int >> 80) + 1) & (2**48 - 1)
    number = milliseconds << 80 | 0x7 << 76 | secrets.randbits(12) << 64 | 0b10 << 62 | secrets.randbits(62)
    return UUID(int=number)


def couple_table(name: str, *columns: SchemaItem) -> Table:
    """A table whose rows belong to a couple of a clinic: every key begins with these two."""
    return Table(name, metadata, *keys("clinic_id", kind=Text), *keys("couple_id"), *columns)


def keys(*names: str, kind: Any = RowId) -> tuple[Column[Any], ...]:
    """Columns of the primary key."""
    return tuple(Column(name, kind, primary_key=True) for name in names)


def needed(kind: Any, *names: str, **more: Any) -> tuple[Column[Any], ...]:
    """Columns of one kind that are never empty."""
    return tuple(Column(name, kind, nullable=False, **more) for name in names)


def belongs(table: str, *columns: str, to: tuple[str, ...] | None = None) -> ForeignKeyConstraint:
    """A foreign key that includes the tenant, so that no row can point into another couple."""
    ours = ("clinic_id", "couple_id", *columns)
    target_columns = ("clinic_id", "couple_id", *(to or columns))
    return ForeignKeyConstraint(ours, [f"{table}.{column}" for column in target_columns])


@lru_cache(maxsize=2048)
def matches(table: Table, **values: object) -> ColumnElement[bool]:
    """The condition that a row of the table has each of these values in the column of its name.

    The same few are asked for at every click, and making one anew takes as long as the query: hence the cache.
    """
    return and_(true(), *(table.c[name] == value for name, value in values.items()))


couples = couple_table("couples", *needed(Instant, "started"))

# `invited` shows whoever made the invitation that this person had its code when they made their first keys;
# `succession` has the keys before these, each signing the next (nearer/privacy/succession.py).
# `signature` is theirs over name, role and zone (nearer/sealed/signed_profiles.py).
people = couple_table(
    "people",
    *keys("person_id"),
    *needed(Text, "nickname", "name_key", "role", "zone", "language"),
    *needed(WholeNumber, "idle_minutes"),
    *needed(Boolean, "shift_leaves", "first"),
    *needed(LargeBinary, "public_key", "signing_key", "sealed_private", "sealed_unlock", "signature"),
    Column("invited", LargeBinary),
    Column("succession", Text),
    *needed(Boolean, "recovery_confirmed"),
    *needed(Instant, "started"),
    belongs("couples"),
    UniqueConstraint("clinic_id", "name_key"),
)

slots = couple_table(
    "slots",
    *keys("person_id"),
    *keys("kind", kind=Text),
    *needed(LargeBinary, "salt"),
    *needed(WholeNumber, "passes", "memory"),
    *needed(LargeBinary, "sealed_unlock"),
    belongs("people", "person_id"),
)

consents = couple_table(
    "consents",
    *keys("consent_id"),
    *needed(RowId, "person_id"),
    *needed(Text, "purpose", "notice_sha256", "notice_version", "language"),
    *needed(Instant, "agreed_at"),
    Column("withdrawn", Instant),
    belongs("people", "person_id"),
)

# Signed by whoever invites, so that none can be planted; `proof` shows whoever has the code that their keys are theirs.
invitations = couple_table(
    "invitations",
    *needed(RowId, "person_id"),
    *needed(LargeBinary, "code_sha256"),
    *needed(Instant, "until"),
    *needed(LargeBinary, "signature", "proof"),
    belongs("people", "person_id"),
    UniqueConstraint("clinic_id", "code_sha256"),
)

drawers = couple_table(
    "drawers",
    *keys("owner_id", "drawer_id"),
    *needed(Text, "part", "audience"),
    *needed(WholeNumber, "number"),
    *needed(Instant, "opened"),
    belongs("people", "owner_id", to=("person_id",)),
    UniqueConstraint("clinic_id", "couple_id", "owner_id", "part", "number"),
)

drawer_keys = couple_table(
    "drawer_keys",
    *keys("owner_id", "drawer_id", "reader_id"),
    *needed(LargeBinary, "sealed_key"),
    belongs("drawers", "owner_id", "drawer_id"),
    belongs("people", "reader_id", to=("person_id",)),
)

responses = couple_table(
    "responses",
    *keys("owner_id", "response_id"),
    *needed(WholeNumber, "number"),
    *needed(Text, "questionnaire", "version", "sha256", "language"),
    *needed(WeekText, "week"),
    *needed(Instant, "saved"),
    belongs("people", "owner_id", to=("person_id",)),
    UniqueConstraint("clinic_id", "couple_id", "owner_id", "number"),
)

entries = couple_table(
    "entries",
    *keys("owner_id", "entry_id"),
    *needed(RowId, "drawer_id"),
    *needed(Text, "kind"),
    Column("questionnaire", Text),
    *needed(LargeBinary, "mac", "body"),
    belongs("drawers", "owner_id", "drawer_id"),
    # All that the ledger's digest reads, so that no body is read with it.
    Index(
        "ix_entries_digest",
        "clinic_id",
        "couple_id",
        "owner_id",
        "drawer_id",
        "entry_id",
        "questionnaire",
        "kind",
        "mac",
    ),
)

drafts = couple_table(
    "drafts",
    *keys("owner_id"),
    *keys("questionnaire", kind=Text),
    *keys("week", kind=WeekText),
    *needed(RowId, "drawer_id"),
    *needed(WholeNumber, "version"),
    *needed(Instant, "saved"),
    *needed(LargeBinary, "mac", "body"),
    belongs("drawers", "owner_id", "drawer_id"),
)

# Points that look alike whether something is wanted or not, for the partner to answer
# (nearer/privacy/private_set_intersection.py).
blinded_lists = couple_table(
    "blinded_lists",
    *keys("owner_id"),
    *keys("list", kind=Text),
    *needed(Instant, "until"),
    *needed(LargeBinary, "points"),
    Column("answered", LargeBinary),
    Column("double_blinded", LargeBinary),
    *needed(LargeBinary, "mac"),
    belongs("people", "owner_id", to=("person_id",)),
)

# What the rows of one person have to be, sealed by themselves (nearer/sealed/person_ledger.py).
ledgers = couple_table(
    "ledgers",
    *keys("owner_id"),
    *needed(WholeNumber, "changes"),
    *needed(LargeBinary, "body"),
    belongs("people", "owner_id", to=("person_id",)),
)

# Counted before anybody is known, so this one has no couple: a hashed bucket and nothing about a person.
attempts = Table(
    "attempts",
    metadata,
    *keys("clinic_id", kind=Text),
    *keys("bucket_sha256", kind=LargeBinary),
    *needed(WholeNumber, "failed"),
    *needed(Instant, "last", "until"),
)

# Keys of the installation itself, which all servers of a clinic share; they open nobody's rows.
installation_keys = Table(
    "installation_keys", metadata, *keys("clinic_id", "purpose", kind=Text), *needed(LargeBinary, "key")
)

# Who is signed in at which moment, for the other servers of a clinic: without a name, an address or an id. Only who has
# the keys can tell their own by `owner_mac` (nearer/sign_ins/open_sign_ins.py).
open_sign_ins = Table(
    "open_sign_ins",
    metadata,
    *keys("clinic_id", "session_name", kind=Text),
    *needed(LargeBinary, "owner_mac"),
    *needed(Instant, "opened", "used", "until"),
    Index(None, "clinic_id", "owner_mac"),
)
