"""Every further kind of item can be answered, declined, taken back, and added where it may be there again."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.form_widgets.test_form import DECLINED, raw_of, screen


def kinds(raw: dict[str, Any] | None = None) -> AppTest:
    app = screen(raw, "three")
    assert not app.exception
    return app


def test_nothing_is_filled_in_before_the_person_does() -> None:
    app = kinds()
    assert [one.value for one in app.text_input] == [""] * len(app.text_input)
    assert len(app.number_input) == 0
    assert (app.time_input[0].value, app.datetime_input[0].value) == (None, None)
    assert app.selectbox(key="k-ask-far").value is None
    assert raw_of(app) == {}


def test_a_required_question_has_a_star_and_can_still_be_declined() -> None:
    app = kinds()
    assert app.text_input(key="k-ask-line").label.endswith("\\*")
    app.checkbox(key="k-decline-line").set_value(True).run()
    assert raw_of(app) == {"line": DECLINED}


@pytest.mark.parametrize(
    "widget, item, value, raw",
    [
        ("text_input", "line", "short", "short"),
        ("text_input", "page", "https://a.example", "https://a.example"),
        ("time_input", "clock", time(6, 15), "06:15:00"),
        ("datetime_input", "moment", datetime(2026, 11, 23, 18, 30), "2026-11-23T18:30:00"),
        ("text_input", "hours", "7.5", 7.5),
        ("text_input", "mass", "61,5", {"number": 61.5, "unit": "kg"}),
        ("selectbox", "far", "lot", "lot"),
    ],
)
def test_an_answer_is_kept_as_it_was_given(widget: str, item: str, value: Any, raw: Any) -> None:
    app = kinds()
    getattr(app, widget)(key=f"k-ask-{item}").set_value(value).run()
    assert raw_of(app) == {item: raw} and app.session_state["refused"] == []
    assert not app.exception


def test_a_quantity_follows_the_unit_that_is_chosen() -> None:
    app = kinds({"mass": {"number": 61.5, "unit": "kg"}})
    app.selectbox(key="k-unit-mass").set_value("g").run()
    assert raw_of(app) == {"mass": {"number": 61.5, "unit": "g"}}


def test_own_words_take_the_place_of_an_answer_option() -> None:
    app = kinds({"drink": "tea"})
    app.text_input(key="k-own-drink").set_value("water").run()
    assert raw_of(app) == {"drink": {"text": "water"}}
    assert app.radio(key="k-ask-drink").value is None
    app.radio(key="k-ask-drink").set_value("tea").run()
    assert raw_of(app) == {"drink": "tea"} and app.text_input(key="k-own-drink").value == ""


def test_own_words_stand_beside_the_options_where_several_may_be_chosen() -> None:
    app = kinds({"drinks": ["tea"]})
    app.text_input(key="k-own-drinks").set_value("water").run()
    assert raw_of(app) == {"drinks": ["tea", {"text": "water"}]}


def test_an_answer_can_be_added_and_taken_away_up_to_the_limit() -> None:
    app = kinds()
    app.button(key="k-more-again~again.2").click().run()
    app.text_input(key="k-ask-again~again.2").set_value("second").run()
    assert raw_of(app) == {"again~again.2": "second"}
    assert [one.key for one in app.button if "-more-again" in one.key] == []
    app.button(key="k-less-again~again.2").click().run()
    assert raw_of(app) == {}


def test_a_part_can_be_added_with_its_own_heading_and_taken_away() -> None:
    app = kinds({"dose": 1})
    app.button(key="k-more-medicine~medicine.2").click().run()
    app.text_input(key="k-ask-dose~medicine.2").set_value("2").run()
    assert raw_of(app) == {"dose": 1, "dose~medicine.2": 2}
    app.button(key="k-less-medicine~medicine.2").click().run()
    assert raw_of(app) == {"dose": 1}


def test_options_stand_one_below_the_other_where_the_questionnaire_says_so() -> None:
    assert kinds().radio(key="k-ask-below").proto.horizontal is False
    assert screen().radio(key="k-ask-plain").proto.horizontal is True


def test_a_calendar_offers_no_day_before_the_earliest() -> None:
    app = screen()
    assert str(app.date_input[0].min) == "2000-01-01"
    app.date_input[0].set_value(date(2000, 1, 1)).run()
    assert raw_of(app) == {"day": "2000-01-01"} and app.session_state["refused"] == []
