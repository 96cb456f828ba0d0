"""Value sets and code systems that a file contains, as answer options and units. Nothing is ever fetched."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from nearer.fhir.ids import our_code
from nearer.fhir.json_object import JsonObject
from nearer.fhir.node import Node, dicts
from nearer.fhir.options import no_more, once, option_of, weight_of
from nearer.fhir.report import shorten_address

MAX_CONCEPT_DEPTH = 12  # of value sets that take each other in
Found = tuple[Node, str | None]  # a concept and its code system
_WRITE_OUT = "ask for the file with all options written out"


@dataclass(frozen=True)
class _Around:
    """The value sets that were taken in already, each once, and how deep in each other they stand."""

    seen: set[int] = field(default_factory=set)
    depth: int = 0


@dataclass(frozen=True)
class Contained:
    """Value sets by `#id` and by address, code systems by address; and the options of those that were `read`."""

    sets: dict[str, JsonObject] = field(default_factory=dict)
    systems: dict[str, JsonObject] = field(default_factory=dict)
    read: dict[str, list[JsonObject]] = field(default_factory=dict)

    def value_set(self, address: str) -> JsonObject | None:
        return self.sets.get(address) or self.sets.get(address.split("|")[0])


def contained_in(resources: list[JsonObject]) -> Contained:
    sets = [one for one in resources if one.get("resourceType") == "ValueSet"]
    systems = [one for one in resources if one.get("resourceType") == "CodeSystem"]
    named = {f"#{one['id']}": one for one in sets if isinstance(one.get("id"), str)}
    return Contained(named | _by_address(sets), _by_address(systems))


def options_in(item: Node, address: str, contained: Contained) -> list[JsonObject]:
    """The options of a contained value set: its expansion, else the concepts it lists, else those of its code system.

    What cannot be offered is a problem of the item.
    """
    value_set = contained.value_set(address)
    if value_set is None:
        item.problem(
            f"its answer options are in the value set '{shorten_address(address)}', which is not in this file and is "
            "never fetched; ask for the file with its value sets, or bring them together with it"
        )
        return []
    _say_other_version(item, address, value_set)
    if address not in contained.read:
        contained.read[address] = _options(item, value_set, contained)
    if not contained.read[address]:
        item.problem("its value set lists no answer options in this file, and none is ever fetched")
    return [dict(option) for option in contained.read[address]]


def _say_other_version(item: Node, address: str, value_set: JsonObject) -> None:
    asked_for, version = address.partition("|")[2], value_set.get("version")
    if asked_for and isinstance(version, str) and version != asked_for:
        item.report.change(
            item.where, f"asks for version {asked_for[:20]} of its value set, and {version[:20]} is there"
        )


def _options(item: Node, value_set: JsonObject, contained: Contained) -> list[JsonObject]:
    options: list[JsonObject] = []
    names: set[str] = set()
    seen: set[tuple[str, ...]] = set()
    concepts = list(_concepts(Node(value_set, item.where, item.report), contained))
    for concept, system in no_more(item, concepts, "answer options"):
        if option := _concept(concept, system, names):
            once(item, option, seen)
            options.append(option)
    return options


def units_in(item: Node, address: str, contained: Contained) -> list[JsonObject]:
    """The units of a contained value set, as codings."""
    value_set = contained.value_set(address)
    if value_set is None:
        item.problem(
            f"its units are in the value set '{shorten_address(address)}', which is not in this file and is never "
            "fetched; ask for the file with its value sets, or bring them together with it"
        )
        return []
    concepts = no_more(item, list(_concepts(Node(value_set, item.where, item.report), contained)), "units")
    return [
        {"system": system, "code": one.element.get("code"), "display": one.element.get("display")}
        for one, system in concepts
    ]


def _by_address(resources: list[JsonObject]) -> dict[str, JsonObject]:
    return {one["url"]: one for one in resources if isinstance(one.get("url"), str)}


def _concepts(value_set: Node, contained: Contained, around: _Around | None = None) -> Iterator[Found]:
    around = around or _Around()
    around.seen.add(id(value_set.element))
    expansion = value_set.take("expansion", dict)
    if expansion:
        yield from _inside(Node(expansion, value_set.where, value_set.report), "contains", None)
        return
    compose = Node(value_set.take("compose", dict) or {}, value_set.where, value_set.report)
    if compose.element.get("exclude"):
        value_set.problem(f"its value set leaves concepts out by a rule; {_WRITE_OUT}")
    for include in compose.nodes("include"):
        yield from _included(include, contained, around)


def _from_another(include: Node, contained: Contained, around: _Around) -> Iterator[Found]:
    """All of one other value set of the file; of several, only what is in each would count, which is not worked out."""
    names = include.element["valueSet"]
    name = names[0] if isinstance(names, list) and len(names) == 1 and isinstance(names[0], str) else ""
    other = None if include.element.get("filter") or include.element.get("system") else contained.value_set(name)
    if other is None or around.depth > MAX_CONCEPT_DEPTH:
        include.problem(f"its value set is put together from others; {_WRITE_OUT}")
    elif id(other) not in around.seen:
        inner = _Around(around.seen, around.depth + 1)
        yield from _concepts(Node(other, include.where, include.report), contained, inner)


def _included(include: Node, contained: Contained, around: _Around) -> Iterator[Found]:
    system = include.take("system", str)
    concepts = list(include.nodes("concept"))
    whole = contained.systems.get(system or "")
    if concepts:
        yield from ((concept, system) for concept in concepts)
    elif include.element.get("valueSet"):
        yield from _from_another(include, contained, around)
    elif include.element.get("filter"):
        include.problem(f"its value set chooses concepts by a rule; {_WRITE_OUT}")
    elif whole is None:
        include.problem("its value set names a whole code system, which is never fetched; ask for the options")
    else:
        yield from _inside(Node(whole, include.where, include.report), "concept", system)


def _inside(parent: Node, key: str, system: str | None) -> Iterator[tuple[Node, str | None]]:
    """Concepts with those below them, in their order."""
    for node in parent.nodes(key):
        if not node.take("abstract", bool):
            yield node, system or node.take("system", str)
        yield from _inside(node, key, system)


def _concept(node: Node, system: str | None, names: set[str]) -> JsonObject | None:
    code = node.clean("code", node.take("code", str))
    if code is None:
        if node.says_nothing("code"):
            node.problem("an answer option of its value set has no code")
        return None
    text = node.text("display") or code
    for one in dicts(node.element.get("designation")):
        language, translation = one.get("language"), one.get("value")
        if isinstance(language, str) and isinstance(translation, str) and (clean := node.clean("display", translation)):
            node.report.learn(language, text, clean)
    coding = {"system": system, "code": code} if system else {"code": code}
    return option_of(code, text, names) | weight_of(node) | {"coding": coding}


def unit_of(coding: JsonObject, before: Collection[str]) -> JsonObject:
    """A unit as an answer option: by its code, else by its name."""
    name = str(coding.get("code") or coding.get("display") or "unit")
    own = our_code(name, before)
    plain_coding = {"system": coding.get("system"), "code": name}
    plain_coding = {key: value for key, value in plain_coding.items() if isinstance(value, str)}
    unit = {"code": own, "text": str(coding.get("display") or name)}
    return unit if plain_coding == {"code": own} else unit | {"coding": plain_coding}
