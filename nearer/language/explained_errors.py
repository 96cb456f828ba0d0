"""An error is a code and its values; the sentence is made where somebody reads it, in their language."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from nearer.language.sentences import current_language


class Plural(NamedTuple):
    """The two forms of a sentence that goes with the number `n`; `plural` makes one, and Babel gathers both."""

    single: str
    many: str


plural = Plural


class ErrorText(Enum):
    """A list of errors: a member's name is the code, its value the sentence in English with {places}."""

    @property
    def code(self) -> str:
        return self.name.lower().replace("_", "-")

    def __call__(self, **values: object) -> Explanation:
        return Explanation(self, values)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Which error, and what fills its sentence; values are limits, names and places, and never anybody's answer."""

    text: ErrorText
    values: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        from nearer.language.dates_and_numbers import format_number  # Babel takes a while, and few runs need it

        message, number = self.text.value, self.values.get("n")
        sentence = str(message)
        if isinstance(message, Plural):
            translations = current_language().translations
            sentence = translations.ngettext(*message, number if isinstance(number, int) else 0)
        formatted_values = {
            name: format_number(value) if type(value) is int else value for name, value in self.values.items()
        }
        return sentence.format(**formatted_values)


ErrorReason = (
    ErrorText | Explanation | str
)  # an entry of the catalogue, yet to be filled or filled, or a sentence already


def explain(reason: ErrorReason, values: dict[str, object]) -> Explanation | str:
    """`values` fill an entry that is not filled yet."""
    return reason(**values) if isinstance(reason, ErrorText) else reason


class ExplainedError(Exception):
    """An error whose sentence is for whoever reads it."""

    def __init__(self, reason: ErrorReason, **values: object) -> None:
        self.reason = explain(reason, values)
        super().__init__(self.reason)

    def __str__(self) -> str:
        return str(self.reason)

    @property
    def code(self) -> str:
        """Empty for a sentence that came from a screen."""
        return "" if isinstance(self.reason, str) else self.reason.text.code
