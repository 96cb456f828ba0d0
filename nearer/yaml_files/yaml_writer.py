"""Write a questionnaire as YAML that the loader reads back to the same definition."""

from __future__ import annotations

from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from nearer.domain.items import WrittenItem
from nearer.domain.questionnaire import WrittenQuestionnaire
from nearer.domain.written_numbers import written_number
from nearer.domain.yaml_scalars import YamlRecord

_RESOLVED = {"sha256", "options", "conditions", "harm_flags"}


def plain_questionnaire(questionnaire: WrittenQuestionnaire) -> dict[str, Any]:
    """Its keys and values as text, as a file holds them; what is as usual is left out."""
    return {key: value for key, value in _as_yaml_value(questionnaire).items() if key not in _RESOLVED}


def questionnaire_yaml(plain: dict[str, Any]) -> str:
    import yaml  # not before a file is written: reading this module is on the way of every start

    return yaml.dump(
        plain, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper), allow_unicode=True, sort_keys=False, width=110
    )


def with_title(definition: str, title: str) -> str:
    """The YAML of a questionnaire under another title; all else is as it was."""
    import yaml

    return questionnaire_yaml({**yaml.load(definition, yaml.BaseLoader), "title": title})


def _as_yaml_value(value: Any) -> Any:
    match value:
        case YamlRecord():
            return _keys(value)
        case bool():
            return "yes" if value else "no"
        case date():
            return value.isoformat()
        case Decimal():
            return written_number(value)
        case dict():
            return {key: _as_yaml_value(inside) for key, inside in value.items()}
        case tuple():
            return [_as_yaml_value(inside) for inside in value]
        case Fraction() | str() | int():
            return str(value)
    return value


def _keys(model: YamlRecord) -> dict[str, Any]:
    record = {}
    for field in fields(model):  # type: ignore[arg-type]
        value = getattr(model, field.name)
        usual = field.default if field.default_factory is MISSING else field.default_factory()
        needed = isinstance(model, WrittenItem) and field.name == "type" and not model.answers
        if field.name not in _RESOLVED and (value != usual or needed):
            record[model.keys()[field.name]] = _as_yaml_value(value)
    return record
