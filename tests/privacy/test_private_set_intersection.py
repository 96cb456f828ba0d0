"""Two people find what both want; nothing else can be told from what they publish."""

from __future__ import annotations

import hashlib
import secrets

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.bindings import crypto_core_ed25519_from_uniform, crypto_core_ed25519_is_valid_point

from nearer.privacy.private_set_intersection import blind, blind_again, intersect, keyed_shuffle, new_number

OPTIONS = ("walk", "tea", "hug", "music", "massage")
WANTED = st.sets(st.sampled_from(OPTIONS))


@settings(max_examples=25, deadline=None)
@given(WANTED, WANTED)
def test_two_people_find_exactly_what_both_want(meeras: set[str], ravis: set[str]) -> None:
    a, b = new_number(), new_number()
    hers, his = blind(OPTIONS, meeras, a, "us"), blind(OPTIONS, ravis, b, "us")
    assert intersect(OPTIONS, blind_again(hers, b), his, a) == meeras & ravis
    assert intersect(OPTIONS, blind_again(his, a), hers, b) == meeras & ravis


def test_when_a_list_begins_anew_no_earlier_answer_counts() -> None:
    a, b = new_number(), new_number()
    his = blind(OPTIONS, OPTIONS, b, "us")
    answered = blind_again(blind(OPTIONS, OPTIONS, a, "us"), b)
    assert intersect(OPTIONS, answered, his, new_number()) == frozenset()


def test_points_of_another_couple_are_worth_nothing() -> None:
    a, b = new_number(), new_number()
    hers, strangers = blind(OPTIONS, OPTIONS, a, "us"), blind(OPTIONS, OPTIONS, b, "other people")
    assert intersect(OPTIONS, blind_again(hers, b), strangers, a) == frozenset()


@pytest.mark.parametrize("wanted", [(), OPTIONS, ("tea",)])
def test_a_blinded_list_has_one_length_and_only_points_whatever_is_wanted(wanted: tuple[str, ...]) -> None:
    published = blind(OPTIONS, wanted, new_number(), "us")
    points = [published[start : start + 32] for start in range(0, len(published), 32)]
    assert len(points) == len(set(points)) == len(OPTIONS)
    assert all(crypto_core_ed25519_is_valid_point(point) for point in points)


def test_an_option_nobody_marked_cannot_be_recognised_in_two_blinded_lists() -> None:
    """A no that came out of a hash could be worked out by anybody, and told from a yes."""
    number = new_number()
    first, again = (blind(OPTIONS, {"tea"}, number, "us") for _ in range(2))
    same = [first[place : place + 32] == again[place : place + 32] for place in range(0, len(first), 32)]
    assert same == [option == "tea" for option in OPTIONS]


def test_the_partner_cannot_try_out_what_they_did_not_say_yes_to() -> None:
    """With everything published in hand, the point of an option times each published point's number stays unknown."""
    a, b = new_number(), new_number()
    hers = blind(OPTIONS, {"walk", "tea"}, a, "us")
    his = blind(OPTIONS, {"walk"}, b, "us")
    tea = crypto_core_ed25519_from_uniform(hashlib.sha256(b"nearer both|us|tea").digest())
    known_to_ravi = {hers[32:64], blind_again(his, a)[32:64], blind_again(hers, b)[32:64]}
    assert blind_again(tea, b) not in known_to_ravi
    assert blind_again(blind_again(tea, b), a) == blind_again(
        hers[32:64], b
    )  # what only somebody with both numbers can make


@pytest.mark.parametrize("damage", [b"", b"x" * 31, bytes(32 * len(OPTIONS)), secrets.token_bytes(32 * len(OPTIONS))])
def test_damaged_points_agree_on_nothing_and_break_nothing(damage: bytes) -> None:
    a, b = new_number(), new_number()
    hers = blind(OPTIONS, OPTIONS, a, "us")
    assert intersect(OPTIONS, damage, blind(OPTIONS, OPTIONS, b, "us"), a) == frozenset()
    assert intersect(OPTIONS, blind_again(hers, b), damage, a) == frozenset()


def test_the_order_of_matches_left_to_chance_cannot_be_worked_out_without_the_couples_secret() -> None:
    """With the secret left out both partners would leave out the same third, and anybody could work it out."""
    options = tuple(f"option-{number}" for number in range(24))
    orders = [keyed_shuffle(options, "us", secret) for secret in (b"", b"one secret", b"another secret")]
    assert all(sorted(order) == sorted(options) for order in orders)
    assert len({tuple(order) for order in orders}) == 3
    assert keyed_shuffle(options, "us", b"one secret") == orders[1]
    assert keyed_shuffle(options, "others", b"one secret") != orders[1]
