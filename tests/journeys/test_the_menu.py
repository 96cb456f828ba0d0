"""The menu of a person: four places under the thumb, the rest under their name, and the way told to everybody."""

from __future__ import annotations

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
from tools.live_server import LiveServer

Arrives = Callable[..., Person]
PLACES = {"Today": "This week", "Trends": "Closeness", "Guide": "Guide", "Us": "Steps"}
# By how many pixels the focused control is covered by the bar above or the places below.
COVERED = """() => {
  const at = document.activeElement.getBoundingClientRect();
  const bar = document.querySelector(".nearer-bar").getBoundingClientRect().bottom;
  const foot = document.querySelector(".nearer-places");
  const below = getComputedStyle(foot).position === "fixed" ? foot.getBoundingClientRect().top : innerHeight;
  const fixed = "[data-testid=stSkipToContent], .nearer-bar, .nearer-places";
  if (document.activeElement.closest(fixed)) return 0;
  if (document.activeElement === document.body || at.height > below - bar) return 0;
  return Math.max(0, bar - at.top, at.bottom - below);
}"""


def current(page: Page) -> list[str]:
    return page.locator(".nearer-places a[aria-current] span").all_inner_texts()


@pytest.mark.parametrize("width", [375, 1280])
def test_four_places_lead_to_their_screens_and_name_the_current_one(
    server: LiveServer, person: Arrives, width: int
) -> None:
    page = page_actions.open_demo_screen(person(server, "visitor", width=width), "/", "This week")
    places = page.get_by_role("navigation", name="Screens")
    assert places.locator("a span").all_inner_texts() == list(PLACES)
    for place, title in PLACES.items():
        link = places.get_by_role("link", name=place, exact=True)
        link.tap() if width == 375 else link.click()
        page_actions.wait_for_screen(page, title)
        expect(link).to_have_attribute("aria-current", "page")
        assert current(page) == [place]
    foot = places.bounding_box()
    assert foot is not None
    if width == 375:
        assert abs(foot["y"] + foot["height"] - 740) < 1, "at the foot of the phone"
    else:
        assert foot["y"] < 400, "at the top"


def test_a_screen_beside_the_first_of_its_place_marks_the_place_as_well(server: LiveServer, person: Arrives) -> None:
    page = page_actions.open_demo_screen(person(server, "visitor", width=375), "/picture", "What was in the way")
    expect(page.get_by_role("link", name="Trends", exact=True)).to_have_attribute("aria-current", "true")
    expect(page.get_by_role("link", name="Barriers", exact=True)).to_have_attribute("aria-current", "page")


@pytest.mark.parametrize("width", [375, 1280])
def test_the_other_screens_are_in_the_menu_under_ones_name_however_long_it_is(
    server: LiveServer, person: Arrives, width: int
) -> None:
    name = f"Annapurna Lakshmi Venkata Subramanian {width}"[-40:]
    somebody = person(server, name, width=width)
    page_actions.send_start_forms(somebody)
    page = somebody.page
    button = page.locator(".nearer-bar summary").first
    box, help_box = button.bounding_box(), page.get_by_role("link", name="Help", exact=True).bounding_box()
    assert box is not None and help_box is not None
    assert box["x"] + box["width"] <= help_box["x"] and box["y"] >= 0
    page_actions.open_from_menu(somebody, "Settings")
    page_actions.wait_for_screen(page, "Settings")
    expect(page.get_by_role("link", name="About", exact=True)).to_have_count(0)
    assert current(page) == []
    page_actions.click(button)
    expect(page.get_by_role("link", name="About", exact=True)).to_be_visible()
    for colours in draw_in_both_colours(page):
        save_screenshot(page, f"menu-{width}-{colours}")
        assert (axe_violations(page), small_targets(page), sideways_scroll(page)) == ([], [], 0)


@pytest.mark.parametrize("width", [375, 1280])
def test_neither_bar_nor_places_ever_cover_what_has_focus(server: LiveServer, person: Arrives, width: int) -> None:
    page = page_actions.open_demo_screen(person(server, "visitor", width=width), "/sharing", "Sharing")
    for key in ("Tab", "Shift+Tab"):
        for _ in range(22):
            page.keyboard.press(key)
            assert page.evaluate(COVERED) == 0, (key, page.evaluate("document.activeElement.outerHTML.slice(0, 120)"))


def test_the_questionnaires_link_leads_to_the_list_and_nothing_is_lost(server: LiveServer, person: Arrives) -> None:
    anushka = person(server, "Anushka", width=375)
    page_actions.send_start_forms(anushka)
    page_actions.open_questionnaire(anushka, "What is welcome now")
    page_actions.click(anushka.page.get_by_role("link", name="Questionnaires", exact=True))
    page_actions.wait_for_screen(anushka.page, "Questionnaires")
    assert "list" not in anushka.page.url


# What a finger meets at the left, in the middle and at the right of each link of bar and menu, by the words on it.
MET = """() => {
  const met = [];
  for (const link of document.querySelectorAll(".nearer-bar > a, .nearer-places a, .nearer-screens a")) {
    link.scrollIntoView({block: "nearest"});
    const box = link.getBoundingClientRect();
    for (const at of [0.1, 0.5, 0.9]) {
      const there = document.elementFromPoint(box.x + box.width * at, box.y + box.height / 2);
      if (there?.closest("a") !== link) met.push([link.textContent, at, there?.outerHTML.slice(0, 80)]);
    }
  }
  return met;
}"""


@pytest.mark.parametrize("size", [20, 24, 32])
def test_letters_as_large_as_the_browser_is_set_to_and_every_link_stays_free(
    server: LiveServer, person: Arrives, size: int
) -> None:
    visitor = person(server, "visitor", width=375)
    page = visitor.page
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size}})
    page_actions.open_demo_screen(visitor, "/weeks", "Closeness")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == f"{size}px"
    assert page.evaluate(MET) == []
    assert sideways_scroll(page) == 0
    page_actions.click(page.locator(".nearer-bar summary").first)
    expect(page.get_by_role("link", name="Settings", exact=True)).to_be_in_viewport(ratio=1)
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Settings", exact=True)).to_have_count(0)
    expect(page.locator(".nearer-bar summary").first).to_be_focused()
