"""What no checker sees: where focus goes, what is read out, how far the keyboard has to go, and the lock's warning."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys import page_actions
from tests.journeys.browser import Person
from tests.journeys.test_the_lock import seconds_pass
from tests.waiting import wait_until
from tools.live_server import LiveServer

Arrives = Callable[..., Person]
SECONDS = 10  # until what was drawn is in the tree that a screen reader reads
FOCUSED = "document.activeElement?.matches('{}') ?? false"


def has_focus(page: Page, selector: str) -> None:
    expect(page.locator(f"{selector}:focus").first).to_be_attached()


def tab_to(page: Page, selector: str, most: int) -> int:
    """Press Tab until something has focus; how often, which has to be at most so often."""
    for pressed in range(1, most + 1):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED.format(selector)):
            return pressed
    raise AssertionError(f"{selector} has no focus after {most} Tabs")


def test_the_title_is_the_screens_and_the_skip_link_leads_past_the_menu(server: LiveServer, person: Arrives) -> None:
    """For the title and the skip link of every screen see test_keyboard.py."""
    page = page_actions.open_demo_screen(
        person(server, "visitor"), "/guide?page=fatigue-and-energy", "Fatigue and energy"
    )
    expect(page).to_have_title("Guide · Nearer")  # and not what the page is about
    page.goto("/guide")
    page_actions.wait_for_screen(page, "Guide")
    page.keyboard.press("Tab")
    has_focus(page, "a[href='#stMain']")
    page.keyboard.press("Enter")
    has_focus(page, "h1")
    tab_to(page, ".stTextInput input", 2)


def test_a_check_in_takes_at_most_twelve_tabs(server: LiveServer, person: Arrives) -> None:
    bina = person(server, "Bina")
    page_actions.send_start_forms(bina)
    page, tabs = bina.page, 0
    page_actions.open_from_menu(bina, "Check in")
    for place in range(1, 8):
        expect(page.get_by_text(f"{place} of 8", exact=True)).to_be_visible()
        page_actions.wait_until_at_rest(page)
        if place > 1:
            has_focus(page, ".nearer-section h2")
        else:
            page.locator("h1").first.evaluate("heading => { heading.tabIndex = -1; heading.focus() }")
        tabs += tab_to(page, "[data-testid=stRadioGroup] input", 3)
        page.keyboard.press("Space")
    expect(page.get_by_text("8 of 8", exact=True)).to_be_visible()
    page_actions.wait_until_at_rest(page)
    has_focus(page, ".nearer-section h2")
    tabs += tab_to(page, "[class*=-finish] button", 5)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Saved. Thank you")).to_be_visible()
    assert tabs <= 12


def test_keyboard_focus_never_falls_to_the_page_and_what_happened_is_read_out(
    server: LiveServer, person: Arrives
) -> None:
    page = page_actions.open_demo_screen(person(server, "visitor"), "/settings", "Settings")
    page.set_viewport_size({"width": 375, "height": 740})  # where a phone is, far below the heading
    for times in ("1", "2"):  # the second time nothing on the screen changes, and it is read out again
        page.get_by_role("button", name="Save these settings").press("Enter")
        expect(page.locator("#nearer-status")).to_have_attribute("data-times", times)
        assert wait_until(lambda: heard(page) == ["Saved. They hold from now on."], SECONDS)
        expect(page.locator(".nearer-note")).to_be_in_viewport(ratio=1)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/guide?page=hormones")
    page_actions.wait_for_screen(page, "Hormones, flushes and sweats")
    page.get_by_role("button", name="Mark as read").press("Enter")
    expect(page.get_by_text("You read this page this week.")).to_be_visible()
    stays(page)
    page.goto("/")
    page_actions.wait_for_screen(page, "This week")
    page.get_by_role("button", name="Not today").press("Enter")
    page_actions.wait_until_at_rest(page)
    stays(page)


def heard(page: Page) -> list[str]:
    """What a screen reader finds in the status regions: the text of each, by the browser's own tree."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}
    regions = [node for node in nodes if node.get("role", {}).get("value") == "status"]
    return [text for region in regions if (text := text_of(region, by_id))]


def text_of(node: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> str:
    if node.get("role", {}).get("value") == "StaticText":
        return str(node["name"]["value"])
    return " ".join(filter(None, (text_of(by_id[child], by_id) for child in node["childIds"] if child in by_id)))


def stays(page: Page) -> None:
    expect(page.locator(".stMain :focus")).to_have_count(1)


def test_the_first_tick_of_a_list_keeps_the_focus(server: LiveServer, person: Arrives) -> None:
    visitor = person(server, "visitor")
    page = page_actions.open_demo_screen(visitor, "/questions", "Questionnaires")
    page_actions.open_questionnaire(visitor, "Your body")
    page_actions.continue_to_next_part(page)
    before = page_actions.read_draft_version(page)
    tick = page.get_by_role("button", name="Pain or tenderness when touched")
    tick.press("Space")
    page_actions.wait_for_later_draft(page, before)
    has_focus(page, "[data-testid=stButtonGroup] button")


def test_a_minute_before_the_notebook_closes_it_says_so_and_any_key_keeps_it(
    moved: LiveServer, person: Arrives
) -> None:
    padma = person(moved, "Oviya")
    page_actions.send_start_forms(padma)
    warning = padma.page.get_by_role("alert").filter(has_text="Nearer closes in less than a minute")
    expect(warning).to_have_count(0)
    seconds_pass(moved, 245)  # of five minutes
    expect(warning).to_be_visible()
    expect(warning.get_by_role("button", name="Stay")).to_be_visible()
    padma.page.keyboard.press("ArrowDown")
    expect(warning).to_have_count(0)
    seconds_pass(moved, 400)
    page_actions.wait_until_at_rest(padma.page)
    expect(padma.page.get_by_role("heading", level=1)).to_be_visible()


def test_the_sentence_of_a_section_is_read_with_each_group_of_answers(server: LiveServer, person: Arrives) -> None:
    halle = person(server, "Halle")
    page_actions.send_start_forms(halle, "partner")
    page_actions.open_questionnaire(halle, "How it is for you as a partner")
    for _ in range(2):
        page_actions.continue_to_next_part(halle.page)
    lead = halle.page.locator(".nearer-section p").inner_text()
    groups = halle.page.get_by_role("radiogroup").all()
    assert len(lead) > 10 and len(groups) > 1
    for group in groups:
        expect(group).to_have_accessible_description(lead)
