"""A clinic's PostgreSQL from the command line: its tables, made by their owner, and a notebook moved there or back."""

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


def add_move(parser: argparse.ArgumentParser) -> None:
    """Add `move`: a notebook from a file to an address, or back. Nearer does not run on either meanwhile."""
    parser.add_argument("source", metavar="SOURCE", help=words.MOVE_SOURCE)
    parser.add_argument("target", metavar="TARGET", help=words.MOVE_TARGET)
    parser.add_argument("--role", default=USUAL_ROLE, help=words.role(USUAL_ROLE))
    parser.set_defaults(run=_move)


def _move(arguments: argparse.Namespace) -> int:
    from nearer.database.row_errors import NotebookUnusable, NotSaved
    from nearer.moves.moving import move

    tables: dict[str, int] = {}

    def tell(table: str, rows: int) -> None:
        tables[table] = rows
        say([f"{table}: {rows}"])

    try:
        rows = move(arguments.source, arguments.target, arguments.role, tell)
    except (NotebookUnusable, NotSaved) as refused:
        raise InputRefused(str(refused)) from None
    show({"rows": rows, "tables": tables})
    say([words.MOVED])
    return 0


def _prepare(arguments: argparse.Namespace) -> int:
    from nearer.database.notebook_file import SCRIPTS
    from nearer.database.postgres_engine import postgres_engine
    from nearer.database.postgres_preparation import prepare
    from nearer.database.row_errors import NotebookUnusable

    try:
        prepare(postgres_engine(arguments.address), arguments.role, SCRIPTS)
    except NotebookUnusable as refused:
        raise InputRefused(str(refused)) from None
    show({"prepared": True, "role": arguments.role})
    say([words.prepared(arguments.role)])
    return 0
