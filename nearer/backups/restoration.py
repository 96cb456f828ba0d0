"""A copy put in the place of the notebook, which is kept beside it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from nearer.database.notebook_file import (
    back_up,
    check_notebook,
    check_schema,
    create_private_file,
    free_name,
    journal_of,
    known_revisions,
    read_revision,
    settle_journal,
)
from nearer.database.notebook_folder import NOTEBOOK_FILE, take_lock
from nearer.database.row_errors import NotebookUnusable
from nearer.language.error_catalogue.notebook_errors import NotebookFileText

BEFORE_RESTORING = "nearer-before-restoring"


def restore(file: Path, folder: Path) -> Path | None:
    """Put the notebook in `file` in the place of the one in `folder`, and say where that one is kept; None for none.

    NotebookUnusable when `file` is foreign, made up, damaged or of a newer version; NotebookInUse while Nearer runs.
    The notebook that was there is untouched then.
    """
    check_notebook(file)
    if read_revision(file) not in known_revisions():
        raise NotebookUnusable(NotebookFileText.OF_A_NEWER_VERSION, path=file)
    if read_revision(file) == known_revisions()[0]:
        check_schema(file)
    lock = take_lock(folder)
    try:
        path, fresh = folder / NOTEBOOK_FILE, back_up(file, folder / "nearer.restored")
        earlier = _keep_aside(path) if path.exists() else None
        settle_journal(path)
        os.replace(fresh, path)
    finally:
        lock.close()
    return earlier


def _keep_aside(path: Path) -> Path:
    """A copy as it is, sound or not, with what a crash left beside it, which must not be undone in another file."""
    aside, journal = free_name(path.parent, BEFORE_RESTORING), journal_of(path)
    for source, target in ((path, aside), (journal, journal_of(aside))):
        if source.exists():
            create_private_file(target)
            shutil.copyfile(source, target)
    return aside
