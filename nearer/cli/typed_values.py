"""What is typed after an option becomes a value, or is refused in a sentence of usage (exit 2)."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from nearer.cli.command_text import CommandText


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """A reader of whole numbers from `least` to `most`, for argparse."""

    def read(text: str) -> int:
        number = int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(most)) else None
        if number is None or not least <= number <= most:
            raise argparse.ArgumentTypeError(str(CommandText.NO_WHOLE_NUMBER(text=text, least=least, most=most)))
        return number

    return read
