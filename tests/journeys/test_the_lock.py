"""An abandoned notebook closes itself, and what was answered is there again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys import acts
from tests.journeys.browser import Person
from tools.live_server import LiveServer

Arrives = Callable[..., Person]
ITEM = "I held back from touch"


@pytest.mark.timeout(240)
def test_an_abandoned_notebook_closes_itself_and_keeps_the_draft(server: LiveServer, person: Arrives) -> None:
    ravi = person(server, "Ravi")
    acts.start(ravi, role="My partner has or had cancer")
    acts.go(ravi, "Settings")
    acts.choose(ravi.page, "Close the notebook when nothing happens for", "1 minute")
    acts.press(ravi.page, "Save these settings")
    expect(ravi.page.get_by_text("Saved. They hold from now on.")).to_be_visible()
    acts.open_questionnaire(ravi, "How it is for you")
    acts.answer(ravi.page, ITEM, "Often")
    closed = ravi.page.get_by_text("The notebook closed itself")
    expect(closed).to_be_visible(timeout=100_000)
    assert ITEM not in ravi.page.content()
    ravi.page.go_back()
    expect(ravi.page.get_by_role("button", name="Open my notebook")).to_be_visible()
    acts.sign_in(ravi)
    acts.open_questionnaire(ravi, "How it is for you", button="Go on where you left off")
    expect(acts.item(ravi.page, ITEM).get_by_role("radio", name="Often", exact=True)).to_be_checked()


def test_three_shifts_leave_at_once(shared_server: LiveServer, person: Arrives) -> None:
    ravi = person(shared_server, "Ravi")
    acts.start(ravi, role="My partner has or had cancer")
    for _ in range(3):
        ravi.page.keyboard.press("Shift")
    expect(ravi.page.get_by_text("This page is closed.")).to_be_visible()
    ravi.page.goto("/weeks")
    expect(ravi.page.get_by_role("button", name="Open my notebook")).to_be_visible()
