"""Days, numbers and lists as the language of the run writes them, by Babel and Unicode's CLDR."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from nearer.language.languages import ENGLISH, language_of
from nearer.language.pseudo import pseudo
from nearer.language.sentences import current_language

# English as people in India and Britain write it, but with Sep where CLDR's en-GB has Sept: it fills a narrow column.
_ENGLISH = {"EEEE": "EEEE", "yMMMMd": "d MMMM y", "MMMMd": "d MMMM", "MMMd": "d MMM", "yMMMd": "d MMM y"}


def day(when: date) -> str:
    """7 September 2026."""
    return _format("yMMMMd", when)


def short_day(when: date) -> str:
    """7 Sep."""
    return _format("MMMd", when)


def day_of_year(when: date) -> str:
    """7 September."""
    return _format("MMMMd", when)


def day_in_table(when: date) -> str:
    """7 Sep 2026."""
    return _format("yMMMd", when)


def weekday_name(weekday: int) -> str:
    """Monday for 0."""
    language = current_language()
    name = Locale.parse(language.locale).days["stand-alone"]["wide"][weekday]
    return pseudo(name) if language.is_pseudo else name


def weekday(when: date) -> str:
    """Monday."""
    return _format("EEEE", when)


def and_list(parts: Sequence[str]) -> str:
    """One, two and three."""
    language = current_language()
    locale = "en_GB" if language.locale == ENGLISH else language.locale  # CLDR's English has a comma before and
    pattern = format_list([f"{{{number}}}" for number in range(len(parts))], locale=locale)
    return (pseudo(pattern) if language.is_pseudo else pattern).format(*parts)


def _format(skeleton: str, when: date) -> str:
    language = current_language()
    if language.locale != ENGLISH:
        return format_skeleton(skeleton, when, locale=language.locale)
    text = format_date(when, _ENGLISH[skeleton], locale=ENGLISH)
    return pseudo(text) if language.is_pseudo else text


def format_number(number: int | float | Decimal) -> str:
    """The number with its signs for thousands and decimals, of which there are three at most: 10,000 and 1.5."""
    return format_decimal(Decimal(f"{Decimal(number):z.3f}"), locale=current_language().locale)


def format_signed(points: float) -> str:
    """One decimal with its sign, and the minus sign of typography: +0.5, −1.2."""
    return format_decimal(Decimal(f"{points:z.1f}"), format="+0.0;\N{MINUS SIGN}0.0", locale=current_language().locale)


def format_correlation(value: float) -> str:
    """Two decimals, and a minus sign where it is below 0: 0.41, −0.30."""
    return format_decimal(Decimal(f"{value:z.2f}"), format="0.00;\N{MINUS SIGN}0.00", locale=current_language().locale)


def language_name(tag: str) -> str:
    """A language by the name it has in itself: English, Deutsch."""
    language = language_of(tag)
    name = Locale.parse(language.locale).get_display_name() or tag
    return pseudo(name) if language.is_pseudo else name[:1].upper() + name[1:]
