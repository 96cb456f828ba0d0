"""Which characters the sheet's fonts can print, and which way a line of them runs."""

from __future__ import annotations

import unicodedata
from bisect import bisect
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

import regex

FONTS_FOLDER = Path(__file__).parent / "fonts"
FAMILIES = (
    "Noto Sans",
    "Noto Sans Devanagari",
    "Noto Sans Bengali",
    "Noto Sans Gurmukhi",
    "Noto Sans Gujarati",
    "Noto Sans Oriya",
    "Noto Sans Tamil",
    "Noto Sans Telugu",
    "Noto Sans Kannada",
    "Noto Sans Malayalam",
    "Noto Sans Sinhala",
    "Noto Naskh Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Math",
    "Noto Sans Symbols2",
    "Noto Emoji",
)
BOX = "\u25a1"  # stands in place of what cannot be printed
_RIGHT_TO_LEFT = {"R", "AL"}
_ISOLATES, _END_OF_ISOLATE = {"LRI", "RLI", "FSI"}, "PDI"
_INVISIBLE = regex.compile(r"\p{Default_Ignorable_Code_Point}")  # joiners, directions, variants: no glyph of their own
_CONTROL = regex.compile(r"[\p{Cc}\p{Zl}\p{Zp}\ufeff]")


def printed(text: str) -> str:
    """The text as it is handed to the fonts: letters composed, a box for each character that none of them has."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(BOX if not is_printable(one) else " " if _CONTROL.match(one) else one for one in composed)


def unprintable_in(texts: Iterable[str]) -> tuple[str, ...]:
    """The stretches of text that cannot be printed, each once, in the order of the texts."""
    runs = (run for text in texts for run in _unprintable_runs(unicodedata.normalize("NFC", text)))
    return tuple(dict.fromkeys(runs))


def is_printable(character: str) -> bool:
    """Whether one of the fonts has it, or nobody would see it anyway."""
    code = ord(character)
    firsts, lasts = _ranges()
    index = bisect(firsts, code) - 1
    covered = index >= 0 and code <= lasts[index]
    return covered or bool(_INVISIBLE.match(character) or _CONTROL.match(character))


def runs_right_to_left(text: str) -> bool:
    """By its first letter outside what is isolated, as Unicode has it (UAX 9, P2).

    Without one by the first letter of what is isolated last: before it stands whose words they are.
    """
    inside, depth, is_new = None, 0, True
    for kind in map(unicodedata.bidirectional, text):
        is_new = is_new or (kind in _ISOLATES and depth == 0)
        depth += (kind in _ISOLATES) - (kind == _END_OF_ISOLATE and depth > 0)
        if kind == "L" or kind in _RIGHT_TO_LEFT:
            if depth == 0:
                return kind != "L"
            inside, is_new = kind if is_new else inside, False
    return inside in _RIGHT_TO_LEFT


def isolated(text: str) -> str:
    """Marked so that the way in which its letters run moves nothing beside it."""
    return f"\u2068{text}\u2069"


def _unprintable_runs(text: str) -> Iterator[str]:
    for fits, run in groupby(text, key=is_printable):
        if not fits:
            yield "".join(run)


@cache
def _ranges() -> tuple[list[int], list[int]]:
    """First and last code point of every stretch that the fonts have; tools/sheet_fonts.py writes the list."""
    pairs = [line.split("-") for line in (FONTS_FOLDER / "characters.txt").read_text("ascii").split()]
    return [int(first, 16) for first, _last in pairs], [int(last, 16) for _first, last in pairs]
