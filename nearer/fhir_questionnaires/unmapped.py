"""What a file says beyond our words: all that we would not write of it ourselves. It is kept, and given back.

`more` of an element is the difference between what came and what is written of it: a key that is not there, or says
something else; None for what we would say and the file does not; and every extension of an address of which ours
are not all.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from nearer.fhir import constants as names
from nearer.fhir.json_reader import JsonObject, as_kept, dicts
from nearer.fhir.models import FhirItem
from nearer.fhir.plain_texts import without_hidden
from nearer.fhir.report import ItemNotes
from nearer.fhir_questionnaires.options import has_only_formula, reads_options
from nearer.language.error_catalogue.fhir_errors import UnmappedText

_FLAGS = ("required", "readOnly", "repeats")
_CONDITIONS = ("enableWhen", "enableBehavior")
_MADE_UP = ("text", "title", "id", "language", "status")  # what we write where a file has none
_ELSEWHERE = ("extension", "item", "resourceType", "answerOption", *_CONDITIONS)


@dataclass(frozen=True)
class ExpectedKeys:
    """Keys and extensions that are given back without a word: what they say is known, or said in another sentence."""

    keys: Collection[str]
    urls: Collection[str]


_NODE_KEYS = ("type", "text", "_text", "prefix", "_prefix", "readOnly", "repeats", *_CONDITIONS, "answerOption",
              "answerValueSet", "initial", "definition")  # fmt: skip
OF_GROUP = ExpectedKeys(_NODE_KEYS, names.OF_NODES)
OF_QUESTION = ExpectedKeys((*_NODE_KEYS, "required"), (*names.OF_NODES, names.ENTRY_FORMAT))
OF_FORM = ExpectedKeys(
    ("id", "meta", "name", "identifier", "date", "contact", "useContext", "jurisdiction", "experimental", "subjectType",
     "derivedFrom", "purpose", "approvalDate", "lastReviewDate", "effectivePeriod", "contained", "title", "_title",
     "implicitRules", "status", "url", "description", "publisher", "copyright"),
    tuple(names.NOT_OBEYED),
)  # fmt: skip


def of_option(key: str) -> ExpectedKeys:
    """For an answer option, whose value stands at `key`."""
    return ExpectedKeys(("initialSelected", key), names.WEIGHTS)


def unmapped_content(source: JsonObject, our_element: JsonObject) -> JsonObject:
    """What an element says that we do not write of it; None for what we would write and it does not say.

    `source` is the element as it came, `our_element` as our writer says it. Items inside of it speak for themselves.
    """
    more = {
        key: value
        for key, value in source.items()
        if key not in _ELSEWHERE and value != [] and not _is_written(key, value, our_element.get(key))
    }
    more |= {key: None for key in _MADE_UP if our_element.get(key) is not None and source.get(key) is None}
    conditions = {key: source[key] for key in _CONDITIONS if key in source}
    if any(as_kept(our_element.get(key)) != as_kept(value) for key, value in conditions.items()):
        more |= conditions
    extensions = _unmapped_extensions(dicts(source.get("extension")), our_element.get("extension", ()))
    return more | ({"extension": extensions} if extensions else {})


def _is_written(key: str, value: Any, ours: Any) -> bool:
    is_same = value == ours and as_kept(value) == as_kept(ours)  # as text, since 0.10 says more than 0.1
    if key in _FLAGS and value in ("true", "false"):
        is_same = bool(ours) or value == "false"
    elif isinstance(value, str):
        is_same = without_hidden(value) == ours
    elif key.startswith("_") and isinstance(value, dict) and ours is not None:
        is_same = set(value) == {"extension"} and all(one in ours["extension"] for one in dicts(value["extension"]))
    elif isinstance(value, dict) and isinstance(ours, dict):
        names = {name for name in ours if not name.startswith("_")}
        is_same = names <= set(value) and all(_is_written(name, value[name], ours.get(name)) for name in value)
    return is_same


def _unmapped_extensions(extensions: Iterable[JsonObject], ours: Collection[JsonObject]) -> list[JsonObject]:
    """Where ours do not say all of an address, what stands there is written and ours are not."""
    foreign = [one for one in extensions if not str(one.get("url", "")).startswith(names.OWN_EXTENSION)]
    our_extensions = set(map(as_kept, ours))
    urls = [one.get("url") for one in foreign if as_kept(one) not in our_extensions]
    return [one for one in foreign if one.get("url") in urls]


def unmapped_item_content(element: FhirItem, our_element: JsonObject) -> JsonObject:
    """Like `unmapped_content`, with what the file says of a total, and the options that are not offered.

    These are all where others are, else those by formula, with None in the place of each other.
    """
    source = element.source
    more = unmapped_content(source, our_element | {"linkId": source.get("linkId")})
    if element.has_extension(names.CALCULATED):
        more["readOnly"] = source.get("readOnly")
    options = source.get("answerOption")
    if options and not reads_options(element):
        more["answerOption"] = options
    elif options and any(map(has_only_formula, options)):
        more["answerOption"] = [one if has_only_formula(one) else None for one in options]
    return more


def report_unmapped(more: JsonObject, expected: ExpectedKeys, notes: ItemNotes) -> None:
    """Name every part of what is kept but what is expected."""
    for key, value in more.items():
        if key not in expected.keys and key != "extension" and value is not False and value is not None:
            notes.keep(UnmappedText.KEY_KEPT, key=key)
    for extension in more.get("extension", ()):
        if extension.get("url") not in expected.urls:
            notes.keep(UnmappedText.EXTENSION_KEPT, name=str(extension.get("url", "")).rsplit("/", 1)[-1][:60])


def merged(own: JsonObject, more: str | None) -> JsonObject:
    """What we write, with what another program's file said beyond: its word stands, and None takes a key away.

    `own` is used up; `more` is JSON text as `as_kept` makes it.
    """
    unmapped = json.loads(more, parse_float=Decimal) if more else {}
    urls = [one.get("url") for one in unmapped.get("extension", ())]
    extensions = [one for one in own.pop("extension", ()) if one["url"] not in urls]
    element = own | {key: value for key, value in unmapped.items() if value is not False or not own.get(key)}
    if extensions:
        element["extension"] = extensions + unmapped.get("extension", [])
    return {key: value for key, value in element.items() if value not in (None, [])}
