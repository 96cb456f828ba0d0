"""All questionnaires of a house, by id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nearer.domain.couples import Role
from nearer.domain.loader import load_questionnaire
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.reading.problems import Problem, QuestionnaireError


@dataclass(frozen=True)
class Catalogue:
    """The questionnaires by id, by their `place`; the order of their files decides where it is the same."""

    questionnaires: Mapping[str, Questionnaire]

    def get(self, questionnaire_id: str) -> Questionnaire | None:
        return self.questionnaires.get(questionnaire_id)

    def for_role(self, role: Role) -> tuple[Questionnaire, ...]:
        """The active questionnaires that are offered to the survivor or to the partner."""
        return tuple(
            questionnaire
            for questionnaire in self.questionnaires.values()
            if questionnaire.status == "active" and questionnaire.audience in ("both", role.value)
        )


def read_catalogue(files: Iterable[tuple[str, bytes]]) -> Catalogue:
    """Read (name, content) pairs; raise QuestionnaireError with the problems of every file."""
    found: dict[str, tuple[str, Questionnaire]] = {}
    problems: list[Problem] = []
    for name, content in files:
        try:
            questionnaire = load_questionnaire(content, name)
        except QuestionnaireError as error:
            problems += error.problems
            continue
        first, _ = found.setdefault(questionnaire.id, (name, questionnaire))
        if first != name:
            problems.append(Problem(name, 1, "", f"the id '{questionnaire.id}' is already used by {first}"))
    if problems:
        raise QuestionnaireError(problems)
    in_order = sorted((questionnaire for _, questionnaire in found.values()), key=lambda one: one.place)
    return Catalogue({questionnaire.id: questionnaire for questionnaire in in_order})
