"""Read JSON strictly: no key twice, no NaN, nothing too deep, no number or character that cannot be kept."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NoReturn

from nearer.fhir.report import shorten_address

MAX_JSON_BYTES = 1024 * 1024
MAX_NESTING = 80  # of JSON; items have a limit of their own
_LONGEST_NUMBER = 40
_HIGHEST_EXPONENT = 18
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Refused(ValueError):
    """A file that is not taken: a sentence, and the item it is about where there is one."""

    def __init__(self, sentence: str, item: str = "") -> None:
        self.item = item
        super().__init__(sentence)


def read_json(content: bytes, spare_numbers: bool = False) -> dict[str, Any]:
    """The object in the file, with every fraction as Decimal. Raises Refused.

    With `spare_numbers` a number out of range does not refuse the file: an empty object stands there, which no value
    of FHIR is, so that what holds it is left out.
    """
    if len(content) > MAX_JSON_BYTES:
        raise Refused("this file is larger than 1 MB")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeError:
        raise Refused("this is not a text file in UTF-8") from None
    if not text.strip():
        raise Refused("the file is empty")
    document = _parsed(text, spare_numbers)
    if not isinstance(document, dict):
        raise Refused("the file holds no object with keys and values")
    _look_through(document)
    return document


def _parsed(text: str, spare_numbers: bool) -> Any:
    whole, fraction = (_spared(_whole), _spared(_fraction)) if spare_numbers else (_whole, _fraction)
    try:
        return json.loads(
            text, object_pairs_hook=_object, parse_constant=_refuse, parse_int=whole, parse_float=fraction
        )
    except RecursionError:
        raise Refused(f"nested too deeply (limit {MAX_NESTING})") from None
    except json.JSONDecodeError as error:
        if text.lstrip().startswith("<"):
            raise Refused("this is XML; ask for the file as FHIR in JSON") from None
        raise Refused(f"not complete JSON: stopped at line {error.lineno}{_seen(text, error)}") from None


def _seen(text: str, error: json.JSONDecodeError) -> str:
    """Where in the line, and what was there. A comma too many is what it most often is."""
    before, rest = text[: error.pos].rstrip(), text[error.pos :].lstrip()
    if rest.startswith(",") and rest[1:].lstrip()[:1] in ("}", "]"):
        before, rest = before + ",", rest[1:].lstrip()
    if not rest:
        return ", where the file ends"
    sign = rest[0].encode(errors="replace").decode()
    too_many = " after a comma too many" if before.endswith(",") and sign in "}],:" else ""
    return f", column {error.colno}, where it saw '{sign}'{too_many}"


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    json_object = dict(pairs)
    if len(json_object) < len(pairs):
        double = next(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
        printable_key = double[:40].encode(errors="replace").decode()
        raise Refused(f"the key '{printable_key}' appears twice", shorten_address(str(json_object.get("linkId", ""))))
    return json_object


def _refuse(name: str) -> NoReturn:
    raise Refused(f"{name} is not an ordinary number")


def _spared(read: Callable[[str], Any]) -> Callable[[str], Any]:
    def read_or_nothing(digits: str) -> Any:
        try:
            return read(digits)
        except Refused:
            return {}

    return read_or_nothing


def _whole(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER:
        raise Refused(f"a number of {len(digits):,} digits is out of range")
    return int(digits)


def _fraction(digits: str) -> Decimal:
    number = Decimal(digits) if len(digits) <= _LONGEST_NUMBER else Decimal("NaN")
    if not number.is_finite() or abs(number.adjusted()) > _HIGHEST_EXPONENT:
        raise Refused(f"the number {digits[:20]} is out of range")
    return number


def _look_through(document: dict[str, Any]) -> None:
    """No text that cannot be encoded, and no deeper nesting than the limit; a loop, so that depth costs no stack."""
    waiting: list[tuple[Any, int, str]] = [(document, 1, "")]
    while waiting:
        value, depth, item = waiting.pop()
        if depth > MAX_NESTING:
            raise Refused(f"nested too deeply (limit {MAX_NESTING})", item)
        if isinstance(value, str) and _LONE_SURROGATE.search(value):
            raise Refused("a character cannot be stored", item)
        if isinstance(value, dict):
            named = value.get("linkId")
            item = shorten_address(named).encode(errors="replace").decode() if isinstance(named, str) else item
            waiting += ((inside, depth + 1, item) for pair in value.items() for inside in pair)
        elif isinstance(value, list):
            waiting += ((inside, depth + 1, item) for inside in value)
