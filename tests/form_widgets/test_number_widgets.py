"""A number field shows what is kept, or says why nothing is: it never shows one number and keeps another."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.form_widgets.test_form import DECLINED, raw_of, screen
from tests.form_widgets.test_form_kinds import kinds

ROOT = Path(__file__).parents[2]
NOT_KEPT = "Nothing is kept here until then."


def texts(app: AppTest) -> str:
    return " ".join(str(element.proto.body) for element in app.get("html"))


def typed(app: AppTest, item: str, text: str) -> AppTest:
    app.text_input(key=f"k-ask-{item}").set_value(text).run()
    assert not app.exception
    return app


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("7e1", "not yet a number"),
        ("25", "Choose a value from 0 to 24."),
        ("12,25", "at most 1 figure"),
        ("1,500", "This can mean 1.5 or 1500."),
    ],
)
def test_a_number_that_does_not_fit_stays_in_the_field_with_a_sentence_and_is_not_saved(
    text: str, sentence: str
) -> None:
    app = typed(kinds({"hours": 7.5}), "hours", text)
    assert raw_of(app) == {} and app.session_state["refused"] == []
    assert app.text_input(key="k-ask-hours").value == text
    assert sentence in texts(app) and NOT_KEPT in texts(app)


def test_a_number_that_is_corrected_is_kept_and_its_error_goes() -> None:
    app = typed(typed(kinds(), "hours", "25"), "hours", "2,5")
    assert raw_of(app) == {"hours": 2.5}
    assert NOT_KEPT not in texts(app)


def test_a_number_saved_in_another_form_than_it_was_typed_says_as_what() -> None:
    assert "Kept as 1.5" in texts(typed(kinds(), "hours", "1,5"))
    assert "Kept as 3" in texts(typed(kinds(), "dose", "٣"))
    assert "Kept as" not in texts(typed(kinds(), "hours", "1.5"))


def test_an_emptied_field_is_skipped_without_a_sentence() -> None:
    app = typed(kinds({"hours": 7.5}), "hours", "")
    assert raw_of(app) == {} and NOT_KEPT not in texts(app)


def test_declining_empties_a_field_that_did_not_fit() -> None:
    app = typed(kinds(), "hours", "25")
    app.checkbox(key="k-decline-hours").check().run()
    assert raw_of(app) == {"hours": DECLINED}
    assert app.text_input(key="k-ask-hours").value == "" and NOT_KEPT not in texts(app)


@pytest.mark.parametrize("before", ["25", "1,5"])
def test_a_number_from_another_window_takes_the_place_of_the_one_in_the_field(before: str) -> None:
    app = typed(kinds(), "hours", before)
    app.session_state["raw"] = {"hours": 6.5}
    app.run()
    assert app.text_input(key="k-ask-hours").value == "6.5"


def test_a_unit_alone_keeps_no_quantity_whose_number_does_not_fit() -> None:
    app = typed(kinds({"mass": {"number": 61.5, "unit": "kg"}}), "mass", "1,500")
    assert raw_of(app) == {}
    app.selectbox(key="k-unit-mass").set_value("g").run()
    assert raw_of(app) == {} and NOT_KEPT in texts(app)
    assert raw_of(typed(app, "mass", "1500")) == {"mass": {"number": 1500, "unit": "g"}}


def test_a_whole_number_takes_no_point() -> None:
    app = typed(screen(), "years", "1.5")
    assert raw_of(app) == {} and "Give a whole number, without a point or comma." in texts(app)


def test_a_long_number_is_kept_to_its_last_figure() -> None:
    app = typed(screen(), "weight", "0,123456789012345")
    assert raw_of(app) == {"weight": 0.123456789012345}
    assert raw_of(typed(app, "weight", "0,1234567890123456")) == {}


def test_numbers_are_typed_as_text_and_never_into_the_browsers_own_number_field() -> None:
    """A browser's own number field turns `1,5` into 15 where its language has a point."""
    files = [*ROOT.glob("nearer/**/*.py"), *ROOT.glob("pages/*.py")]
    assert len(files) > 200
    assert [file.name for file in files if re.search(r"number_input|st\.slider", file.read_text("utf-8"))] == []


TAPS: list[tuple[list[str], Any]] = [
    (["nothing"], ["nothing"]),
    (["tea", "milk"], ["tea", "milk"]),
    (["tea", "milk", "nothing"], ["nothing"]),
    (["nothing", "tea"], ["tea"]),
    (["tea", "nothing", "~"], DECLINED),
    (["nothing", "~", "milk"], ["milk"]),
    (["~", "nothing"], ["nothing"]),
]


@pytest.mark.parametrize(("taps", "answer"), TAPS)
def test_in_whatever_order_people_tap_what_stands_alone_is_alone(taps: list[str], answer: object) -> None:
    app = kinds()
    for code in taps:
        group = app.button_group(key="k-ask-drinks")
        group.set_value([*group.value, code]).run()
    assert raw_of(app) == {"drinks": answer} and app.session_state["refused"] == []


def test_own_words_and_an_option_that_stands_alone_take_each_other_away() -> None:
    app = kinds({"drinks": ["nothing"]})
    app.text_input(key="k-own-drinks").set_value("water").run()
    assert raw_of(app) == {"drinks": [{"text": "water"}]}
    app.button_group(key="k-ask-drinks").set_value(["nothing"]).run()
    assert raw_of(app) == {"drinks": ["nothing"]}
    assert app.text_input(key="k-own-drinks").value == ""
