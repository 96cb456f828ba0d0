"""The command line: `nearer` alone starts the server; its commands are the same core without a screen.

JSON or CSV on standard output, sentences on standard error; exits 0, 1 (the input is at fault) or 2 (usage). A command
imports its room when it runs, so that no command waits for another's. To add one, register it in `_parser`.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence

from nearer.cli import convert, export, guide, made_up, questionnaires, serve, therapists, trends
from nearer.cli.terminal import InputRefused, say


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code."""
    parsed = _parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # what comes out is UTF-8, like what goes in, wherever it runs
    try:
        code: int = parsed.run(parsed)
        sys.stdout.flush()
        return code
    except InputRefused as refused:
        say([str(refused)])
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="nearer", description="Without a command: start Nearer and open it.")
    serve.add_serve(parser)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    questionnaires.add_validate(commands.add_parser("validate", help="check questionnaire files"))
    questionnaires.add_score(commands.add_parser("score", help="score one person's answers to one questionnaire"))
    convert.add_convert(commands.add_parser("convert", help="our questionnaire files into FHIR, and FHIR into ours"))
    export.add_export(commands.add_parser("export", help="a person's own responses as FHIR; asks for the passphrase"))
    questionnaires.add_schema(commands.add_parser("schema", help="print the JSON Schema of a questionnaire file"))
    trends.add_trends(commands.add_parser("trends", help="say what weekly scores allow one to say, series by series"))
    guide.add_guide(commands.add_parser("guide", help="search the guide as people speak"))
    made_up.add_demo(
        commands.add_parser("demo", help="write a notebook of made-up couples; real use refuses to open it")
    )
    therapists.add_therapist(commands.add_parser("therapist", help="invite a therapist, list them, end an account"))
    return parser
