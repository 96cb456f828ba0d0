"""The tables of the notebook. Every row carries its clinic and its couple, and every key begins with them.

Bodies are sealed. In plain stand: nicknames, dates, which questionnaire, who shares which part with whom.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    DateTime,
    Dialect,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    Uuid,
    and_,
    true,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


class Instant(TypeDecorator[datetime]):
    """A moment in UTC; one without a time zone is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def tenant_columns() -> tuple[Column[Any], Column[Any]]:
    return Column("clinic_id", Text, primary_key=True), Column("couple_id", Uuid, primary_key=True)


def key(name: str, kind: Any = Uuid) -> Column[Any]:
    return Column(name, kind, primary_key=True)


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
    """That a row of the table has each of these values in the column of its name.

    The same few are asked for at every click, and making one anew takes as long as the query: hence the cache.
    """
    return and_(true(), *(table.c[name] == value for name, value in values.items()))


couples = Table("couples", metadata, *tenant_columns(), *needed(Instant, "started"))

people = Table(
    "people",
    metadata,
    *tenant_columns(),
    key("person_id"),
    *needed(Text, "nickname", "name_key", "role", "zone", "language"),
    *needed(Integer, "idle_minutes"),
    *needed(Boolean, "first"),
    *needed(LargeBinary, "public_key", "sealed_private", "sealed_unlock"),
    *needed(Boolean, "recovery_confirmed"),
    *needed(Instant, "started"),
    belongs("couples"),
    UniqueConstraint("clinic_id", "name_key"),
)

slots = Table(
    "slots",
    metadata,
    *tenant_columns(),
    key("person_id"),
    key("kind", Text),
    *needed(LargeBinary, "salt"),
    *needed(Integer, "passes", "memory"),
    *needed(LargeBinary, "sealed_unlock"),
    belongs("people", "person_id"),
)

consents = Table(
    "consents",
    metadata,
    *tenant_columns(),
    key("consent_id"),
    *needed(Uuid, "person_id"),
    *needed(Text, "purpose", "notice_sha256", "notice_version", "language"),
    *needed(Instant, "agreed_at"),
    Column("withdrawn", Instant),
    belongs("people", "person_id"),
)

invitations = Table(
    "invitations",
    metadata,
    *tenant_columns(),
    *needed(Uuid, "person_id"),
    *needed(LargeBinary, "code_sha256"),
    *needed(Instant, "until"),
    belongs("people", "person_id"),
    UniqueConstraint("clinic_id", "code_sha256"),
)

drawers = Table(
    "drawers",
    metadata,
    *tenant_columns(),
    key("owner_id"),
    key("drawer_id"),
    *needed(Text, "part", "audience"),
    *needed(Integer, "number"),
    *needed(Instant, "opened"),
    belongs("people", "owner_id", to=("person_id",)),
    UniqueConstraint("clinic_id", "couple_id", "owner_id", "part", "number"),
)

drawer_keys = Table(
    "drawer_keys",
    metadata,
    *tenant_columns(),
    key("owner_id"),
    key("drawer_id"),
    key("reader_id"),
    *needed(LargeBinary, "sealed_key"),
    belongs("drawers", "owner_id", "drawer_id"),
    belongs("people", "reader_id", to=("person_id",)),
)

responses = Table(
    "responses",
    metadata,
    *tenant_columns(),
    key("owner_id"),
    key("response_id"),
    *needed(Integer, "number"),
    *needed(Text, "questionnaire", "version", "sha256", "language", "week"),
    *needed(Instant, "saved"),
    belongs("people", "owner_id", to=("person_id",)),
    UniqueConstraint("clinic_id", "couple_id", "owner_id", "number"),
)

entries = Table(
    "entries",
    metadata,
    *tenant_columns(),
    key("owner_id"),
    key("entry_id"),
    *needed(Uuid, "drawer_id"),
    *needed(Text, "kind"),
    Column("response_id", Uuid),
    *needed(LargeBinary, "body"),
    belongs("drawers", "owner_id", "drawer_id"),
    belongs("responses", "owner_id", "response_id"),
    Index(None, "clinic_id", "couple_id", "owner_id", "response_id"),
    Index(None, "clinic_id", "couple_id", "owner_id", "drawer_id"),
)

drafts = Table(
    "drafts",
    metadata,
    *tenant_columns(),
    key("owner_id"),
    key("questionnaire", Text),
    key("week", Text),
    *needed(Uuid, "drawer_id"),
    *needed(Integer, "version"),
    *needed(Instant, "saved"),
    *needed(LargeBinary, "body"),
    belongs("drawers", "owner_id", "drawer_id"),
)

# Points that look alike whether something is wanted or not, for the partner to answer
# (nearer/privacy/private_set_intersection.py).
offers = Table(
    "offers",
    metadata,
    *tenant_columns(),
    key("owner_id"),
    key("list", Text),
    *needed(Instant, "until"),
    *needed(LargeBinary, "points"),
    Column("answered", LargeBinary),
    Column("multiplied", LargeBinary),
    belongs("people", "owner_id", to=("person_id",)),
)

# Counted before anybody is known, so this one has no couple: a hashed bucket and nothing about a person.
tries = Table(
    "tries",
    metadata,
    Column("clinic_id", Text, primary_key=True),
    Column("bucket_sha256", LargeBinary, primary_key=True),
    *needed(Integer, "failed"),
    *needed(Instant, "last", "until"),
)
