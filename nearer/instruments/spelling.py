"""Texts and names made alike, in whichever script and however they are typed."""

from __future__ import annotations

import re
from unicodedata import digit, normalize

_COMBINING = re.compile("[\u0300-\u036f\u0640\u064b-\u0655\u0670\u093c\u09bc\u0a3c\u0abc\u200b-\u200f\u2060]")
# Letters that are typed for one another: in Urdu, Persian and Arabic, in Hindi, Turkish and Polish.
_ALIKE = str.maketrans("\u06a9\u06cc\u0649\u06c1\u06c3\u0901\u0131\u0142", "\u0643\u064a\u064a\u0647\u0629\u0902il")
LETTER = r"\w\u0900-\u0dff"  # to Python the vowel signs of Indic scripts are no letters


def plain_text(text: str) -> str:
    """The text without case, accents and signs that nobody types alike, with one letter for those that look alike."""
    return _COMBINING.sub("", normalize("NFKD", text.casefold())).translate(_ALIKE).strip()


def name_text(text: str) -> str:
    """A title or address as words with hyphens around, so that `-phq-9-` is found in whatever way it is written."""
    plain = "".join(str(digit(sign, sign)) for sign in plain_text(text))
    return "-" + re.sub("-+", "-", re.sub(rf"[^{LETTER}]|_", "-", plain)).strip("-") + "-"
