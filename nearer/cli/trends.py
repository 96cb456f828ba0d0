"""Claims for many series of weekly scores."""

from __future__ import annotations

import argparse
import csv
import sys
from datetime import date
from typing import TYPE_CHECKING

from nearer.cli.terminal import InputRefused, say

if TYPE_CHECKING:
    from nearer.trends.csv_claims import ScoreRange
    from nearer.trends.series import Series

SMALL_SCALE = "No score is above 10, and scores are read as 0 to 100. For a scale of 1 to 5, write: --scale 1-5"


def add_trends(parser: argparse.ArgumentParser) -> None:
    """Standard input is read where no file is named."""
    parser.add_argument("file", nargs="?", metavar="IN.csv", help="columns series,week,score; any order of rows")
    parser.add_argument("--scale", type=_score_range, metavar="LOW-HIGH",
                        help="the lowest and highest score, such as 1-5; they become 0 and 100")  # fmt: skip
    parser.set_defaults(run=_trends)


def _score_range(text: str) -> ScoreRange:
    from nearer.trends.csv_claims import ScoreRange

    try:
        return ScoreRange.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _trends(arguments: argparse.Namespace) -> int:
    from nearer.trends.csv_claims import claim_rows, is_small_scale

    series = _read_series(arguments.file, arguments.scale)
    if arguments.scale is None and is_small_scale(series):
        say([SMALL_SCALE])
    csv.writer(sys.stdout, lineterminator="\n").writerows(claim_rows(series))
    return 0


def _read_series(file: str | None, scores: ScoreRange | None) -> dict[str, Series]:
    from nearer.trends.csv_claims import HUNDRED, TableRefused, series_from_csv

    try:
        source: str | int = file or sys.stdin.fileno()
        opened = open(source, encoding="utf-8-sig", newline="", closefd=bool(file))  # noqa: SIM115
        with opened as lines:
            return series_from_csv(lines, date.today(), scores or HUNDRED)
    except UnicodeDecodeError:
        raise InputRefused(f"{file or 'The input'}: this is not a text file in UTF-8") from None
    except OSError as error:
        raise InputRefused(f"{file}: this file cannot be read ({error.strerror})") from None
    except TableRefused as refused:
        raise InputRefused(str(refused)) from None
