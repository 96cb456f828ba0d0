"""What both say yes to is found by both; a no, a maybe and an open question cannot be told apart by the other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import pytest

from nearer.database.row_errors import ChangedOutside, NotSaved
from nearer.domain.roles_and_audiences import Role
from nearer.personal_records.erasure import erase_me
from nearer.privacy.principal import Principal
from nearer.storage.couple.invitations import create_invitation
from nearer.storage.couple.mutual_agreements import (
    AGREEMENT_LASTS,
    MAX_AGREEMENTS_SHOWN,
    AgreementList,
    MutualAgreement,
    add_marks,
    read_agreements,
    save_marks,
    withdraw_marks,
)
from nearer.storage.couple.people import join_couple, start_couple
from nearer.storage.notebook import Notebook, open_notebook
from tests.storage.making import NOW, PASSPHRASE, make_couple, make_new_person, make_person, read_rows, tamper

STEPS = AgreementList("steps", ("hands", "back", "skin"))
WELCOME = AgreementList("welcome", tuple(f"option-{number}" for number in range(12)), chance=True)
EVERY = dict.fromkeys(WELCOME.ids, "yes")


def read_common_options(notebook: Notebook, who: Principal, options: AgreementList = STEPS) -> tuple[str, ...]:
    return read_agreements(notebook, who, options, NOW).agreed


def found_one_by_one(notebook: Notebook, person: Principal, partner: Principal, now: datetime) -> list[str]:
    """The options that are found when both say yes to this one alone: all but what chance left out of either list."""
    options: list[str] = []
    for option in WELCOME.ids:
        for who in (person, partner):
            save_marks(notebook, who, WELCOME, {option: "yes"}, now)
        options += read_agreements(notebook, person, WELCOME, now).agreed
    return options


def test_a_wish_that_both_say_yes_to_is_shown_to_both(notebook: Notebook, meera: Principal, ravi: Principal) -> None:
    save_marks(notebook, meera, STEPS, {"hands": "yes", "back": "yes"}, NOW)
    assert read_common_options(notebook, ravi) == ()
    save_marks(notebook, ravi, STEPS, {"hands": "yes", "back": "not-now", "skin": "yes"}, NOW)
    assert read_common_options(notebook, meera) == ("hands",)
    assert read_common_options(notebook, ravi) == ("hands",)


def test_a_match_is_seen_once_the_partner_has_opened_the_list(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    save_marks(notebook, ravi, STEPS, {"hands": "yes"}, NOW)
    save_marks(notebook, meera, STEPS, {"hands": "yes"}, NOW)
    assert read_common_options(notebook, meera) == ()
    assert read_common_options(notebook, ravi) == ("hands",)
    assert read_common_options(notebook, meera) == ("hands",)


def test_a_yes_taken_back_counts_no_more_from_that_moment(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    save_marks(notebook, meera, STEPS, {"hands": "yes"}, NOW)
    save_marks(notebook, ravi, STEPS, {"hands": "yes"}, NOW)
    assert read_common_options(notebook, meera) == read_common_options(notebook, ravi) == ("hands",)
    save_marks(notebook, meera, STEPS, {"hands": "not-now"}, NOW)
    assert read_common_options(notebook, ravi) == read_common_options(notebook, meera) == ()
    save_marks(notebook, meera, STEPS, {"hands": "yes"}, NOW)
    assert read_common_options(notebook, ravi) == ("hands",)
    withdraw_marks(notebook, meera, None, NOW)
    assert read_common_options(notebook, ravi) == ()
    assert read_agreements(notebook, meera, STEPS, NOW) == MutualAgreement()


@pytest.mark.parametrize("mark", ["maybe", "not-now", None])
def test_every_answer_but_yes_looks_the_same_to_the_partner(
    notebook: Notebook, meera: Principal, ravi: Principal, mark: str | None
) -> None:
    save_marks(notebook, meera, STEPS, {"hands": mark} if mark else {}, NOW)
    save_marks(notebook, ravi, STEPS, dict.fromkeys(STEPS.ids, "yes"), NOW)
    assert read_agreements(notebook, ravi, STEPS, NOW).agreed == ()
    [hers] = read_rows(notebook, "SELECT * FROM blinded_lists WHERE owner_id = :her", her=meera.id.hex)
    assert len(hers["points"]) == len(hers["double_blinded"] or hers["points"]) == 32 * len(STEPS.ids)
    assert mark is None or mark.encode() not in hers["points"]


def test_a_yes_ends_after_thirty_days(notebook: Notebook, meera: Principal, ravi: Principal) -> None:
    save_marks(notebook, meera, STEPS, {"hands": "yes"}, NOW)
    save_marks(notebook, ravi, STEPS, {"hands": "yes"}, NOW + timedelta(days=10))
    assert read_common_options(notebook, meera) == ("hands",)
    later = NOW + AGREEMENT_LASTS
    assert read_agreements(notebook, ravi, STEPS, later).agreed == ()
    assert read_agreements(notebook, meera, STEPS, later) == MutualAgreement()
    save_marks(notebook, meera, STEPS, {"hands": "yes"}, later)
    assert read_agreements(notebook, ravi, STEPS, later).agreed == ("hands",)


def test_chance_leaves_out_a_third_of_each_list_and_shows_at_most_three_and_both_stay(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    save_marks(notebook, meera, WELCOME, EVERY, NOW)
    save_marks(notebook, ravi, WELCOME, EVERY, NOW)
    seen = read_common_options(notebook, meera, WELCOME)
    assert len(seen) == MAX_AGREEMENTS_SHOWN
    assert read_common_options(notebook, meera, WELCOME) == seen
    save_marks(notebook, meera, WELCOME, EVERY, NOW)
    read_common_options(notebook, ravi, WELCOME)
    assert read_common_options(notebook, meera, WELCOME) == seen


def test_both_people_are_shown_the_same_matches_of_a_list_left_to_chance(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    save_marks(notebook, meera, WELCOME, EVERY, NOW)
    save_marks(notebook, ravi, WELCOME, EVERY, NOW)
    assert read_common_options(notebook, meera, WELCOME) == read_common_options(notebook, ravi, WELCOME)


def test_chance_leaves_out_a_third_of_each_list_and_a_different_third_for_each_person(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    couples = [(meera, ravi), make_couple(notebook, "Asha", "Dev"), make_couple(notebook, "Uma", "Om")]
    options_by_couple = [found_one_by_one(notebook, one, two, NOW) for one, two in couples]
    assert all(4 <= len(options) <= 8 for options in options_by_couple), "twelve, less four of hers and four of his"
    assert WELCOME.left_out == 4, "a third of twelve"
    assert any(len(options) < 8 for options in options_by_couple), "eight each time would be the same third of both"


def test_matches_left_out_by_chance_stay_left_out_when_a_list_is_taken_back_or_begun_anew(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    options_before = found_one_by_one(notebook, meera, ravi, NOW)
    for one in (meera, ravi):
        withdraw_marks(notebook, one, WELCOME, NOW)
    assert found_one_by_one(notebook, meera, ravi, NOW) == options_before
    assert found_one_by_one(notebook, meera, ravi, NOW + AGREEMENT_LASTS) == options_before


def test_one_list_is_taken_back_and_the_other_stays(notebook: Notebook, meera: Principal, ravi: Principal) -> None:
    for one in (meera, ravi):
        save_marks(notebook, one, STEPS, {"hands": "yes"}, NOW)
        save_marks(notebook, one, WELCOME, EVERY, NOW)
    withdraw_marks(notebook, meera, WELCOME, NOW)
    assert read_common_options(notebook, ravi, WELCOME) == ()
    assert read_common_options(notebook, meera) == read_common_options(notebook, ravi) == ("hands",)


def test_marks_of_several_windows_at_once_are_all_kept(notebook: Notebook, meera: Principal, ravi: Principal) -> None:
    ids = STEPS.ids

    def mark(option: str) -> None:
        add_marks(notebook, meera, STEPS, {option: "yes"}, NOW)

    with ThreadPoolExecutor(len(ids)) as windows:
        list(windows.map(mark, ids))
    save_marks(notebook, ravi, STEPS, dict.fromkeys(ids, "yes"), NOW)
    assert read_agreements(notebook, meera, STEPS, NOW).marks == dict.fromkeys(ids, "yes")
    assert set(read_agreements(notebook, ravi, STEPS, NOW).agreed) == set(ids)


@pytest.mark.parametrize("size", [3, 4, 6])
def test_how_sure_a_missing_match_makes_a_no_equals_the_share_counted_over_every_list(size: int) -> None:
    """Every list the other can have and every chance, all as likely: whoever says yes to all sees `seen` of it."""
    options = AgreementList("welcome", tuple(map(str, range(size))), chance=True)
    wishes = [frozenset(wish) for length in range(size + 1) for wish in combinations(options.ids, length)]
    worlds = [(wish, wish - set(out)) for wish in wishes for out in combinations(options.ids, options.left_out)]
    sure = [
        Fraction(sum(option not in wish for wish in alike), len(alike))
        for seen in {seen for _wish, seen in worlds}
        for alike in [[wish for wish, also in worlds if also == seen]]
        for option in set(options.ids) - seen
    ]
    assert max(sure) == options.most_sure_of_no


@pytest.mark.parametrize("damage", [b"", bytes(96), b"y" * 96])
def test_a_blinded_list_with_damaged_points_is_refused(
    notebook: Notebook, meera: Principal, ravi: Principal, damage: bytes
) -> None:
    save_marks(notebook, meera, STEPS, {"hands": "yes"}, NOW)
    save_marks(notebook, ravi, STEPS, {"hands": "yes"}, NOW)
    tamper(notebook, "UPDATE blinded_lists SET points = :points WHERE owner_id = :him", points=damage, him=ravi.id.hex)
    with pytest.raises(ChangedOutside, match="one of you two marked"):
        read_common_options(notebook, meera)


def test_a_person_without_a_partner_has_nobody_to_agree_with(notebook: Notebook) -> None:
    asha = make_person(notebook, "Asha")
    with pytest.raises(NotSaved, match="has not joined"):
        save_marks(notebook, asha, STEPS, {"hands": "yes"}, NOW)
    assert read_agreements(notebook, asha, STEPS, NOW) == MutualAgreement()


def test_a_mark_for_an_option_that_is_not_in_the_list_is_refused(notebook: Notebook, meera: Principal) -> None:
    with pytest.raises(NotSaved, match="does not belong"):
        save_marks(notebook, meera, STEPS, {"elsewhere": "yes"}, NOW)


def test_a_partner_who_joins_later_finds_no_yes_meant_for_the_one_who_left(tmp_path: Path) -> None:
    notebook = open_notebook(tmp_path / "data")
    meera = start_couple(notebook, make_new_person("Meera"), PASSPHRASE, NOW).principal
    code = create_invitation(notebook, meera, NOW)
    ravi = join_couple(notebook, code, make_new_person("Ravi", Role.PARTNER), PASSPHRASE, NOW).principal
    save_marks(notebook, meera, STEPS, {"hands": "yes"}, NOW)
    save_marks(notebook, ravi, STEPS, {"hands": "yes"}, NOW)
    assert erase_me(notebook, ravi, PASSPHRASE, NOW)
    code = create_invitation(notebook, meera, NOW)
    dev = join_couple(notebook, code, make_new_person("Dev", Role.PARTNER), PASSPHRASE, NOW).principal
    save_marks(notebook, dev, STEPS, {"hands": "yes"}, NOW)
    assert read_common_options(notebook, dev) == ()
    assert read_agreements(notebook, meera, STEPS, NOW) == MutualAgreement()
    notebook.close()
