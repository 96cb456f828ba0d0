"""An answer in the words of its options."""

from __future__ import annotations

from nearer.domain.answers import Answer
from nearer.domain.questionnaire import Questionnaire


def answer_words(questionnaire: Questionnaire, item_id: str, answer: Answer) -> str:
    """An answer as it read on the screen: the options' texts, the number, the text."""
    options, value = questionnaire.item(item_id).option_by_code, answer.value
    codes = value if isinstance(value, tuple) else (value,)
    return ", ".join(options[code].text if isinstance(code, str) and code in options else str(code) for code in codes)
