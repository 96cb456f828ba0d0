"""Value sets and code systems that a file contains: their concepts, as options or units. Nothing is ever fetched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from nearer.domain.item_parts import AnswerOption
from nearer.fhir.json_reader import JsonObject
from nearer.fhir.models import FhirConcept, FhirConcepts, FhirInclude, FhirValueSet
from nearer.fhir.report import ItemNotes
from nearer.language.error_catalogue.fhir_errors import FhirOptionText

MAX_CONCEPT_DEPTH = 12  # of value sets that take each other in


@dataclass(frozen=True)
class Concept:
    """A concept with its code system."""

    element: FhirConcept
    system: str | None


@dataclass
class ValueSets:
    """Value sets by `#id` and by address, code systems by address; and the `options` of those that were read."""

    sets: dict[str, JsonObject] = field(default_factory=dict)
    systems: dict[str, JsonObject] = field(default_factory=dict)
    options: dict[str, tuple[AnswerOption, ...]] = field(default_factory=dict)

    @classmethod
    def among(cls, resources: Iterable[JsonObject]) -> ValueSets:
        """The value sets among the resources that a questionnaire contains; the last of a name counts."""
        value_sets = cls()
        for resource in resources:
            sort, own, url = (resource.get(key) for key in ("resourceType", "id", "url"))
            if sort == "ValueSet" and isinstance(own, str):
                value_sets.sets[f"#{own}"] = resource
            if sort in ("ValueSet", "CodeSystem") and isinstance(url, str):
                (value_sets.sets if sort == "ValueSet" else value_sets.systems)[url] = resource
        return value_sets

    def find(self, address: str) -> JsonObject | None:
        """The value set of an address as a file writes it, with or without `|version`."""
        return self.sets.get(address) or self.sets.get(address.split("|")[0])

    def concepts(
        self, source: JsonObject, notes: ItemNotes, depth: int = 0, taken: set[int] | None = None
    ) -> Iterator[Concept]:
        """Its expansion, else the concepts it lists, else those of its code system: hl7.org/fhir/R4/valueset.html.

        What cannot be offered is a problem of the item. `taken` are the value sets that were taken in, each once.
        """
        taken = set() if taken is None else taken
        taken.add(id(source))
        value_set = FhirValueSet.model_validate(source)
        value_set.report_wrong(notes)
        if value_set.expansion is not None and value_set.expansion.source:
            value_set.expansion.report_wrong(notes)
            yield from _with_inner(value_set.expansion.contains, None, notes)
            return
        if value_set.compose is None:
            return
        value_set.compose.report_wrong(notes)
        if value_set.compose.exclude:
            notes.problem(FhirOptionText.SET_EXCLUDES)
        for include in value_set.compose.include:
            include.report_wrong(notes)
            if include.valueSet and not include.concept:
                yield from self._of_another(include, notes, depth, taken)
            else:
                yield from self._list_included(include, notes)

    def _of_another(self, include: FhirInclude, notes: ItemNotes, depth: int, taken: set[int]) -> Iterator[Concept]:
        """All of one other value set; of several, only what is in each would count, which is not worked out."""
        names = include.valueSet
        name = names[0] if isinstance(names, list) and len(names) == 1 and isinstance(names[0], str) else ""
        other = None if include.filter or include.system else self.find(name)
        if other is None or depth > MAX_CONCEPT_DEPTH:
            notes.problem(FhirOptionText.SET_OF_SETS)
        elif id(other) not in taken:
            yield from self.concepts(other, notes, depth + 1, taken)

    def _list_included(self, include: FhirInclude, notes: ItemNotes) -> Iterator[Concept]:
        code_system = self.systems.get(include.system or "")
        if include.concept:
            for concept in include.concept:
                concept.report_wrong(notes)
                yield Concept(concept, include.system)
        elif include.filter:
            notes.problem(FhirOptionText.SET_BY_RULE)
        elif code_system is None:
            notes.problem(FhirOptionText.WHOLE_SYSTEM)
        else:
            system = FhirConcepts.model_validate(code_system)
            system.report_wrong(notes)
            yield from _with_inner(system.concept, include.system, notes)


def _with_inner(concepts: Iterable[FhirConcept], system: str | None, notes: ItemNotes) -> Iterator[Concept]:
    """Concepts with those below them, in their order; what only names a group is none."""
    for concept in concepts:
        concept.report_wrong(notes)
        if not concept.flag("abstract", notes):
            yield Concept(concept, system or concept.system)
        yield from _with_inner([*concept.contains, *concept.concept], system, notes)
