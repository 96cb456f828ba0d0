"""Copies of the notebook from the command line, and how the notebook is. Backup and status work while Nearer runs."""

from __future__ import annotations

import argparse
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import nearer
from nearer.cli import command_text as words
from nearer.cli.command_text import CommandText
from nearer.cli.terminal import InputRefused, say, show


def add_backup(parser: argparse.ArgumentParser) -> None:
    """The notebook is the one in NEARER_DATA or the platform's folder, as for the server; so for all three."""
    parser.add_argument("folder", metavar="DIR", type=Path, help=words.BACKUP_FOLDER)
    parser.set_defaults(run=_print, act=_back_up)


def add_restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help=words.RESTORE_FILE)
    parser.set_defaults(run=_print, act=_restore)


def add_status(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=_print, act=_read_status)


def _print(arguments: argparse.Namespace) -> int:
    from nearer.database.row_errors import NotebookUnusable

    try:
        show(arguments.act(arguments))
    except NotebookUnusable as refused:
        raise InputRefused(str(refused)) from None
    return 0


def _back_up(arguments: argparse.Namespace) -> dict[str, object]:
    from nearer.backups.copies import copy_to
    from nearer.database.notebook_file import check_kind

    path = _notebook_file()
    check_kind(path)
    copy = copy_to(path, arguments.folder, datetime.now(UTC))
    return {"notebook": str(path), "copy": str(copy), "bytes": copy.stat().st_size}


def _restore(arguments: argparse.Namespace) -> dict[str, object]:
    from nearer.backups.restoration import restore
    from nearer.database.notebook_folder import NOTEBOOK_FILE, data_folder

    _refuse_database()
    folder = data_folder(os.environ)
    earlier = restore(arguments.file, folder)
    return {"notebook": str(folder / NOTEBOOK_FILE), "earlier": earlier and str(earlier)}


def _read_status(_: argparse.Namespace) -> dict[str, object]:
    """NotebookUnusable for what would not be opened. `checked` says whether all pages were read, or only the first."""
    from nearer.backups.copies import last_copied
    from nearer.backups.risky_folders import describe_risk, read_mounts
    from nearer.database.damaged_file import check_pages
    from nearer.database.notebook_file import check_kind, check_revision
    from nearer.storage.named_notebook import DATABASE_VARIABLE

    if address := os.environ.get(DATABASE_VARIABLE):
        say([words.PAGES_OF_POSTGRESQL])
        database = {"notebook": "PostgreSQL", "bytes": _bytes_of_database(address), "checked": "tables"}
        return {"version": nearer.__version__, **database}
    path = _notebook_file()
    check_kind(path)
    checked = "all pages" if check_pages(path) else "first pages"
    check_revision(path)
    if checked == "first pages":
        say([words.TOO_LARGE_TO_CHECK])
    copied = last_copied(path)
    sizes = {"bytes": path.stat().st_size, "bytes_free": shutil.disk_usage(path.parent).free}
    last = {"last_copy": copied and copied.isoformat()}
    risk = describe_risk(path.parent, os.environ, read_mounts())
    warning = {} if risk is None else {"warning": str(risk)}
    return {"version": nearer.__version__, "notebook": str(path), **sizes, "checked": checked, **last, **warning}


def _notebook_file() -> Path:
    from nearer.database.notebook_folder import NOTEBOOK_FILE, data_folder

    _refuse_database()
    path = data_folder(os.environ) / NOTEBOOK_FILE
    if not path.is_file():
        raise InputRefused(CommandText.NO_NOTEBOOK, folder=path.parent)
    return path


def _refuse_database() -> None:
    """Copies of a PostgreSQL are made by its own means, and Nearer does not pretend that a file in a folder is one."""
    from nearer.storage.named_notebook import DATABASE_VARIABLE

    if os.environ.get(DATABASE_VARIABLE):
        raise InputRefused(CommandText.COPIES_OF_A_FILE)


def _bytes_of_database(address: str) -> int:
    from nearer.database.postgres_engine import read_bytes
    from nearer.storage.named_notebook import open_database

    notebook = open_database(address)
    try:
        return read_bytes(notebook.engine)
    finally:
        notebook.close()
