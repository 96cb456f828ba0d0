"""The tables of the notebook. Every row carries its clinic and its couple, and every key begins with them.

Bodies are sealed. In plain stand: nicknames, dates, which questionnaire, who shares which part with whom.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
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


def _tenant() -> tuple[Column[Any], Column[Any]]:
    return Column("clinic_id", Text, primary_key=True), Column("couple_id", Uuid, primary_key=True)


def _key(name: str, kind: Any = Uuid) -> Column[Any]:
    return Column(name, kind, primary_key=True)


def _needed(name: str, kind: Any, **more: Any) -> Column[Any]:
    return Column(name, kind, nullable=False, **more)


def _belongs(table: str, *columns: str, to: tuple[str, ...] | None = None) -> ForeignKeyConstraint:
    """A foreign key that includes the tenant, so that no row can point into another couple."""
    ours = ("clinic_id", "couple_id", *columns)
    theirs = ("clinic_id", "couple_id", *(to or columns))
    return ForeignKeyConstraint(ours, [f"{table}.{column}" for column in theirs])


couples = Table("couples", metadata, *_tenant(), _needed("started", Instant))

people = Table(
    "people",
    metadata,
    *_tenant(),
    _key("person_id"),
    _needed("nickname", Text),
    _needed("name_key", Text),
    _needed("role", Text),
    _needed("zone", Text),
    _needed("language", Text),
    _needed("idle_minutes", Integer),
    _needed("first", Boolean),
    _needed("public_key", LargeBinary),
    _needed("sealed_private", LargeBinary),
    _needed("sealed_unlock", LargeBinary),
    _needed("recovery_confirmed", Boolean),
    _needed("started", Instant),
    _belongs("couples"),
    UniqueConstraint("clinic_id", "name_key"),
)

slots = Table(
    "slots",
    metadata,
    *_tenant(),
    _key("person_id"),
    _key("kind", Text),
    _needed("salt", LargeBinary),
    _needed("passes", Integer),
    _needed("memory", Integer),
    _needed("sealed_unlock", LargeBinary),
    _belongs("people", "person_id"),
)

consents = Table(
    "consents",
    metadata,
    *_tenant(),
    _key("consent_id"),
    _needed("person_id", Uuid),
    _needed("purpose", Text),
    _needed("notice_sha256", Text),
    _needed("notice_version", Text),
    _needed("language", Text),
    _needed("given", Instant),
    Column("withdrawn", Instant),
    _belongs("people", "person_id"),
)

invitations = Table(
    "invitations",
    metadata,
    *_tenant(),
    _needed("person_id", Uuid),
    _needed("code_sha256", LargeBinary),
    _needed("until", Instant),
    _belongs("people", "person_id"),
    UniqueConstraint("clinic_id", "code_sha256"),
)

drawers = Table(
    "drawers",
    metadata,
    *_tenant(),
    _key("owner_id"),
    _key("drawer_id"),
    _needed("part", Text),
    _needed("audience", Text),
    _needed("number", Integer),
    _needed("opened", Instant),
    _belongs("people", "owner_id", to=("person_id",)),
    UniqueConstraint("clinic_id", "couple_id", "owner_id", "part", "number"),
)

drawer_keys = Table(
    "drawer_keys",
    metadata,
    *_tenant(),
    _key("owner_id"),
    _key("drawer_id"),
    _key("reader_id"),
    _needed("sealed_key", LargeBinary),
    _belongs("drawers", "owner_id", "drawer_id"),
    _belongs("people", "reader_id", to=("person_id",)),
)

responses = Table(
    "responses",
    metadata,
    *_tenant(),
    _key("owner_id"),
    _key("response_id"),
    _needed("number", Integer),
    _needed("questionnaire", Text),
    _needed("version", Text),
    _needed("sha256", Text),
    _needed("language", Text),
    _needed("week", Text),
    _needed("saved", Instant),
    _belongs("people", "owner_id", to=("person_id",)),
    UniqueConstraint("clinic_id", "couple_id", "owner_id", "number"),
)

entries = Table(
    "entries",
    metadata,
    *_tenant(),
    _key("owner_id"),
    _key("entry_id"),
    _needed("drawer_id", Uuid),
    _needed("kind", Text),
    Column("response_id", Uuid),
    _needed("body", LargeBinary),
    _belongs("drawers", "owner_id", "drawer_id"),
    _belongs("responses", "owner_id", "response_id"),
    Index(None, "clinic_id", "couple_id", "owner_id", "response_id"),
    Index(None, "clinic_id", "couple_id", "owner_id", "drawer_id"),
)

drafts = Table(
    "drafts",
    metadata,
    *_tenant(),
    _key("owner_id"),
    _key("questionnaire", Text),
    _key("week", Text),
    _needed("drawer_id", Uuid),
    _needed("version", Integer),
    _needed("saved", Instant),
    _needed("body", LargeBinary),
    _belongs("drawers", "owner_id", "drawer_id"),
)

# Points that look alike whether something is wanted or not (nearer/privacy/both.py), for the partner to answer.
offers = Table(
    "offers",
    metadata,
    *_tenant(),
    _key("owner_id"),
    _key("list", Text),
    _needed("until", Instant),
    _needed("points", LargeBinary),
    Column("answered", LargeBinary),
    Column("multiplied", LargeBinary),
    _belongs("people", "owner_id", to=("person_id",)),
)

# Counted before anybody is known, so this one has no couple: a hashed bucket and nothing about a person.
tries = Table(
    "tries",
    metadata,
    Column("clinic_id", Text, primary_key=True),
    Column("bucket_sha256", LargeBinary, primary_key=True),
    _needed("failed", Integer),
    _needed("last", Instant),
    _needed("until", Instant),
)
