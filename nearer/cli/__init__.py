"""The command line: `nearer` alone starts the server; its commands are the same core without a screen.

JSON or CSV on standard output, sentences on standard error; exits 0, 1 (the input is at fault), 2 (usage) or 3
(standard output takes nothing), and 130 after Ctrl-C. A command imports its room when it runs, so that no command waits
for another's. To add one, register it in `_make_parser`.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from nearer.cli import (
    cards,
    clinic_database,
    convert,
    demo,
    export,
    guide,
    notebook_copies,
    questionnaires,
    serve,
    therapists,
    trends,
)
from nearer.cli import command_text as words
from nearer.cli.standard_streams import OutputRefused, flush_output, forget_output, open_closed_streams, write_output
from nearer.cli.terminal import InputRefused, printable, say
from nearer.language.languages import language_of_terminal
from nearer.language.sentences import set_language

OUTPUT_REFUSED = 3
# As every program that a signal ends: 128 and its number. Windows has no signal for a pipe that nobody reads.
INTERRUPTED, READER_GONE = 128 + 2, 128 + 13


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code."""
    set_language(language_of_terminal(os.environ))
    open_closed_streams()
    try:
        try:
            return _run(arguments)
        finally:
            flush_output()
    except OutputRefused as refused:
        say([str(refused)])
        forget_output()
        return OUTPUT_REFUSED
    except BrokenPipeError:
        forget_output()
        return READER_GONE
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(arguments: Sequence[str] | None) -> int:
    parsed = _make_parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # what comes out is UTF-8, like what goes in, wherever it runs
    try:
        code: int = parsed.run(parsed)
    except InputRefused as refused:
        say(str(refused).split("\n"))
        return 1
    return code


class _Parser(argparse.ArgumentParser):
    """Its help and its errors are written as everything else is."""

    def print_help(self, file: Any = None) -> None:
        if file is None:
            write_output(self.format_help())
        else:
            super().print_help(file)

    def error(self, message: str) -> NoReturn:
        super().error(printable(message))


def _make_parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="nearer", description=words.ABOUT)
    serve.add_serve(parser)
    commands = parser.add_subparsers(title=words.COMMANDS, metavar="COMMAND")
    questionnaires.add_validate(commands.add_parser("validate", help=words.ABOUT_VALIDATE))
    questionnaires.add_score(commands.add_parser("score", help=words.ABOUT_SCORE))
    convert.add_convert(commands.add_parser("convert", help=words.ABOUT_CONVERT))
    export.add_export(commands.add_parser("export", help=words.ABOUT_EXPORT))
    questionnaires.add_schema(commands.add_parser("schema", help=words.ABOUT_SCHEMA))
    trends.add_trends(commands.add_parser("trends", help=words.ABOUT_TRENDS))
    guide.add_guide(commands.add_parser("guide", help=words.ABOUT_GUIDE))
    cards.add_cards(commands.add_parser("cards", help=words.ABOUT_CARDS))
    demo.add_demo(commands.add_parser("demo", help=words.ABOUT_DEMO))
    notebook_copies.add_backup(commands.add_parser("backup", help=words.ABOUT_BACKUP))
    notebook_copies.add_restore(commands.add_parser("restore", help=words.ABOUT_RESTORE))
    notebook_copies.add_status(commands.add_parser("status", help=words.ABOUT_STATUS))
    clinic_database.add_move(commands.add_parser("move", help=words.ABOUT_MOVE))
    clinic_database.add_prepare(commands.add_parser("prepare", help=words.ABOUT_PREPARE))
    therapists.add_therapist(commands.add_parser("therapist", help=words.ABOUT_THERAPIST))
    therapists.add_clinic(commands.add_parser("clinic", help=words.ABOUT_CLINIC))
    return parser
