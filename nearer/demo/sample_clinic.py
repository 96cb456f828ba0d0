"""A clinic of any size: the scripted couples, thirty-two beside them so that most are steady, then made-up ones."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from nearer.demo.sample_caseload import scripted_couples
from nearer.demo.sample_couples import AT_HOME, Character, Weeks, made_up_couples
from nearer.domain.events import EventKind
from nearer.domain.roles_and_audiences import Role

_NAMES = (
    ("Kavya", "Arjun"), ("Lakshmi", "Venkat"), ("Mariam", "Yusuf"), ("Nora", "Henry"), ("Oviya", "Senthil"),
    ("Padma", "Raghav"), ("Rekha", "Sanjay"), ("Sara", "Benjamin"), ("Tanvi", "Rohan"), ("Usha", "Girish"),
    ("Vidya", "Manoj"), ("Wendy", "Philip"), ("Yamini", "Karthik"), ("Zoya", "Salman"), ("Aditi", "Nikhil"),
    ("Beena", "Thomas"), ("Celine", "Marc"), ("Deepa", "Harish"), ("Elif", "Kemal"), ("Fiona", "Duncan"),
    ("Geetha", "Prakash"), ("Heather", "Colin"), ("Indu", "Ashok"), ("Jaya", "Murali"), ("Kirsten", "Anders"),
    ("Latha", "Suraj"), ("Malini", "Vivek"), ("Nisha", "Tarun"), ("Olga", "Pavel"), ("Priya", "Gautam"),
    ("Radha", "Mahesh"), ("Shanti", "Dinesh"),
)  # fmt: skip
CLINIC_NAMES = frozenset(name for names in _NAMES for name in names)
_EVENTS = (EventKind.SURGERY, EventKind.THERAPY_BEGINS, EventKind.THERAPY_SESSION, EventKind.OTHER)
_WEEKS = (26, 26, 28, 30, 39, 52)  # half a year for most
CLINIC_HOPES = (
    "Dance in the kitchen again", "Fall asleep hand in hand", "A weekend without a hospital bag",
    "Say what I would like, and hear it", "Kiss without thinking of the drain", "Go swimming together",
)  # fmt: skip
CLINIC_QUESTIONS = (
    "Is it normal that I cry afterwards?",
    "When may we fly?",
    "Which gel may I use?",
    "May he come along?",
)
CLINIC_NOTES = (
    "Spoke of waiting for results. Agreed: ten minutes of worry time.", "She asks for a slower pace. He listens.",
    "First evening out since the operation.", "Practised asking for touch, with a word to stop.",
)  # fmt: skip


@dataclass(frozen=True)
class ClinicCouple:
    """A couple with what else there is of it: totals of a PHQ-9 of each, oldest first; in how many weeks something
    is due. Its number says when the visits are."""

    characters: Sequence[Character]
    number: int
    totals: tuple[tuple[int, ...], ...] = ()
    hope: str = ""
    question: str = ""
    note: str = ""
    due_in_weeks: int | None = None
    ended: bool = False


SHIPPED_COUPLES = 40
DemoCouple = ClinicCouple | Sequence[Character]  # a scripted one is its people and their weeks


def whole_clinic(couples: int, weeks: int) -> tuple[DemoCouple, ...]:
    """So many couples, the same ones first in every clinic; whoever comes after them has so many weeks."""
    shipped: tuple[DemoCouple, ...] = (*scripted_couples(), *clinic_couples())
    made_up = made_up_couples(range(AT_HOME + 1, AT_HOME + 1 + couples - len(shipped)), weeks)
    return (
        *shipped[:couples],
        *(ClinicCouple(characters, index % len(_NAMES)) for index, characters in enumerate(made_up)),
    )


def clinic_couples() -> tuple[ClinicCouple, ...]:
    """The same couples every time: 26 to 52 weeks, scales answered three times; some just began, one ended."""
    return tuple(_couple(number) for number in range(len(_NAMES)))


def _couple(number: int) -> ClinicCouple:
    rng = random.Random(f"clinic {number}")
    weeks = 3 if number % 16 == 5 else rng.choice(_WEEKS)
    shape = {
        2: _make_clinic_rising_weeks,
        9: _make_clinic_rising_weeks,
        17: _make_clinic_rising_weeks,
        25: _make_clinic_rising_weeks,
        12: _make_silent_weeks,
        28: _make_silent_weeks,
        6: _make_stopped_weeks,
        14: _make_stopped_weeks,
        24: _make_stopped_weeks,
    }.get(number, _make_clinic_steady_weeks)
    lines = [shape(rng, weeks) for _ in range(2)]
    asks = () if weeks < 26 else (-weeks + 1, -weeks // 2, -2)
    week = rng.randrange(max(1, weeks - 8), weeks)
    events = ((week, rng.choice(_EVENTS[:3]), ""),) if number % 3 == 0 else ()
    survivor, partner = _NAMES[number]
    first = Character(survivor, Role.SURVIVOR, lines[0], shows_barriers=number % 2 == 0, answers_in=asks, events=events)
    characters = (first, Character(partner, Role.PARTNER, lines[1], shares=number % 7 != 6, answers_in=asks))
    return ClinicCouple(
        characters,
        number,
        totals=tuple(_totals(rng, 2 * number + turn) for turn in range(2)) if number % 3 and weeks >= 26 else (),
        hope=CLINIC_HOPES[number % len(CLINIC_HOPES)] if number % 2 else "",
        question=CLINIC_QUESTIONS[number % len(CLINIC_QUESTIONS)] if number % 5 == 3 else "",
        note=CLINIC_NOTES[number % len(CLINIC_NOTES)] if number % 4 == 1 else "",
        due_in_weeks=number % 2 if number % 6 == 4 or weeks < 26 else None,
        ended=number == 30,
    )


def _totals(rng: random.Random, number: int) -> tuple[int, ...]:
    """Some got better over half a year, some got worse early on, most stayed as they were."""
    low = rng.randint(3, 8)
    if number % 7 == 3:
        return low, low + 7, low + 7
    return (low + 9, low + 5, low) if number % 5 in (1, 3) else (low + 1, low + rng.randint(-2, 2), low)


def _make_clinic_steady_weeks(rng: random.Random, weeks: int) -> Weeks:
    """About one's own middle, now and then a week without a check-in; the last one is there."""
    middle, width = rng.randint(41, 74), rng.choice((3, 5, 6))
    scores = [_keep_off_the_ends(middle + rng.gauss(0, width)) if rng.random() > 0.08 else None for _ in range(weeks)]
    return (*scores[:-2], *(_keep_off_the_ends(middle + rng.choice((-1, 0, 2))) for _ in scores[-2:]))


def _make_clinic_rising_weeks(rng: random.Random, weeks: int) -> Weeks:
    low, high = rng.randint(27, 38), rng.randint(63, 79)
    return tuple(_keep_off_the_ends(low + (high - low) * week / weeks + rng.gauss(0, 3)) for week in range(weeks))


def _make_silent_weeks(rng: random.Random, weeks: int) -> Weeks:
    return (*_make_clinic_steady_weeks(rng, weeks - 4), None, None, None, None)


def _make_stopped_weeks(rng: random.Random, weeks: int) -> Weeks:
    return (*_make_clinic_steady_weeks(rng, weeks - 9), *(None,) * 9)


def _keep_off_the_ends(score: float) -> int:
    return min(97, max(4, round(score)))
