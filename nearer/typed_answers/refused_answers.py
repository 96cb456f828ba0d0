"""An answer that is not kept, with the sentence that says why, and the refusal of answers to hidden items."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from nearer.domain.answers import NOT_SHOWN, SKIPPED, Answer, AnswerState
from nearer.domain.conditions import apply_conditions
from nearer.language.error_catalogue.answer_errors import AnswerText
from nearer.language.explained_errors import ErrorReason, ExplainedError
from nearer.language.quoted_names import shorten

if TYPE_CHECKING:
    from nearer.domain.questionnaire import Questionnaire


class AnswerRefused(ExplainedError, ValueError):
    """An answer that is not kept: a sentence for the person, without the answer, and the id of the item."""

    def __init__(self, item: str, reason: ErrorReason, **values: object) -> None:
        self.item = shorten(item)
        super().__init__(reason, **values)


def refuse_hidden(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> None:
    """Raise AnswerRefused when an item is answered or declined that these answers do not show."""
    for name, answer in apply_conditions(questionnaire, answers).items():
        state = answers.get(name, SKIPPED).state
        if answer is NOT_SHOWN and state not in (AnswerState.SKIPPED, AnswerState.NOT_SHOWN):
            raise AnswerRefused(name, AnswerText.HIDDEN)
