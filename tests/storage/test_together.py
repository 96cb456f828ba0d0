"""What both say yes to is found by both; a no, a maybe and an open question cannot be told apart by the other."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import pytest

from nearer.domain import Role
from nearer.privacy import Principal
from nearer.storage import (
    Notebook,
    NotSaved,
    Things,
    Together,
    erase_me,
    invite,
    join_couple,
    look_together,
    mark_together,
    open_notebook,
    start_couple,
    withdraw_together,
)
from nearer.storage.together import LASTS, MOST_SHOWN
from tests.storage.making import NOW, PASSPHRASE, new_person, person, rows, tamper

STEPS = Things("steps", ("hands", "back", "skin"))
GENTLE = Things("gentle", tuple(f"thing-{number}" for number in range(15)), chance=True)
EVERY = dict.fromkeys(GENTLE.ids, "yes")


def both(notebook: Notebook, who: Principal, things: Things = STEPS) -> tuple[str, ...]:
    return look_together(notebook, who, things, NOW).both


def test_what_both_say_yes_to_is_seen_by_both(notebook: Notebook, meera: Principal, ravi: Principal) -> None:
    mark_together(notebook, meera, STEPS, {"hands": "yes", "back": "yes"}, NOW)
    assert both(notebook, ravi) == ()
    mark_together(notebook, ravi, STEPS, {"hands": "yes", "back": "not-now", "skin": "yes"}, NOW)
    assert both(notebook, meera) == ("hands",)
    assert both(notebook, ravi) == ("hands",)


def test_one_sees_it_once_the_other_has_looked(notebook: Notebook, meera: Principal, ravi: Principal) -> None:
    mark_together(notebook, ravi, STEPS, {"hands": "yes"}, NOW)
    mark_together(notebook, meera, STEPS, {"hands": "yes"}, NOW)
    assert both(notebook, meera) == ()
    assert both(notebook, ravi) == ("hands",)
    assert both(notebook, meera) == ("hands",)


def test_a_yes_taken_back_counts_no_more_from_that_moment(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    mark_together(notebook, meera, STEPS, {"hands": "yes"}, NOW)
    mark_together(notebook, ravi, STEPS, {"hands": "yes"}, NOW)
    assert both(notebook, meera) == both(notebook, ravi) == ("hands",)
    mark_together(notebook, meera, STEPS, {"hands": "not-now"}, NOW)
    assert both(notebook, ravi) == both(notebook, meera) == ()
    mark_together(notebook, meera, STEPS, {"hands": "yes"}, NOW)
    assert both(notebook, ravi) == ("hands",)
    withdraw_together(notebook, meera, NOW)
    assert both(notebook, ravi) == ()
    assert look_together(notebook, meera, STEPS, NOW) == Together()


@pytest.mark.parametrize("mark", ["maybe", "not-now", None])
def test_every_answer_but_yes_looks_the_same_to_the_other(
    notebook: Notebook, meera: Principal, ravi: Principal, mark: str | None
) -> None:
    mark_together(notebook, meera, STEPS, {"hands": mark} if mark else {}, NOW)
    mark_together(notebook, ravi, STEPS, dict.fromkeys(STEPS.ids, "yes"), NOW)
    assert look_together(notebook, ravi, STEPS, NOW).both == ()
    [hers] = rows(notebook, "SELECT * FROM offers WHERE owner_id = :her", her=meera.person.hex)
    assert len(hers["points"]) == len(hers["multiplied"] or hers["points"]) == 32 * len(STEPS.ids)
    assert mark is None or mark.encode() not in hers["points"]


def test_a_yes_ends_after_thirty_days(notebook: Notebook, meera: Principal, ravi: Principal) -> None:
    mark_together(notebook, meera, STEPS, {"hands": "yes"}, NOW)
    mark_together(notebook, ravi, STEPS, {"hands": "yes"}, NOW + timedelta(days=10))
    assert both(notebook, meera) == ("hands",)
    later = NOW + LASTS
    assert look_together(notebook, ravi, STEPS, later).both == ()
    assert look_together(notebook, meera, STEPS, later) == Together()
    mark_together(notebook, meera, STEPS, {"hands": "yes"}, later)
    assert look_together(notebook, ravi, STEPS, later).both == ("hands",)


def test_chance_leaves_out_a_third_of_each_list_and_shows_at_most_three_and_both_stay(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    mark_together(notebook, meera, GENTLE, EVERY, NOW)
    mark_together(notebook, ravi, GENTLE, EVERY, NOW)
    seen = both(notebook, meera, GENTLE)
    assert len(seen) == MOST_SHOWN
    assert both(notebook, meera, GENTLE) == seen
    mark_together(notebook, meera, GENTLE, EVERY, NOW)
    both(notebook, ravi, GENTLE)
    assert both(notebook, meera, GENTLE) == seen


def test_each_thing_is_left_out_of_a_third_of_all_lists(notebook: Notebook) -> None:
    left = dict.fromkeys(GENTLE.ids, 0)
    pairs = 0
    for number in range(6):
        one = person(notebook, f"One{number}")
        code = invite(notebook, one, NOW)
        other = join_couple(notebook, code, new_person(f"Two{number}", Role.PARTNER), None, NOW).principal
        # Whoever wants one thing alone sees it unless chance left it out of either list: asked thing by thing.
        for thing in GENTLE.ids:
            mark_together(notebook, one, GENTLE, {thing: "yes"}, NOW)
            mark_together(notebook, other, GENTLE, {thing: "yes"}, NOW)
            left[thing] += not both(notebook, one, GENTLE)
            pairs += 1
    assert sum(left.values()) / pairs == pytest.approx(5 / 9, abs=0.2)


@pytest.mark.parametrize("size", [6, 9, 13])
def test_how_sure_an_absence_makes_is_what_counting_every_chance_gives(size: int) -> None:
    """All lists the other can have, half of them with a wish for thing 0: in how many of the unseen ones is it a no?"""
    things = Things("gentle", tuple(map(str, range(size))), chance=True)
    lists = list(combinations(things.ids, things.left_out))
    unseen_wishes = sum("0" in left_out for left_out in lists)
    assert things.most_sure_of_no == Fraction(len(lists), len(lists) + unseen_wishes)


@pytest.mark.parametrize("damage", [b"", bytes(96), b"y" * 96])
def test_damaged_points_agree_on_nothing(notebook: Notebook, meera: Principal, ravi: Principal, damage: bytes) -> None:
    mark_together(notebook, meera, STEPS, {"hands": "yes"}, NOW)
    mark_together(notebook, ravi, STEPS, {"hands": "yes"}, NOW)
    tamper(notebook, "UPDATE offers SET points = :points WHERE owner_id = :him", points=damage, him=ravi.person.hex)
    assert both(notebook, meera) == ()


def test_alone_there_is_nobody_to_agree_with(notebook: Notebook) -> None:
    asha = person(notebook, "Asha")
    with pytest.raises(NotSaved, match="has not joined"):
        mark_together(notebook, asha, STEPS, {"hands": "yes"}, NOW)
    assert look_together(notebook, asha, STEPS, NOW) == Together()


def test_what_is_not_in_the_list_is_refused(notebook: Notebook, meera: Principal) -> None:
    with pytest.raises(NotSaved, match="does not belong"):
        mark_together(notebook, meera, STEPS, {"elsewhere": "yes"}, NOW)


def test_whoever_joins_later_finds_no_yes_that_was_meant_for_the_one_who_left(tmp_path: Path) -> None:
    notebook = open_notebook(tmp_path / "data")
    meera = start_couple(notebook, new_person("Meera"), PASSPHRASE, NOW).principal
    code = invite(notebook, meera, NOW)
    ravi = join_couple(notebook, code, new_person("Ravi", Role.PARTNER), PASSPHRASE, NOW).principal
    mark_together(notebook, meera, STEPS, {"hands": "yes"}, NOW)
    mark_together(notebook, ravi, STEPS, {"hands": "yes"}, NOW)
    assert erase_me(notebook, ravi, PASSPHRASE, NOW)
    code = invite(notebook, meera, NOW)
    dev = join_couple(notebook, code, new_person("Dev", Role.PARTNER), PASSPHRASE, NOW).principal
    mark_together(notebook, dev, STEPS, {"hands": "yes"}, NOW)
    assert both(notebook, dev) == ()
    assert look_together(notebook, meera, STEPS, NOW) == Together()
    notebook.close()
