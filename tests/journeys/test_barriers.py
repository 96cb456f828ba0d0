"""Padma answers twice and compares, looks closely with a finger and with the keyboard; with Kiran, side by side."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import page_actions
from tests.journeys.browser import (
    Person,
    axe_violations,
    draw_in_both_colours,
    save_screenshot,
    sideways_scroll,
    small_targets,
)
from tests.views.test_style import contrast
from tools.live_server import LiveServer

Arrives = Callable[..., Person]
TITLE = "What was in the way"
FOLDS = ("Over time", "The same as a table")
BODY = "Your body"


def answer_dryness(person: Person, strength: str, button: str) -> None:
    page_actions.open_questionnaire(person, BODY, button)
    page_actions.continue_to_next_part(person.page)
    page_actions.pick_option(person.page, "Dryness or soreness")
    page_actions.continue_to_next_part(person.page)
    page_actions.change_answer(person.page, "how strong was the dryness", strength)
    page_actions.change_answer(person.page, "How much did it get in the way of closeness?", "A lot")
    page_actions.press_button(person.page, "Finish and save")
    page_actions.wait_for_screen(person.page, "Thank you. It is saved.")


def test_barriers_answered_twice_are_compared_and_one_is_looked_at_with_a_finger(
    server: LiveServer, person: Arrives
) -> None:
    padma = person(server, "Padma", width=375)
    page = padma.page
    page_actions.send_start_forms(padma)
    page_actions.open_from_menu(padma, "Barriers")
    expect(page.get_by_text("Your picture begins with the first questionnaire you answer.")).to_be_visible()
    answer_dryness(padma, "Very strong", "Begin")
    expect(page.get_by_role("heading", name="What you said this time")).to_be_visible()
    page_actions.press_button(page, "Back to the questionnaires")
    answer_dryness(padma, "Light", "Answer again")
    expect(page.get_by_role("heading", name="Then and now")).to_be_visible()
    expect(
        page.get_by_role(
            "figure", name=re.compile(r"Dryness: Quite a lot [(]roughly[)][^;]+; Very much in the way [(]roughly[)]")
        )
    ).to_be_visible()

    page_actions.click(page.get_by_role("link", name="See all that was in the way"))
    page_actions.wait_for_screen(page, TITLE)
    dryness = page.get_by_role("button", name=re.compile("^Dryness: "))
    dryness.scroll_into_view_if_needed()
    dryness.tap()
    expect(page.locator(".nearer-opened h2")).to_have_text("Dryness")
    expect(page.locator(".nearer-opened h2")).to_be_in_viewport()
    expect(page.locator(".nearer-shown")).to_contain_text("Light")
    assert sideways_scroll(page) == 0
    page_actions.click(page.get_by_role("link", name="Dryness and pain"))
    page_actions.wait_for_screen(page, "Dryness and pain")


def test_a_line_is_opened_and_closed_with_the_keyboard_and_keeps_the_focus(server: LiveServer, person: Arrives) -> None:
    page = page_actions.open_demo_screen(person(server, "visitor"), "/picture", TITLE)
    page.locator(".js-plotly-plot .main-svg").first.wait_for()
    page.get_by_role("heading", level=1, name=TITLE).evaluate("heading => { heading.tabIndex = -1; heading.focus(); }")
    page.keyboard.press("Tab")
    first = page.locator("[class*=-taps] button").first
    expect(first).to_be_focused()
    name = first.inner_text().partition(":")[0]
    page.keyboard.press("Enter")
    expect(page.locator(".nearer-opened h2")).to_have_text(name)
    page_actions.wait_until_at_rest(page)
    expect(first).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".nearer-opened")).to_have_count(0)


def test_what_both_answered_stands_side_by_side_while_both_share_and_is_gone_when_one_withdraws(
    server: LiveServer, person: Arrives
) -> None:
    padma, kiran = person(server, "Padmini", width=375), person(server, "Kiran")
    page_actions.send_start_forms(padma)
    page_actions.send_start_forms(kiran, "partner", page_actions.make_invitation_code(padma))
    for visitor, partner, option in ((padma, "Kiran", "Never"), (kiran, "Padmini", "Nearly always")):
        page_actions.open_questionnaire(visitor, "The two of you")
        page_actions.continue_to_next_part(visitor.page)
        for text in ("I could say what was on my mind.", "I felt that my partner listened."):
            page_actions.change_answer(visitor.page, text, option)
        while visitor.page.get_by_role("button", name="Continue", exact=True).count():
            page_actions.continue_to_next_part(visitor.page)
        page_actions.press_button(visitor.page, "Finish and save")
        page_actions.wait_for_screen(visitor.page, "Thank you. It is saved.")
        expect_alone(visitor)
        share_the_two_of_us(visitor, partner)
    expect_both(padma, "Padmini: Often missing")
    expect_both(kiran, "Padmini: Often missing")
    page_actions.open_from_menu(kiran, "Sharing")
    page_actions.unshare_row(kiran.page, "The two of you")
    expect_alone(padma)
    expect(padma.page.get_by_role("heading", name="What Kiran shows you")).to_have_count(0)
    expect_alone(kiran)
    expect(kiran.page.get_by_role("heading", name="What Padmini shows you")).to_be_visible()
    expect(kiran.page.locator(".st-key-partner-figure")).to_contain_text("Often missing")
    page_actions.open_from_menu(kiran, "Sharing")
    page_actions.click(kiran.page.get_by_role("link", name="What was in the way for Padmini"))
    page_actions.wait_for_screen(kiran.page, TITLE)


def expect_alone(person: Person) -> None:
    page_actions.open_from_menu(person, "Barriers")
    page_actions.wait_for_screen(person.page, TITLE)
    expect(person.page.get_by_role("heading", name="The two of you, side by side")).to_have_count(0)
    expect(person.page.get_by_text("both share what gets in the way")).to_be_visible()


def expect_both(person: Person, band: str) -> None:
    page_actions.open_from_menu(person, "Barriers")
    page_actions.wait_for_screen(person.page, TITLE)
    expect(person.page.get_by_role("heading", name="The two of you, side by side")).to_be_visible()
    expect(person.page.locator(".st-key-both-figure")).to_contain_text(band)
    expect(person.page.locator(".nearer-whose li")).to_have_count(2)
    expect(person.page.get_by_text("You see “Talking” differently.")).to_be_visible()


def share_the_two_of_us(person: Person, partner: str) -> None:
    page_actions.open_from_menu(person, "Sharing")
    page_actions.share_row(person.page, "The two of you", partner)


@pytest.mark.parametrize("width", [375, 1280])
def test_the_whole_barriers_screen_is_readable_by_everybody(server: LiveServer, person: Arrives, width: int) -> None:
    page = page_actions.open_demo_screen(person(server, "visitor", width=width), "/picture", TITLE)
    page_actions.click(page.locator("[class*=-taps] button").first)
    page_actions.wait_until_at_rest(page)
    for fold in (*FOLDS, "Show"):
        page_actions.click(page.locator("summary").filter(has_text=fold).first)
        page_actions.wait_until_at_rest(page)
    page.locator(".st-key-over-time-figure .scatterlayer").first.wait_for()
    page.set_viewport_size({"width": width, "height": 6500})
    page_actions.wait_until_at_rest(page)
    for colours in draw_in_both_colours(page):
        save_screenshot(page, f"barriers-unfolded-{width}-{colours}")
        wrong = axe_violations(page) + small_targets(page)
        assert (wrong, sideways_scroll(page)) == ([], 0), colours


@pytest.mark.parametrize(
    ("address", "title", "dot"),
    [
        ("/picture", TITLE, ".scatterlayer .points path:nth-child(2)"),
        ("/weeks", "Closeness", ".scatterlayer .points path"),
    ],
)
def test_a_chart_turns_dark_with_the_machine_while_it_is_open(
    server: LiveServer, person: Arrives, address: str, title: str, dot: str
) -> None:
    """Its dots hold 3:1 and its words 4.5:1 on the ground behind them, read from the SVG as it is painted."""
    page = page_actions.open_demo_screen(person(server, "visitor", width=375), address, title)
    page.locator(f".js-plotly-plot {dot}").first.wait_for()
    grounds = set()
    for colours in draw_in_both_colours(page):
        ground = painted(page, ".stApp", "backgroundColor")
        grounds.add(ground)
        for selector, needed in ((dot, 3), (".annotation-text", 4.5)):
            fill = painted(page, f".js-plotly-plot {selector}", "fill")
            assert contrast(fill, ground) >= needed, (colours, selector)
    assert len(grounds) == 2


def painted(page: Page, selector: str, what: str) -> str:
    """The colour that the first of these is painted in, as #rrggbb."""
    colour = page.locator(selector).first.evaluate("(element, what) => getComputedStyle(element)[what]", what)
    red, green, blue = (int(part) for part in re.findall(r"\d+", colour)[:3])
    return f"#{red:02x}{green:02x}{blue:02x}"
