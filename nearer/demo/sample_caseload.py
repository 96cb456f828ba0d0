"""Eight made-up couples, one for each pattern a therapist meets, so that the order and every reason can be seen."""

from __future__ import annotations

from nearer.demo.sample_couples import Character, Weeks
from nearer.domain.events import EventKind
from nearer.domain.roles_and_audiences import Role

Pair = tuple[Character, Character]
_AWAY: Weeks = (None, None, None)


def scripted_couples() -> tuple[Pair, ...]:
    """Named by nobody real. Their weeks end last week; whoever began later has fewer."""
    return (
        _pair("Anita", "Joseph", (20, 30, 20, 30, 40, 40, 50, 50, 60, 60, 70, 70),
              (30, 30, 40, 40, 40, 50, 50, 60, 60, 70, 70, 80)),
        _pair("Bela", "Karim", (60, 50, 60, 60, 50, 60, 60, 70, 70, 80, 90, 90),
              (50, 60, 50, 50, 60, 50, 50, 60, 50, 50, 50, 50)),
        _pair("Chitra", "Mohan", (60, 40, 50, 70, 50, 60, 40, 60, 50, 70, 50, 60),
              (50, 60, 40, 50, 60, 50, 70, 50, 60, 40, 60, 50)),
        _pair("Dora", "Peter", (60, 50, 60, 60, 50, 60, 60, 50, 60, 60, 50, 60),
              (50, 60, 50, 60, 60, 50, 60, 50, 60, *_AWAY)),
        _pair("Esther", "Vikram", (60, 70, 60, 70, 60, 60, 70, 60, 70, 60, 20, 20),
              (60, 60, 70, 60, 60, 70, 60, 60, 60, 70, 50, 50)),
        _pair("Gita", "Alan", (50, 50, 60, 50, 50, 50, 50, 60, 50, 50, 50, 50),
              (60, 60, 60, 60, 60, 60, 60, 50, 60, 60, 60, 60)),
        _pair("Hanna", "Ilyas", (40, 50, 40), (50, 50, 60)),
        _pair("Judith", "Naveen", (50, None, 60, None, 50, None, 40, None, 60, None, 50, 60),
              (60, None, 50, 50, None, 60, None, 60, None, 50, None, 60)),
    )  # fmt: skip


_EVENTS = {
    "Anita": ((3, EventKind.THERAPY_BEGINS, ""), (7, EventKind.STEP_BEGUN, "")),
    "Esther": ((2, EventKind.THERAPY_SESSION, ""), (10, EventKind.OTHER, "A scan")),
}
THREE_TIMES = {"Esther"}  # was asked what gets in the way
DEMO_VISITS = {"Anita": (-28, 3), "Bela": (5,), "Esther": (-21, 1), "Chitra": (-14, 8)}  # days from today


def _pair(survivor: str, partner: str, hers: Weeks, his: Weeks) -> Pair:
    weeks = max(len(hers), len(his))
    answer_weeks = (-weeks, -weeks // 2, -2) if survivor in THREE_TIMES else (-weeks,)
    first = Character(survivor, Role.SURVIVOR, hers, answers_in=answer_weeks, events=_EVENTS.get(survivor, ()))
    return first, Character(partner, Role.PARTNER, his, answers_in=answer_weeks)
