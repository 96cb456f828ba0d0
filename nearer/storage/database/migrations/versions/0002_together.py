"""What two people both say yes to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "offers",
        sa.Column("clinic_id", sa.Text(), nullable=False),
        sa.Column("couple_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("list", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("points", sa.LargeBinary(), nullable=False),
        sa.Column("answered", sa.LargeBinary()),
        sa.Column("multiplied", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("clinic_id", "couple_id", "owner_id", "list", name="pk_offers"),
        sa.ForeignKeyConstraint(
            ("clinic_id", "couple_id", "owner_id"),
            ("people.clinic_id", "people.couple_id", "people.person_id"),
            name="fk_offers_people",
        ),
    )
