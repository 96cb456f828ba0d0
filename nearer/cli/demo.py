"""Made-up couples, for looking at and for measuring."""

from __future__ import annotations

import argparse
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from nearer.cli import command_text as words
from nearer.cli.serve import add_port, serve
from nearer.cli.terminal import InputRefused, say, show, with_progress
from nearer.cli.typed_values import whole_number

# The first eight couples have written stories, which every tour needs; forty are in the demo that is shipped.
SCRIPTED, SHIPPED = 8, 40
WEEKS = 26  # half a year
MAX_MADE_UP = 10_000  # couples, and weeks of each


def add_demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--couples",
        type=whole_number(SCRIPTED, MAX_MADE_UP),
        default=SHIPPED,
        metavar="N",
        help=words.demo_couples(SCRIPTED, SHIPPED),
    )
    weeks = whole_number(1, MAX_MADE_UP)
    parser.add_argument("--weeks", type=weeks, default=WEEKS, metavar="M", help=words.demo_weeks(WEEKS))
    parser.add_argument("--data", type=Path, metavar="DIR", help=words.DEMO_FOLDER)
    parser.add_argument("--open", action="store_true", help=words.DEMO_OPEN)
    add_port(parser)
    parser.set_defaults(run=_demo, localhost=False)


def _demo(arguments: argparse.Namespace) -> int:
    if arguments.data is not None:
        return _write(arguments, arguments.data)
    if not arguments.open:
        raise InputRefused(words.CommandText.DEMO_NOWHERE)
    with tempfile.TemporaryDirectory(prefix="nearer-demo-") as folder:
        return _write(arguments, Path(folder))


def _write(arguments: argparse.Namespace, folder: Path) -> int:
    from nearer.database.row_errors import NotebookUnusable
    from nearer.demo.demo_file import write_demo
    from nearer.demo.sample_clinic import whole_clinic
    from nearer.shipped import shipped_catalogue

    couples = whole_clinic(arguments.couples, arguments.weeks)
    try:
        path = write_demo(folder, shipped_catalogue(), with_progress(couples), datetime.now(UTC))
    except NotebookUnusable as refused:
        raise InputRefused(str(refused)) from None
    if not arguments.open:
        show({"file": str(path), "couples": arguments.couples})
        return 0
    # Beside an empty notebook of its own, so that nothing real is opened with it.
    os.environ |= {"NEARER_DEMO": str(path), "NEARER_DATA": str(folder / "notebook")}
    say([words.DEMO_OPENED])
    return serve(arguments)
