"""The notebook: people and their keys, drawers and who may open them, responses, entries, drafts."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _people()
    _ways_in()
    _drawers()
    _responses()
    _entries()
    _drafts()


def _tenant() -> tuple[sa.Column[Any], sa.Column[Any]]:
    return sa.Column("clinic_id", sa.Text(), nullable=False), sa.Column("couple_id", sa.Uuid(), nullable=False)


def _needed(name: str, kind: sa.types.TypeEngine[Any]) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def _first(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("clinic_id", "couple_id", *columns, name=f"pk_{table}")


def _belongs(table: str, to: str, *columns: str, target_columns: tuple[str, ...] = ()) -> sa.ForeignKeyConstraint:
    there = [f"{to}.{column}" for column in ("clinic_id", "couple_id", *(target_columns or columns))]
    return sa.ForeignKeyConstraint(("clinic_id", "couple_id", *columns), there, name=f"fk_{table}_{to}")


def _people() -> None:
    op.create_table("couples", *_tenant(), _needed("started", INSTANT), _first("couples"))
    op.create_table(
        "people",
        *_tenant(),
        _needed("person_id", sa.Uuid()),
        _needed("nickname", sa.Text()),
        _needed("name_key", sa.Text()),
        _needed("role", sa.Text()),
        _needed("zone", sa.Text()),
        _needed("language", sa.Text()),
        _needed("idle_minutes", sa.Integer()),
        _needed("first", sa.Boolean()),
        _needed("public_key", sa.LargeBinary()),
        _needed("sealed_private", sa.LargeBinary()),
        _needed("sealed_unlock", sa.LargeBinary()),
        _needed("recovery_confirmed", sa.Boolean()),
        _needed("started", INSTANT),
        _first("people", "person_id"),
        _belongs("people", "couples"),
        sa.UniqueConstraint("clinic_id", "name_key", name="uq_people_clinic_id_name_key"),
    )
    op.create_table(
        "consents",
        *_tenant(),
        _needed("consent_id", sa.Uuid()),
        _needed("person_id", sa.Uuid()),
        _needed("purpose", sa.Text()),
        _needed("notice_sha256", sa.Text()),
        _needed("notice_version", sa.Text()),
        _needed("language", sa.Text()),
        _needed("agreed_at", INSTANT),
        sa.Column("withdrawn", INSTANT),
        _first("consents", "consent_id"),
        _belongs("consents", "people", "person_id"),
    )


def _ways_in() -> None:
    op.create_table(
        "slots",
        *_tenant(),
        _needed("person_id", sa.Uuid()),
        _needed("kind", sa.Text()),
        _needed("salt", sa.LargeBinary()),
        _needed("passes", sa.Integer()),
        _needed("memory", sa.Integer()),
        _needed("sealed_unlock", sa.LargeBinary()),
        _first("slots", "person_id", "kind"),
        _belongs("slots", "people", "person_id"),
    )
    op.create_table(
        "invitations",
        *_tenant(),
        _needed("person_id", sa.Uuid()),
        _needed("code_sha256", sa.LargeBinary()),
        _needed("until", INSTANT),
        _first("invitations"),
        _belongs("invitations", "people", "person_id"),
        sa.UniqueConstraint("clinic_id", "code_sha256", name="uq_invitations_clinic_id_code_sha256"),
    )
    op.create_table(
        "tries",
        _needed("clinic_id", sa.Text()),
        _needed("bucket_sha256", sa.LargeBinary()),
        _needed("failed", sa.Integer()),
        _needed("last", INSTANT),
        _needed("until", INSTANT),
        sa.PrimaryKeyConstraint("clinic_id", "bucket_sha256", name="pk_tries"),
    )


def _drawers() -> None:
    op.create_table(
        "drawers",
        *_tenant(),
        _needed("owner_id", sa.Uuid()),
        _needed("drawer_id", sa.Uuid()),
        _needed("part", sa.Text()),
        _needed("audience", sa.Text()),
        _needed("number", sa.Integer()),
        _needed("opened", INSTANT),
        _first("drawers", "owner_id", "drawer_id"),
        _belongs("drawers", "people", "owner_id", target_columns=("person_id",)),
        sa.UniqueConstraint(
            "clinic_id",
            "couple_id",
            "owner_id",
            "part",
            "number",
            name="uq_drawers_clinic_id_couple_id_owner_id_part_number",
        ),
    )
    op.create_table(
        "drawer_keys",
        *_tenant(),
        _needed("owner_id", sa.Uuid()),
        _needed("drawer_id", sa.Uuid()),
        _needed("reader_id", sa.Uuid()),
        _needed("sealed_key", sa.LargeBinary()),
        _first("drawer_keys", "owner_id", "drawer_id", "reader_id"),
        _belongs("drawer_keys", "drawers", "owner_id", "drawer_id"),
        _belongs("drawer_keys", "people", "reader_id", target_columns=("person_id",)),
    )


def _responses() -> None:
    op.create_table(
        "responses",
        *_tenant(),
        _needed("owner_id", sa.Uuid()),
        _needed("response_id", sa.Uuid()),
        _needed("number", sa.Integer()),
        _needed("questionnaire", sa.Text()),
        _needed("version", sa.Text()),
        _needed("sha256", sa.Text()),
        _needed("language", sa.Text()),
        _needed("week", sa.Text()),
        _needed("saved", INSTANT),
        _first("responses", "owner_id", "response_id"),
        _belongs("responses", "people", "owner_id", target_columns=("person_id",)),
        sa.UniqueConstraint(
            "clinic_id", "couple_id", "owner_id", "number", name="uq_responses_clinic_id_couple_id_owner_id_number"
        ),
    )


def _entries() -> None:
    op.create_table(
        "entries",
        *_tenant(),
        _needed("owner_id", sa.Uuid()),
        _needed("entry_id", sa.Uuid()),
        _needed("drawer_id", sa.Uuid()),
        _needed("kind", sa.Text()),
        sa.Column("response_id", sa.Uuid()),
        _needed("body", sa.LargeBinary()),
        _first("entries", "owner_id", "entry_id"),
        _belongs("entries", "drawers", "owner_id", "drawer_id"),
        _belongs("entries", "responses", "owner_id", "response_id"),
    )
    tenant = ["clinic_id", "couple_id", "owner_id"]
    for column in ("drawer_id", "response_id"):
        op.create_index(f"ix_entries_clinic_id_couple_id_owner_id_{column}", "entries", [*tenant, column])


def _drafts() -> None:
    op.create_table(
        "drafts",
        *_tenant(),
        _needed("owner_id", sa.Uuid()),
        _needed("questionnaire", sa.Text()),
        _needed("week", sa.Text()),
        _needed("drawer_id", sa.Uuid()),
        _needed("version", sa.Integer()),
        _needed("saved", INSTANT),
        _needed("body", sa.LargeBinary()),
        _first("drafts", "owner_id", "questionnaire", "week"),
        _belongs("drafts", "drawers", "owner_id", "drawer_id"),
    )
