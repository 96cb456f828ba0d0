"""What a passphrase needs, and codes that survive being read aloud."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.privacy.passphrases import check_passphrase, suggest_passphrase
from nearer.privacy.typed_codes import new_invitation_code, new_recovery_code, normal_code

WORDS = (Path(__file__).parents[2] / "nearer" / "privacy" / "words.txt").read_text("utf-8").split()


@pytest.mark.parametrize(
    "text", ["plum-quiet-arch-tide", "मेरा घर बहुत दूर है", "my own long sentence", "x9$Kq!2@vL#8w", "ñandú y león gris"]
)
def test_a_passphrase_may_be_of_any_characters(text: str) -> None:
    assert check_passphrase(text, "Meera") is None


def test_four_different_characters_are_too_few_and_five_are_enough() -> None:
    assert "guess" in (check_passphrase("gtgkgmtkmtgk", "Meera") or "")
    assert check_passphrase("gtgkgmtkmvgk", "Meera") is None


def test_the_length_of_a_passphrase_is_counted_as_it_is_hashed() -> None:
    """NFKC makes three letters of the ligature, and one of a letter with its accent written apart."""
    assert check_passphrase("\ufb03 plum qui", "Meera") is None
    assert "12" in (check_passphrase("e\u0301 plum quie", "Meera") or "")


@pytest.mark.parametrize("length", [0, 1, 11])
def test_fewer_than_twelve_characters_are_too_few(length: int) -> None:
    assert "12" in (check_passphrase("plum-quiet-arch-tide"[:length], "Meera") or "")


def test_a_thousand_and_twenty_four_characters_are_kept_and_one_more_is_not() -> None:
    longest = "-".join(WORDS)[:1024]
    assert check_passphrase(longest, "Meera") is None
    assert "1,024" in (check_passphrase(longest + "x", "Meera") or "")


@pytest.mark.parametrize(
    "text",
    [
        "password1234",
        "Nearer-Password-123",
        "iloveyou meera 2024",
        "aaaaaaaaaaaa",
        "qwertyuiopas",
        "correct horse battery staple",
        "123456789012",
        "meerameerameera",
        "abcabcabcabcabc",
        "MEERA meera 1990",
        "together forever",
        "poiuytrewq-lkjhgfdsa",
        "9876 vcxz uvwxyz",
    ],
)
def test_a_common_passphrase_or_one_about_oneself_is_refused(text: str) -> None:
    assert "guess" in (check_passphrase(text, "Meera") or "")


def test_a_refusal_never_repeats_the_passphrase() -> None:
    for text in ("short", "password1234", "x" * 2000):
        assert text not in (check_passphrase(text, "Meera") or "")


def test_a_suggestion_is_five_of_our_words_and_always_fine() -> None:
    for _ in range(300):
        suggestion = suggest_passphrase()
        assert len(suggestion.split("-")) == 5
        assert set(suggestion.split("-")) <= set(WORDS)
        assert check_passphrase(suggestion, "Meera") is None


def test_the_words_for_passphrases_are_enough_and_each_can_be_typed_and_stands_once() -> None:
    assert len(WORDS) >= 1024
    assert all(before < after for before, after in pairwise(WORDS))
    assert all(word.isascii() and word.isalpha() and word.islower() and 3 <= len(word) <= 12 for word in WORDS)


def test_a_recovery_code_has_160_bits_and_an_invitation_80_in_groups_of_four() -> None:
    assert [len(group) for group in new_recovery_code().split("-")] == [4] * 8
    assert [len(group) for group in new_invitation_code().split("-")] == [4] * 4


def test_recovery_and_invitation_codes_never_repeat() -> None:
    assert len({new_invitation_code() for _ in range(2000)}) == 2000


def test_a_code_reads_the_same_however_it_is_typed() -> None:
    assert normal_code(" o1Il-ab cd‐ef ") == "0111ABCDEF"


@given(st.integers(0, 10_000))
def test_a_code_typed_without_dashes_and_in_small_letters_is_the_same_code(_turn: int) -> None:
    code = new_recovery_code()
    assert normal_code(code.lower().replace("-", " ")) == normal_code(code) == code.replace("-", "")


@given(st.text(st.characters(max_codepoint=126)))
def test_reading_a_code_twice_changes_nothing(text: str) -> None:
    assert normal_code(normal_code(text)) == normal_code(text)
