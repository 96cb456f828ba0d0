"""The catalogue: all questionnaires that can be offered or read here, by id."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from nearer.domain.questionnaire import Purpose, Questionnaire
from nearer.domain.roles_and_audiences import Role
from nearer.language.error_catalogue.file_errors import FileText
from nearer.yaml_files.loader import load_questionnaire
from nearer.yaml_files.problems import Problem, QuestionnaireError

Find = Callable[[str], Questionnaire | None]


def _find_nothing(_sha256: str) -> None:
    return None


@dataclass(frozen=True)
class Catalogue:
    """The questionnaires by id, by their `place`; the order of their files decides where it is the same.

    `custom` says of each that a therapist imported whether it is offered, whatever its file says of its status. `find`
    knows definitions that are not current any more, by their hash.
    """

    questionnaires: Mapping[str, Questionnaire]
    custom: Mapping[str, bool] = field(default_factory=dict)
    find: Find = _find_nothing

    def get(self, questionnaire_id: str) -> Questionnaire | None:
        return self.questionnaires.get(questionnaire_id)

    def for_purpose(self, purpose: Purpose) -> tuple[Questionnaire, ...]:
        """The questionnaires of this purpose, by their place. What a therapist imported takes no purpose over."""
        return tuple(
            questionnaire
            for questionnaire in self.questionnaires.values()
            if questionnaire.purpose == purpose and questionnaire.id not in self.custom
        )

    @property
    def check_in(self) -> Questionnaire:
        """The weekly closeness questionnaire; every shipped catalogue has it."""
        [questionnaire] = self.for_purpose("closeness")
        return questionnaire

    def find_definition(self, questionnaire_id: str, sha256: str) -> Questionnaire | None:
        """The very definition that was answered, current or not; None where it is not known any more."""
        current = self.questionnaires.get(questionnaire_id)
        if current is not None and current.sha256 == sha256:
            return current
        earlier = self.find(sha256)
        return earlier if earlier is not None and earlier.id == questionnaire_id else None

    def for_role(self, role: Role) -> tuple[Questionnaire, ...]:
        """The active questionnaires that are offered to the survivor or to the partner."""
        return tuple(
            questionnaire
            for questionnaire in self.questionnaires.values()
            if self.custom.get(questionnaire.id, questionnaire.status == "active")
            and questionnaire.audience in ("both", role.value)
        )

    def joined(self, custom: Iterable[tuple[Questionnaire, bool]], find: Find) -> Catalogue:
        """The catalogue with a therapist's questionnaires, and whether each is offered; ids of this catalogue are never
        replaced.

        A definition that is not current is looked for here first, and then by `find`.
        """
        others = {one.id: (one, offered) for one, offered in custom if one.id not in self.questionnaires}
        questionnaires = [*self.questionnaires.values(), *(one for one, _ in others.values())]
        in_order = {one.id: one for one in sorted(questionnaires, key=lambda questionnaire: questionnaire.place)}
        return Catalogue(in_order, {own: offered for own, (_, offered) in others.items()}, self._find_or(find))

    def _find_or(self, find: Find) -> Find:
        return lambda sha256: self.find(sha256) or find(sha256)


def read_catalogue(files: Iterable[tuple[str, bytes]]) -> Catalogue:
    """Read (name, content) pairs; raise QuestionnaireError with the problems of every file."""
    by_id: dict[str, tuple[str, Questionnaire]] = {}
    check_ins: dict[str, str] = {}
    problems: list[Problem] = []
    for name, content in files:
        try:
            questionnaire = load_questionnaire(content, name)
        except QuestionnaireError as error:
            problems += error.problems
            continue
        first, _ = by_id.setdefault(questionnaire.id, (name, questionnaire))
        if first != name:
            problems.append(Problem(name, None, None, FileText.ID_TAKEN(id=questionnaire.id, file=first)))
        elif questionnaire.purpose == "closeness" and (other := check_ins.setdefault("closeness", name)) != name:
            problems.append(Problem(name, None, None, FileText.SECOND_CHECK_IN(file=other)))
    if problems:
        raise QuestionnaireError(problems)
    in_order = sorted((questionnaire for _, questionnaire in by_id.values()), key=lambda definition: definition.place)
    return Catalogue({questionnaire.id: questionnaire for questionnaire in in_order})
