"""Therapists: who they are, who lets them in and by which keys, what they opened, asked and keep."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _therapists()
    _ways_in()
    _connections()
    _keys()
    _openings()
    _desk()


def _tenant() -> tuple[sa.Column[Any], sa.Column[Any]]:
    return _needed("clinic_id", sa.Text()), _needed("couple_id", sa.Uuid())


def _of_clinic() -> tuple[sa.Column[Any], sa.Column[Any]]:
    return _needed("clinic_id", sa.Text()), _needed("therapist_id", sa.Uuid())


def _needed(name: str, kind: sa.types.TypeEngine[Any]) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def _first(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("clinic_id", *columns, name=f"pk_{table}")


def _belongs(table: str, to: str, *columns: str, target_columns: tuple[str, ...] = ()) -> sa.ForeignKeyConstraint:
    there = [f"{to}.{column}" for column in ("clinic_id", "couple_id", *(target_columns or columns))]
    return sa.ForeignKeyConstraint(("clinic_id", "couple_id", *columns), there, name=f"fk_{table}_{to}")


def _a_therapist(table: str, column: str = "therapist_id") -> sa.ForeignKeyConstraint:
    there = ["therapists.clinic_id", "therapists.therapist_id"]
    return sa.ForeignKeyConstraint(("clinic_id", column), there, name=f"fk_{table}_therapists")


def _once(table: str, column: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint("clinic_id", column, name=f"uq_{table}_clinic_id_{column}")


def _by(table: str, column: str) -> None:
    op.create_index(f"ix_{table}_clinic_id_{column}", table, ["clinic_id", column])


def _therapists() -> None:
    op.create_table(
        "therapists",
        *_of_clinic(),
        _needed("name", sa.Text()),
        sa.Column("name_key", sa.Text()),
        _needed("zone", sa.Text()),
        _needed("public_key", sa.LargeBinary()),
        _needed("sealed_private", sa.LargeBinary()),
        _needed("sealed_own", sa.LargeBinary()),
        sa.Column("sealed_seed", sa.LargeBinary()),
        _needed("last_step", sa.Integer()),
        _needed("salt", sa.LargeBinary()),
        _needed("passes", sa.Integer()),
        _needed("memory", sa.Integer()),
        _needed("slot_unlock", sa.LargeBinary()),
        _needed("started", INSTANT),
        sa.Column("revoked", INSTANT),
        _first("therapists", "therapist_id"),
        _once("therapists", "name_key"),
    )


def _ways_in() -> None:
    op.create_table(
        "therapist_invitations",
        _needed("clinic_id", sa.Text()),
        _needed("name_key", sa.Text()),
        _needed("name", sa.Text()),
        _needed("code_sha256", sa.LargeBinary()),
        _needed("until", INSTANT),
        _first("therapist_invitations", "name_key"),
        _once("therapist_invitations", "code_sha256"),
    )
    op.create_table(
        "therapist_codes",
        *_of_clinic(),
        _needed("code_sha256", sa.LargeBinary()),
        _needed("until", INSTANT),
        _first("therapist_codes", "therapist_id"),
        _a_therapist("therapist_codes"),
        _once("therapist_codes", "code_sha256"),
    )
    op.create_table(
        "backup_codes",
        *_of_clinic(),
        _needed("code_sha256", sa.LargeBinary()),
        _first("backup_codes", "therapist_id", "code_sha256"),
        _a_therapist("backup_codes"),
    )


def _connections() -> None:
    op.create_table(
        "connections",
        *_tenant(),
        _needed("connection_id", sa.Uuid()),
        _needed("person_id", sa.Uuid()),
        _needed("therapist_id", sa.Uuid()),
        _needed("public_key", sa.LargeBinary()),
        _needed("mark", sa.LargeBinary()),
        _needed("consent_id", sa.Uuid()),
        _needed("since", INSTANT),
        sa.Column("ended", INSTANT),
        _first("connections", "couple_id", "connection_id"),
        _belongs("connections", "people", "person_id"),
        _belongs("connections", "consents", "consent_id"),
        _a_therapist("connections"),
    )
    _by("connections", "therapist_id")


def _keys() -> None:
    for table, reader in (("therapist_keys", ["reader_id"]), ("scored_weeks", [])):
        op.create_table(
            table,
            *_tenant(),
            _needed("owner_id", sa.Uuid()),
            _needed("drawer_id", sa.Uuid()),
            *(_needed(column, sa.Uuid()) for column in reader),
            _needed("sealed_key" if reader else "body", sa.LargeBinary()),
            _first(table, "couple_id", "owner_id", "drawer_id", *reader),
            _belongs(table, "drawers", "owner_id", "drawer_id"),
            *(_a_therapist(table, column) for column in reader),
        )
    _by("therapist_keys", "reader_id")


def _openings() -> None:
    op.create_table(
        "openings",
        *_tenant(),
        _needed("person_id", sa.Uuid()),
        _needed("therapist_id", sa.Uuid()),
        _needed("what", sa.Text()),
        _needed("day", sa.Text()),
        _needed("at", INSTANT),
        _first("openings", "couple_id", "person_id", "therapist_id", "what", "day"),
        _belongs("openings", "people", "person_id"),
        _a_therapist("openings"),
    )


def _desk() -> None:
    op.create_table(
        "assignments",
        *_tenant(),
        _needed("assignment_id", sa.Uuid()),
        _needed("person_id", sa.Uuid()),
        _needed("therapist_id", sa.Uuid()),
        _needed("questionnaire", sa.Text()),
        _needed("due", sa.Text()),
        sa.Column("every", sa.Integer()),
        _needed("asked", INSTANT),
        sa.Column("declined", INSTANT),
        _first("assignments", "couple_id", "assignment_id"),
        _belongs("assignments", "people", "person_id"),
        _a_therapist("assignments"),
    )
    op.create_table(
        "case_records",
        *_tenant(),
        _needed("therapist_id", sa.Uuid()),
        _needed("record_id", sa.Uuid()),
        _needed("kind", sa.Text()),
        _needed("body", sa.LargeBinary()),
        _first("case_records", "couple_id", "therapist_id", "record_id"),
        _belongs("case_records", "couples"),
        _a_therapist("case_records"),
    )
    _by("case_records", "therapist_id")
