"""Sunniva takes her file along, and reads it into a new notebook."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys import page_actions
from tests.journeys.browser import Person
from tools.live_server import LiveServer

FOLD, NOTE = "I have a file from an earlier notebook", "We sat by the lake."


def test_a_file_taken_along_comes_back_in_a_new_notebook(
    own_server: LiveServer, person: Callable[..., Person], tmp_path: Path
) -> None:
    before = person(own_server, "Sunniva", width=375)
    page_actions.send_start_forms(before)
    page_actions.do_check_in(before, 4, {"I felt understood.": "Partly"}, note=NOTE)
    page_actions.open_from_menu(before, "Settings")
    expect(before.page.get_by_text(FOLD)).to_have_count(0)  # there are answers already
    page_actions.press_button(before.page, "Make a copy now")
    expect(before.page.get_by_text("There is a copy of everything as it is now.")).to_be_in_viewport()
    taken = tmp_path / "notebook.json"
    page_actions.download_file(before.page.get_by_role("link", name="Download what I wrote")).save_as(taken)

    after = person(own_server, "Sunniva again", width=375)
    page_actions.send_start_forms(after)
    page_actions.open_from_menu(after, "Settings")
    page = after.page
    page_actions.click(page.locator("summary").filter(has_text=FOLD))
    letter = tmp_path / "letter.json"
    letter.write_text("{}")
    page_actions.drop_files(page, letter)
    expect(page.get_by_text("This is not a file that Nearer made")).to_be_visible()
    page_actions.drop_files(page, taken)
    expect(page.get_by_text("1 finished form, of")).to_be_visible()
    page_actions.wait_until_at_rest(page)
    page_actions.press_button(page, "Save all of it here")
    expect(page.get_by_text("Saved. It is back, with the dates it had.")).to_be_visible()
    expect(page.get_by_text(FOLD)).to_have_count(0)

    again = tmp_path / "again.json"
    page_actions.download_file(page.get_by_role("link", name="Download what I wrote")).save_as(again)
    responses = [json.loads(file.read_text("utf-8"))["responses"] for file in (taken, again)]
    assert responses[0] == responses[1] and responses[1][0]["note"] == NOTE
    page_actions.open_from_menu(after, "Check in")
    expect(page.get_by_text("You checked in this week.")).to_be_visible()
