"""A therapist brings a PHQ-9 and offers it; one of two answers, and the other's screens stay as they were."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.fhir.written import SAMPLES
from tests.journeys import acts
from tests.journeys.browser import Person
from tests.journeys.test_a_therapist import NAME, accept, connects, invited, looked_at
from tools.live_server import LiveServer

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the folder of samples is not beside the checkout")

Arrives = Callable[..., Person]
FILE = SAMPLES / "us-core--Questionnaire-phq-9-example.json"
BROKEN = SAMPLES / "lforms--questionnaire-enableWhen-missing-linkId.json"
TITLE = "PHQ-9 Example"
OPTIONS = ("Not at all", "Several days", "More than half the days", "Nearly every day")
FIRST, AGAIN = (1, 1, 1, 1, 1, 1, 1, 0, 0), (2, 2, 2, 2, 1, 1, 1, 0, 1)  # 7, then 12 with the ninth above zero
THEIRS = ("This week", "Questionnaires", "Sharing", "Closeness")


def test_a_phq_9_is_brought_offered_and_answered_and_nothing_shows_on_the_other_side(
    server: LiveServer, person: Arrives
) -> None:
    meera, ravi, rao = person(server, "Meera", width=375), person(server, "Ravi"), person(server, NAME, colours="dark")
    acts.start(meera)
    acts.join(ravi, acts.invite(meera))
    accept(rao, invited(server))
    acts.go(rao, "Connecting")
    acts.press(rao.page, "Make a code")
    words, code = rao.page.locator(".nearer-six li").all_inner_texts(), rao.page.locator(".nearer-code").inner_text()
    connects(meera, code, words)
    before = screens_of(ravi)

    bring_and_offer(rao)
    acts.open_questionnaire(meera, TITLE)
    answer(meera.page, FIRST)
    acts.press(meera.page, "Finish and save")
    expect(meera.page.get_by_text("7 points; more is harder")).to_be_visible()
    expect(meera.page.get_by_text("You are not alone with this")).to_have_count(0)

    acts.press(meera.page, "Back to the questionnaires")
    acts.open_questionnaire(meera, TITLE, "Answer again")
    answer(meera.page, AGAIN[:8])
    ninth(meera.page).get_by_text(OPTIONS[1], exact=True).click()
    acts.arrived(meera.page, "You are not alone with this")
    expect(meera.page.get_by_text("Nobody has been told")).to_be_visible()
    expect(meera.page.get_by_text("14416")).to_be_visible()
    looked_at(meera, "help-at-once")
    acts.press(meera.page, "Go on with the questions")
    acts.press(meera.page, "Finish and save")
    expect(meera.page.get_by_text("Moderate", exact=True)).to_be_visible()
    expect(meera.page.get_by_text("12 points; more is harder")).to_be_visible()
    meera.page.get_by_text("Beside the last time").click()
    expect(meera.page.get_by_text("+5 is not a reliable change: that takes 6 points.")).to_be_visible()
    looked_at(meera, "phq-9-closing")

    assert screens_of(ravi) == before
    acts.go(rao, "Caseload")
    assert "not alone" not in rao.page.content() and "Moderate" not in rao.page.content()


def bring_and_offer(rao: Person) -> None:
    page = rao.page
    acts.go(rao, "Questionnaires")
    acts.drop_files(page, FILE, BROKEN)
    expect(page.get_by_text("Not taken. Nothing of it was kept.")).to_be_visible()
    expect(page.get_by_text("q3: depends on 'q11', which is not in this file")).to_be_visible()
    acts.at_rest(page)
    looked_at(rao, "questionnaires-report")
    expect(page.get_by_role("button", name="Open", exact=True)).to_have_count(1)
    acts.press(page, "Open")
    acts.arrived(page, TITLE)
    page.get_by_text("As a person sees it").click()
    acts.at_rest(page)
    page.get_by_text("As wide as on a phone").click()
    acts.at_rest(page)
    acts.choose(page, "Little interest", OPTIONS[3])
    looked_at(rao, "questionnaires-preview")
    acts.press(page, "Offer it")
    expect(page.get_by_text("Offered. It stands among the questionnaires")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="As FHIR (.json)").click()
    assert download.value.path().read_bytes() == FILE.read_bytes()


def answer(page: Page, chosen: tuple[int, ...]) -> None:
    for place, option in enumerate(chosen):
        before = acts.draft_version(page)
        page.get_by_role("radiogroup").nth(place).get_by_text(OPTIONS[option], exact=True).click()
        acts.kept_since(page, before)


def ninth(page: Page) -> Locator:
    return page.get_by_role("radiogroup").nth(8)


def screens_of(one: Person) -> list[str]:
    """What stands on each of a person's screens."""
    found = []
    for screen in THEIRS:
        acts.go(one, screen)
        acts.arrived(one.page, screen)
        found.append(one.page.locator("[data-testid=stMain]").inner_text())
    return found
