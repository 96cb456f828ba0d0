"""A clinic's PostgreSQL from the command line: its tables made by their owner, for the role that Nearer runs with."""

from __future__ import annotations

import argparse

from nearer.cli import command_text as words
from nearer.cli.terminal import InputRefused, say, show

USUAL_ROLE = "nearer"


def add_prepare(parser: argparse.ArgumentParser) -> None:
    """Works on an empty database, and again after an update of Nearer."""
    parser.add_argument("address", metavar="URL", help=words.OWNERS_ADDRESS)
    parser.add_argument("--role", default=USUAL_ROLE, help=words.role(USUAL_ROLE))
    parser.set_defaults(run=_prepare)


def _prepare(arguments: argparse.Namespace) -> int:
    from nearer.database.postgres_engine import postgres_engine
    from nearer.database.postgres_preparation import prepare
    from nearer.database.row_errors import NotebookUnusable

    try:
        prepare(postgres_engine(arguments.address), arguments.role)
    except NotebookUnusable as refused:
        raise InputRefused(str(refused)) from None
    show({"prepared": True, "role": arguments.role})
    say([words.prepared(arguments.role)])
    return 0
