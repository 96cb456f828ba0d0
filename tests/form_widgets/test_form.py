"""A form asks, never guesses: every item can be answered, declined, cleared, and shows what the draft holds."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from nearer.form_widgets.choice_widgets import fits_in_a_row

SCREEN = str(Path(__file__).with_name("form_screen.py"))
DECLINED = {"state": "declined"}
RADIOS = ("plain", "alike", "small")


def screen(raw: dict[str, Any] | None = None, section: str = "one") -> AppTest:
    app = AppTest.from_file(SCREEN, default_timeout=30)
    app.session_state["raw"] = raw or {}
    app.session_state["section"] = section
    return app.run()


def raw_of(app: AppTest) -> dict[str, Any]:
    return dict(app.session_state["raw"])


def clear_buttons(app: AppTest) -> list[str]:
    return [button.key for button in app.button if "-undo-" in button.key]


def test_nothing_is_chosen_before_the_person_chooses() -> None:
    app = screen()
    assert [radio.value for radio in app.radio] == [None] * 3
    assert app.button_group(key="k-ask-which").value == []
    assert app.button_group(key="k-ask-which").label.endswith(" Choose as many as fit.")
    assert [app.text_input(key=f"k-ask-{name}").value for name in ("years", "weight")] == ["", ""]
    assert (app.text_area[0].value, app.date_input[0].value) == ("", None)
    assert not any(box.value for box in app.checkbox)


def test_a_chosen_option_reaches_the_form_as_its_code() -> None:
    app = screen()
    app.radio(key="k-ask-plain").set_value("none").run()
    assert raw_of(app) == {"plain": "none"}


@pytest.mark.parametrize("item", RADIOS)
def test_every_choice_ends_with_rather_not_say(item: str) -> None:
    app = screen()
    radio = app.radio(key=f"k-ask-{item}")
    assert radio.options[-1] == "I would rather not say"
    radio.set_value("~").run()
    assert raw_of(app) == {item: DECLINED}


def test_an_option_that_does_not_apply_can_be_chosen_and_stays_chosen() -> None:
    app = screen()
    app.radio(key="k-ask-plain").set_value("away").run()
    assert raw_of(app) == {"plain": "away"}
    assert app.radio(key="k-ask-plain").value == "away"


def test_clear_appears_once_an_item_is_answered_and_takes_the_answer_back() -> None:
    app = screen()
    assert clear_buttons(app) == []
    app.radio(key="k-ask-plain").set_value("none").run()
    assert clear_buttons(app) == ["k-undo-plain"]
    app.button(key="k-undo-plain").click().run()
    assert raw_of(app) == {}
    assert app.radio(key="k-ask-plain").value is None
    assert clear_buttons(app) == []


def test_after_leaving_and_coming_back_the_drafts_answers_are_shown() -> None:
    raw = {"plain": "none", "alike": "b", "small": 2, "words": "Slowly", "day": "2026-05-04", "which": ["none", "lot"]}
    app = screen(raw | {"years": 7, "weight": 2.5})
    app.session_state["section"] = "two"
    app.run()
    app.session_state["section"] = "one"
    app.run()
    assert [radio.value for radio in app.radio] == ["none", "b", "2"]
    assert app.button_group(key="k-ask-which").value == ["none", "lot"]
    assert [app.text_input(key=f"k-ask-{name}").value for name in ("years", "weight")] == ["7", "2.5"]
    assert (app.text_area[0].value, app.date_input[0].value) == ("Slowly", date(2026, 5, 4))


def test_a_draft_that_changed_elsewhere_is_what_the_widget_shows() -> None:
    app = screen({"plain": "none", "words": "Here", "which": ["none"]})
    app.session_state["raw"] = {"plain": "lot", "words": "Elsewhere", "which": DECLINED}
    app.run()
    assert app.radio(key="k-ask-plain").value == "lot"
    assert app.text_area[0].value == "Elsewhere"
    assert app.button_group(key="k-ask-which").value == ["~"]


def test_an_answer_that_was_not_offered_is_refused_and_the_question_set_back() -> None:
    app = screen({"plain": "none"})
    radio = app.radio(key="k-ask-plain")
    radio.options.append("forged")
    radio.set_value("forged").run()
    assert raw_of(app) == {"plain": "none"}
    assert len(app.session_state["refused"]) == 1
    assert app.radio(key="k-ask-plain").value == "none"


def test_a_choice_among_several_that_was_not_offered_is_refused() -> None:
    app = screen({"which": ["none"]})
    several = app.button_group(key="k-ask-which")
    several.options.append("forged")
    several.set_value(["none", "forged"]).run()
    assert raw_of(app) == {"which": ["none"]}
    assert app.button_group(key="k-ask-which").value == ["none"]


def test_an_item_that_is_not_shown_is_not_asked() -> None:
    app = screen()
    assert "k-ask-more" not in [radio.key for radio in app.radio]
    app.radio(key="k-ask-plain").set_value("lot").run()
    assert "k-ask-more" in [radio.key for radio in app.radio]


def test_two_options_that_read_alike_stay_two_options() -> None:
    app = screen()
    app.radio(key="k-ask-alike").set_value("b").run()
    assert raw_of(app) == {"alike": "b"}
    assert len(set(app.radio(key="k-ask-alike").options)) == 3


def test_markup_in_an_answer_option_is_shown_as_plain_text() -> None:
    assert r"A \*lot\*" in screen().radio(key="k-ask-plain").options


def test_several_can_be_chosen_and_declining_takes_them_away() -> None:
    app = screen()
    app.button_group(key="k-ask-which").set_value(["none", "lot"]).run()
    assert raw_of(app) == {"which": ["none", "lot"]}
    app.button_group(key="k-ask-which").set_value(["none", "lot", "~"]).run()
    assert raw_of(app) == {"which": DECLINED}
    assert app.button_group(key="k-ask-which").value == ["~"]


def test_choosing_after_declining_takes_the_declining_away() -> None:
    app = screen({"which": DECLINED})
    app.button_group(key="k-ask-which").set_value(["~", "lot"]).run()
    assert raw_of(app) == {"which": ["lot"]}


def test_taking_the_last_of_several_away_leaves_the_item_skipped() -> None:
    app = screen({"which": ["lot"]})
    app.button_group(key="k-ask-which").set_value([]).run()
    assert raw_of(app) == {}


def test_a_small_range_is_offered_number_by_number_and_reaches_the_form_as_a_number() -> None:
    app = screen()
    assert app.radio(key="k-ask-small").options[:-1] == ["0", "1", "2", "3"]
    app.radio(key="k-ask-small").set_value("0").run()
    assert raw_of(app) == {"small": 0}


def test_numbers_words_and_days_reach_the_form_as_numbers_words_and_days() -> None:
    app = screen()
    app.text_input(key="k-ask-years").set_value("12").run()
    app.text_input(key="k-ask-weight").set_value("2.5").run()
    app.text_area(key="k-ask-words").set_value("With you").run()
    app.date_input(key="k-ask-day").set_value(date(2026, 5, 4)).run()
    assert raw_of(app) == {"years": 12, "weight": 2.5, "words": "With you", "day": "2026-05-04"}


def test_an_emptied_text_is_skipped_again() -> None:
    app = screen({"words": "With you"})
    app.text_area(key="k-ask-words").set_value("").run()
    assert raw_of(app) == {}


@pytest.mark.parametrize("item", ["years", "weight", "words", "day"])
def test_what_is_typed_can_be_declined_and_the_declining_taken_back(item: str) -> None:
    app = screen()
    app.checkbox(key=f"k-decline-{item}").check().run()
    assert raw_of(app) == {item: DECLINED}
    app.checkbox(key=f"k-decline-{item}").uncheck().run()
    assert raw_of(app) == {}


def test_declining_empties_what_was_typed() -> None:
    app = screen({"words": "With you"})
    app.checkbox(key="k-decline-words").check().run()
    assert app.text_area[0].value == ""


def test_typing_after_declining_takes_the_declining_away() -> None:
    app = screen({"words": DECLINED})
    app.text_area(key="k-ask-words").set_value("After all").run()
    assert raw_of(app) == {"words": "After all"}
    assert not app.checkbox(key="k-decline-words").value


def test_the_circles_are_one_group_of_seven_pictures_with_words_and_rather_not_say() -> None:
    [radio] = screen(section="two").radio
    assert len(radio.options) == 8
    assert all(option.startswith("![](data:image/svg+xml;base64,") for option in radio.options[:7])
    assert [option.rsplit(" ", 1)[1] for option in radio.options[:7]] == [
        "One",
        "Two",
        "Three",
        "Four",
        "Five",
        "Six",
        "Seven",
    ]


def test_a_chosen_picture_reaches_the_form_as_its_code() -> None:
    app = screen(section="two")
    app.radio[0].set_value("5").run()
    assert raw_of(app) == {"circles": "5"}


def test_a_long_form_draws_without_a_word_of_trouble() -> None:
    assert not screen({"plain": "lot", "small": 3}).exception


@pytest.mark.parametrize(
    ("texts", "is_row"),
    [
        (["Not at all", "A little", "Partly", "Mostly", "Fully"], True),
        ([str(number) for number in range(11)], True),
        (["Yes"], False),
        (["One", "Two", "Three", "Four", "Five", "Six"], False),
        (["Yes", "Uncomfortable"], False),
        (["Yes", "No, and not in a long time"], False),
    ],
)
def test_answers_stand_in_one_row_where_a_phone_has_room_for_their_words(texts: list[str], is_row: bool) -> None:
    assert fits_in_a_row(texts) is is_row
