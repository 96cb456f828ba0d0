"""What a condition compares: the text that stands in it, read as the kind of value that its item takes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from nearer.domain.answers import Quantity

if TYPE_CHECKING:
    from nearer.domain.parts import Condition
    from nearer.domain.questionnaire import Item

ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "at_least": lambda value, bound: value >= bound,
    "at_most": lambda value, bound: value <= bound,
    "above": lambda value, bound: value > bound,
    "below": lambda value, bound: value < bound,
}


def compared(item: Item, value: Any, condition: Condition) -> bool:
    """Whether the one order in the condition holds. Quantities of different units are not compared: it does not."""
    for key, order in ORDERS.items():
        if (text := getattr(condition, key)) is not None:
            given, bound = _in_order(item, value), _in_order(item, comparable(item, text))
            return given is not None and bound is not None and _same_unit(value, item, text) and order(given, bound)
    return False


def comparable(item: Item, text: str) -> Any:
    """The text as a value of the item's type; None when it is none. Of a choice it is a number, beside the weights."""
    return _comparable(item.type, text)


@lru_cache(maxsize=4096)
def _comparable(kind: str, text: str) -> Any:
    try:
        return _READ.get(kind, str)(text)
    except (ValueError, InvalidOperation):
        return None


def _quantity(text: str) -> Quantity:
    number, _, unit = text.partition(" ")
    return Quantity(_number(number), unit or None)


def _number(text: str) -> Decimal:
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError
    return number


_READ: dict[str, Any] = {
    "choice": _number,
    "integer": _number,
    "decimal": _number,
    "quantity": _quantity,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
}


def _in_order(item: Item, value: Any) -> Any:
    """What can stand before or after another: of an option its weight, before any reversal."""
    match value:
        case Quantity():
            return value.number
        case datetime():
            return value if value.tzinfo else value.replace(tzinfo=UTC)
        case str() if item.options:
            return item.option_by_code[value].weight
        case Decimal() | date() | time() | str():
            return value
    return None


def _same_unit(value: Any, item: Item, text: str) -> bool:
    return not isinstance(value, Quantity) or value.unit == comparable(item, text).unit
