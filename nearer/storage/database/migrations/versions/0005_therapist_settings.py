"""After how many idle minutes a therapist's notebook closes: fifteen until they choose."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("therapists", sa.Column("idle_minutes", sa.Integer(), nullable=False, server_default="15"))
