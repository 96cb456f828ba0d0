"""Claims for many series of weekly scores."""

from __future__ import annotations

import argparse
import csv
import io
import sys
from datetime import date
from typing import TYPE_CHECKING

from nearer.cli import command_text as words
from nearer.cli.command_text import CommandText
from nearer.cli.standard_streams import write_output
from nearer.cli.terminal import InputRefused, say
from nearer.language.system_refusals import explain_refusal

if TYPE_CHECKING:
    from nearer.trends.score_range import ScoreRange
    from nearer.trends.series import Series


def add_trends(parser: argparse.ArgumentParser) -> None:
    """Standard input is read where no file is named."""
    parser.add_argument("file", nargs="?", metavar="IN.csv", help=words.TRENDS_FILE)
    parser.add_argument("--scale", type=_score_range, metavar="LOW-HIGH",
                        help=words.TRENDS_SCALE)  # fmt: skip
    parser.set_defaults(run=_run_trends)


def _score_range(text: str) -> ScoreRange:
    from nearer.trends.score_range import ScoreRange

    try:
        return ScoreRange.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _run_trends(arguments: argparse.Namespace) -> int:
    from nearer.trends.csv_claims import claim_rows, is_small_scale

    series = _read_series(arguments.file, arguments.scale)
    if arguments.scale is None and is_small_scale(series):
        say([words.SMALL_SCALE])
    table = io.StringIO()
    csv.writer(table, lineterminator="\n").writerows(claim_rows(series))
    write_output(table.getvalue())
    return 0


def _read_series(file: str | None, scores: ScoreRange | None) -> dict[str, Series]:
    from nearer.trends.csv_claims import TableRefused, series_from_csv
    from nearer.trends.score_range import HUNDRED

    source_name = words.THE_INPUT if file is None else file
    try:
        source: str | int = sys.stdin.fileno() if file is None else file
        csv_file = open(source, encoding="utf-8-sig", newline="", closefd=file is not None)  # noqa: SIM115
        with csv_file as lines:
            return series_from_csv(lines, date.today(), scores or HUNDRED)
    except UnicodeDecodeError:
        raise InputRefused(CommandText.NO_TEXT, file=source_name) from None
    except OSError as error:
        raise InputRefused(CommandText.UNREADABLE, file=source_name, why=explain_refusal(error)) from None
    except TableRefused as refused:
        raise InputRefused("\n".join(f"{source_name}: {sentence}" for sentence in str(refused).splitlines())) from None
