"""Answer options that are written at the item, each with its weight from whichever of the places in use holds it."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TypeVar

from nearer.domain.item_parts import MAX_OPTIONS
from nearer.fhir.ids import our_code, plain_number
from nearer.fhir.json_object import JsonObject
from nearer.fhir.node import EXTENSION, Node, as_kept, dicts, is_worked_out

Found = TypeVar("Found")

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
WEIGHT_PROPERTIES = ("itemWeight", "ordinalValue", "weight")  # of a concept in a code system
NOT_APPLICABLE = "urn:nearer:not-applicable"
ALONE = EXTENSION + "questionnaire-optionExclusive"
YES_NO: list[JsonObject] = [
    {"code": "yes", "text": "Yes", "kind": "boolean"},
    {"code": "no", "text": "No", "kind": "boolean"},
]
_KINDS = {"valueString": "string", "valueInteger": "integer", "valueDate": "date", "valueTime": "time"}


def written_options(item: Node) -> list[JsonObject]:
    """The options that stand at the item itself. One that only a formula has is not offered.

    It is given back between the others, each of which leaves its place empty.
    """
    options: list[JsonObject] = []
    names: set[str] = set()
    seen: set[tuple[str, ...]] = set()
    nodes = no_more(item, list(item.nodes("answerOption")), "answer options")
    aside = [node.element if has_only_formula(node.element) else None for node in nodes]
    if any(aside):
        item.put("answerOption", aside)
    for node in (node for node, left_out in zip(nodes, aside, strict=True) if not left_out):
        option = _coded(node, names) if "valueCoding" in node.element else _valued(node, names)
        if option is None:
            continue
        once(item, option, seen)
        options.append(_settled(_alone(node, option) | _more(node)))
    return options


def has_only_formula(option: JsonObject) -> bool:
    """Whether an answer option has no value but the one that a formula would work out."""
    holder = option["valueCoding"] if isinstance(option.get("valueCoding"), dict) else option
    named = [key for key in holder if key in ("code", "display") or (holder is option and key.startswith("value"))]
    beside = (value for key, value in holder.items() if key.startswith("_"))
    return not any(holder[key] for key in named) and any(map(is_worked_out, (holder, *beside)))


def _coded(node: Node, names: set[str]) -> JsonObject | None:
    coding = Node(node.take("valueCoding", dict) or {}, node.where, node.report)
    code, text = coding.clean("code", coding.take("code", str)), coding.text("display")
    system = coding.clean("system", coding.take("system", str))
    if code is None and text is None:
        if coding.says_nothing("code") and coding.says_nothing("display"):
            node.problem("an answer option has neither code nor text")
        return None
    name = code or text or ""
    option = option_of(name, text or name, names) | weight_of(node, coding)
    plain = code is not None and text is not None and coding.has_nothing_else()
    if system is not None or option["code"] != code:
        option["coding"] = _without_none({"system": system, "code": name})
    return option if plain else option | {"_whole": node.element["valueCoding"]}


def _valued(node: Node, names: set[str]) -> JsonObject | None:
    if "valueReference" in node.element:
        return _referred(node, names)
    key = next((key for key in _KINDS if key in node.element), "")
    value = node.take(key, int if key == "valueInteger" else str) if key else None
    text = node.clean("text", None if value is None else str(value))
    if text is None:
        if node.says_nothing(key):
            node.problem("an answer option has no value that can be shown")
        return None
    return option_of(text, text, names) | {"kind": _KINDS[key]} | weight_of(node)


def _referred(node: Node, names: set[str]) -> JsonObject | None:
    """A person or a thing elsewhere, by the name it has in this file; it is not looked up."""
    reference = Node(node.take("valueReference", dict) or {}, node.where, node.report)
    address, text = reference.clean("reference", reference.take("reference", str)), reference.text("display")
    name = address or text
    if name is None:
        node.problem("an answer option has no value that can be shown")
        return None
    option = option_of(name, text or name, names) | {"kind": "reference", "coding": {"code": name}} | weight_of(node)
    plain = address and text and reference.has_nothing_else()
    return option if plain else option | {"_whole": node.element["valueReference"]}


def option_of(name: str, text: str, names: set[str]) -> JsonObject:
    """`names` are the codes of the options before it, and of this one afterwards."""
    code = our_code(name, names)
    names.add(code)
    return {"code": code, "text": text}


def weight_of(*nodes: Node) -> JsonObject:
    """The weight that an option, its coding or its concept has; none where it does not apply, or where two differ.

    `ordinalValue` is how we write it as well; of the others the extension stays, to be given back.
    """
    if any(node.extension(NOT_APPLICABLE) is True for node in nodes):
        return {"not_applicable": "yes"}
    weights = [weight for node in nodes for weight in _weights(node)]
    if len(set(weights)) > 1:
        nodes[0].report.change(nodes[0].where, "an answer option has two weights that differ; neither of them counts")
    if len(weights) == 1 and nodes[0].said_by(WEIGHTS[0]) is not None:
        nodes[0].extension(WEIGHTS[0])
    return {"weight": plain_number(weights[0])} if len(set(weights)) == 1 else {}


def _alone(node: Node, option: JsonObject) -> JsonObject:
    """With whether it is never chosen beside another, which goes without saying for what does not apply.

    What says that it may be is given back as it stands.
    """
    if node.said_by(ALONE) is not True:
        return option
    node.extension(ALONE)
    return option if "not_applicable" in option else option | {"alone": "yes"}


def _weights(node: Node) -> list[Decimal]:
    properties = [one for one in dicts(node.element.get("property")) if one.get("code") in WEIGHT_PROPERTIES]
    values = node.all_said_by(WEIGHTS)
    values += [value for one in properties for key, value in one.items() if key.startswith("value")]
    return [Decimal(one) for one in values if isinstance(one, int | Decimal) and not isinstance(one, bool)]


def _more(node: Node) -> JsonObject:
    """What else stands at the option; where a coding says more than we hold, all of it."""
    rest = node.rest("initialSelected", *WEIGHTS)
    if node.element.get("initialSelected"):
        node.report.change(node.where, "an option is marked as chosen beforehand; here nothing is")
    return {"more": rest} if rest else {}


def once(item: Node, option: JsonObject, seen: set[tuple[str, ...]]) -> None:
    coding = option.get("coding") or {"code": option["code"] if "kind" not in option else option["text"]}
    same = (str(coding.get("system")), str(coding["code"]), str(option.get("kind")))
    if same in seen:
        item.problem(f"two answer options have the same value '{str(coding['code'])[:40]}'")
    seen.add(same)


def no_more(item: Node, options: list[Found], what: str) -> list[Found]:
    """As many as there may be; beyond that it is a problem, said before any of them is looked at."""
    if len(options) > MAX_OPTIONS:
        item.problem(f"has {len(options):,} {what} (limit {MAX_OPTIONS})")
    return options[:MAX_OPTIONS]


def _settled(option: JsonObject) -> JsonObject:
    """The whole coding, where it has to be kept, goes into `more`."""
    whole = option.pop("_whole", None)
    if whole is None:
        return option
    key = "valueReference" if option.get("kind") == "reference" else "valueCoding"
    more = json.loads(option.get("more", "{}")) | {key: whole}
    return option | {"more": as_kept(more)}


def _without_none(coding: JsonObject) -> JsonObject:
    return {key: value for key, value in coding.items() if value is not None}
