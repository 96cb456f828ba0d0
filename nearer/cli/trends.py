"""Claims for many series of weekly scores."""

from __future__ import annotations

import argparse
import csv
import sys
from datetime import date

from nearer.cli.terminal import InputRefused


def add_trends(parser: argparse.ArgumentParser) -> None:
    """Standard input is read where no file is named."""
    parser.add_argument("file", nargs="?", metavar="IN.csv", help="columns series,week,score; any order of rows")
    parser.set_defaults(run=_trends)


def _trends(asked: argparse.Namespace) -> int:
    from nearer.trends import TableRefused, claims_from_csv

    try:
        source: str | int = asked.file or sys.stdin.fileno()
        opened = open(source, encoding="utf-8-sig", newline="", closefd=bool(asked.file))  # noqa: SIM115
        with opened as lines:
            rows = claims_from_csv(lines, date.today())
    except UnicodeDecodeError:
        raise InputRefused(f"{asked.file or 'The input'}: this is not a text file in UTF-8") from None
    except OSError as error:
        raise InputRefused(f"{asked.file}: this file cannot be read ({error.strerror})") from None
    except TableRefused as refused:
        raise InputRefused(str(refused)) from None
    csv.writer(sys.stdout, lineterminator="\n").writerows(rows)
    return 0
