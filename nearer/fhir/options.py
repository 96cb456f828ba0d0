"""Answer options: written at the item, or in a value set that the file contains. Nothing is ever fetched."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from nearer.domain.parts import MAX_OPTIONS
from nearer.fhir.naming import our_code, plain_number
from nearer.fhir.node import EXTENSION, Node, json_number

Plain = dict[str, Any]

WEIGHTS = tuple(
    EXTENSION + name
    for name in (
        "ordinalValue",
        "itemWeight",
        "questionnaire-ordinalValue",
        "valueset-ordinalValue",
        "codesystem-ordinalValue",
        "iso21090-CO-value",
    )
)
NOT_APPLICABLE = "urn:nearer:not-applicable"
YES_NO: list[Plain] = [
    {"code": "yes", "text": "Yes", "kind": "boolean"},
    {"code": "no", "text": "No", "kind": "boolean"},
]
_KINDS = {"valueString": "string", "valueInteger": "integer", "valueDate": "date", "valueTime": "time"}


def written_options(item: Node) -> list[Plain]:
    """The options that stand at the item itself."""
    options: list[Plain] = []
    seen: set[tuple[str, ...]] = set()
    for node in item.nodes("answerOption"):
        option = _coded(node, options) if "valueCoding" in node.found else _valued(node, options)
        if option is None:
            continue
        _once(item, option, seen)
        options.append(option | _more(node))
    return _limited(item, options)


def value_sets(contained: list[Plain]) -> dict[str, Plain]:
    """By `#id` and by address."""
    sets = [one for one in contained if one.get("resourceType") == "ValueSet"]
    named = {f"#{one['id']}": one for one in sets if isinstance(one.get("id"), str)}
    return named | {one["url"]: one for one in sets if isinstance(one.get("url"), str)}


def options_of(item: Node, value_set: Plain) -> list[Plain]:
    """The options of a contained value set: its expansion, else the concepts it lists."""
    options: list[Plain] = []
    seen: set[tuple[str, ...]] = set()
    node = Node(value_set, item.where, item.report)
    for concept, system in _concepts(node):
        if option := _concept(concept, system, options):
            _once(item, option, seen)
            options.append(option)
        item.phrases.update(concept.phrases)
    if not options:
        item.problem("its value set lists no answer options in this file, and none is ever fetched")
    return _limited(item, options)


def _concepts(value_set: Node) -> Iterator[tuple[Node, str | None]]:
    expansion = value_set.take("expansion", dict)
    if expansion:
        yield from _expanded(Node(expansion, value_set.where, value_set.report))
        return
    compose = Node(value_set.take("compose", dict) or {}, value_set.where, value_set.report)
    if compose.found.get("exclude"):
        value_set.problem("its value set leaves concepts out by a rule; ask for the file with all options written out")
    for include in compose.nodes("include"):
        concepts = list(include.nodes("concept"))
        if not concepts:
            value_set.problem("its value set names a whole code system, which is never fetched; ask for the options")
        for concept in concepts:
            yield concept, include.take("system", str) or include.found.get("system")


def _expanded(expansion: Node) -> Iterator[tuple[Node, str | None]]:
    for node in expansion.nodes("contains"):
        if not node.take("abstract", bool):
            yield node, node.take("system", str)
        yield from _expanded(node)


def _concept(node: Node, system: str | None, before: list[Plain]) -> Plain | None:
    code = node.clean("code", node.take("code", str))
    if code is None:
        node.problem("an answer option of its value set has no code")
        return None
    text = node.text("display") or code
    option = _option(code, text, before) | _weight(node)
    return option | {"coding": _without_none({"system": system, "code": code})}


def _coded(node: Node, before: list[Plain]) -> Plain | None:
    coding = Node(node.take("valueCoding", dict) or {}, node.where, node.report)
    code, text = coding.clean("code", coding.take("code", str)), coding.text("display")
    system = coding.clean("system", coding.take("system", str))
    if code is None and text is None:
        node.problem("an answer option has neither code nor text")
        return None
    name = code or text or ""
    option = _option(name, text or name, before) | (_weight(node) or _weight(coding))
    node.phrases.update(coding.phrases)
    plain = code is not None and text is not None and len(coding.found) == 2 + (system is not None)
    if system is not None or option["code"] != code:
        option["coding"] = _without_none({"system": system, "code": name})
    return option if plain else option | {"_whole": node.found["valueCoding"]}


def _valued(node: Node, before: list[Plain]) -> Plain | None:
    key = next((key for key in _KINDS if key in node.found), "")
    value = node.take(key, int if key == "valueInteger" else str) if key else None
    text = node.clean("text", None if value is None else str(value))
    if text is None:
        node.problem("an answer option has no value that can be shown")
        return None
    return _option(text, text, before) | {"kind": _KINDS[key]} | _weight(node)


def _option(name: str, text: str, before: list[Plain]) -> Plain:
    return {"code": our_code(name, [option["code"] for option in before]), "text": text}


def _weight(node: Node) -> Plain:
    """From whichever of the places in use holds one; an option that does not apply has none."""
    if node.extension(NOT_APPLICABLE) is True:
        return {"not_applicable": "yes"}
    for url in WEIGHTS:
        weight = node.extension(url)
        if isinstance(weight, int | Decimal) and not isinstance(weight, bool):
            return {"weight": plain_number(weight)}
    return {}


def _more(node: Node) -> Plain:
    """What else stands at the option; where a coding says more than we hold, all of it."""
    node.drop("initialSelected") if node.found.get("initialSelected") is False else None
    rest = node.rest("initialSelected")
    if "initialSelected" in node.found:
        node.report.change(node.where, "an option is marked as chosen beforehand; here nothing is")
    return {"more": rest} if rest else {}


def _once(item: Node, option: Plain, seen: set[tuple[str, ...]]) -> None:
    coding = option.get("coding") or {"code": option["code"] if "kind" not in option else option["text"]}
    same = (str(coding.get("system")), str(coding["code"]), str(option.get("kind")))
    if same in seen:
        item.problem(f"two answer options have the same value '{str(coding['code'])[:40]}'")
    seen.add(same)


def _limited(item: Node, options: list[Plain]) -> list[Plain]:
    if len(options) > MAX_OPTIONS:
        item.problem(f"has {len(options):,} answer options (limit {MAX_OPTIONS})")
        return options[:MAX_OPTIONS]
    return [_settled(option) for option in options]


def _settled(option: Plain) -> Plain:
    """The whole coding, where it has to be kept, goes into `more`."""
    whole = option.pop("_whole", None)
    if whole is None:
        return option
    more = json.loads(option.get("more", "{}")) | {"valueCoding": whole}
    return option | {"more": json.dumps(more, ensure_ascii=False, separators=(",", ":"), default=json_number)}


def _without_none(found: Plain) -> Plain:
    return {key: value for key, value in found.items() if value is not None}
