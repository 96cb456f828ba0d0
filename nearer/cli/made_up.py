"""Made-up couples, for looking at and for measuring."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from nearer.cli import command_text as words
from nearer.cli.terminal import InputRefused, show


def add_demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--couples", type=_some, default=8, metavar="N", help=words.DEMO_COUPLES)
    parser.add_argument("--weeks", type=_some, default=12, metavar="M", help=words.DEMO_WEEKS)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help=words.DEMO_FOLDER)
    parser.set_defaults(run=_demo)


def _some(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 10_000:
        raise argparse.ArgumentTypeError(words.DEMO_BOUNDS)
    return number


def _demo(arguments: argparse.Namespace) -> int:
    from nearer.database.row_errors import NotebookUnusable
    from nearer.demo.demo_couples import write_demo
    from nearer.shipped import shipped_catalogue

    try:
        path = write_demo(arguments.data, shipped_catalogue(), arguments.couples, arguments.weeks, datetime.now(UTC))
    except NotebookUnusable as refused:
        raise InputRefused(str(refused)) from None
    show({"file": str(path), "couples": arguments.couples, "weeks": arguments.weeks})
    return 0
