"""A questionnaire with its value sets, from a Bundle or from several files: as one resource that contains them all.

What a file names is looked for among what was imported with it, by address, by `fullUrl` and by id; nothing is fetched
(https://hl7.org/fhir/R4/bundle.html#references, https://hl7.org/fhir/R4/references.html#canonical).
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from nearer.fhir.constants import UNIT_SET
from nearer.fhir.ids import our_code
from nearer.fhir.json_reader import JsonObject, dicts
from nearer.fhir.report import Refused, Report, shorten_address
from nearer.language.error_catalogue.fhir_answer_errors import FhirResponseText
from nearer.language.error_catalogue.fhir_errors import FhirFileText

MAX_TERMS = 1000
_MAX_NAMED = 4
_NOT_CONTAINED = ("meta", "text", "contained")  # a resource inside of another has none of its own (dom-2, dom-4)
_NAMING = ("item", "extension")  # where value sets are named: in items, and in extensions for units
TERMS = ("ValueSet", "CodeSystem")
_READ = ("Bundle", "Questionnaire", "QuestionnaireResponse", *TERMS)


@dataclass(frozen=True)
class BundleEntry:
    """A resource, the address that its Bundle gives it, and the file it came in."""

    resource: JsonObject
    full_url: str
    file: str = ""

    @property
    def sort(self) -> str:
        """Its resourceType; empty where it has none."""
        resource_type = self.resource.get("resourceType")
        return resource_type if isinstance(resource_type, str) else ""


def entries_of(root_resource: JsonObject) -> list[BundleEntry]:
    """The resources of a Bundle and of the Bundles inside it; any other resource by itself."""
    entries: list[BundleEntry] = []
    waiting: list[tuple[Any, Any]] = [(root_resource, "")]
    while waiting:
        resource, url = waiting.pop()
        if not isinstance(resource, dict):
            continue
        if resource.get("resourceType") == "Bundle":
            inside = dicts(resource.get("entry"))
            waiting += [(entry.get("resource"), entry.get("fullUrl")) for entry in reversed(inside)]
        else:
            entries.append(BundleEntry(resource, url if isinstance(url, str) else ""))
    return entries


class _Terms:
    """Value sets and code systems, by what they can be called."""

    def __init__(self, terms: Sequence[BundleEntry]) -> None:
        self._by_name: dict[tuple[str, str], BundleEntry] = {}
        for entry in terms:
            url, version = entry.resource.get("url"), entry.resource.get("version")
            own = entry.resource.get("id")
            for name in (f"{url}|{version}", url, entry.full_url, f"/{own}" if isinstance(own, str) else ""):
                if isinstance(name, str) and name:
                    self._by_name.setdefault((entry.sort, name), entry)

    def find(self, address: str, sort: str) -> BundleEntry | None:
        """By address and version, by address, by its place in the Bundle, by the id at the end of the address."""
        bare = address.partition("|")[0]
        before, by_id, last = bare.rpartition(f"{sort}/")
        names = (address, bare, f"/{last}" if by_id and (not before or before.endswith("/")) else "")
        return next((self._by_name[sort, name] for name in names if (sort, name) in self._by_name), None)


def gather(resource: JsonObject, beside: Sequence[BundleEntry], report: Report) -> tuple[JsonObject, frozenset[str]]:
    """The questionnaire of a file with what it needs of the rest, and the files that this came from.

    A file with a single resource is given back as it is when nothing stands beside it. Raises Refused for a Bundle
    without a questionnaire, or with several.
    """
    refuse_spelling_of_sort(resource)
    entries = entries_of(resource)
    questionnaire = resource
    if resource.get("resourceType") == "Bundle":
        questionnaire = _only_questionnaire(entries)
        _report_left_out([entry for entry in entries if entry.sort not in ("Questionnaire", *TERMS)], report)
    terms = [entry for entry in (*entries, *beside) if entry.sort in TERMS]
    if not terms:
        return questionnaire, frozenset()
    gathering = _Gathering(questionnaire, terms)
    return gathering.whole(), frozenset(gathering.files)


def refuse_spelling_of_sort(resource: JsonObject) -> None:
    """Raise Refused where the resourceType differs from one that is read in capital and small letters alone."""
    sort = str(resource.get("resourceType"))
    for right in _READ:
        if sort.casefold() == right.casefold() and sort != right:
            raise Refused(FhirFileText.SPELLING_OF_SORT, sort=sort, right=right)


def only_response(resource: JsonObject, report: Report) -> JsonObject:
    """The response of a file, which may be a Bundle. Raises Refused for one without a response, or with several."""
    refuse_spelling_of_sort(resource)
    if (sort := resource.get("resourceType")) == "Bundle":
        entries = entries_of(resource)
        responses = [entry.resource for entry in entries if entry.sort == "QuestionnaireResponse"]
        if len(responses) != 1:
            raise Refused(FhirResponseText.SEVERAL_RESPONSES if responses else FhirResponseText.NO_RESPONSE)
        _report_left_out([entry for entry in entries if entry.resource is not responses[0]], report)
        return responses[0]
    if sort != "QuestionnaireResponse":
        if not isinstance(sort, str) or not sort:
            raise Refused(FhirResponseText.NO_RESOURCE)
        raise Refused(FhirResponseText.NOT_A_RESPONSE, sort=sort[:40])
    return resource


def _only_questionnaire(entries: Sequence[BundleEntry]) -> JsonObject:
    questionnaires = [entry.resource for entry in entries if entry.sort == "Questionnaire"]
    others = list(islice((one for one in questionnaires if one != questionnaires[0]), _MAX_NAMED))
    if not questionnaires:
        raise Refused(FhirFileText.NO_QUESTIONNAIRE)
    if others:
        names = ", ".join(f"'{_name(one)}'" for one in (questionnaires[0], *others))
        raise Refused(FhirFileText.SEVERAL_QUESTIONNAIRES, names=names)
    return questionnaires[0]


def _name(resource: JsonObject) -> str:
    possible_names = (resource.get(key) for key in ("title", "name", "url", "id"))
    return shorten_address(
        next((one for one in possible_names if isinstance(one, str) and one), str(FhirFileText.WITHOUT_NAME()))
    )


def _report_left_out(entries: Sequence[BundleEntry], report: Report) -> None:
    others = Counter(entry.sort[:40] or str(FhirFileText.WITHOUT_TYPE()) for entry in entries)
    if others:
        left_out = ", ".join(f"{number} {sort}" for sort, number in sorted(others.items()))
        report.notes().change(FhirFileText.LEFT_OUT_OF_BUNDLE, listed=left_out)


class _Gathering:
    """What the questionnaire names goes into what it contains, with what that names in turn."""

    def __init__(self, questionnaire: JsonObject, terms: Sequence[BundleEntry]) -> None:
        self.questionnaire = questionnaire
        self.contained = dicts(questionnaire.get("contained"))
        self.files: set[str] = set()
        self._terms = _Terms(terms)
        self._inside = {str(one["url"]) for one in self.contained if "url" in one}
        self._inside |= {f"#{one['id']}" for one in self.contained if "id" in one}
        self._renamed: dict[str, str] = {}
        self._ids: dict[int, str] = {}

    def whole(self) -> JsonObject:
        waiting = deque((address, "ValueSet") for address in _value_sets_named(self.questionnaire))
        waiting.extend(name for one in self.contained for name in _named_by(one))
        looked_for: set[tuple[str, str]] = set()
        while waiting:
            address, sort = waiting.popleft()
            if (address, sort) in looked_for or address.partition("|")[0] in self._inside:
                continue
            looked_for.add((address, sort))
            if (entry := self._terms.find(address, sort)) is not None:
                waiting.extend(self._add(entry, address))
        if not self._ids:
            return self.questionnaire
        questionnaire: JsonObject = _with_addresses(self.questionnaire, self._renamed)
        return questionnaire | {"contained": self.contained}

    def _add(self, entry: BundleEntry, address: str) -> list[tuple[str, str]]:
        """What the added resource names in turn. By another name than its address it is then found by its id."""
        resource = entry.resource
        if id(resource) not in self._ids:
            own = resource.get("id") if isinstance(resource.get("id"), str) else None
            if len(self._ids) == MAX_TERMS:
                raise Refused(FhirFileText.TOO_MANY_VALUE_SETS, limit=MAX_TERMS)
            name = our_code(own or entry.sort.lower(), {one["id"] for one in self.contained if "id" in one})
            self._ids[id(resource)] = name
            self._inside.add(f"#{name}")
            inside = {key: value for key, value in resource.items() if key not in _NOT_CONTAINED}
            self.contained.append(inside | {"id": name})
            self.files.add(entry.file)
        if address.partition("|")[0] != resource.get("url"):
            self._renamed[address] = f"#{self._ids[id(resource)]}"
        return list(_named_by(resource))


def _value_sets_named(questionnaire: JsonObject) -> Iterator[str]:
    """The addresses of the value sets of answers and units, in the order of the file."""
    waiting = dicts(questionnaire.get("item"))[::-1]
    while waiting:
        item = waiting.pop()
        units = [one.get("valueCanonical") for one in dicts(item.get("extension")) if one.get("url") == UNIT_SET]
        yield from (one for one in (item.get("answerValueSet"), *units) if isinstance(one, str))
        waiting += dicts(item.get("item"))[::-1]


def _named_by(resource: JsonObject) -> Iterator[tuple[str, str]]:
    """The value sets and code systems that a value set is made of."""
    compose = resource.get("compose")
    for include in dicts(compose.get("include")) if isinstance(compose, dict) else ():
        sets = include.get("valueSet")
        yield from ((one, "ValueSet") for one in (sets if isinstance(sets, list) else ()) if isinstance(one, str))
        if isinstance(include.get("system"), str):
            yield include["system"], "CodeSystem"


def _with_addresses(value: Any, renamed: dict[str, str]) -> Any:
    """A copy in which items and units call value sets by their new names."""
    if isinstance(value, list):
        return [_with_addresses(inside, renamed) for inside in value]
    if not isinstance(value, dict):
        return value
    key = "valueCanonical" if value.get("url") == UNIT_SET else "answerValueSet"
    copy = {name: _with_addresses(inside, renamed) if name in _NAMING else inside for name, inside in value.items()}
    address = value.get(key)
    return copy | {key: renamed[address]} if isinstance(address, str) and address in renamed else copy
