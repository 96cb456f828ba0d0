"""Made-up couples: what the people of the demo answer, week by week. Nobody here is real."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from nearer.domain.alone import alone_codes, choose_alone
from nearer.domain.answers import Answer
from nearer.domain.conditions import shown_items
from nearer.domain.events import EventKind
from nearer.domain.items import Item
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.roles_and_audiences import Role
from nearer.domain.scoring import score_scale
from nearer.typed_answers.answer_parsing import read_answers

AT_HOME = 4  # numbered couples who live beside Meera and Ravi
Weeks = tuple[int | None, ...]  # one closeness score a week, oldest first; None for a week without a check-in


@dataclass(frozen=True)
class Character:
    """One made-up person. `shares` says whether the partner may read their closeness, `shows_barriers` their barriers.

    The questionnaires about barriers are answered in each of the weeks `answers_in`, counted from this one. An event
    stands in a week, with own words or none.
    """

    nickname: str
    role: Role
    weeks: Weeks
    shares: bool = True
    shows_barriers: bool = False
    answers_in: tuple[int, ...] = ()
    events: tuple[tuple[int, EventKind, str], ...] = ()


MEERA = Character(
    "Meera", Role.SURVIVOR, (21, 29, 24, 32, 37, 35, 44, 49, 57, 55, 63, 68),
    shows_barriers=True, answers_in=(-12, -8, -5),
    events=((4, EventKind.THERAPY_BEGINS, ""),),
)  # fmt: skip
RAVI = Character(
    "Ravi", Role.PARTNER, (38, 43, 46, 42, 45, 51, 48, 56, 54, 61, 64, 67),
    shows_barriers=True, answers_in=(-12, -9, -5),
)  # fmt: skip


def shipped_couples() -> tuple[tuple[Character, ...], ...]:
    """Meera and Ravi, who come closer; two up and down; one whose partner is silent; one alone; two with gaps."""
    return ((MEERA, RAVI), *made_up_couples(range(1, AT_HOME + 1), 16))


def made_up_couples(numbers: Iterable[int], weeks: int) -> tuple[tuple[Character, ...], ...]:
    """The couples of these numbers, 1 and more, with so many weeks each; of one number always the same."""
    return tuple(made_up_couple(number, weeks) for number in numbers)


def made_up_couple(number: int, weeks: int) -> tuple[Character, ...]:
    """A made-up couple for this number, always the same; the five kinds of couples take turns."""
    rng = random.Random(number)
    first, second = _names(number)
    survivor, partner = Role.SURVIVOR, Role.PARTNER
    steady = _make_steady_weeks(rng, weeks)
    if number % 5 == 0:
        return Character(first, survivor, _make_rising_weeks(rng, weeks)), Character(
            second, partner, _make_rising_weeks(rng, weeks)
        )
    if number % 5 == 1:
        return Character(first, survivor, steady), Character(second, partner, _make_steady_weeks(rng, weeks))
    if number % 5 == 2:
        return Character(first, survivor, steady), Character(second, partner, ())
    if number % 5 == 3:
        return (Character(first, survivor, steady, shares=False),)
    return (
        Character(first, survivor, _with_gaps(rng, steady)),
        Character(second, partner, _with_gaps(rng, _make_steady_weeks(rng, weeks)), shares=False),
    )


class CheckIns:
    """Answers to the weekly questionnaire for a closeness score that is to be shown."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._questionnaire = questionnaire
        scale = questionnaire.closeness_scale
        items = [questionnaire.item(name) for name in scale.items]
        self._picture, self._others = items[0], items[1:]
        self._found: dict[Decimal, tuple[int, int]] = {}
        most = sum(len([option for option in item.options if option.weight is not None]) - 1 for item in self._others)
        for circle in range(len(self._picture.options)):
            for steps in range(most + 1):
                score = score_scale(questionnaire, scale, self._answers(circle, steps, 0)).value
                if score is not None:
                    self._keep_nearest(score, circle, steps, most)

    def _keep_nearest(self, score: Decimal, circle: int, steps: int, most: int) -> None:
        """Remember, for a score, the answers in which the circles and the other items agree most."""
        closest_pair = self._found.get(score)
        if closest_pair is None or self._gap(circle, steps, most) < self._gap(*closest_pair, most):
            self._found[score] = (circle, steps)

    def _gap(self, circle: int, steps: int, most: int) -> float:
        return abs(circle / (len(self._picture.options) - 1) - steps / most)

    def answers(self, closeness: int, turn: int) -> dict[str, Answer]:
        """Answers whose closeness is shown as `closeness`, or as the nearest number that can come out."""
        nearest = min(self._found, key=lambda score: (abs(score - closeness), score))
        return self._answers(*self._found[nearest], turn)

    def _answers(self, circle: int, steps: int, turn: int) -> dict[str, Answer]:
        """`steps` towards close, dealt out among the items beginning with a different one at each turn."""
        raw: dict[str, object] = {self._picture.id: option_towards_high(self._picture, circle)}
        whole, more = divmod(steps, len(self._others))
        for index, item in enumerate(self._others):
            raw[item.id] = option_towards_high(item, whole + ((index + turn) % len(self._others) < more))
        return read_answers(self._questionnaire, raw)


def some_answers(questionnaire: Questionnaire, rng: random.Random) -> dict[str, Answer]:
    """Answers as somebody could give them: most items answered, here and there one declined or skipped, no texts."""
    return _read_in_full(questionnaire, {item.id: _some_answer(item, rng) for item in questionnaire.items})


def _read_in_full(questionnaire: Questionnaire, raw: dict[str, object]) -> dict[str, Answer]:
    """Answers without the choice of a two-minute start: whoever leaves that open is asked more."""
    with_choice = read_answers(questionnaire, raw)
    without = {name: answer for name, answer in with_choice.items() if name != questionnaire.short_start}
    return max(with_choice, without, key=lambda answers: len(shown_items(questionnaire, answers)))


def answers_later(questionnaire: Questionnaire, before: dict[str, Answer], rng: random.Random) -> dict[str, Answer]:
    """A person's answers weeks later: most choices moved by one option or not at all, in either direction."""
    raw: dict[str, object] = {}
    for item in questionnaire.items:
        codes = [option.code for option in item.options if not option.not_applicable]
        value = before[item.id].value if item.id in before else None
        if item.type == "choice" and value in codes:
            moved = codes.index(str(value)) + rng.choice((-1, -1, 0, 0, 1))
            raw[item.id] = codes[min(len(codes) - 1, max(0, moved))]
        else:
            raw[item.id] = list(value) if isinstance(value, tuple) else _some_answer(item, rng)
    return _read_in_full(questionnaire, raw)


def _some_answer(item: Item, rng: random.Random) -> object:
    chance = rng.random()
    if chance < 0.05:
        return {"state": "declined"}
    codes = [option.code for option in item.options if not option.not_applicable]
    if chance < 0.1 or not codes:
        return None
    if item.type == "several":
        return choose_alone(rng.sample(codes, k=min(2, len(codes))), (), alone_codes(item))
    return rng.choice(codes) if item.type == "choice" else None


def option_towards_high(item: Item, step: int) -> str:
    """The code of the option so many steps from the one that makes a score lowest."""
    weighed = [option for option in item.options if option.weight is not None]
    return sorted(weighed, key=lambda option: option.weight or Decimal(0), reverse=item.reverse)[step].code


def _make_steady_weeks(rng: random.Random, weeks: int) -> Weeks:
    middle = rng.randint(40, 70)
    return tuple(_clamp_score(middle + rng.gauss(0, 8)) for _ in range(weeks))


def _make_rising_weeks(rng: random.Random, weeks: int) -> Weeks:
    low, rise = rng.randint(20, 40), rng.randint(15, 40)
    return tuple(_clamp_score(low + rise * week / max(1, weeks - 1) + rng.gauss(0, 5)) for week in range(weeks))


def _with_gaps(rng: random.Random, weeks: Weeks) -> Weeks:
    return tuple(None if rng.random() < 0.3 else score for score in weeks)


def _clamp_score(score: float) -> int:
    return min(100, max(0, round(score)))


def _names(number: int) -> tuple[str, str]:
    couples: Sequence[tuple[str, str]] = (
        ("Asha", "Dev"),
        ("Farah", "Imran"),
        ("Grace", "Paul"),
        ("Lena", "Tomas"),
        ("Kamala", "Suresh"),
    )
    first, second = couples[(number - 1) % len(couples)]
    turn = (number - 1) // len(couples)
    return (first, second) if turn == 0 else (f"{first} {turn + 1}", f"{second} {turn + 1}")
