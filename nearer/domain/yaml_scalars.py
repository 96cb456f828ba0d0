"""Types of YAML scalars: each reads the text of a file as yes/no, a number, an id ..., or refuses it with a code.

What is read are dataclasses
whose fields carry their rules; pydantic applies these when the first file is read, and is not loaded before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeVar, get_args

from nearer.domain.faults import ValueFault, ValueRefused

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler

Made = TypeVar("Made")
MAX_TEXT = 4000  # characters
MAX_COUNT = 999_999
MAX_RAW = 1024 * 1024  # characters of JSON
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
HIDDEN_CHARACTERS = re.compile("[\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff\x00-\x08\x0b-\x1f\x7f]")


_KEYS = {"one_of": "is", "none_of": "is_not", "start": "from"}


def key_of(name: str) -> str:
    """The key of a file that a field is read from: its own name, unless Python keeps that word for itself."""
    return _KEYS.get(name, name)


class YamlRecord:
    """What stands in a file, as a frozen dataclass. Closed: a key that is not known is refused."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid", "alias_generator": key_of}

    @classmethod
    def keys(cls) -> Mapping[str, str]:
        """For each field its key, in order."""
        return _keys_of(cls)  # type: ignore[arg-type]  # mypy takes a class for what cannot be hashed

    def values(self) -> dict[str, Any]:
        """For each field its value as it is: nothing is copied."""
        return {name: getattr(self, name) for name in self.keys()}


@cache
def _keys_of(record: type[YamlRecord]) -> Mapping[str, str]:
    key: Callable[[str], str] = record.__pydantic_config__["alias_generator"]
    return {field.name: key(field.name) for field in fields(record)}  # type: ignore[arg-type]


@dataclass(frozen=True, eq=False, slots=True)
class FieldRule:
    """What reads a value `before` it is taken for its type, or looks at it `after`; `form` is its JSON Schema."""

    before: Callable[[Any], Any] | None = None
    after: Callable[[Any], Any] | None = None
    form: Mapping[str, Any] | None = None

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> Any:
        from pydantic import AfterValidator, BeforeValidator

        if self.before:
            return BeforeValidator(self.before).__get_pydantic_core_schema__(source, handler)
        if self.after:
            return AfterValidator(self.after).__get_pydantic_core_schema__(source, handler)
        return handler(source)

    def __get_pydantic_json_schema__(self, schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return dict(self.form) if self.form else handler(schema)


class Bounds:
    """The limits of a number (`ge`, `le`), or of how many there are (`min_length`, `max_length`)."""

    def __init__(self, **limits: int) -> None:
        self.limits = limits

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> Any:
        from pydantic import Field, GetPydanticSchema

        schema = handler(source)
        field: Any = Field(**self.limits)  # type: ignore[call-overload]
        return handler.generate_schema(Annotated[Any, GetPydanticSchema(lambda *_: schema), field])


class NameOrList:
    """A union of a name and a list, told apart before either is read: a problem is then of the one that was meant."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> Any:
        from pydantic import Discriminator, Tag

        name, some = get_args(source)
        either = Annotated[name, Tag("name")] | Annotated[some, Tag("list")]  # type: ignore[valid-type]
        return handler.generate_schema(Annotated[either, Discriminator(_name_or_list)])


def _name_or_list(value: object) -> str:
    return "list" if isinstance(value, list | tuple) else "name"


def _check_text(value: str) -> str:
    if not value.strip():
        raise ValueRefused(ValueFault.EMPTY)
    if len(value) > MAX_TEXT:
        raise ValueRefused(ValueFault.TEXT_TOO_LONG, limit=MAX_TEXT)
    if HIDDEN_CHARACTERS.search(value):
        raise ValueRefused(ValueFault.HIDDEN_CHARACTERS)
    return value


def _check_raw_json(value: str) -> str:
    if not value.strip() or len(value) > MAX_RAW or _UNSTORABLE.search(value):
        raise ValueRefused(ValueFault.NO_JSON, limit=str(MAX_RAW // 1024))
    return value


def _reader(pattern: str, fault: ValueFault, make: Callable[[str], Made]) -> Callable[[object], Made]:
    """Only text of this pattern that `make` takes; anything else has this `fault`."""
    compiled = re.compile(pattern)

    def read(value: object) -> Made:
        try:
            if isinstance(value, str) and compiled.fullmatch(value):
                return make(value)
        except (ValueError, ZeroDivisionError):
            pass
        raise ValueRefused(fault)

    return read


def _read(pattern: str, fault: ValueFault, form: Mapping[str, Any], make: Callable[[str], object] = str) -> FieldRule:
    return FieldRule(before=_reader(pattern, fault, make), form=form)


def _share(value: str) -> Fraction:
    share = Fraction(value)
    if not 0 < share <= 1:
        raise ValueError
    return share


_LOOSE = ["string", "number", "boolean"]


def _name(pattern: str, fault: ValueFault, kinds: object = "string") -> FieldRule:
    return _read(pattern, fault, {"type": kinds, "pattern": f"^{pattern}$"})


VERSION_PATTERN = "[0-9A-Za-z.-]{1,20}"
NUMBER = r"-?[0-9]{1,9}(\.[0-9]{1,6})?"
LANGUAGE = "[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
_SHARE_FORM = {"anyOf": [{"type": "string", "pattern": "^[0-9]+/[0-9]+$"}, {"type": "number"}]}

Text = Annotated[str, FieldRule(after=_check_text)]
Value = Annotated[
    Text, FieldRule(form={"type": _LOOSE})
]  # what a condition compares with; the item says how it is read
Raw = Annotated[str, FieldRule(after=_check_raw_json)]
Id = Annotated[str, _name("[a-z0-9-]{1,40}", ValueFault.NO_ID, _LOOSE)]
Code = Annotated[str, _name("[A-Za-z0-9._-]{1,40}", ValueFault.NO_CODE, _LOOSE)]
Version = Annotated[str, _read(VERSION_PATTERN, ValueFault.NO_VERSION, {"type": ["string", "number"]})]
Language = Annotated[str, _name(LANGUAGE, ValueFault.NO_LANGUAGE)]
YesNo = Annotated[
    bool,
    _read(
        "yes|true|no|false",
        ValueFault.NEITHER_YES_NOR_NO,
        {"enum": ["yes", "no", "true", "false", True, False]},
        lambda value: value in ("yes", "true"),
    ),
]
Number = Annotated[Decimal, _read(NUMBER, ValueFault.NO_NUMBER, {"type": "number"}, Decimal)]
# Of any size, so that what is out of bounds is refused with the bounds that the field has.
Whole = Annotated[int, _read("-?[0-9]{1,40}", ValueFault.NO_WHOLE_NUMBER, {"type": "integer", "minimum": 0}, int)]
Count = Annotated[Whole, Bounds(ge=0, le=MAX_COUNT)]
Share = Annotated[
    Fraction,
    _read(r"[0-9]{1,3}(/[0-9]{1,3}|\.[0-9]{1,6})?", ValueFault.NO_SHARE, _SHARE_FORM, _share),
]
read_day = _reader(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", ValueFault.NO_DATE, date.fromisoformat)
Day = Annotated[date, FieldRule(before=read_day)]
