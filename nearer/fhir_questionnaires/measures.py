"""Units of an item, the lowest and highest number in them, the earliest and latest day, and how many decimals."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from nearer.domain.item_parts import AnswerOption, Coding, Days, Limits
from nearer.domain.units import UnitLimits, unit_factor
from nearer.domain.written_numbers import written_number
from nearer.domain.yaml_scalars import NUMBER, read_day
from nearer.fhir.constants import DECIMALS, HIGHEST, LOWEST, MEASURED_TYPES, UNIT, UNIT_OPTION, UNIT_SET
from nearer.fhir.ids import our_code
from nearer.fhir.json_reader import JsonObject, is_number
from nearer.fhir.models import FhirItem
from nearer.fhir.plain_texts import clean_text
from nearer.fhir.report import ItemNotes, shorten_address
from nearer.fhir.value_sets import ValueSets
from nearer.fhir_questionnaires.options import no_more
from nearer.language.error_catalogue.fhir_errors import FhirItemText, FhirOptionText, ValueKindText
from nearer.typed_answers.typed_numbers import MAX_DIGITS

_ENDS = (("min", LOWEST), ("max", HIGHEST))


def read_measures(item: FhirItem, kind: str, value_sets: ValueSets, notes: ItemNotes) -> JsonObject:
    """The fields of an item of ours that say how its answer is measured: units, limits or days, and decimals.

    `kind` is its type as ours. https://hl7.org/fhir/R4/extension-questionnaire-unit.html, .../extension-minvalue.html
    """
    units = _read_units(item, value_sets, notes) if kind in MEASURED_TYPES else ()
    return {"units": units} | _read_decimals(item, kind, notes) | _read_limits(item, kind, units, notes)


def _read_limits(item: FhirItem, kind: str, units: Sequence[AnswerOption], notes: ItemNotes) -> JsonObject:
    if kind in MEASURED_TYPES:
        return _read_number_limits(item, kind, units, notes)
    if item.has_extension(LOWEST) or item.has_extension(HIGHEST):
        return _read_days(item, kind, notes)
    return {}


def _read_units(item: FhirItem, value_sets: ValueSets, notes: ItemNotes) -> tuple[AnswerOption, ...]:
    """The units that stand at the item, then those of its value set."""
    stated = [extension for extension in item.extension if extension.url in (UNIT, UNIT_OPTION)]
    codings = [extension.source.get("valueCoding") for extension in stated]
    address = item.stated_by(UNIT_SET)
    codings += _units_of_set(address, value_sets, notes) if isinstance(address, str) else []
    units: list[AnswerOption] = []
    known_codes: set[str] = set()
    for coding in no_more(codings, ValueKindText.UNITS, notes):
        code = _text_in(coding, "code")
        if not isinstance(coding, dict) or code in known_codes:
            continue
        known_codes |= {code} if code else set()
        units.append(_read_unit(coding, [unit.code for unit in units], notes))
    return tuple(units)


def _units_of_set(address: str, value_sets: ValueSets, notes: ItemNotes) -> list[JsonObject]:
    value_set = value_sets.find(address)
    if value_set is None:
        notes.problem(FhirOptionText.UNITS_ELSEWHERE, address=shorten_address(address))
        return []
    concepts = no_more(list(value_sets.concepts(value_set, notes)), ValueKindText.UNITS, notes)
    return [{"system": one.system, "code": one.element.code, "display": one.element.display} for one in concepts]


def _read_unit(coding: JsonObject, before: list[str], notes: ItemNotes) -> AnswerOption:
    """A unit as an answer option: by its code, else by its name."""
    name = _text_in(coding, "code") or _text_in(coding, "display") or "unit"
    own = our_code(name, before)
    foreign = Coding(system=_text_in(coding, "system") or None, code=name)
    text = clean_text("unit", _text_in(coding, "display") or name, notes) or own
    return AnswerOption(code=own, text=text, coding=None if foreign == Coding(code=own) else foreign)


def _text_in(coding: Any, key: str) -> str:
    text = coding.get(key) if isinstance(coding, dict) else None
    return text if isinstance(text, str) else ""


def _read_number_limits(item: FhirItem, kind: str, units: Sequence[AnswerOption], notes: ItemNotes) -> JsonObject:
    """`limits` of the number as it is given, and `unit_limits` of a quantity that may be given in several units."""
    codes = [unit.code_elsewhere for unit in units]
    limits: dict[str, Decimal] = {}
    in_unit: dict[str, Any] = {}
    for key, url in _ENDS:
        end = item.stated_by(url)
        if end is None:
            continue
        number, unit = (end.get("value"), end.get("code") or end.get("unit")) if isinstance(end, dict) else (end, None)
        if not is_number(number):
            notes.change(FhirItemText.LIMIT_NOT_CHECKED)
        elif kind == "quantity" and unit is not None and codes != [unit]:
            in_unit.setdefault("unit", str(unit))
            _set_limit(in_unit, key, _convert_unit(number, str(unit), in_unit["unit"]), notes)
        else:
            into = codes[0] if codes and unit is not None else str(unit)
            _set_limit(limits, key, _round_inwards(_convert_unit(number, str(unit), into), key, kind), notes)
    for code in codes if in_unit else ():
        if unit_factor(code, in_unit["unit"]) is None:
            notes.change(FhirItemText.LIMIT_OF_UNIT, unit=in_unit["unit"], other=code)
    return {
        "limits": Limits(**limits) if limits else None,
        "unit_limits": UnitLimits(**in_unit) if len(in_unit) > 1 else None,
    }


def _convert_unit(number: int | Decimal, unit: str, into: str) -> Fraction | None:
    factor = unit_factor(unit, into)
    return None if factor is None else Fraction(number) * factor


def _round_inwards(number: Fraction | None, key: str, kind: str) -> Fraction | None:
    """Between the same whole numbers."""
    if number is None or kind != "integer":
        return number
    return Fraction(math.ceil(number) if key == "min" else math.floor(number))


def _set_limit(limits: dict[str, Any], key: str, number: Fraction | None, notes: ItemNotes) -> None:
    """Set the limit where it can be kept exactly; the report says when it cannot."""
    text = "" if number is None else written_number(Decimal(number.numerator) / Decimal(number.denominator))
    if number is None or not re.fullmatch(NUMBER, text):
        notes.change(FhirItemText.LIMIT_NOT_CHECKED)
    else:
        limits[key] = Decimal(text)


def _read_decimals(item: FhirItem, kind: str, notes: ItemNotes) -> JsonObject:
    """A whole number has none. What is no number of places that we keep is said not to be checked."""
    places = item.stated_by(DECIMALS)
    if places is None or (kind == "integer" and places == 0):
        return {}
    is_count = isinstance(places, int) and not isinstance(places, bool) and 0 <= places <= MAX_DIGITS
    if kind in ("decimal", "quantity") and is_count:
        return {"decimals": places}
    notes.change(FhirItemText.DECIMALS_NOT_CHECKED)
    return {}


def _read_days(item: FhirItem, kind: str, notes: ItemNotes) -> JsonObject:
    """Whole days as they stand; a month, a year or a time of day is not checked, and said to be so."""
    ends = {key: end for key, url in _ENDS if (end := item.stated_by(url)) is not None}
    days = {key: day for key, end in ends.items() if (day := _day(end)) is not None}
    taken = kind in ("date", "datetime") and bool(days)
    if ends and not (taken and {key: day.isoformat() for key, day in days.items()} == ends):
        notes.change(FhirItemText.WHOLE_DAYS)
    return {"days": Days(**days)} if taken else {}


def _day(end: Any) -> date | None:
    try:
        return read_day(end[:10]) if isinstance(end, str) else None
    except ValueError:
        return None
