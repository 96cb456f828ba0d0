"""A notebook's tables brought up to date after a verified copy; the steps are taken in a second one."""

from __future__ import annotations

import os
from pathlib import Path

from nearer.database.engines import writing
from nearer.database.notebook_file import check_notebook, journal_of, known_revisions, read_revision, upgrade
from nearer.database.row_errors import NotebookUnusable
from nearer.database.sqlite_engines import file_engine
from nearer.file_copies.verified_copy import back_up, free_name
from nearer.language.error_catalogue.notebook_errors import NotebookFileText


def bring_up_to_date(path: Path, scripts: Path) -> Path | None:
    """Upgrade a sound notebook and say where its copy is; None when there was nothing to do.

    A step may commit before its end, so the notebook takes none itself: whatever fails, and whenever this process is
    killed, it is as it was before. NotebookUnusable then, and when it is of a newer version.
    """
    revisions, revision = known_revisions(scripts), read_revision(path)
    if revision not in revisions:
        raise NotebookUnusable(NotebookFileText.OF_A_NEWER_VERSION, path=path)
    if revision == revisions[0]:
        return None
    copy, fresh = back_up(path, free_name(path.parent, f"nearer-before-{revisions[0]}")), path.with_suffix(".upgrading")
    try:
        _unlink_with_journal(fresh)  # of a start that was killed
        back_up(path, fresh)
        _upgrade_file(fresh, scripts)
        check_notebook(fresh)
        os.replace(fresh, path)
    except Exception as problem:
        _unlink_with_journal(fresh)
        raise NotebookUnusable(NotebookFileText.NOT_BROUGHT_UP_TO_DATE, path=path, copy=copy) from problem
    return copy


def _unlink_with_journal(path: Path) -> None:
    """Delete the file and its journal, which would be rolled back into the next file of this name."""
    for file in (path, journal_of(path)):
        file.unlink(missing_ok=True)


def _upgrade_file(path: Path, scripts: Path) -> None:
    engine = file_engine(path)
    try:
        with writing(engine) as connection:
            upgrade(connection, scripts)
    finally:
        engine.dispose()
