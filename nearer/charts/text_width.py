"""How wide words are in a chart, in pixels, by the widest letters that browsers draw them in."""

from __future__ import annotations

from unicodedata import category, east_asian_width

SIZE = 14  # pixels
# Of an em, each letter of DejaVu Sans Bold, which is as wide as Verdana and wider than what phones have.
_LETTERS = {
    0.4: " '/IJ\\|,.:;ijl",
    0.52: '-f!()[]tr_`"*',
    0.6: "?zcs",
    0.68: "Lvxyake",
    0.74: "EFTo$0123456789hnu{}SYbdgpqCPZ",
    0.87: "BAKRVXUGDOQ#+<=>HN^~&",
    1.1: "w%@MmW",
}
_EM = {letter: width for width, letters in _LETTERS.items() for letter in letters}
_PLAIN = 0.9  # of the width of bold letters
_OF_OTHER_SCRIPTS, _FULL_WIDTH = 0.75, 1.0


def bold_width(text: str) -> int:
    """At least as wide as a browser draws it; marks on a letter take no room of their own."""
    return round(SIZE * sum(map(_letter_width, text)) + 0.5)


def plain_width(text: str, size: int) -> int:
    """The width of words that are not bold, at this size: at least as wide as a browser draws them."""
    return round(size * _PLAIN * sum(map(_letter_width, text)) + 0.5)


def _letter_width(letter: str) -> float:
    if category(letter) in ("Mn", "Me", "Cf"):
        return 0
    width = _EM.get(letter)
    return width or (_FULL_WIDTH if east_asian_width(letter) in "WF" else _OF_OTHER_SCRIPTS)
