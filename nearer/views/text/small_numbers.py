"""Small numbers as words, for sentences that count as people do."""

from __future__ import annotations

from nearer.language.dates_and_numbers import format_number
from nearer.language.sentences import _


def number_word(number: int) -> str:
    """*two* for 2; from ten on, and for none, in digits."""
    small = {
        1: _("one"), 2: _("two"), 3: _("three"), 4: _("four"), 5: _("five"), 6: _("six"), 7: _("seven"),
        8: _("eight"), 9: _("nine"),
    }  # fmt: skip
    return str(small.get(number) or format_number(number))


def with_capital(sentence: str) -> str:
    """As it begins a line."""
    return sentence[:1].upper() + sentence[1:]
