"""Numbers as people type them: `1,5` and `1.5`, in figures of any script; what can be read in two ways is refused."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from nearer.domain.written_numbers import written_number
from nearer.language.error_catalogue.answer_errors import NumberText
from nearer.language.explained_errors import ExplainedError, Explanation

if TYPE_CHECKING:
    from nearer.domain.items import Item

MAX_DIGITS = 15  # as many as a binary fraction keeps exactly
MAX_TYPED = 40  # characters; more are no number that somebody means

_EDGES = "\u200e\u200f\u061c"  # marks of direction that a keyboard or a copied text leaves around a number
_MINUS = "\u2212"
_ARABIC_COMMA, _ARABIC_POINT = "\u060c", "\u066b"  # the second can be nothing but a decimal sign
_SIGNS = str.maketrans({_MINUS: "-", _ARABIC_COMMA: ",", _ARABIC_POINT: ","})
_NUMBER = re.compile(r"(?P<sign>[+-]?)(?P<whole>[0-9]*)(?:(?P<separator>[.,])(?P<places>[0-9]+))?", re.ASCII)
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:[.,' \u00a0\u202f\u066c\u2019][0-9]{2,3})+(?:[.,][0-9]+)?", re.ASCII)


class NumberRefused(ExplainedError, ValueError):
    """A number that is not taken: a sentence for whoever gave it."""


@dataclass(frozen=True, slots=True)
class NumberRule:
    """The rule for a typed number; a limit of None sets none. `decimals` is the most places behind the point."""

    whole: bool = False
    low: Decimal | None = None
    high: Decimal | None = None
    decimals: int | None = None

    def check(self, number: Decimal) -> Decimal:
        """The number itself; raise NumberRefused for one outside the limits or of too many places or digits."""
        if not number.is_finite():
            raise NumberRefused(NumberText.NOT_ORDINARY)
        if (self.low is not None and number < self.low) or (self.high is not None and number > self.high):
            raise NumberRefused(_limits_sentence(self.low, self.high))
        if (
            abs(number) >= 10**MAX_DIGITS
            or len(number.as_tuple().digits) > MAX_DIGITS
            or _count_decimals(number) > MAX_DIGITS
        ):
            raise NumberRefused(NumberText.TOO_MANY_DIGITS, digits=MAX_DIGITS)
        most = 0 if self.whole else self.decimals
        if most is not None and _count_decimals(number) > most:
            raise NumberRefused(_places_sentence(most))
        return number


def number_rule(item: Item) -> NumberRule:
    """The rule for a number typed into this item."""
    low, high = (item.limits.min, item.limits.max) if item.limits else (None, None)
    return NumberRule(item.type == "integer", low, high, item.decimals)


def read_typed_number(text: str, rule: NumberRule) -> Decimal | None:
    """The number that a careful reader reads; None where nothing is typed. Raise NumberRefused with a sentence.

    Point and comma both begin the decimals. What could also part thousands (`1,500`) is asked about, and what can only
    part them (`1 500`, `1,234,567`) is asked to be left out: no number is ever guessed.
    """
    bare = text.strip().strip(_EDGES).strip()
    if not bare:
        return None
    figures = _to_latin_digits(bare)
    if len(bare) > MAX_TYPED:
        raise NumberRefused(NumberText.TOO_MANY_DIGITS, digits=MAX_DIGITS)
    match = _NUMBER.fullmatch(figures)
    if match is None or not (match["whole"] or match["places"]):
        raise NumberRefused(_unread_sentence(figures, rule))
    if match["separator"] and rule.whole:
        raise NumberRefused(NumberText.WITH_A_SEPARATOR)
    number = _parse_exact(match)
    if _may_part_thousands(match, number, rule) and _ARABIC_POINT not in bare:
        raise NumberRefused(_two_readings(match, number))
    return rule.check(number)


def _to_latin_digits(text: str) -> str:
    """Figures of one script as 0 to 9, its minus and decimal signs as `-` and `,`; what else there is stays."""
    zeros = {ord(sign) - unicodedata.decimal(sign) for sign in text if unicodedata.decimal(sign, None) is not None}
    if len(zeros) > 1:
        return text
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text.translate(_SIGNS))


def _parse_exact(match: re.Match[str]) -> Decimal:
    """The digits without trailing zeros, by text: arithmetic would round a long number."""
    integer, places = match["whole"].lstrip("0"), (match["places"] or "").rstrip("0")
    sign = match["sign"] if integer or places else ""
    return Decimal(f"{sign}{integer or '0'}.{places}" if places else f"{sign}{integer or '0'}")


def _may_part_thousands(match: re.Match[str], number: Decimal, rule: NumberRule) -> bool:
    """Whether `1,500` may be 1500. A point is no such separator where so large a number would not fit."""
    integer = match["whole"]
    if len(match["places"] or "") != 3 or not 1 <= len(integer) <= 3 or integer.startswith("0"):
        return False
    return match["separator"] == "," or rule.high is None or number * 1000 <= rule.high


def _two_readings(match: re.Match[str], number: Decimal) -> Explanation:
    """Both in a form that has one meaning only: a fourth place makes clear that there are no thousands."""
    plain_number = f"{number:f}0" if match["places"][-1] != "0" else f"{number:f}"
    return NumberText.TWO_READINGS(small=plain_number, large=written_number(number * 1000))


def _unread_sentence(figures: str, rule: NumberRule) -> Explanation:
    if _GROUPED.fullmatch(figures):
        return NumberText.GROUPED()
    return NumberText.UNREAD_WHOLE() if rule.whole else NumberText.UNREAD()


def _count_decimals(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _places_sentence(most: int) -> Explanation:
    return NumberText.TOO_MANY_PLACES(n=most) if most else NumberText.NOT_WHOLE()


def _limits_sentence(low: Decimal | None, high: Decimal | None) -> Explanation:
    if low is not None and high is not None:
        return NumberText.OUTSIDE(low=f"{low:f}", high=f"{high:f}")
    return NumberText.BELOW(low=f"{low:f}") if high is None else NumberText.ABOVE(high=f"{high:f}")
