"""Small numbers as words, for sentences that count as people do."""

from __future__ import annotations

from nearer.language.dates_and_numbers import format_number
from nearer.language.sentences import _


def number_word(number: int) -> str:
    """*two* for 2; from ten on, and for none, in digits."""
    match number:
        case 1:
            return _("one")
        case 2:
            return _("two")
        case 3:
            return _("three")
        case 4:
            return _("four")
        case 5:
            return _("five")
        case 6:
            return _("six")
        case 7:
            return _("seven")
        case 8:
            return _("eight")
        case 9:
            return _("nine")
    return format_number(number)


def with_capital(sentence: str) -> str:
    """The text with a capital letter, as it begins a line."""
    return sentence[:1].upper() + sentence[1:]
