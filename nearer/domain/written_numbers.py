"""A number as files and fields hold it."""

from __future__ import annotations

from decimal import Decimal


def written_number(number: Decimal | int) -> str:
    """All its digits, without exponent and without zeros at the end: 0.5 for 0.50, 1000 for 1E+3."""
    text = format(Decimal(number), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
