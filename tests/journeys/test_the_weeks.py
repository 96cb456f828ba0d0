"""Meera of the demo reads her weeks: what may be said, how sure it is, and the dates beside them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import page_actions
from tests.journeys.browser import (
    Person,
    axe_violations,
    draw_in_both_colours,
    new_person,
    save_screenshot,
    sideways_scroll,
    small_targets,
)
from tests.views.test_trend_words import STRONG, UP, trend_words
from tools.chromium import FLAGS, find_chromium
from tools.live_server import LiveServer

Arrives = Callable[..., Person]
FOLDS = ("How sure is this?", "Events in your weeks", "Question by question", "The weeks as a table")
CLAIM = "Over 12 weeks, your closeness has likely gone up."


def looks_around(person: Person) -> Page:
    """Open the closeness screen as Meera of the made-up people."""
    return page_actions.open_demo_screen(person, "/weeks", "Closeness")


def unfold(page: Page, title: str) -> None:
    page_actions.click(page.locator("summary").filter(has_text=title))
    page_actions.wait_until_at_rest(page)


def fill_day(page: Page, label: str, day: str) -> None:
    """Type a date part by part, as the field takes it: day, month, year."""
    for part, number in zip(("day", "month", "year"), day.split("/"), strict=True):
        page.get_by_role("spinbutton", name=f"{part}, {label}").press_sequentially(number)
    page.keyboard.press("Tab")


def test_meera_reads_what_her_weeks_can_bear_and_how_often_that_is_wrong(server: LiveServer, person: Arrives) -> None:
    page = looks_around(person(server, "Meera"))
    expect(page.get_by_text(CLAIM)).to_be_visible()
    expect(page.get_by_text("made-up people whose closeness stays the same")).to_have_count(0)
    unfold(page, "How sure is this?")
    expect(page.get_by_text("In 8 of the 12 weeks you both answered")).to_be_visible()
    expect(page.get_by_text("made-up people whose closeness stays the same")).to_be_visible()
    expect(page.get_by_text("fewer than 1 in 100 are told the opposite.")).to_be_visible()
    for fold in FOLDS[1:]:
        unfold(page, fold)
    expect(page.get_by_text("the later weeks are higher")).to_be_visible()
    told = page.locator("[data-testid=stMain]").inner_text().replace("Trends", "", 1)  # the place of the menu
    assert trend_words(told, f"{UP}|{STRONG}") == []


def test_the_tables_of_a_phone_break_no_name_and_the_words_of_every_picture_are_whole(
    server: LiveServer, person: Arrives
) -> None:
    page = looks_around(person(server, "Meera", width=375))
    for fold in ("The weeks as a table", "Question by question"):
        unfold(page, fold)
    heads = page.locator(".nearer-weeks thead th")
    expect(heads).to_have_text(["Week from", "Meera", "Ravi", "Apart"])
    assert heads.evaluate_all(_LINES)[1:] == [1, 1, 1]
    page_actions.wait_until_chart_is_still(page.locator(".js-plotly-plot").last)
    assert page.locator(".js-plotly-plot").last.evaluate(_OUTSIDE) == []


_LINES = """heads => heads.map(head => {
    const words = document.createRange()
    words.selectNodeContents(head)
    return words.getClientRects().length
})"""
_OUTSIDE = """chart => {
    const [edge, ...texts] = [chart, ...chart.querySelectorAll('.annotation-text')]
    const box = text => text.getBoundingClientRect(), around = box(edge)
    const outside = text => box(text).top < around.top || box(text).right > around.right
    return texts.filter(outside).map(text => text.textContent)
}"""


@pytest.fixture
def chromium(browser: Browser) -> Iterator[Browser]:
    """Itself, and not its shell, where a mouse that nobody moves comes after a finger and hides what it showed."""
    browser_file = find_chromium()
    assert browser_file
    own = browser.browser_type.launch(executable_path=browser_file, args=FLAGS)
    yield own
    own.close()


def test_a_whole_week_answers_to_a_finger_and_the_event_is_named_in_the_picture(
    server: LiveServer, chromium: Browser
) -> None:
    meera = new_person(chromium, server.url, "Meera", width=375)
    page = looks_around(meera)
    chart = page.locator(".st-key-weeks .js-plotly-plot")
    expect(chart.locator(".annotation-text").filter(has_text="Therapy begins")).to_be_visible()
    chart.scroll_into_view_if_needed()
    page_actions.wait_until_at_rest(page)
    box = chart.bounding_box()
    assert box is not None
    page.touchscreen.tap(box["x"] + box["width"] * 0.45, box["y"] + box["height"] * 0.6)
    week = chart.locator(".hoverlayer .hovertext")
    expect(week).to_contain_text(re.compile("Last week|weeks ago|The week from"))
    expect(week).to_contain_text("Meera: ")
    expect(week).to_contain_text("Ravi: ")
    assert (meera.left_the_host, meera.asked_beside, meera.page_errors, meera.csp_errors) == ([], [], [], [])


def test_an_event_is_added_changed_and_deleted(server: LiveServer, person: Arrives) -> None:
    page = looks_around(person(server, "Meera"))
    unfold(page, "Events in your weeks")
    page_actions.press_button(page, "Add this event")
    expect(page.get_by_text("Please choose what it was.")).to_be_visible()
    page_actions.choose_option(page, "What was it?", "A step begun")
    page.get_by_label("In your own words, if you like").fill("Our evening walk")
    begin = page.locator(".nearer-legend .event").inner_text().split(", ")[-1]
    fill_day(page, "The day, or the first one", _a_week_after(begin))
    page_actions.press_button(page, "Add this event")
    expect(page.get_by_text("Saved. You can see it in your weeks now.")).to_be_visible()
    expect(page.get_by_role("heading", name="One thing, if you like")).to_have_count(1)
    expect(page.locator(".nearer-legend")).to_contain_text("A step begun: Our evening walk")
    expect(page.get_by_text("entered after its own week, so it is only drawn")).to_be_visible()

    _open(page, "Our evening walk")
    page.get_by_label("In your own words, if you like").fill("A walk by the sea")
    page_actions.press_button(page, "Save the change")
    expect(page.locator(".nearer-legend")).to_contain_text("A walk by the sea")
    expect(page.get_by_text("Our evening walk")).to_have_count(0)

    _open(page, "A walk by the sea")
    page_actions.press_button(page, "Delete")
    expect(page.get_by_text("The event is deleted.")).to_be_visible()
    expect(page.get_by_text("A walk by the sea")).to_have_count(0)


def test_the_weeks_can_be_taken_along_as_a_file_and_as_an_image(
    server: LiveServer, person: Arrives, tmp_path: Path
) -> None:
    page = looks_around(person(server, "Meera"))
    page.locator(".js-plotly-plot .scatterlayer").first.wait_for()
    page_actions.wait_until_at_rest(page)
    page_actions.wait_until_chart_is_still(page.locator(".js-plotly-plot").first)
    expect(page.locator(".modebar-btn")).to_have_count(0)
    unfold(page, "The weeks as a table")
    file = page_actions.download_file(page.get_by_role("link", name="Download the weeks (CSV)"))
    file.save_as(tmp_path / "weeks.csv")
    head, *rows = csv.reader(io.StringIO((tmp_path / "weeks.csv").read_text("utf-8-sig")))
    assert head[:4] == ["Week from", "Meera", "Ravi", "Apart"]
    assert [row[1] for row in rows] == ["21", "29", "24", "32", "37", "35", "44", "49", "57", "55", "63", "68"]
    book = page_actions.download_file(page.get_by_role("link", name="Download the weeks (XLSX)"))
    assert book.suggested_filename == "nearer-weeks.xlsx"
    assert book.path().read_bytes().startswith(b"PK\x03\x04")
    picture = page_actions.download_file(page.get_by_role("link", name="Download the picture (SVG)"))
    picture.save_as(tmp_path / "weeks.svg")
    alone = page.context.new_page()
    alone.goto((tmp_path / "weeks.svg").as_uri())
    expect(alone.get_by_text("Ravi")).to_be_visible()
    alone.close()


@pytest.mark.parametrize("width", [375, 1280])
def test_the_whole_closeness_screen_unfolded_is_readable_by_everybody(
    server: LiveServer, person: Arrives, width: int
) -> None:
    page = looks_around(person(server, "Meera", width=width))
    for fold in FOLDS:
        unfold(page, fold)
    page.locator(".st-key-items-figure .scatterlayer").first.wait_for()
    page.set_viewport_size({"width": width, "height": 4700})
    page_actions.wait_until_at_rest(page)
    for colours in draw_in_both_colours(page):
        save_screenshot(page, f"closeness-unfolded-{width}-{colours}")
        wrong = axe_violations(page) + small_targets(page)
        assert (wrong, sideways_scroll(page)) == ([], 0), colours


def _open(page: Page, words: str) -> None:
    row = page.locator("[class*=st-key-event-row]").filter(has_text=words)
    page_actions.click(row.get_by_role("button", name="Change"))
    expect(page.get_by_role("heading", name="Change this event")).to_be_visible()
    page_actions.wait_until_at_rest(page)


def _a_week_after(written: str) -> str:
    """*2 October 2026* to 09/10/2026."""
    return (datetime.strptime(written.strip(), "%d %B %Y") + timedelta(weeks=1)).strftime("%d/%m/%Y")
