"""The service in numbers, of people who said yes; two of them say no while the page is open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from nearer.domain.roles_and_audiences import Part
from tests.journeys import page_actions
from tests.journeys.browser import Person
from tests.journeys.practice import first_sign_in, serve_practice
from tests.journeys.test_a_therapist import looked_at
from tests.sheet.rendered import picture_of
from tools.live_server import LiveServer

Arrives = Callable[..., Person]
NAMES = ("Ottilie", "Leopold", "Quenby", "Rufina", "Sidonie", "Tiberio")


@pytest.fixture
def six(tmp_path: Path) -> Iterator[LiveServer]:
    with serve_practice(tmp_path, [(name,) for name in NAMES], [Part.CLOSENESS]) as server:
        yield server


def test_who_says_no_while_the_page_is_open_is_in_no_figure_of_the_next_look(
    six: LiveServer, person: Arrives, tmp_path: Path
) -> None:
    rao, ottilie, leopold = person(six, "Dr Rao"), person(six, "Ottilie", 375), person(six, "Leopold")
    first_sign_in(rao)
    page_actions.open_from_menu(rao, "Service")
    weeks = rao.page.get_by_text("Not shown, because a part has fewer than five:")
    expect(weeks).to_contain_text("What the weeks of closeness say (6 people)")
    looked_at(rao, "service")
    file = page_actions.download_file(rao.page.get_by_role("link", name="This quarter on one page"))
    assert picture_of(file.path().read_bytes(), tmp_path)

    for visitor, left in ((ottilie, "5 people"), (leopold, None)):
        page_actions.sign_in(visitor)
        page_actions.open_from_menu(visitor, "Sharing")
        expect(visitor.page.get_by_text("Dr Rao counted you in the figures of all couples").first).to_be_visible()
        page_actions.press_button(visitor.page, "No longer count me")
        expect(visitor.page.get_by_text("You are in no figure any more.")).to_be_visible()
        looked_at(visitor, "sharing-counted")
        page_actions.click(rao.page.get_by_text("How this is counted"))  # on the page that was open all the time
        if left:
            expect(weeks).to_contain_text(f"What the weeks of closeness say ({left})")
    expect(rao.page.get_by_text("Fewer than five people said yes to being counted.")).to_be_visible()
    expect(rao.page.locator(".service-cards")).to_have_count(0)
    expect(rao.page.get_by_role("link", name="This quarter on one page")).to_have_count(0)
    rao.page.set_viewport_size({"width": 375, "height": 740})
    for address in ("/service", "/overview"):
        rao.page.goto(address)
        page_actions.wait_until_at_rest(rao.page)
        expect(rao.page.get_by_role("link", name="Connecting", exact=True)).to_be_in_viewport(ratio=0.8)
