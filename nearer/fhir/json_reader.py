"""Read JSON strictly: no key twice, no NaN, nothing too deep, no number or character that cannot be kept.

And write it: what is kept to be given back is the same text for the same content. Fractions are Decimal, since 0.10 has
to go out as it came in (https://hl7.org/fhir/R4/json.html: a decimal's precision has meaning).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NoReturn, TypeGuard

from nearer.fhir.report import Refused, shorten_address
from nearer.language.error_catalogue.fhir_errors import FhirFileText

JsonObject = dict[str, Any]  # as it was read
MAX_JSON_BYTES = 1024 * 1024
MAX_NESTING = 80  # of JSON; items have a limit of their own
_MAX_DIGITS = 40  # digits; longer ones take Python long to read (CVE-2020-10735)
_MAX_EXPONENT = 18  # as far as FHIR lets programs stop: https://hl7.org/fhir/R4/datatypes.html#decimal
_QUOTED_NUMBER = re.compile('"\ud800([-+.0-9E]+)\ud800"')
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def read_json(content: bytes, spare_numbers: bool = False) -> dict[str, Any]:
    """The object in the file of at most MAX_JSON_BYTES, with every fraction as Decimal. Raises Refused.

    With `spare_numbers` a number out of range does not refuse the file: an empty object stands there, which no value
    of FHIR is, so that what holds it is left out.
    """
    if len(content) > MAX_JSON_BYTES:
        raise Refused(FhirFileText.TOO_LARGE, n=MAX_JSON_BYTES // 2**20)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeError:
        raise Refused(FhirFileText.NOT_UTF8) from None
    if not text.strip():
        raise Refused(FhirFileText.EMPTY_FILE)
    document = _parse_json(text, spare_numbers)
    if not isinstance(document, dict):
        raise Refused(FhirFileText.NO_OBJECT)
    _look_through(document)
    return document


def _parse_json(text: str, spare_numbers: bool) -> Any:
    whole, fraction = (
        (_ignore_refusals(_parse_whole_number), _ignore_refusals(_parse_fraction))
        if spare_numbers
        else (_parse_whole_number, _parse_fraction)
    )
    try:
        return json.loads(
            text, object_pairs_hook=_make_object, parse_constant=_refuse, parse_int=whole, parse_float=fraction
        )
    except RecursionError:
        raise Refused(FhirFileText.JSON_TOO_DEEP, limit=MAX_NESTING) from None
    except json.JSONDecodeError as error:
        if text.lstrip().startswith("<"):
            raise Refused(FhirFileText.XML) from None
        raise _explain_stop(text, error) from None


def _explain_stop(text: str, error: json.JSONDecodeError) -> Refused:
    """Say where in the line reading stopped, and what was there. A comma too many is what it most often is."""
    before, rest = text[: error.pos].rstrip(), text[error.pos :].lstrip()
    if rest.startswith(",") and rest[1:].lstrip()[:1] in ("}", "]"):  # so says Python 3.13; before, what follows it
        before, rest = before + ",", rest[1:].lstrip()
        error = json.JSONDecodeError(error.msg, text, len(text) - len(rest))
    if not rest:
        return Refused(FhirFileText.JSON_ENDS, line=str(error.lineno))
    sign = rest[0].encode(errors="replace").decode()
    has_comma_too_many = before.endswith(",") and sign in "}],:"
    reason = FhirFileText.JSON_COMMA if has_comma_too_many else FhirFileText.JSON_STOPS
    return Refused(reason, line=str(error.lineno), column=str(error.colno), sign=sign)


def _make_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    json_object = dict(pairs)
    if len(json_object) < len(pairs):
        double = next(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
        printable_key = double[:40].encode(errors="replace").decode()
        raise Refused(FhirFileText.KEY_TWICE, shorten_address(str(json_object.get("linkId", ""))), key=printable_key)
    return json_object


def _refuse(name: str) -> NoReturn:
    raise Refused(FhirFileText.NOT_A_NUMBER, name=name)


def _ignore_refusals(read: Callable[[str], Any]) -> Callable[[str], Any]:
    def read_or_nothing(digits: str) -> Any:
        try:
            return read(digits)
        except Refused:
            return {}

    return read_or_nothing


def _parse_whole_number(digits: str) -> int:
    if len(digits) > _MAX_DIGITS:
        raise Refused(FhirFileText.TOO_MANY_DIGITS, digits=len(digits))
    return int(digits)


def _parse_fraction(digits: str) -> Decimal:
    number = Decimal(digits) if len(digits) <= _MAX_DIGITS else Decimal("NaN")
    if not number.is_finite() or abs(number.adjusted()) > _MAX_EXPONENT:
        raise Refused(FhirFileText.NUMBER_OUT_OF_RANGE, number=digits[:20])
    return number


def _look_through(document: dict[str, Any]) -> None:
    """No text that cannot be encoded, and no deeper nesting than the limit; a loop, so that depth costs no stack."""
    waiting: list[tuple[Any, int, str]] = [(document, 1, "")]
    while waiting:
        value, depth, item = waiting.pop()
        if depth > MAX_NESTING:
            raise Refused(FhirFileText.JSON_TOO_DEEP, item, limit=MAX_NESTING)
        if isinstance(value, str) and _LONE_SURROGATE.search(value):
            raise Refused(FhirFileText.UNSTORABLE, item)
        if isinstance(value, dict):
            link_id = value.get("linkId")
            item = shorten_address(link_id).encode(errors="replace").decode() if isinstance(link_id, str) else item
            waiting += ((inside, depth + 1, item) for pair in value.items() for inside in pair)
        elif isinstance(value, list):
            waiting += ((inside, depth + 1, item) for inside in value)


def dicts(value: Any) -> list[JsonObject]:
    """The objects of a list, of whatever stands there."""
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def is_number(value: Any) -> TypeGuard[int | Decimal]:
    """Whether JSON has a number there; to Python, true is one too."""
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def as_kept(value: Any) -> str:
    """What is kept to be given back: the same content is always the same text."""
    return write_json(value, separators=(",", ":"), sort_keys=True)


def write_json(value: Any, **layout: Any) -> str:
    """JSON text with every Decimal as its own figures, 0.10 as 0.10; `layout` is json.dumps's. Raise TypeError for what
    JSON has no word for.

    json.dumps writes no Decimal. Each goes through it as a text in half of a surrogate pair, which no text that can be
    saved holds (UTF-8 has none), and the quotes are taken off.
    """
    return _QUOTED_NUMBER.sub(r"\1", json.dumps(value, ensure_ascii=False, default=_quote_number, **layout))


def _quote_number(value: Any) -> str:
    if not isinstance(value, Decimal):
        raise TypeError(f"JSON has no word for {type(value).__name__}.")
    return f"\ud800{value}\ud800"
