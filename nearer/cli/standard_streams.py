"""Standard input, output and error, of which each may be closed, full, or a pipe that nobody reads any more."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from nearer.cli.command_text import CommandText
from nearer.language.explained_errors import ExplainedError
from nearer.language.system_refusals import explain_refusal

# What was closed becomes an open end on which the system refuses the same; on standard error sentences go nowhere.
_CLOSED = (("stdin", os.O_WRONLY, "r"), ("stdout", os.O_RDONLY, "w"), ("stderr", os.O_WRONLY, "w"))


class OutputRefused(ExplainedError):
    """Standard output takes nothing: a sentence for standard error, and an exit code of its own."""


def open_closed_streams() -> None:
    """Put an open end where a stream was closed, so that no file that is opened later gets its number."""
    for name, flags, mode in _CLOSED:
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, flags), mode, encoding="utf-8"))


def write_output(text: str) -> None:
    """Write to standard output. Raise OutputRefused, or BrokenPipeError where its reader has gone."""
    with _refused_in_a_sentence():
        sys.stdout.write(text)


def flush_output() -> None:
    """Flush what was written already; ends the program as `write_output` does."""
    with _refused_in_a_sentence():
        sys.stdout.flush()


def forget_output() -> None:
    """Let what could not be written go nowhere, so that Python's last flush has nothing to complain of."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def _refused_in_a_sentence() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as refused:
        raise OutputRefused(CommandText.OUTPUT_REFUSED, why=explain_refusal(refused)) from None
