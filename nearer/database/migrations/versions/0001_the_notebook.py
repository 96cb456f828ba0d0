"""The tables of version 0.2.0. A new notebook is made from the schema as it is now, so this step has nothing to do.

A change of the schema comes with a step after this one, for the notebooks that exist; tests/database/released.sql keeps
the tables that it starts from.
"""

from __future__ import annotations

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing: see above."""
