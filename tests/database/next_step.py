"""One more migration than there is, for tests of bringing a notebook up to date."""

from __future__ import annotations

import shutil
from pathlib import Path

from nearer.database.notebook_file import SCRIPTS, known_revisions

NEXT = '''
"""A step of the tests."""
import sqlalchemy as sa
from alembic import op
revision = "9next"
down_revision = "{head}"
branch_labels = depends_on = None


def upgrade():
    op.create_table("hopes", sa.Column("clinic_id", sa.Text(), primary_key=True))
    {more}
'''


def scripts(folder: Path, more: str = "pass") -> Path:
    """The shipped steps and one more, in a folder of their own."""
    copy = shutil.copytree(SCRIPTS, folder / "steps", ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "versions" / "next.py").write_text(NEXT.format(head=known_revisions()[0], more=more))
    return copy
