"""Initials are whole letters, as the readers of each script see them, and stand wherever a name stands."""

from __future__ import annotations

import pytest

from nearer.sheet.initials import first_letter, initials_of, isolate_right_to_left, with_initials


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("meera", "M"),
        ("e\u0301mile", "E\u0301"),
        ("Łukasz", "Ł"),
        ("मीरा", "मी"),
        ("क्षमा", "क्ष"),
        ("ज़रीन", "ज़"),
        ("ಮೀರಾ", "ಮೀ"),
        ("ಶ್ರೀ", "ಶ್ರೀ"),
        ("ಜ್ಯೋತಿ", "ಜ್ಯೋ"),
        ("ಸ್ತ್ರೀ", "ಸ್ತ್ರೀ"),
        ("மீரா", "மீ"),
        ("ப்ரியா", "ப்ரி"),
        ("ജ്യോതി", "ജ്യോ"),
        ("علی", "ع"),
        ("\u200fعلی", "ع"),
        ("👩\u200d👩\u200d👧 us", "👩\u200d👩\u200d👧"),
        ("🇮🇳", "🇮🇳"),
        ("👍🏽", "👍🏽"),
        ("=cmd", "="),
    ],
)
def test_an_initial_is_a_whole_letter_in_every_script(name: str, letter: str) -> None:
    assert first_letter(name) == letter
    assert initials_of([name]) == {name: isolate_right_to_left(f"{letter}.")}


def test_two_names_with_the_same_first_letter_are_numbered_and_two_that_only_look_alike_in_half_are_not() -> None:
    assert initials_of(["मीरा", "मीना"]) == {"मीरा": "मी1.", "मीना": "मी2."}
    assert initials_of(["मीरा", "मोहन"]) == {"मीरा": "मी.", "मोहन": "मो."}


@pytest.mark.parametrize(
    ("name", "written", "printed"),
    [
        ("मीर", "मीर और मीरा आए।", "मी. और मीरा आए।"),
        ("ರವಿ", "ರವಿ, ರವಿವಾರ ಬರಬಹುದೇ?", "ರ., ರವಿವಾರ ಬರಬಹುದೇ?"),
        ("İpek", "ipek and İPEK", "İ. and İ."),
        ("علی", "Can علی come?", "\u2068Can \u2068ع.\u2069 come?\u2069"),
    ],
)
def test_a_name_inside_a_longer_word_stays_and_a_word_of_its_own_becomes_the_initial(
    name: str, written: str, printed: str
) -> None:
    assert with_initials(initials_of([name]), written) == printed


def test_a_name_that_begins_with_the_other_is_replaced_whole() -> None:
    assert with_initials(initials_of(["Ann", "Ann Mary"]), "Ann Mary and Ann") == "A2. and A1."


def test_right_to_left_text_on_a_sheet_is_set_apart_and_other_text_stays_as_it_is() -> None:
    assert isolate_right_to_left("کیا؟") == "\u2068کیا؟\u2069" and isolate_right_to_left("שבת") == "\u2068שבת\u2069"
    assert isolate_right_to_left("Until when? 3 क्या") == "Until when? 3 क्या"


def test_a_name_that_begins_a_longer_name_leaves_the_longer_one_whole() -> None:
    assert with_initials({"Ann": "A.", "Ann Marie": "M."}, "Ann Marie and Ann came") == "M. and A. came"
