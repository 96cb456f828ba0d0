"""Questionnaires that a therapist brought: every version, as it came and as it is asked."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
TEXTS = ("questionnaire", "version", "title", "sha256", "definition", "kind")


def upgrade() -> None:
    op.create_table(
        "questionnaires",
        _needed("clinic_id", sa.Text()),
        _needed("therapist_id", sa.Uuid()),
        _needed("brought_id", sa.Uuid()),
        *(_needed(name, sa.Text()) for name in TEXTS),
        _needed("original", sa.LargeBinary()),
        *(_needed(name, sa.Text()) for name in ("original_sha256", "report", "state")),
        _needed("brought", INSTANT),
        sa.Column("offered", INSTANT),
        sa.Column("retired", INSTANT),
        sa.Column("marks", sa.Text()),
        sa.PrimaryKeyConstraint("clinic_id", "therapist_id", "brought_id", name="pk_questionnaires"),
        sa.ForeignKeyConstraint(
            ("clinic_id", "therapist_id"),
            ["therapists.clinic_id", "therapists.therapist_id"],
            name="fk_questionnaires_therapists",
        ),
        sa.UniqueConstraint(
            "clinic_id",
            "therapist_id",
            "questionnaire",
            "version",
            name="uq_questionnaires_clinic_id_therapist_id_questionnaire_version",
        ),
    )
    op.create_index("ix_questionnaires_clinic_id_sha256", "questionnaires", ["clinic_id", "sha256"])


def _needed(name: str, kind: sa.types.TypeEngine[Any]) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)
