"""A clinic's therapists and managers without a screen: inviting one, listing them, ending an account.

Works while Nearer is running, too, and writes into the trail that a manager reads.
"""

from __future__ import annotations

import argparse
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from nearer.cli import command_text as words
from nearer.cli.command_text import CommandText
from nearer.cli.terminal import InputRefused, say, show

if TYPE_CHECKING:
    from nearer.storage.notebook import Notebook


def add_therapist(parser: argparse.ArgumentParser) -> None:
    """The notebook is the one in NEARER_DATA or the platform's folder, as for the server; so for both."""
    _add_acts(parser)
    parser.set_defaults(kind="therapist")


def add_clinic(parser: argparse.ArgumentParser) -> None:
    """Commands for the accounts of the clinic's managers, the first one above all."""
    _add_acts(parser)
    parser.set_defaults(kind="manager")


def _add_acts(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(title=words.THERAPIST_ACTS, required=True, metavar="ACT")
    for name, run, about in (
        ("add", _add, words.THERAPIST_ADD),
        ("revoke", _revoke, words.THERAPIST_REVOKE),
    ):
        act = acts.add_parser(name, help=about)
        act.add_argument("name", metavar="NAME")
        act.set_defaults(run=run)
    acts.add_parser("list", help=words.THERAPIST_LIST).set_defaults(run=_list)


def _add(arguments: argparse.Namespace) -> int:
    from nearer.clinic_accounts.account_credentials import KINDS
    from nearer.clinic_accounts.accounts import invite_by_command
    from nearer.database.row_errors import NotSaved

    notebook, now = _open_data_folder(), datetime.now(UTC)
    try:
        code = invite_by_command(notebook, KINDS[arguments.kind], arguments.name, now)
    except NotSaved as refused:
        raise InputRefused(f"{arguments.name}: {refused}") from None
    finally:
        notebook.close()
    show({"name": arguments.name, "code": code})
    say([words.invited(arguments.name)])
    return 0


def _revoke(arguments: argparse.Namespace) -> int:
    from nearer.clinic_accounts.account_credentials import KINDS
    from nearer.clinic_accounts.accounts import revoke_by_command
    from nearer.database.row_errors import NotFound

    notebook, now = _open_data_folder(), datetime.now(UTC)
    try:
        revoke_by_command(notebook, KINDS[arguments.kind], arguments.name, now)
    except NotFound:
        nobody = CommandText.NO_THERAPIST if arguments.kind == "therapist" else CommandText.NO_MANAGER
        raise InputRefused(nobody, name=arguments.name) from None
    finally:
        notebook.close()
    show({"name": arguments.name, "revoked": now.isoformat()})
    say([words.revoked(arguments.name) if arguments.kind == "therapist" else words.revoked_manager(arguments.name)])
    return 0


def _list(arguments: argparse.Namespace) -> int:
    from nearer.clinic_accounts.account_credentials import KINDS
    from nearer.clinic_accounts.accounts import list_accounts

    notebook = _open_data_folder()
    accounts = list_accounts(notebook, KINDS[arguments.kind])
    notebook.close()
    moments = ("invited_until", "started", "revoked")
    show([{"name": one.name, **{name: _format_moment(getattr(one, name)) for name in moments}} for one in accounts])
    return 0


def _format_moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _open_data_folder() -> Notebook:
    from nearer.database.notebook_folder import NOTEBOOK_FILE, data_folder
    from nearer.database.row_errors import NotebookUnusable
    from nearer.storage.named_notebook import DATABASE_VARIABLE, open_named_notebook
    from nearer.storage.notebook import open_while_in_use

    folder = data_folder(os.environ)
    if not (
        os.environ.get("NEARER_DATA") or os.environ.get(DATABASE_VARIABLE)
    ):  # sudo drops it, and a service has its notebook elsewhere
        if not (folder / NOTEBOOK_FILE).is_file():
            raise InputRefused(CommandText.NO_NOTEBOOK_NAMED, folder=folder)
        say([words.in_notebook(str(folder / NOTEBOOK_FILE))])
    try:
        return open_named_notebook(os.environ, open_while_in_use)
    except NotebookUnusable as refused:
        raise InputRefused(str(refused)) from None
