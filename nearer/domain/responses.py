"""One person's finished answers to one questionnaire."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from nearer.domain.answers import Answer
from nearer.domain.conditions import apply_conditions
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.roles_and_audiences import Part
from nearer.domain.scoring import Score, score_response
from nearer.domain.weeks import Week


@dataclass(frozen=True, slots=True)
class Response:
    """Every item with its state, the scores, and which definition in which language was shown.

    `parts` says for each scale which sharing part its score belongs to. Of an `unshared` one no single answer is
    ever shown to anybody else, whatever they may read, nor any score of its `private_scales`.
    """

    questionnaire: str
    version: str
    sha256: str
    language: str
    week: Week | None
    answers: Mapping[str, Answer]
    scores: tuple[Score, ...]
    note: str = ""
    parts: Mapping[str, Part] = field(default_factory=dict)
    unshared: bool = False
    private_scales: frozenset[str] = frozenset()


def build_response(
    questionnaire: Questionnaire, answers: Mapping[str, Answer], week: Week | None = None, note: str = ""
) -> Response:
    """Apply the conditions and score: answers to hidden items do not enter the response."""
    all_answers = apply_conditions(questionnaire, answers)
    return Response(
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        sha256=questionnaire.sha256,
        language=questionnaire.language,
        week=week,
        answers=all_answers,
        scores=score_response(questionnaire, all_answers),
        note=note,
        parts={scale.id: scale.part for scale in questionnaire.scales},
    )
