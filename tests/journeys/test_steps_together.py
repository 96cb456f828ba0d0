"""Uma and Hari plan a step, do it, and find what both would welcome, each on a screen of their own."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys import page_actions
from tests.journeys.browser import Person
from tests.journeys.test_the_guide import answer_strong_dryness, wrong_with
from tools.live_server import LiveServer

Arrives = Callable[..., Person]
WELCOME = "What would be welcome, for both of you"
RULES, HANDS = "Gradual touch, your rules", "Gradual touch, hands and face"


def open_step(person: Person, step: str, title: str) -> None:
    person.page.goto(f"/steps?step={step}")
    page_actions.wait_for_screen(person.page, title)


def unfold(page: Page, title: str) -> None:
    page_actions.click(page.locator("summary").filter(has_text=title))
    page_actions.wait_until_at_rest(page)


def welcome_everything(person: Person) -> None:
    """Say yes to all, and stay until each is kept."""
    page_actions.open_from_menu(person, "Steps")
    unfold(person.page, WELCOME)
    things = person.page.locator(".st-key-welcome").get_by_role("radiogroup")
    expect(things).to_have_count(15)
    for place in range(15):
        page_actions.click(things.nth(place).get_by_text("Yes", exact=True))
        expect(things.nth(place).get_by_role("radio", name="Yes", exact=True)).to_be_checked()
        page_actions.wait_until_at_rest(person.page)
    page_actions.open_from_menu(person, "This week")
    page_actions.wait_for_screen(person.page, "This week")


def do_step(person: Person, step: str, title: str) -> None:
    open_step(person, step, title)
    page_actions.press_button(person.page, "Mark as done")
    expect(person.page.get_by_text("Marked. Whatever it was like")).to_be_visible()


def test_a_step_is_planned_and_done_and_what_both_want_is_found(server: LiveServer, person: Arrives) -> None:
    uma, hari = person(server, "Uma", width=375), person(server, "Hari", colours="dark")
    page_actions.send_start_forms(uma)
    page_actions.send_start_forms(hari, "partner", page_actions.make_invitation_code(uma))

    answer_strong_dryness(uma)
    page_actions.open_from_menu(uma, "Steps")
    expect(uma.page.get_by_role("heading", name="One that may fit")).to_be_visible()
    _plans_and_does_a_step(uma)

    _both_say_yes_to_a_touch_step(uma, hari)
    welcome_everything(uma)
    welcome_everything(hari)
    for visitor in (uma, hari):
        _looks_again(visitor)
        expect(visitor.page.locator(".st-key-welcome .nearer-list li")).to_have_count(3)
        page_actions.open_from_menu(visitor, "This week")
        both = visitor.page.locator(".nearer-arrivals section").filter(has_text="You both said yes to")
        expect(both.locator("li")).to_have_count(3)
        assert wrong_with(visitor.page, f"this-week-{visitor.name}") == []
        _looks_again(visitor)
    assert wrong_with(hari.page, "steps-welcome-1280") == []
    page_actions.press_button(uma.page, "Take all my marks back")
    _looks_again(hari)
    expect(hari.page.get_by_text("Nothing to show yet")).to_be_visible()


def test_a_sentence_and_a_page_reach_the_partner_and_are_taken_back(server: LiveServer, person: Arrives) -> None:
    rosa, emil = person(server, "Rosa"), person(server, "Emil", width=375)
    page_actions.send_start_forms(rosa)
    page_actions.send_start_forms(emil, "partner", page_actions.make_invitation_code(rosa))
    page_actions.open_from_menu(rosa, "Steps")
    unfold(rosa.page, "Find words")
    for label, words in (("I feel …", "glad"), ("when …", "you make tea"), ("I would like …", "one more cup")):
        rosa.page.get_by_label(label, exact=True).fill(words)
        rosa.page.get_by_label(label, exact=True).press("Enter")
        page_actions.wait_until_at_rest(rosa.page)
    page_actions.press_button(rosa.page, "Send to Emil")
    expect(rosa.page.get_by_text("Emil will see it when they next open Nearer.")).to_be_visible()
    rosa.page.goto("/guide?page=hormones")
    page_actions.wait_for_screen(rosa.page, "Hormones, flushes and sweats")
    page_actions.press_button(rosa.page, "Talk about this")
    expect(rosa.page.get_by_text("It is on the list that both of you see")).to_be_visible()

    page_actions.open_from_menu(emil, "Sharing")
    page_actions.open_from_menu(emil, "This week")
    expect(emil.page.get_by_text("I feel glad when you make tea. I would like one more cup.")).to_be_visible()
    expect(emil.page.get_by_text("Let us talk about “Hormones, flushes and sweats”")).to_be_visible()
    page_actions.open_from_menu(rosa, "This week")
    for left in (1, 0):
        page_actions.click(rosa.page.get_by_role("button", name="Take it back").first)
        expect(rosa.page.get_by_role("button", name="Take it back")).to_have_count(left)
    page_actions.open_from_menu(emil, "Sharing")
    page_actions.open_from_menu(emil, "This week")
    expect(emil.page.get_by_text("From Rosa")).to_have_count(0)


def _plans_and_does_a_step(uma: Person) -> None:
    page = uma.page
    open_step(uma, "hand-massage", "Hand massage")
    page_actions.press_button(page, "Tomorrow")
    expect(page.get_by_text("Planned for")).to_be_visible()
    file = page_actions.download_file(page.get_by_role("link", name="For your calendar"))
    assert file.suggested_filename == "reminder.ics"
    page_actions.open_from_menu(uma, "Steps")
    expect(page.get_by_role("heading", name="Planned")).to_be_visible()
    open_step(uma, "hand-massage", "Hand massage")
    page_actions.choose_option(page, "How much at ease were you before?", "4")
    page_actions.choose_option(page, "And afterwards?", "7")
    page_actions.press_button(page, "Mark as done")
    page_actions.open_from_menu(uma, "Steps")
    unfold(page, "What you did")
    expect(page.get_by_role("row", name="Hand massage")).to_contain_text("47")


def _looks_again(person: Person) -> None:
    page_actions.open_from_menu(person, "This week")
    page_actions.open_from_menu(person, "Steps")
    unfold(person.page, WELCOME)


def _both_say_yes_to_a_touch_step(uma: Person, hari: Person) -> None:
    for person in (uma, hari):
        open_step(person, "touch-hands-and-face", HANDS)
        expect(person.page.get_by_role("link", name=RULES)).to_be_visible()
        do_step(person, "touch-rules", RULES)
        open_step(person, "touch-hands-and-face", HANDS)
        expect(person.page.get_by_role("button", name="Mark as done")).to_have_count(0)
        page_actions.press_button(person.page, "Yes, for my part")
    for one in (uma, hari):
        open_step(one, "touch-hands-and-face", HANDS)
        expect(one.page.get_by_role("button", name="Mark as done")).to_be_visible()
    page_actions.press_button(uma.page, "Take my yes back")
    open_step(hari, "touch-hands-and-face", HANDS)
    expect(hari.page.get_by_role("button", name="Mark as done")).to_have_count(0)
