"""What every command does at the terminal: read a file, print JSON, say a sentence."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TypeVar

from nearer.cli.command_text import CommandText
from nearer.cli.standard_streams import write_output
from nearer.language.explained_errors import ExplainedError

MAX_INPUT_BYTES = 1024 * 1024
Thing = TypeVar("Thing")
_BAR = 40  # characters


class InputRefused(ExplainedError):
    """The input is at fault: a sentence for standard error, and exit 1."""


def show(value: object) -> None:
    """Print JSON in plain ASCII, which every terminal takes."""
    write_output(json.dumps(value, indent=2) + "\n")


def say(sentences: Iterable[str]) -> None:
    """Print sentences on standard error; where it takes nothing they are lost, and the exit code says the rest."""
    with suppress(OSError):
        for sentence in sentences:
            sys.stderr.write(sentence.encode(errors="replace").decode() + "\n")


def with_progress(things: Sequence[Thing]) -> Iterator[Thing]:
    """Each of them, with a bar on a terminal that grows as they are done; nothing where nobody watches."""
    for number, thing in enumerate(things):
        if sys.stderr.isatty():
            done = round(_BAR * number / len(things))
            sys.stderr.write(f"\r[{'#' * done}{'.' * (_BAR - done)}] {number}/{len(things)}")
        yield thing
    if sys.stderr.isatty():
        sys.stderr.write(f"\r[{'#' * _BAR}] {len(things)}/{len(things)}\n")


def read_file(file: str) -> bytes:
    """Raise InputRefused for a file that cannot be read. One byte over the limit is read, for the reader to refuse."""
    try:
        with open(file, "rb") as opened:
            return opened.read(MAX_INPUT_BYTES + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None)
        reason = CommandText.UNREADABLE(file=file, why=why) if why else CommandText.NO_FILE_NAME(file=file)
        raise InputRefused(reason) from None


def read_text(file: str) -> str:
    content = read_file(file)
    if len(content) > MAX_INPUT_BYTES:
        raise InputRefused(CommandText.TOO_LARGE, file=file)
    try:
        return content.decode("utf-8-sig")
    except UnicodeError:
        raise InputRefused(CommandText.NO_TEXT, file=file) from None
