"""An abandoned notebook closes itself, and what was answered is there again."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys import page_actions
from tests.journeys.browser import Person
from tests.web.running import PASSPHRASE
from tools.live_server import LiveServer

Arrives = Callable[..., Person]
ITEM = "I held back from touch"


def test_after_the_lock_one_is_on_the_screen_again_on_which_it_closed(moved: LiveServer, person: Arrives) -> None:
    jorun = person(moved, "Jorun")
    page_actions.send_start_forms(jorun, "partner")
    page_actions.open_from_menu(jorun, "Sharing")
    seconds_pass(moved, 400)
    expect(jorun.page.get_by_text("The notebook closed itself")).to_be_visible()
    jorun.page.get_by_label("Name or nickname").fill(jorun.name)
    jorun.page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page_actions.click(jorun.page.get_by_role("button", name="Open my notebook"))
    page_actions.wait_for_screen(jorun.page, "Sharing")


def seconds_pass(server: LiveServer, seconds: int) -> None:
    (server.data.parent / "passed").write_text(str(seconds), "utf-8")


def test_an_abandoned_notebook_closes_itself_and_keeps_the_draft(moved: LiveServer, person: Arrives) -> None:
    karl = person(moved, "Karl")
    page_actions.send_start_forms(karl, "partner")
    page_actions.open_from_menu(karl, "Settings")
    page_actions.choose_option(karl.page, "Close the notebook when nothing happens for", "1 minute")
    page_actions.press_button(karl.page, "Save these settings")
    expect(karl.page.get_by_text("Saved. They hold from now on.")).to_be_visible()
    page_actions.open_questionnaire(karl, "How it is for you as a partner")
    page_actions.continue_to_next_part(karl.page)
    page_actions.continue_to_next_part(karl.page)
    page_actions.change_answer(karl.page, ITEM, "Often")
    seconds_pass(moved, 60)
    expect(karl.page.get_by_text("The notebook closed itself")).to_be_visible()
    assert ITEM not in karl.page.content()
    karl.page.go_back()
    expect(karl.page.get_by_role("button", name="Open my notebook")).to_be_visible()
    page_actions.sign_in(karl)
    page_actions.open_questionnaire(karl, "How it is for you as a partner", button="Go on where you left off")
    expect(page_actions.find_item(karl.page, ITEM).get_by_role("radio", name="Often", exact=True)).to_be_checked()


def test_shift_is_switched_off_in_settings_and_stays_off_after_signing_in_again(
    server: LiveServer, person: Arrives
) -> None:
    olaf = person(server, "Olaf")
    page_actions.send_start_forms(olaf, "partner")
    page_actions.open_from_menu(olaf, "Settings")
    page_actions.click(olaf.page.get_by_text("Shift three times leaves at once"))
    page_actions.press_button(olaf.page, "Save these settings")
    expect(olaf.page.get_by_text("Saved. They hold from now on.")).to_be_visible()
    olaf.page.goto("/bye")
    page_actions.sign_in(olaf)
    for address in ("/settings", "/passphrase"):
        olaf.page.goto(address)
        expect(olaf.page.get_by_role("heading", level=1)).to_be_visible()
        for _ in range(4):
            olaf.page.keyboard.press("Shift")
        olaf.page.wait_for_timeout(500)
        expect(olaf.page).to_have_url(f"{server.url}{address}")
    olaf.page.goto("/settings")
    expect(olaf.page.get_by_role("switch", name="Shift three times leaves at once")).not_to_be_checked()


def test_three_shifts_leave_at_once(server: LiveServer, person: Arrives) -> None:
    imre = person(server, "Imre")
    page_actions.send_start_forms(imre, "partner")
    for _ in range(3):
        imre.page.keyboard.press("Shift")
    expect(imre.page.get_by_text("This page is closed.")).to_be_visible()
    imre.page.goto("/weeks")
    expect(imre.page.get_by_role("button", name="Open my notebook")).to_be_visible()


def test_whoever_leaves_as_the_notebook_closes_arrives_at_the_neutral_page(server: LiveServer, person: Arrives) -> None:
    """The look whether it is still open is answered while the way out is under way: it must not overtake that."""
    gudrun = person(server, "Gudrun")
    page_actions.send_start_forms(gudrun, "partner")
    page, slow = gudrun.page, 1_500
    page.route("**/bye", lambda route: (page.wait_for_timeout(slow), route.continue_()))
    assert gudrun.context.request.get("/bye").ok
    page.evaluate("""() => {
        document.querySelector('a[href="/bye"]').click()
        document.dispatchEvent(new Event('visibilitychange'))
    }""")
    expect(page.get_by_text("This page is closed.")).to_be_visible()
    assert page.url.endswith("/bye")
