"""Protection against formula injection: text in a CSV file that a spreadsheet must not run as a formula."""

from __future__ import annotations

from unicodedata import category, normalize

_FORMULA = frozenset("=+-@\u2212")  # what a spreadsheet works out when a cell begins with it; the last is a minus sign
_BREAKS = frozenset("\t\r\n")


def guard_formula(text: str) -> str:
    """The text with an apostrophe before it where it would begin like a formula, as spreadsheets themselves mark text.

    Blanks and unseen characters before the sign do not hide it, nor does its full-width form (OWASP, CSV Injection).
    """
    return f"'{text}" if text[:1] in _BREAKS or _first_sign(text) in _FORMULA else text


def _first_sign(text: str) -> str:
    """The first character that can be seen, in its plain form; empty for none."""
    visible = (character for character in text if category(character)[0] not in "ZC")
    return normalize("NFKC", next(visible, ""))[:1]
