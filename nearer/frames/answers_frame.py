"""Single answers as a table: each item with its state, what was chosen, and what it weighs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

import pandas as pd

from nearer.domain.answers import Answer, AnswerState, Quantity
from nearer.domain.items import Item
from nearer.domain.repeats import expand_repeats
from nearer.frames.columns import RESPONSE_COLUMNS, FrameResponse, all_mondays, make_frame

ANSWER_COLUMNS = RESPONSE_COLUMNS | {
    "item": "str",
    "number": "Int64",
    "text": "str",
    "state": pd.CategoricalDtype([state.value for state in AnswerState], ordered=True),
    "value": "str",
    "words": "str",
    "option": "Int64",
    "weight": "Float64",
}


def answers_frame(responses: Iterable[FrameResponse]) -> pd.DataFrame:
    """One row a response and item with an answer or the state it is in.

    Columns, with dtype and unit:

    - couple, person: str, ids
    - role: category, survivor or partner
    - first: boolean, whether the person began the couple
    - name: str, missing where no name is to be seen
    - week: str, the ISO week of a check-in, else missing
    - monday: date32[day][pyarrow], the first day of that week
    - day: date32[day][pyarrow], when it was saved where the person is; missing where it is not granted
    - questionnaire, version: str
    - definition: str, sha256 of the definition that was answered
    - item: str, id
    - number: Int64, the item's place in its questionnaire, 1 for the first
    - text: str, the words of the question
    - state: ordered category, answered, not_applicable, declined, skipped, not_shown
    - value: str, the code, number, day or text; several are joined by "; "; missing unless something was given
    - words: str, the same in words: the text of the option for its code
    - option: Int64, which of the options that apply was chosen, 1 for the first; missing unless one was
    - weight: Float64, what the option weighs, or the number itself; not turned round for a reversed item
    """
    return make_frame(ANSWER_COLUMNS, (row for response in responses for row in _make_rows(response)))


def answers_by_week(answers: pd.DataFrame, value: str, items: Sequence[str]) -> pd.DataFrame:
    """One person's check-ins, one row a week from the first to the last, its Monday the index, and a column an item.

    What was chosen, as its `option` (Int64, 1 for the first that applies) or its `words` (str); missing where nothing
    was.
    """
    cells = answers[answers["option"].notna()].pivot(index="monday", columns="item", values=value)
    mondays = all_mondays(answers["monday"])
    return cells.reindex(index=mondays, columns=list(items)).astype(answers[value].dtype)


def _make_rows(response: FrameResponse) -> Iterator[tuple[object, ...]]:
    items = expand_repeats(response.questionnaire, response.answers).items if response.answers else ()
    for number, item in enumerate(items, start=1):
        if (answer := response.answers.get(item.id)) is not None:
            yield *response.cells, item.id, number, item.text, answer.state.value, *_answer(item, answer)


def _answer(item: Item, answer: Answer) -> tuple[str | None, str | None, int | None, float | None]:
    """Value, words, option and weight."""
    value = answer.value
    if value is None:
        return None, None, None, None
    parts = [str(part) for part in (value if isinstance(value, tuple) else (value,))]
    texts = [item.option_by_code[part].text if part in item.option_by_code else part for part in parts]
    option = item.option_by_code.get(parts[0]) if isinstance(value, str) else None
    applying = [one.code for one in item.options if not one.not_applicable]
    number = value.number if isinstance(value, Quantity) else value
    weight = option.weight if option else number if isinstance(number, Decimal) else None
    option_number = applying.index(option.code) + 1 if option and option.code in applying else None
    return "; ".join(parts), "; ".join(texts), option_number, None if weight is None else float(weight)
