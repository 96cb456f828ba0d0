"""A person types numbers as they are used to, and words from right to left: what is kept is what stands there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.journeys import page_actions
from tests.journeys.browser import Person, draw_in_both_colours, lend_window, save_screenshot
from tests.journeys.test_a_therapist import connects, invited, looked_at, pick_from_list
from tests.journeys.windows import Windows
from tools.live_server import LiveServer

Arrives = Callable[..., Person]
FILE = Path(__file__).with_name("numbers-and-arabic.yaml")
TITLE = "Sleep and rest"
HOURS, TIMES, COLDER = "How many hours a night?", "How many times did you wake?", "By how many degrees"
NOT_KEPT = "Nothing is kept here until then."


def begins(person: Person, therapist: Person, server: LiveServer) -> Page:
    """The therapist offers the questionnaire, and the person, who is connected with them, begins it."""
    page_actions.send_account_forms(therapist, invited(server, therapist.name))
    page_actions.open_from_menu(therapist, "Questionnaires")
    page_actions.drop_files(therapist.page, FILE)
    page_actions.open_custom_questionnaires(therapist.page)
    page_actions.wait_for_screen(therapist.page, TITLE)
    page_actions.press_button(therapist.page, "I have looked: keep these flags")
    page_actions.press_button(therapist.page, "Offer it")
    expect(therapist.page.get_by_text("Offered. It is in the list")).to_be_visible()
    page_actions.open_from_menu(therapist, "Connecting")
    page_actions.press_button(therapist.page, "Make a code")
    words = therapist.page.locator(".nearer-six li").all_inner_texts()
    code = therapist.page.locator(".nearer-code").inner_text()
    page_actions.send_start_forms(person)
    connects(person, therapist.name, code, words)
    page_actions.open_questionnaire(person, TITLE)
    return person.page


def opens_again(person: Person) -> None:
    """Leave the form, which forgets what its fields hold, and open its draft."""
    page_actions.press_button(person.page, "Stop for now")
    page_actions.open_questionnaire(person, TITLE, "Go on where you left off")


def answers_in(own: object) -> Iterator[dict[str, Any]]:
    """Every answer in somebody's own file, wherever it stands."""
    if isinstance(own, dict) and {"item", "given"} <= set(own):
        yield own
    for inside in own.values() if isinstance(own, dict) else own if isinstance(own, list) else ():
        yield from answers_in(inside)


def type_into(field: Locator, text: str, leave: Callable[[Page], object]) -> None:
    page_actions.click(field)
    field.press("Control+a")
    field.press("Delete")
    field.page.keyboard.type(text)
    leave(field.page)
    page_actions.wait_until_at_rest(field.page)


def tab(page: Page) -> None:
    page.keyboard.press("Tab")


def enter(page: Page) -> None:
    page.keyboard.press("Enter")


def elsewhere(page: Page) -> None:
    page_actions.click(page.locator(".nearer-top h1"))


def test_a_number_is_kept_as_it_is_typed_or_a_sentence_says_why_not(server: LiveServer, person: Arrives) -> None:
    sushila = person(server, "Sushila", width=375)
    page = begins(sushila, person(server, "Dr Menon"), server)
    hours, times = page.get_by_label(HOURS), page.get_by_label(TIMES)
    expect(page.locator("input[type=number]")).to_have_count(0)
    expect(hours).to_have_attribute("inputmode", "decimal")
    expect(times).to_have_attribute("inputmode", "numeric")
    expect(page.get_by_label(COLDER)).not_to_have_attribute("inputmode", "decimal")  # needs a minus

    for leave in (tab, enter, elsewhere):
        before = page_actions.read_draft_version(page)
        type_into(hours, "1,5", leave)
        page_actions.wait_for_later_draft(page, before)
        expect(hours).to_have_value("1,5")
        expect(page.get_by_text("Kept as 1.5")).to_be_visible()
        type_into(hours, "1.500.000", leave)
        expect(page.get_by_text("Please leave out what parts the thousands")).to_be_visible()
    for text, sentence in (("7e1", "not yet a number"), ("25", "from 0 to 24"), ("12,25", "at most 1 figure"),
                           ("1,500", "This can mean 1.5 or 1500.")):  # fmt: skip
        type_into(hours, text, tab)
        expect(page.get_by_text(sentence)).to_be_visible()
        expect(hours).to_have_value(text)
    type_into(times, "1.5", tab)
    expect(page.get_by_text("Give a whole number, without a point or comma.")).to_be_visible()
    expect(page.get_by_text(NOT_KEPT)).to_have_count(2)
    for _colours in draw_in_both_colours(page):
        looked_at(sushila, f"numbers-misfit-{_colours}")

    page_actions.press_button(page, "Continue")
    expect(page.get_by_text("One number above does not fit yet.")).to_be_visible()
    expect(hours).to_have_value("1,500")
    opens_again(sushila)
    expect(hours).to_have_value("")
    expect(times).to_have_value("")


def test_what_was_typed_with_a_comma_is_there_in_the_draft_and_in_the_answer(
    server: LiveServer, person: Arrives, windows: Windows
) -> None:
    german = {"base_url": server.url, "locale": "de-DE", "viewport": {"width": 1280, "height": 900}}
    with lend_window(windows, "Anja", **german) as anja:
        types_with_a_comma(anja, person(server, "Dr Weber"), server)


def types_with_a_comma(anja: Person, therapist: Person, server: LiveServer) -> None:
    page = begins(anja, therapist, server)
    assert page.evaluate("navigator.language") == "de-DE"
    hours, times, weight = page.get_by_label(HOURS), page.get_by_label(TIMES), page.get_by_label("How heavy was")
    type_into(hours, "6,5", tab)
    type_into(times, "٣", enter)
    expect(page.get_by_text("Kept as 3")).to_be_visible()
    type_into(weight, "1250,5", elsewhere)
    unit, before = page.get_by_role("combobox", name="Unit"), page_actions.read_draft_version(page)
    pick_from_list(page, "Unit", "grams")
    page_actions.wait_for_later_draft(page, before)
    save_screenshot(page, "numbers-kept-1280")
    opens_again(anja)
    for field, number in ((hours, "6.5"), (times, "3"), (weight, "1250.5")):
        expect(field).to_have_value(number)
    expect(unit).to_have_value("grams")
    type_into(hours, "6.5", tab)
    page_actions.continue_to_next_part(page)
    page_actions.press_button(page, "Finish and save")
    expect(page.get_by_text("Thank you. It is saved.")).to_be_visible()
    page_actions.open_from_menu(anja, "Settings")
    download = page_actions.download_file(page.get_by_role("link", name="Download what I wrote"))
    own = json.loads(download.path().read_text("utf-8"))
    own_answers = {one["item"]: one["given"] for one in answers_in(own)}
    assert (own_answers["hours"], own_answers["times"], own_answers["weight"]) == (
        6.5,
        3,
        {"number": 1250.5, "unit": "g"},
    )


def test_arabic_runs_from_right_to_left_and_nothing_stands_beside_none_of_these(
    server: LiveServer, person: Arrives
) -> None:
    layla = person(server, "ليلى", width=375)
    page = begins(layla, person(server, "Dr Haddad"), server)
    page_actions.continue_to_next_part(page)
    for text in ("كيف كان نومك", "هل تريد", "فكّر في"):
        question = page.get_by_text(text).first
        expect(question).to_be_visible()
        assert question.evaluate("words => getComputedStyle(words).direction") == "rtl", text
    words = page.get_by_label("هل تريد أن تضيف شيئًا؟")
    words.fill("نعم، الضوضاء في الشارع.")
    words.blur()
    page_actions.wait_until_at_rest(page)
    assert words.evaluate("field => getComputedStyle(field).direction") == "rtl"
    page_actions.pick_option(page, "الألم")
    own = page.get_by_label("Or in your own words")
    own.fill("القطة")
    own.blur()
    page_actions.wait_until_at_rest(page)
    page_actions.pick_option(page, "لا شيء من هذا")
    expect(page.get_by_role("button", name="الألم")).to_have_attribute("aria-pressed", "false")
    expect(own).to_have_value("")
    page_actions.pick_option(page, "الأفكار")
    expect(page.get_by_role("button", name="لا شيء من هذا")).to_have_attribute("aria-pressed", "false")
    for colours in draw_in_both_colours(page):
        looked_at(layla, f"arabic-{colours}")
    page.set_viewport_size({"width": 1280, "height": 900})
    for colours in draw_in_both_colours(page):
        looked_at(layla, f"arabic-{colours}")
