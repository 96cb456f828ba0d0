"""How the text of a file becomes yes, a number or a name, and what is said when it does not.

Each sentence follows the name of the key: `'minutes' takes a whole number such as 6`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, WithJsonSchema

Made = TypeVar("Made")
MAX_TEXT = 4000
MAX_RAW = 1024 * 1024
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
HIDDEN = re.compile("[\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff\x00-\x08\x0b-\x1f\x7f]")


class Model(BaseModel):
    """Frozen, and closed: a key that is not known is refused. Made ready at its first use: that keeps imports quick."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def _text(value: str) -> str:
    if not value.strip():
        raise ValueError("is empty")
    if len(value) > MAX_TEXT:
        raise ValueError(f"is too long (limit {MAX_TEXT:,} characters)")
    if HIDDEN.search(value):
        raise ValueError("holds hidden characters; write it anew")
    return value


def _raw(value: str) -> str:
    if not value.strip() or len(value) > MAX_RAW or _UNSTORABLE.search(value):
        raise ValueError(f"takes JSON of at most {MAX_RAW // 1024} KB")
    return value


def _reader(pattern: str, words: str, make: Callable[[str], Made]) -> Callable[[object], Made]:
    """Only text of this pattern that `make` takes; of anything else it is said that the key takes `words`."""
    compiled = re.compile(pattern)

    def read(value: object) -> Made:
        try:
            if isinstance(value, str) and compiled.fullmatch(value):
                return make(value)
        except (ValueError, ZeroDivisionError):
            pass
        raise ValueError(f"takes {words}")

    return read


def _read(pattern: str, words: str, make: Callable[[str], object] = str) -> BeforeValidator:
    return BeforeValidator(_reader(pattern, words, make))


def _share(value: str) -> Fraction:
    share = Fraction(value)
    if not 0 < share <= 1:
        raise ValueError
    return share


def _schema(form: object, pattern: str = "") -> WithJsonSchema:
    return WithJsonSchema({"type": form, "pattern": f"^{pattern}$"} if pattern else {"type": form})


_ID = "[a-z0-9-]{1,40}"
_CODE = "[A-Za-z0-9._-]{1,40}"
VERSION = "[0-9A-Za-z.-]{1,20}"
LANGUAGE = "[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
_LOOSE = ["string", "number", "boolean"]
_SHARE_SCHEMA = {"anyOf": [{"type": "string", "pattern": "^[0-9]+/[0-9]+$"}, {"type": "number"}]}

Text = Annotated[str, AfterValidator(_text)]
Value = Annotated[Text, _schema(_LOOSE)]  # what a condition compares with; the item's type says how it is read
Raw = Annotated[str, AfterValidator(_raw)]
Id = Annotated[str, _read(_ID, "1 to 40 of the signs a-z, 0-9 and -"), _schema(_LOOSE, _ID)]
Code = Annotated[str, _read(_CODE, "1 to 40 letters, digits and the signs . _ -"), _schema(_LOOSE, _CODE)]
Version = Annotated[str, _read(VERSION, "a version such as 1.0"), _schema(["string", "number"])]
Language = Annotated[str, _read(LANGUAGE, "a language code such as en or pt-BR"), _schema("string", LANGUAGE)]
YesNo = Annotated[
    bool,
    _read("yes|true|no|false", "yes or no", lambda value: value in ("yes", "true")),
    WithJsonSchema({"enum": ["yes", "no", "true", "false", True, False]}),
]
Number = Annotated[
    Decimal, _read(r"-?[0-9]{1,9}(\.[0-9]{1,6})?", "an ordinary number such as 3 or 2.5", Decimal), _schema("number")
]
Whole = Annotated[
    int,
    _read("[0-9]{1,6}", "a whole number such as 6", int),
    WithJsonSchema({"type": "integer", "minimum": 0}),
]
Share = Annotated[
    Fraction,
    _read(r"[0-9]{1,3}(/[0-9]{1,3}|\.[0-9]{1,6})?", "a share above 0 and up to 1, such as 2/3 or 0.5", _share),
    WithJsonSchema(_SHARE_SCHEMA),
]
read_day = _reader(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "a date such as 2026-11-23", date.fromisoformat)
Day = Annotated[date, BeforeValidator(read_day)]
