"""How the text of a file becomes yes, a number or a name, and what is said when it does not.

Each sentence follows the name of the key: `'minutes' takes a whole number such as 6`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, WithJsonSchema

MAX_TEXT = 2000
_NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,6})?")
_WHOLE = re.compile(r"[0-9]{1,6}")
_SHARE = re.compile(r"([0-9]{1,3})(?:/([0-9]{1,3})|(\.[0-9]{1,6}))?")
_HIDDEN = re.compile("[\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff\x00-\x08\x0b-\x1f\x7f]")


class Model(BaseModel):
    """Frozen, and closed: a key that is not known is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _text(value: str) -> str:
    if not value.strip():
        raise ValueError("is empty")
    if len(value) > MAX_TEXT:
        raise ValueError(f"is too long (limit {MAX_TEXT:,} characters)")
    if _HIDDEN.search(value):
        raise ValueError("holds hidden characters; write it anew")
    return value


def _matching(pattern: str, words: str) -> Callable[[str], str]:
    compiled = re.compile(pattern)

    def check(value: str) -> str:
        if not compiled.fullmatch(value):
            raise ValueError(f"takes {words}")
        return value

    return check


def _yes_or_no(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if value in ("yes", "true", "no", "false"):
        return value in ("yes", "true")
    raise ValueError("takes yes or no")


def _number(value: object) -> Decimal:
    if isinstance(value, Decimal) and value.is_finite():
        return value
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return Decimal(value)
    raise ValueError("takes an ordinary number such as 3 or 2.5")


def _whole(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        return int(value)
    raise ValueError("takes a whole number such as 6")


def _share(value: object) -> Fraction:
    share = value if isinstance(value, Fraction) else None
    if isinstance(value, str) and _SHARE.fullmatch(value) and not value.endswith(("/0", "/00", "/000")):
        share = Fraction(value)
    if share is None or not 0 < share <= 1:
        raise ValueError("takes a share above 0 and up to 1, such as 2/3 or 0.5")
    return share


_LOOSE = ["string", "number", "boolean"]

Text = Annotated[str, AfterValidator(_text)]
Id = Annotated[
    str,
    AfterValidator(_matching(r"[a-z0-9-]{1,40}", "1 to 40 of the signs a-z, 0-9 and -")),
    WithJsonSchema({"type": _LOOSE, "pattern": "^[a-z0-9-]{1,40}$"}),
]
Code = Annotated[
    str,
    AfterValidator(_matching(r"[A-Za-z0-9._-]{1,40}", "1 to 40 letters, digits and the signs . _ -")),
    WithJsonSchema({"type": _LOOSE, "pattern": "^[A-Za-z0-9._-]{1,40}$"}),
]
Version = Annotated[
    str,
    AfterValidator(_matching(r"[0-9A-Za-z.-]{1,20}", "a version such as 1.0")),
    WithJsonSchema({"type": ["string", "number"]}),
]
Language = Annotated[
    str,
    AfterValidator(_matching(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", "a language code such as en or pt-BR")),
    WithJsonSchema({"type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"}),
]
YesNo = Annotated[
    bool, BeforeValidator(_yes_or_no), WithJsonSchema({"enum": ["yes", "no", "true", "false", True, False]})
]
Number = Annotated[Decimal, BeforeValidator(_number), WithJsonSchema({"type": "number"})]
Whole = Annotated[int, BeforeValidator(_whole), WithJsonSchema({"type": "integer", "minimum": 0})]
Share = Annotated[
    Fraction,
    BeforeValidator(_share),
    WithJsonSchema({"anyOf": [{"type": "string", "pattern": "^[0-9]+/[0-9]+$"}, {"type": "number"}]}),
]
