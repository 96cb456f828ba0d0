"""A name in a sentence that runs the other way."""

from __future__ import annotations

from unicodedata import bidirectional

_ISOLATE, _END = "\u2068", "\u2069"  # Unicode UAX 9: the text between them is set by itself


def set_apart(name: str) -> str:
    """A name from right to left, so that it does not turn the line around it: screen.js leaves it out of its count."""
    return f"{_ISOLATE}{name}{_END}" if any(bidirectional(letter) in ("R", "AL") for letter in name) else name
