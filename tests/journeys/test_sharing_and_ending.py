"""What is typed stays sealed; what is shared is read by the other, and no longer once sharing ends."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys import page_actions
from tests.journeys.browser import Person
from tools.live_server import LiveServer

Arrives = Callable[..., Person]
GOAL, NOTE = "marker-goal-58c1", "marker-note-58c1"


def test_notes_are_read_by_the_partner_only_while_they_are_shared(server: LiveServer, person: Arrives) -> None:
    nila, jonas = person(server, "Nila"), person(server, "Jonas", width=375)
    page_actions.send_start_forms(nila)
    code = page_actions.make_invitation_code(nila)
    _names_a_goal(nila)
    page_actions.do_check_in(nila, 4, {"I felt understood.": "Partly"}, note=NOTE)
    page_actions.send_start_forms(jonas, "partner", code)
    page_actions.open_from_menu(jonas, "Sharing")
    expect(jonas.page.get_by_text("What Nila shows you")).to_have_count(0)

    _shares(nila, "Your notes")
    page_actions.open_from_menu(jonas, "This week")
    page_actions.open_from_menu(jonas, "Sharing")
    page_actions.wait_for_screen(jonas.page, "Sharing")
    page_actions.click(jonas.page.get_by_text("This week, the two of you"))
    page_actions.wait_until_at_rest(jonas.page)
    expect(jonas.page.get_by_text(NOTE)).to_be_visible()
    assert GOAL not in jonas.page.content()

    page_actions.press_button(nila.page, "Stop sharing with Jonas")
    expect(nila.page.locator(".nearer-note").filter(has_text="can no longer open anything")).to_be_in_viewport(ratio=1)
    page_actions.open_from_menu(jonas, "This week")
    page_actions.open_from_menu(jonas, "Sharing")
    expect(jonas.page.get_by_text("What Nila shows you")).to_have_count(0)
    assert NOTE not in jonas.page.content()
    _is_nowhere(server, GOAL, NOTE)


def _names_a_goal(nila: Person) -> None:
    page_actions.open_questionnaire(nila, "What you hope for")
    field = nila.page.get_by_role("textbox").first
    field.fill(GOAL)
    field.blur()
    page_actions.continue_to_next_part(nila.page)
    page_actions.press_button(nila.page, "Finish and save")
    page_actions.wait_for_screen(nila.page, "Thank you. It is saved.")


def _shares(person: Person, part: str) -> None:
    page_actions.open_from_menu(person, "Sharing")
    page_actions.share_row(person.page, part, "Jonas")


def _is_nowhere(server: LiveServer, *markers: str) -> None:
    stored = b"".join(file.read_bytes() for file in server.data.rglob("*") if file.is_file()) + server.log.encode()
    for marker in markers:
        assert marker.encode() not in stored
