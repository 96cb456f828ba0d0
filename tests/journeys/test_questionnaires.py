"""A therapist imports a PHQ-9 and offers it; one of two answers, and the other's screens stay as they were."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.fhir.resource_builders import SAMPLES
from tests.journeys import page_actions
from tests.journeys.browser import Person
from tests.journeys.test_a_therapist import connects, invited, looked_at
from tools.live_server import LiveServer

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the folder of samples is not beside the checkout")

Arrives = Callable[..., Person]
FILE = SAMPLES / "us-core--Questionnaire-phq-9-example.json"
BROKEN = SAMPLES / "lforms--questionnaire-enableWhen-missing-linkId.json"
TITLE = "PHQ-9 Example"
NAME = "Dr Iyer"
OPTIONS = ("Not at all", "Several days", "More than half the days", "Nearly every day")
FIRST, AGAIN = (1, 1, 1, 1, 1, 1, 1, 0, 0), (2, 2, 2, 2, 1, 1, 1, 0, 1)  # 7, then 12 with the ninth above zero
THEIRS = ("This week", "Questionnaires", "Sharing", "Closeness")


def test_a_phq_9_is_imported_offered_and_answered_and_nothing_shows_on_the_other_side(
    server: LiveServer, person: Arrives
) -> None:
    leela, manoj, iyer = (
        person(server, "Leela", width=375),
        person(server, "Manoj"),
        person(server, NAME, colours="dark"),
    )
    page_actions.send_start_forms(leela)
    page_actions.send_start_forms(manoj, "partner", page_actions.make_invitation_code(leela))
    page_actions.send_account_forms(iyer, invited(server, NAME))
    page_actions.open_from_menu(iyer, "Connecting")
    page_actions.press_button(iyer.page, "Make a code")
    words, code = iyer.page.locator(".nearer-six li").all_inner_texts(), iyer.page.locator(".nearer-code").inner_text()
    connects(leela, NAME, code, words)
    before = screens_of(manoj)

    bring_and_offer(iyer)
    page_actions.open_questionnaire(leela, TITLE)
    answer(leela.page, FIRST)
    page_actions.press_button(leela.page, "Finish and save")
    expect(leela.page.get_by_text("7 points; more is harder")).to_be_visible()
    expect(leela.page.get_by_text("You are not alone with this")).to_have_count(0)

    page_actions.press_button(leela.page, "Back to the questionnaires")
    page_actions.wait_for_screen(leela.page, "Questionnaires")
    page_actions.open_questionnaire(leela, TITLE, "Answer again")
    answer(leela.page, AGAIN[:8])
    page_actions.click(ninth(leela.page).get_by_text(OPTIONS[1], exact=True))
    page_actions.wait_for_screen(leela.page, "You are not alone with this")
    expect(leela.page.get_by_text("Nobody has been told")).to_be_visible()
    expect(leela.page.get_by_text("14416")).to_be_visible()
    looked_at(leela, "help-at-once")
    page_actions.press_button(leela.page, "Go on with the questions")
    page_actions.press_button(leela.page, "Finish and save")
    expect(leela.page.get_by_text("Moderate", exact=True)).to_be_visible()
    expect(leela.page.get_by_text("12 points; more is harder")).to_be_visible()
    page_actions.click(leela.page.get_by_text("Beside the last time"))
    expect(leela.page.get_by_text("+5 is not a reliable change: that takes 6 points.")).to_be_visible()
    looked_at(leela, "phq-9-closing")

    assert screens_of(manoj) == before
    page_actions.open_from_menu(iyer, "Caseload")
    assert "not alone" not in iyer.page.content() and "Moderate" not in iyer.page.content()


def bring_and_offer(iyer: Person) -> None:
    page = iyer.page
    page_actions.open_from_menu(iyer, "Questionnaires")
    page_actions.drop_files(page, FILE, BROKEN)
    expect(page.get_by_text("1 file is added. Not added: 1. Below is why.")).to_be_visible()
    page_actions.unfold_reports(page)
    expect(page.get_by_text("Not taken. Nothing of it was kept.")).to_be_visible()
    expect(page.get_by_text("q3: depends on 'q11', which is not in this file")).to_be_visible()
    page_actions.wait_until_at_rest(page)
    looked_at(iyer, "questionnaires-report")
    expect(page.get_by_role("button", name="Look, then offer it")).to_have_count(1)
    page_actions.open_custom_questionnaires(page)
    page_actions.wait_for_screen(page, TITLE)
    page_actions.click(page.get_by_text("As a person sees it"))
    page_actions.wait_until_at_rest(page)
    page_actions.click(page.get_by_text("As wide as on a phone"))
    page_actions.wait_until_at_rest(page)
    page_actions.choose_option(page, "Little interest", OPTIONS[3])
    looked_at(iyer, "questionnaires-preview")
    expect(page.get_by_role("button", name="Offer it")).to_have_count(0)
    page_actions.press_button(page, "I have looked: keep these flags")
    expect(page.get_by_text("Kept. 1 question opens help when it is answered.")).to_be_visible()
    page_actions.press_button(page, "Offer it")
    expect(page.get_by_text("Offered. It is in the list")).to_be_visible()
    download = page_actions.download_file(page.get_by_role("link", name="As FHIR (.json)"))
    assert download.path().read_bytes() == FILE.read_bytes()


def answer(page: Page, chosen: tuple[int, ...]) -> None:
    for place, option in enumerate(chosen):
        before = page_actions.read_draft_version(page)
        page_actions.click(page.get_by_role("radiogroup").nth(place).get_by_text(OPTIONS[option], exact=True))
        page_actions.wait_for_later_draft(page, before)


def ninth(page: Page) -> Locator:
    return page.get_by_role("radiogroup").nth(8)


def screens_of(person: Person) -> list[str]:
    """What stands on each of a person's screens."""
    texts = []
    for screen in THEIRS:
        page_actions.open_from_menu(person, screen)
        page_actions.wait_for_screen(person.page, screen)
        texts.append(person.page.locator("[data-testid=stMain]").inner_text())
    return texts
