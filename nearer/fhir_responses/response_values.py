"""One answer of a response as our own forms give it: taken as what it is, or left out with the reason.

No sentence holds the answer itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from nearer.domain.answers import AnswerState
from nearer.domain.item_parts import AnswerOption
from nearer.domain.items import TEXTS, Item
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.written_numbers import written_number
from nearer.fhir.constants import ABSENT, DECLINED_CODE
from nearer.fhir.json_reader import JsonObject, dicts, is_number
from nearer.fhir.refusals import kind_of_key
from nearer.fhir.report import ItemNotes, LeftOut
from nearer.fhir_questionnaires.write_elements import value_of
from nearer.fhir_responses.response_models import Answered, FhirAnswer
from nearer.language.error_catalogue.fhir_answer_errors import FhirResponseText, LeftOutText

PhraseBook = Mapping[str, Mapping[str, str]]

_UNFINISHED_DAY = re.compile(r"\d{4}(-\d\d)?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TRUTH = {"true": "yes", "yes": "yes", "y": "yes", "false": "no", "no": "no", "n": "no"}


def read_value(item: Item, answer: FhirAnswer, notes: ItemNotes, questionnaire: Questionnaire) -> object:
    """A value as `read_answer` takes it. Raises LeftOut; one that is taken in another way is reported as a change."""
    values = [(key, value) for key, value in answer.source.items() if key.startswith("value") and value is not None]
    if not values:
        return _without_value(answer, notes)
    if len(values) > 1:
        raise LeftOut(LeftOutText.SEVERAL_VALUES)
    [(key, value)] = values
    if value == {} and key in ("valueInteger", "valueDecimal"):
        raise LeftOut(LeftOutText.ANSWER_OUT_OF_RANGE)
    if kind := kind_of_key(key, value):
        raise LeftOut(LeftOutText.ANSWER_TAKES, key=key, kind=kind())
    if item.options or item.open:
        return _Choosing(item, notes, questionnaire.translations).choose(key, value)
    if item.type == "quantity":
        return _read_quantity(item, notes, value)
    if item.type in ("integer", "decimal"):
        return _read_number(item, notes, value)
    if isinstance(value, dict | list):
        return _read_words(item, notes, key, value)
    return _read_day(item, notes, value) if item.type in ("date", "datetime") else value


def declines(element: Answered) -> bool:
    """Whether it says that the person would rather not say: at the element, or beside the value it does not have."""
    beside = [value for key, value in element.source.items() if key.startswith("_value") and isinstance(value, dict)]
    extensions = [one for source in (element.source, *beside) for one in dicts(source.get("extension"))]
    return any(one.get("url") == ABSENT and one.get("valueCode") == DECLINED_CODE for one in extensions)


def _without_value(answer: FhirAnswer, notes: ItemNotes) -> object:
    if declines(answer):
        return {"state": AnswerState.DECLINED.value}
    notes.change(FhirResponseText.WITHOUT_VALUE)
    return None


def _read_quantity(item: Item, notes: ItemNotes, value: Any) -> object:
    """A number in a unit, by our code of it; one that is not offered is refused when the answer is read."""
    if is_number(value) and not item.units:
        notes.change(FhirResponseText.WITHOUT_UNIT)
        return {"number": value, "unit": None}
    number, unit = _parse_quantity(value)
    known_unit = _unit_of(item, value)
    return {"number": number, "unit": known_unit.code if known_unit else unit}


def _read_number(item: Item, notes: ItemNotes, value: Any) -> object:
    """The number of a Quantity whose unit is the one that is asked for, or where nothing is said of units."""
    if not isinstance(value, dict):
        return value
    number, unit = _parse_quantity(value)
    if item.units and unit is not None and _unit_of(item, value) is None:
        raise LeftOut(LeftOutText.OTHER_UNIT)
    notes.change(FhirResponseText.WITH_UNIT if item.units or unit is None else FhirResponseText.WITH_UNASKED_UNIT)
    return number


def _parse_quantity(value: Any) -> tuple[object, str | None]:
    """The number of a Quantity and how its unit is called: https://hl7.org/fhir/R4/datatypes.html#Quantity."""
    if not isinstance(value, dict):
        raise LeftOut(LeftOutText.OTHER_KIND)
    if value.get("comparator") is not None:
        raise LeftOut(LeftOutText.COMPARATOR)
    if value.get("value") is None:
        raise LeftOut(LeftOutText.NO_NUMBER)
    if value["value"] == {}:
        raise LeftOut(LeftOutText.ANSWER_OUT_OF_RANGE)
    return value["value"], next(filter(None, _unit_names(value)), None)


def _unit_of(item: Item, value: JsonObject) -> AnswerOption | None:
    """The unit of the item that a Quantity means, by its code or by its name."""
    names = set(_unit_names(value))
    return next((unit for unit in item.units if {unit.code, unit.text, unit.code_elsewhere} & names), None)


def _unit_names(value: JsonObject) -> list[str]:
    return [name for name in (value.get("code"), value.get("unit")) if isinstance(name, str)]


def _read_words(item: Item, notes: ItemNotes, key: str, value: Any) -> object:
    """The words a code is shown with, where the item asks for words."""
    display = value.get("display") if isinstance(value, dict) and key == "valueCoding" else None
    if item.type not in TEXTS or not isinstance(display, str):
        raise LeftOut(LeftOutText.OTHER_KIND)
    notes.change(FhirResponseText.CODE_FOR_WORDS)
    return display


def _read_day(item: Item, notes: ItemNotes, value: Any) -> object:
    if not isinstance(value, str):
        return value
    if _UNFINISHED_DAY.fullmatch(value):
        raise LeftOut(LeftOutText.UNFINISHED_DAY)
    if item.type == "datetime" and _DAY.fullmatch(value):
        raise LeftOut(LeftOutText.DAY_WITHOUT_TIME)
    if item.type == "date" and _DAY.fullmatch(value[:10]) and value[10:11] == "T":
        notes.change(FhirResponseText.DAY_OF_MOMENT)
        return value[:10]
    return value


class _Choosing:
    """Which option of an item is meant: by system and code; else by what else can only mean one of them."""

    def __init__(self, item: Item, notes: ItemNotes, phrases: PhraseBook) -> None:
        self.item, self.notes, self.phrases = item, notes, phrases

    def choose(self, key: str, value: Any) -> object:
        for option in self.item.options:
            own_key, own = value_of(option)
            if own_key == key and (_same_code(own, value) if isinstance(own, dict) else own == value):
                return option.code
        code = self._by_coding(value) if isinstance(value, dict) else self._by_text(_as_text(value))
        if code is not None:
            return code
        words = value.get("display") if isinstance(value, dict) else value
        if self.item.open and key in ("valueString", "valueCoding") and isinstance(words, str):
            if key == "valueCoding":
                self.notes.change(FhirResponseText.OWN_WORDS)
            return {"text": words}
        raise LeftOut(LeftOutText.ANSWER_NOT_OFFERED)

    def _by_coding(self, value: JsonObject) -> str | None:
        """A code that is not offered is another answer, whatever its words; options that are no codes have words."""
        code, words = (text if isinstance(text, str) and text else None for text in map(value.get, ("code", "display")))
        bare = [one for one in self.item.options if one.kind is None and not _has_system(one)]
        if code and (loose := [one.code for one in bare if one.code_elsewhere == code]):
            self.notes.change(FhirResponseText.OTHER_SYSTEM)
            return loose[0]
        if code and self._list_codes():
            return None
        by_words = self._find_by_words(words) if words else None
        by_code = self._find_by_words(code) if code else None
        if by_words and by_code and by_words != by_code:
            return None
        return self._taken_by_words(by_words or by_code)

    def _by_text(self, text: str | None) -> str | None:
        if text is None:
            return None
        if code := self._find_by_words(text):
            return self._taken_by_words(code)
        codes = [] if self.item.open else [one.code for one in self._list_codes() if one.code_elsewhere == text]
        if len(codes) == 1:
            self.notes.change(FhirResponseText.CODE_AS_TEXT)
            return codes[0]
        return None

    def _taken_by_words(self, code: str | None) -> str | None:
        if code is not None:
            self.notes.change(FhirResponseText.BY_WORDS)
        return code

    def _find_by_words(self, text: str) -> str | None:
        """The one option of these words, in any language of the file; of a yes or no also true and false."""
        if all(option.kind == "boolean" for option in self.item.options) and _fold_text(text) in _TRUTH:
            return _TRUTH[_fold_text(text)]
        exact = [option.code for option in self.item.options if option.text == text]
        if len(exact) == 1:
            return exact[0]
        matching_codes = [option.code for option in self.item.options if _fold_text(text) in self._words_of(option)]
        if len(matching_codes) > 1:
            raise LeftOut(LeftOutText.WORDS_OF_SEVERAL)
        return matching_codes[0] if matching_codes else None

    def _words_of(self, option: AnswerOption) -> set[str]:
        texts = [option.text, *(book[option.text] for book in self.phrases.values() if option.text in book)]
        return {_fold_text(text) for text in texts}

    def _list_codes(self) -> list[AnswerOption]:
        """The options that are codes. One that a file wrote with words alone has these words for a code."""
        return [
            one
            for one in self.item.options
            if one.kind is None and (_has_system(one) or one.code_elsewhere != one.text)
        ]


def _same_code(own: JsonObject, value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    if "reference" in own:
        return own["reference"] in (value.get("reference"), value.get("display"))
    return value.get("code") == own["code"] and value.get("system") in (None, own.get("system"))


def _has_system(option: AnswerOption) -> bool:
    return option.coding is not None and option.coding.system is not None


def _as_text(value: object) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    if is_number(value):
        return written_number(value)
    return value if isinstance(value, str) else None


def _fold_text(text: str) -> str:
    return " ".join(text.split()).casefold()
