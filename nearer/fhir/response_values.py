"""One answer of a response as our own forms give it: taken as what it is, or left out with the reason.

No sentence holds the answer itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from nearer.domain.answers import AnswerState
from nearer.domain.item_parts import AnswerOption
from nearer.domain.items import TEXTS, Item
from nearer.domain.questionnaire import Questionnaire
from nearer.fhir.absent import declines
from nearer.fhir.ids import plain_number
from nearer.fhir.json_object import JsonObject
from nearer.fhir.node import Node
from nearer.fhir.type_check import astray
from nearer.fhir.write_options import value_of

PhraseBook = Mapping[str, Mapping[str, str]]

NOT_OFFERED = "its answer is not one of those that are offered"
_OTHER_KIND = "its answer is of another kind"
_OUT_OF_RANGE = "its number is out of range"  # for which an empty object stands
_UNFINISHED_DAY = re.compile(r"\d{4}(-\d\d)?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TRUTH = {"true": "yes", "yes": "yes", "y": "yes", "false": "no", "no": "no", "n": "no"}


class LeftOut(ValueError):
    """An answer that cannot be taken as it stands: a sentence without the answer."""


def read_value(item: Item, answer: Node, questionnaire: Questionnaire) -> object:
    """What `read_answer` takes. Raises LeftOut; what is taken in another way than it is written is a change."""
    values = [(key, value) for key, value in answer.element.items() if key.startswith("value") and value is not None]
    if not values:
        return _without_value(answer)
    if len(values) > 1:
        raise LeftOut("an answer has one value, and it has several")
    [(key, value)] = values
    if value == {} and key in ("valueInteger", "valueDecimal"):
        raise LeftOut(_OUT_OF_RANGE)
    if takes := astray(key, value):
        raise LeftOut(f"'{key}' takes {takes}")
    if item.options or item.open:
        return _Choosing(item, answer, questionnaire.translations).choose(key, value)
    if item.type == "quantity":
        return _read_quantity(item, answer, value)
    if item.type in ("integer", "decimal"):
        return _read_number(item, answer, value)
    if isinstance(value, dict | list):
        return _read_words(item, answer, key, value)
    return _read_day(item, answer, value) if item.type in ("date", "datetime") else value


def _without_value(answer: Node) -> object:
    if declines(answer):
        return {"state": AnswerState.DECLINED.value}
    answer.report.change(answer.where, "an answer has no value; it counts as not answered")
    return None


def _read_quantity(item: Item, answer: Node, value: Any) -> object:
    if isinstance(value, int | Decimal) and not isinstance(value, bool) and not item.units:
        answer.report.change(answer.where, "is answered with a number that has no unit")
        return {"number": value, "unit": None}
    number, unit = _measured(value)
    if not item.units:
        return {"number": number, "unit": unit}
    names = {name for name in (value.get("code"), value.get("unit")) if isinstance(name, str)}
    for known in item.units:
        if {known.code, known.text, known.coding.code if known.coding else known.code} & names:
            return {"number": number, "unit": known.code}
    return {"number": number, "unit": min(names, default=None)}  # which is not offered, and refused when it is read


def _measured(value: Any) -> tuple[object, str | None]:
    """The number of a Quantity and how its unit is called."""
    if not isinstance(value, dict):
        raise LeftOut(_OTHER_KIND)
    if value.get("comparator") is not None:
        raise LeftOut("it says less than or more than a number, and not the number")
    if value.get("value") is None:
        raise LeftOut("it has no number")
    if value["value"] == {}:
        raise LeftOut(_OUT_OF_RANGE)
    unit = next((name for name in (value.get("code"), value.get("unit")) if isinstance(name, str) and name), None)
    return value["value"], unit


def _read_number(item: Item, answer: Node, value: Any) -> object:
    """Of a Quantity the number, where its unit is the one that is asked for or nothing is said of units."""
    if not isinstance(value, dict):
        return value
    number, unit = _measured(value)
    names = {name for known in item.units for name in (known.code, known.text, known.coding and known.coding.code)}
    if item.units and unit is not None and not (names - {None}) & {value.get("code"), value.get("unit")}:
        raise LeftOut("its unit is not the one that is asked for")
    sentence = (
        "is answered with a unit" if item.units or unit is None else "is answered with a unit, and none is asked for"
    )
    answer.report.change(answer.where, f"{sentence}; its number is taken")
    return number


def _read_words(item: Item, answer: Node, key: str, value: Any) -> object:
    """Of a code the words it is shown with, where words are asked for."""
    display = value.get("display") if isinstance(value, dict) and key == "valueCoding" else None
    if item.type not in TEXTS or not isinstance(display, str):
        raise LeftOut(_OTHER_KIND)
    answer.report.change(answer.where, "is answered with a code where words are asked for; its words are taken")
    return display


def _read_day(item: Item, answer: Node, value: Any) -> object:
    if not isinstance(value, str):
        return value
    if _UNFINISHED_DAY.fullmatch(value):
        raise LeftOut("it is a year or a month without a day")
    if item.type == "datetime" and _DAY.fullmatch(value):
        raise LeftOut("it is a day without a time")
    if item.type == "date" and _DAY.fullmatch(value[:10]) and value[10:11] == "T":
        answer.report.change(answer.where, "is answered with a time of day where a day is asked for; its day is taken")
        return value[:10]
    return value


class _Choosing:
    """Which option of an item is meant: by system and code; else by what else can only mean one of them."""

    def __init__(self, item: Item, answer: Node, phrases: PhraseBook) -> None:
        self.item, self.answer, self.phrases = item, answer, phrases

    def choose(self, key: str, value: Any) -> object:
        for option in self.item.options:
            own_key, own = value_of(option)
            if own_key == key and (_same(own, value) if isinstance(own, dict) else own == value):
                return option.code
        code = self._by_coding(value) if isinstance(value, dict) else self._by_text(_as_text(value))
        if code is not None:
            return code
        words = value.get("display") if isinstance(value, dict) else value
        if self.item.open and key in ("valueString", "valueCoding") and isinstance(words, str):
            if key == "valueCoding":
                self._say("is answered with a code that is not offered; its words are taken as own words")
            return {"text": words}
        raise LeftOut(NOT_OFFERED)

    def _by_coding(self, value: JsonObject) -> str | None:
        """A code that is not offered is another answer, whatever its words; options that are no codes have words."""
        code, words = (text if isinstance(text, str) and text else None for text in map(value.get, ("code", "display")))
        bare = [one for one in self.item.options if one.kind is None and not _has_system(one)]
        if code and (loose := [one.code for one in bare if _code_of(one) == code]):
            self._say("is answered by a code system that its options do not name; taken by the code")
            return loose[0]
        if code and self._coded():
            return None
        by_words = self._worded(words) if words else None
        by_code = self._worded(code) if code else None
        if by_words and by_code and by_words != by_code:
            return None
        return self._taken_by_words(by_words or by_code)

    def _by_text(self, text: str | None) -> str | None:
        if text is None:
            return None
        if code := self._worded(text):
            return self._taken_by_words(code)
        codes = [] if self.item.open else [one.code for one in self._coded() if _code_of(one) == text]
        if len(codes) == 1:
            self._say("is answered by the code of an option, written as a text; that option is taken")
            return codes[0]
        return None

    def _taken_by_words(self, code: str | None) -> str | None:
        if code is not None:
            self._say("is answered by the words of an option and not by its code; that option is taken")
        return code

    def _worded(self, text: str) -> str | None:
        """The one option of these words, in any language of the file; of a yes or no also true and false."""
        if all(option.kind == "boolean" for option in self.item.options) and _plain(text) in _TRUTH:
            return _TRUTH[_plain(text)]
        exact = [option.code for option in self.item.options if option.text == text]
        if len(exact) == 1:
            return exact[0]
        alike = [option.code for option in self.item.options if _plain(text) in self._words_of(option)]
        if len(alike) > 1:
            raise LeftOut("several of its options have the words of the answer")
        return alike[0] if alike else None

    def _words_of(self, option: AnswerOption) -> set[str]:
        texts = [option.text, *(book[option.text] for book in self.phrases.values() if option.text in book)]
        return {_plain(text) for text in texts}

    def _coded(self) -> list[AnswerOption]:
        """The options that are codes. One that a file wrote with words alone has these words for a code."""
        return [
            one for one in self.item.options if one.kind is None and (_has_system(one) or _code_of(one) != one.text)
        ]

    def _say(self, sentence: str) -> None:
        self.answer.report.change(self.answer.where, sentence)


def _same(own: JsonObject, value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    if "reference" in own:
        return own["reference"] in (value.get("reference"), value.get("display"))
    return value.get("code") == own["code"] and value.get("system") in (None, own.get("system"))


def _code_of(option: AnswerOption) -> str:
    return option.coding.code if option.coding else option.code


def _has_system(option: AnswerOption) -> bool:
    return option.coding is not None and option.coding.system is not None


def _as_text(value: object) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return plain_number(value)
    return value if isinstance(value, str) else None


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
