"""What was read of a file, as the loader of our own files takes it: keys with their values as text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nearer.domain.loader import questionnaire_of
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.yaml_files.problems import QuestionnaireError
from nearer.domain.yaml_files.yaml_text import Tree
from nearer.fhir.items import Reading
from nearer.fhir.json_object import JsonObject


def as_texts(value: Any) -> Any:
    """Every scalar as the text that a YAML file holds."""
    if isinstance(value, dict):
        return {key: as_texts(inside) for key, inside in value.items() if not str(key).startswith("_")}
    if isinstance(value, list | tuple):
        return [as_texts(inside) for inside in value]
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def checked_questionnaire(written: JsonObject, reading: Reading) -> tuple[Questionnaire, JsonObject] | None:
    """What the loader of our own files says, in terms of the items of this file."""
    tree = Tree("", written, dict.fromkeys(_paths(written), 1))
    try:
        return questionnaire_of(tree), written
    except QuestionnaireError as refused:
        links = {known["id"]: link for link, known in reading.known.items()}
        for problem in refused.problems:
            own = problem.place.partition(" ")[2]
            reading.report.problem(links.get(own, own), problem.message)
    return None


def _paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inside:
        yield from _paths(one, (*path, key))
