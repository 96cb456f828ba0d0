"""A copy put in the place of the notebook, which is kept beside it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nearer.database.notebook_file import (
    check_notebook,
    check_revision,
    create_private_file,
    journal_of,
    roll_back_journal,
)
from nearer.database.notebook_folder import notebook_file, take_lock
from nearer.database.row_errors import CopyRefused, NotebookUnusable
from nearer.file_copies.verified_copy import back_up, free_name
from nearer.language.error_catalogue.notebook_errors import NotebookFileText
from nearer.language.explained_errors import ErrorText
from nearer.language.system_refusals import explain_refusal

BEFORE_RESTORING = "nearer-before-restoring"
RESTORED = "nearer.restored"
# What is wrong with the notebook itself is mended in another way than what is wrong with a copy.
_SAID_OF_A_COPY: dict[ErrorText, ErrorText] = {
    NotebookFileText.ANOTHER_KIND_OF_FILE: NotebookFileText.COPY_OF_ANOTHER_KIND,
    NotebookFileText.OF_ANOTHER_PROGRAM: NotebookFileText.COPY_OF_ANOTHER_PROGRAM,
    NotebookFileText.A_DEMO: NotebookFileText.COPY_OF_A_DEMO,
    NotebookFileText.DAMAGED: NotebookFileText.COPY_DAMAGED,
}


def restore(file: Path, folder: Path) -> Path | None:
    """Put the notebook in `file` in the place of the one in `folder`, and say where that one is kept; None for none.

    NotebookUnusable when `file` is foreign, made up, damaged or of a newer version; NotebookInUse while Nearer runs.
    The notebook that was there is untouched then.
    """
    _check_copy(file)
    check_revision(file)
    lock = take_lock(folder)
    path = notebook_file(folder)
    fresh = path.with_name(RESTORED)
    try:
        with _refused_in_a_sentence(file, path.parent):
            back_up(file, fresh)
            earlier = _keep_aside(path) if path.exists() else None
            roll_back_journal(path)
            os.replace(fresh, path)
    finally:
        lock.close()
    return earlier


def _check_copy(file: Path) -> None:
    """NotebookUnusable for what is not a whole notebook, with what to do about a copy."""
    try:
        check_notebook(file)
    except NotebookUnusable as refused:
        of_copy = None if isinstance(refused.reason, str) else _SAID_OF_A_COPY.get(refused.reason.text)
        if of_copy is None:
            raise
        raise NotebookUnusable(of_copy, path=file) from None


@contextmanager
def _refused_in_a_sentence(file: Path, folder: Path) -> Iterator[None]:
    """A disk that takes no more leaves nothing half done beside the notebook."""
    try:
        yield
    except (OSError, CopyRefused) as refused:
        (folder / RESTORED).unlink(missing_ok=True)
        why = explain_refusal(refused) if isinstance(refused, OSError) else refused.why
        raise NotebookUnusable(NotebookFileText.NOT_RESTORED, file=file, folder=folder, why=why) from None


def _keep_aside(path: Path) -> Path:
    """A copy as it is, sound or not, with what a crash left beside it, which must not be undone in another file."""
    aside, journal = free_name(path.parent, BEFORE_RESTORING), journal_of(path)
    try:
        for source, target in ((path, aside), (journal, journal_of(aside))):
            if source.exists():
                create_private_file(target)
                shutil.copyfile(source, target)
    except OSError:
        aside.unlink(missing_ok=True)
        journal_of(aside).unlink(missing_ok=True)
        raise
    return aside
