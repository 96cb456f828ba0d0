"""How long the first sitting is: everything at once, and the two-minute start with the three longest scales."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.measure import Measure
from nearer.domain.conditions import shown_items
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.roles_and_audiences import Role
from nearer.shipped import shipped_catalogue
from nearer.typed_answers.answer_parsing import read_answers

TROUBLES = 6  # of the body, ticked at once: more than a person can look at in a sitting
WEIGH_MOST = 3


@dataclass(frozen=True, slots=True)
class Sitting:
    """Items and minutes of everything that a role is offered at first, and of the longest two-minute start."""

    role: str
    items: int
    minutes: int
    short_items: int

    @property
    def short_minutes(self) -> float:
        """As long a question as in the whole sitting."""
        return self.short_items * self.minutes / self.items


def sittings() -> list[Sitting]:
    """One a role."""
    return [_sitting(role, shipped_catalogue().for_role(role)) for role in Role]


def sitting_measures() -> Iterator[Measure]:
    """What stands in docs/questionnaires.md."""
    for sitting in sittings():
        yield Measure(f"first sitting of a {sitting.role}: everything", sitting.items, "questions")
        yield Measure(f"first sitting of a {sitting.role}: two-minute start", sitting.short_items, "questions")


def _sitting(role: Role, offered: Sequence[Questionnaire]) -> Sitting:
    items = sum(_asked(one, _most(one)) for one in offered)
    minutes = sum(one.minutes or 0 for one in offered)
    opened = sorted((size for one in offered for size in _opened(one)), reverse=True)
    return Sitting(role.value, items, minutes, 1 + sum(opened[:WEIGH_MOST]))  # 1: what weighs most


def _most(questionnaire: Questionnaire) -> Mapping[str, object]:
    """The choice after which most is asked: none, or as many troubles as somebody ticks at most."""
    codes = [one.code for one in questionnaire.item(questionnaire.short_start or questionnaire.items[0].id).options]
    chosen: dict[str, object] = {str(questionnaire.short_start): codes[:TROUBLES]}
    return max({}, chosen, key=lambda raw: _asked(questionnaire, raw)) if questionnaire.short_start else {}


def _opened(questionnaire: Questionnaire) -> Iterator[int]:
    """How many items each choice opens."""
    if (name := questionnaire.short_start) is not None:
        for option in questionnaire.item(name).options:
            visible = shown_items(questionnaire, read_answers(questionnaire, {name: [option.code]}))
            yield sum(bool(questionnaire.item(item).conditions) for item in visible)


def _asked(questionnaire: Questionnaire, raw: Mapping[str, object]) -> int:
    return len(shown_items(questionnaire, read_answers(questionnaire, raw)))


if __name__ == "__main__":
    for sitting in sittings():
        short = f"{sitting.short_items}, {sitting.short_minutes:.1f}"
        print(f"{sitting.role}: {sitting.items} items, {sitting.minutes} minutes; short: {short}")
