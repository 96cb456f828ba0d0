"""What every command does at the terminal: read a file, print JSON, say a sentence."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TypeVar

from nearer.cli.command_text import CommandText
from nearer.cli.standard_streams import write_output
from nearer.language.explained_errors import ExplainedError
from nearer.language.system_refusals import explain_refusal

MAX_INPUT_BYTES = 1024 * 1024
Thing = TypeVar("Thing")
_BAR = 40  # characters
_OBEYED = ("Cc", "Cf", "Cs", "Zl", "Zp")  # controls, marks of direction and the like, halves of a pair, ends of a line
_JOINERS = "\u200c\u200d"  # with which Kannada, Hindi, Malayalam and Persian are spelled


class InputRefused(ExplainedError):
    """The input is at fault: a sentence for standard error, and exit 1."""


def show(value: object) -> None:
    """Print JSON in plain ASCII, which every terminal takes."""
    write_output(json.dumps(value, indent=2) + "\n")


def say(sentences: Iterable[str]) -> None:
    """Print sentences on standard error; where it takes nothing they are lost, and the exit code says the rest."""
    with suppress(OSError):
        for sentence in sentences:
            sys.stderr.write(printable(sentence) + "\n")


def printable(text: str) -> str:
    """The text with every character that a terminal would obey written out: \\x1b, \\n, \\u202e. Foreign files bring
    colours and bells."""
    return text if text.isprintable() else "".join(map(_write_out, text))


def _write_out(character: str) -> str:
    hidden = unicodedata.category(character) in _OBEYED and character not in _JOINERS
    return character.encode("unicode_escape").decode() if hidden else character


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
        with open(file, "rb") as reader:
            return reader.read(MAX_INPUT_BYTES + 1)
    except (OSError, ValueError) as error:
        if isinstance(error, OSError):
            raise InputRefused(CommandText.UNREADABLE, file=file, why=explain_refusal(error)) from None
        raise InputRefused(CommandText.NO_FILE_NAME, file=file) from None


def read_text(file: str) -> str:
    content = read_file(file)
    if len(content) > MAX_INPUT_BYTES:
        raise InputRefused(CommandText.TOO_LARGE, file=file, n=MAX_INPUT_BYTES // 2**20)
    try:
        return content.decode("utf-8-sig")
    except UnicodeError:
        raise InputRefused(CommandText.NO_TEXT, file=file) from None
