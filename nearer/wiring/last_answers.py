"""What somebody's last answers say: the barriers that are in the way most, and what they hope for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nearer.domain import Catalogue, Questionnaire, read_answers
from nearer.storage import Kept, Readable
from nearer.views import words
from nearer.views.shown import answer_words

GOALS = "goals"
MIDDLE = 50
HOPES = ("first", "second", "third")

Responses = Sequence[Readable | Kept]


def as_answered(catalogue: Catalogue, response: Readable | Kept) -> Questionnaire | None:
    """The questionnaire as it was answered, None where that is not known any more."""
    return catalogue.as_answered(response.questionnaire, response.sha256)


def worst_scales(catalogue: Catalogue, responses: Responses) -> list[str]:
    """Barriers with the score of the last answers, the highest first; nothing below the middle of 0 to 100."""
    last = {one.questionnaire: (asked, one) for one in responses if (asked := _once(catalogue, one)) is not None}
    found = [(one.scores[scale.id], scale.title) for asked, one in last.values() for scale in asked.scales
             if scale.higher == "worse" and scale.method == "percent" and scale.id in one.scores]  # fmt: skip
    worst = sorted((one for one in found if one[0] >= MIDDLE), key=lambda one: one[0], reverse=True)
    return [words.sheet.of_hundred(title, str(score)) for score, title in worst]


def hopes_of(catalogue: Catalogue, responses: Responses) -> Iterator[tuple[str, str]]:
    """Each hope in the person's own words with its last rating, which can be empty."""
    last = next((one for one in reversed(responses) if one.questionnaire == GOALS and _record(one)), None)
    asked = None if last is None else as_answered(catalogue, last)
    if asked is None or last is None:
        return
    read = read_answers(asked, _record(last))
    for place in HOPES:
        hope, rated = read.get(f"{place}-goal"), read.get(f"{place}-rating")
        if hope is not None and hope.value:
            near = rated is not None and rated.value
            yield str(hope.value), answer_words(asked, f"{place}-rating", rated) if rated and near else ""


def with_rating(hope: str, near: str) -> str:
    return words.caseload.rated(hope, near) if near else hope


def _once(catalogue: Catalogue, response: Readable | Kept) -> Questionnaire | None:
    return as_answered(catalogue, response) if response.week is None else None


def _record(response: Readable | Kept) -> dict[str, object]:
    return dict((response.record if isinstance(response, Kept) else response.answers) or {})
