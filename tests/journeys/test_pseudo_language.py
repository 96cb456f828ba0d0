"""In the pseudo-language no screen and no page has a plain English sentence, and longer words have room on a phone."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from nearer.addresses import ADDRESSES
from nearer.language.languages import PSEUDO, PSEUDO_VARIABLE
from nearer.language.pseudo import pseudo
from nearer.session.navigation import UNLINKED, screens_of
from nearer.web import text as plain_words
from tests.domain.questionnaire_builders import GOOD
from tests.journeys import page_actions
from tests.journeys.browser import Person
from tests.journeys.plain_english import find_plain_english, plain_pieces
from tests.journeys.pseudo_walk import (
    fill_pseudo_start,
    list_faults,
    open_pseudo_demo,
    open_pseudo_phone,
    open_unfolded,
    press_pseudo_button,
    send_empty_form,
    unfold_screen,
)
from tests.journeys.test_a_therapist import invited
from tests.journeys.windows import Windows
from tests.web.running import PASSPHRASE
from tools.live_server import LiveServer

WITH_A_FORM = ("/sign-in", "/start", "/join", "/invited", "/recover")
OF_A_PERSON = tuple(f"/{ADDRESSES[name]}" for name in screens_of("person"))
OF_A_MANAGER = tuple(f"/{ADDRESSES[name]}" for name in screens_of("manager"))
OF_A_THERAPIST = tuple(f"/{ADDRESSES[name]}" for name in screens_of("therapist") if name not in UNLINKED)
READ = ("/read", "/read/is-sex-safe", "/read/no-such-page", "/home-screen", "/home-screen/offline")
SIGNED_IN_PAGES = ("/passphrase", "/passphrase/changed", "/new-keys", "/recovery-code/new", "/signed-in", "/leave")
QUERIES = ("pain after radiotherapy", "qqqqqq", "I want to die", "he hits me")
SLEEP = {
    "resourceType": "Questionnaire",
    "status": "active",
    "title": "Sleep",
    "colour": "blue",
    "item": [
        {
            "linkId": "q1",
            "text": "How did you sleep?",
            "type": "choice",
            "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/regex", "valueString": "[a-z]*"}],
            "answerOption": [{"valueString": "Well", "initialSelected": True}, {"valueString": "Badly"}],
        },
        {"linkId": "q2", "text": "Have you thought of hurting yourself?", "type": "boolean"},
    ],
}
REFUSED = SLEEP | {"item": [{"linkId": "q1", "text": "How?", "type": "attachment"}, {"linkId": "q2", "type": "choice"}]}
CUSTOM_FILES = {
    "sleep.json": json.dumps(SLEEP),
    "refused.json": json.dumps(REFUSED),
    "scars.yaml": GOOD.replace("minutes: 2", "minutes: two\nminutes: 3").replace("title: Skin", "title: ' '", 1),
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, demo: dict[str, str], own_port: int) -> Iterator[LiveServer]:
    """A program that speaks the pseudo-language, too."""
    folder, speaks = tmp_path_factory.mktemp("pseudo"), demo | {PSEUDO_VARIABLE: "1"}
    server = LiveServer(folder / "notebook", folder / "server.log", environment=speaks, port=own_port)
    yield server.start()
    server.kill()


@pytest.fixture
def esther(windows: Windows, server: LiveServer) -> Iterator[Person]:
    with open_pseudo_phone(windows, server, "Esther") as person:
        yield person


def test_translators_reach_the_pages_before_signing_in_and_what_is_missing_in_their_forms(esther: Person) -> None:
    page, wrong = esther.page, []
    for address in (*WITH_A_FORM, *READ, "/help", "/bye", "/"):
        page.goto(address)
        assert page.locator("html").get_attribute("lang") == PSEUDO
        wrong += list_faults(page, f"out{address}")
    for address in WITH_A_FORM:
        page.goto(address)
        send_empty_form(page, address)
        wrong += list_faults(page, f"{address}-refused")
    for query in QUERIES:
        page.goto("/read")
        page.get_by_label(pseudo("Look for something")).fill(query)
        page.get_by_role("button", name=pseudo("Search")).click()
        page.get_by_role("heading", level=2).first.wait_for()
        wrong += list_faults(page, f"read-{query.replace(' ', '-')}", query)
    page.set_content(f"<form method='post' action='{esther.base_url}/start'></form>")
    send_empty_form(page, f"{esther.base_url}/start")
    wrong += list_faults(page, "from-elsewhere")
    assert esther.context.request.get("/static/nothing.js").text() == pseudo(plain_words.NOT_FOUND)
    assert wrong == []


def test_translators_reach_a_notebook_of_ones_own_from_its_start_to_its_end(esther: Person) -> None:
    """Its screens are still empty, and say so."""
    page = esther.page
    page.goto("/start")
    fill_pseudo_start(esther)
    code = page.locator(".code-box span")
    expect(code.first).to_be_visible()
    last = code.all_inner_texts()[-1]
    send_empty_form(page, "/recovery-code")
    wrong = list_faults(page, "recovery-code")
    page.get_by_label(pseudo("Type the last group of four")).fill(last)
    page_actions.click(page.get_by_role("button", name=pseudo("I have kept it")))
    page_actions.wait_for_screen(page, "This week")
    for address in (*OF_A_PERSON, *SIGNED_IN_PAGES):
        open_unfolded(page, address)
        wrong += list_faults(page, f"own{address}")
    open_unfolded(page, "/sharing")
    press_pseudo_button(page, "Make an invitation")
    wrong += list_faults(page, "invitation")
    page.goto("/leave")
    send_empty_form(page, "/leave")
    wrong += list_faults(page, "leave-refused")
    page.get_by_label(pseudo("Present passphrase")).fill(PASSPHRASE)
    page.get_by_label(pseudo("I am sure: delete everything of mine")).check()
    page_actions.click(page.get_by_role("button", name=pseudo("Delete it now")))
    expect(page.get_by_role("heading", name=pseudo("It is done"))).to_be_visible()
    assert wrong + list_faults(page, "left") == []


def test_translators_reach_the_screens_of_a_person_with_all_that_unfolds(esther: Person) -> None:
    open_pseudo_demo(esther, "/")
    wrong = []
    for address in (*OF_A_PERSON, "/demo/as/99"):
        open_unfolded(esther.page, address)
        wrong += list_faults(esther.page, address)
    assert pseudo(plain_words.NEEDS_SCRIPTS) in esther.context.request.get("/").text()
    assert wrong == []


def test_translators_reach_a_form_from_its_first_question_to_its_closing_page(esther: Person) -> None:
    page, wrong = open_pseudo_demo(esther, "/questions"), []
    heading = page.get_by_role("heading", name="The two of you", exact=True)
    card = page.locator("[data-testid$=Block][class*=-card]").filter(has=heading)
    page_actions.click(card.get_by_role("button").first)
    page.get_by_role("progressbar").first.wait_for()
    for part in range(9):
        page_actions.wait_until_at_rest(page)
        wrong += list_faults(page, f"form-{part}")
        group = page.get_by_role("radiogroup").first
        if group.count():
            before = page_actions.read_draft_version(page)
            page_actions.click(group.locator("label").first)
            page_actions.wait_for_later_draft(page, before)
        onwards = page.get_by_role("button", name=pseudo("Continue"), exact=True)
        if not onwards.count():
            break
        page_actions.click(onwards)
    press_pseudo_button(page, "Finish and save")
    expect(page.get_by_role("heading", name=pseudo("Thank you. It is saved."))).to_be_visible()
    page_actions.wait_until_at_rest(page)
    unfold_screen(page)
    assert wrong + list_faults(page, "closing") == []


def test_translators_reach_the_guide_its_pages_and_its_search(esther: Person) -> None:
    page = open_pseudo_demo(esther, "/guide?page=is-sex-safe")
    wrong = list_faults(page, "topic")
    for address in ("/guide?page=no-such-page", "/steps?step=no-such-step", "/steps?step=breathing-together"):
        open_unfolded(page, address)
        wrong += list_faults(page, address.replace("?", "-"))
    open_unfolded(page, "/guide")
    for query in QUERIES:
        field = page.get_by_label(pseudo("Look for something"))
        field.fill(query)
        field.press("Enter")
        page_actions.wait_until_at_rest(page)
        wrong += list_faults(page, f"search-{query.replace(' ', '-')}", query)
    assert wrong == []


def test_translators_reach_the_screens_of_a_therapist_and_a_couple_with_all_that_unfolds(esther: Person) -> None:
    page, wrong = open_pseudo_demo(esther, "/"), []
    open_unfolded(page, "/demo/as/therapist")
    for address in OF_A_THERAPIST:
        open_unfolded(page, address)
        wrong += list_faults(page, f"therapist{address}")
    open_unfolded(page, "/overview")
    page_actions.click(page.locator("table.nearer-caseload th[scope=row] a").first)
    page.locator("[data-testid=stExpander] summary").first.wait_for()
    unfold_screen(page)
    wrong += list_faults(page, "couple")
    page_actions.click(page.get_by_text(pseudo("Joint view")))
    page_actions.wait_until_at_rest(page)
    assert wrong + list_faults(page, "couple-together") == []


def test_translators_reach_a_therapist_from_the_invitation_to_questionnaires_of_their_own(
    esther: Person, server: LiveServer, tmp_path: Path
) -> None:
    page = esther.page
    page.goto("/invited")
    page.get_by_label(pseudo("Your invitation code")).fill(invited(server, "Dr Menon"))
    page.get_by_label(pseudo("New passphrase")).fill(PASSPHRASE)
    page_actions.click(page.get_by_role("button", name=pseudo("Go on")))
    seed = base64.b32decode(page.locator(".secret").inner_text().replace(" ", ""))
    send_empty_form(page, "/authenticator")
    wrong = list_faults(page, "authenticator")
    page.get_by_label(pseudo("The six digits your app shows now")).fill(page_actions.wait_for_app_code(page, seed))
    page_actions.click(page.get_by_role("button", name=pseudo("Confirm")))
    expect(page.locator(".codes li")).to_have_count(10)
    wrong += list_faults(page, "backup-codes")
    page_actions.click(page.get_by_role("button", name=pseudo("I have written them down")))
    expect(page.locator(".code-box span").first).to_be_visible()
    wrong += list_faults(page, "therapist-recovery-code")
    page.get_by_label(pseudo("Type the last group of four")).fill(page.locator(".code-box span").last.inner_text())
    page_actions.click(page.get_by_role("button", name=pseudo("I have kept it")))
    page_actions.wait_for_screen(page, pseudo("Caseload"))
    for address in OF_A_THERAPIST:
        open_unfolded(page, address)
        wrong += list_faults(page, f"new-therapist{address}", "Dr Menon")
    open_unfolded(page, "/code-of-mine")
    press_pseudo_button(page, "Make a code")
    wrong += list_faults(page, "code-of-mine", "Dr Menon")
    assert wrong + brings_questionnaires(page, tmp_path) == []


def test_translators_reach_a_manager_from_the_invitation_to_an_account_that_ended(
    esther: Person, server: LiveServer
) -> None:
    page, name = esther.page, "Ms Nakamura"
    page.goto("/invited")
    page.get_by_label(pseudo("Your invitation code")).fill(invited(server, name, "clinic"))
    page.get_by_label(pseudo("New passphrase")).fill(PASSPHRASE)
    page_actions.click(page.get_by_role("button", name=pseudo("Go on")))
    seed = base64.b32decode(page.locator(".secret").inner_text().replace(" ", ""))
    page.get_by_label(pseudo("The six digits your app shows now")).fill(page_actions.wait_for_app_code(page, seed))
    page_actions.click(page.get_by_role("button", name=pseudo("Confirm")))
    page_actions.click(page.get_by_role("button", name=pseudo("I have written them down")))
    page.get_by_label(pseudo("Type the last group of four")).fill(page.locator(".code-box span").last.inner_text())
    page_actions.click(page.get_by_role("button", name=pseudo("I have kept it")))
    page_actions.wait_for_screen(page, pseudo("The clinic"))
    wrong, known = [], f"{name} Dr Sato Dr Menon SQLite {server.data / 'backups'}"
    for address in OF_A_MANAGER:
        open_unfolded(page, address)
        wrong += list_faults(page, f"manager{address}", known)
    open_unfolded(page, "/clinic")
    press_pseudo_button(page, "Invite")
    wrong += list_faults(page, "clinic-no-name", known)
    page.get_by_label(pseudo("Name they sign in with")).fill("Dr Sato")
    press_pseudo_button(page, "Invite")
    expect(page.locator(".nearer-code")).to_be_visible()
    code = page.locator(".nearer-code").inner_text()
    unfold_screen(page)
    assert wrong + list_faults(page, "clinic-invited", f"{known} {code} {server.url}") == []


def brings_questionnaires(page: Page, folder: Path) -> list[str]:
    """One that is taken with changes, one that is refused, and one of ours that is not in form."""
    for name, content in CUSTOM_FILES.items():
        (folder / name).write_text(content)
    text, wrong = " ".join((*CUSTOM_FILES, *CUSTOM_FILES.values(), "Dr Menon")), []
    for name in CUSTOM_FILES:
        open_unfolded(page, "/forms")
        page_actions.drop_files(page, folder / name)
        expect(page.get_by_text(name).first).to_be_visible()
        unfold_screen(page)
        wrong += list_faults(page, f"custom-{name}", text)
    open_unfolded(page, "/forms")
    page_actions.open_custom_questionnaires(page)
    unfold_screen(page)
    wrong += list_faults(page, "questionnaire-open", text)
    page_actions.click(page.get_by_text(pseudo("As a person sees it")))
    page_actions.wait_until_at_rest(page)
    wrong += list_faults(page, "questionnaire-preview", text)
    page.goto("/bye")
    page.goto("/sign-in")
    page.get_by_label(pseudo("Name or nickname")).fill("Dr Menon")
    page.get_by_label(pseudo("Passphrase"), exact=True).fill(PASSPHRASE)
    page_actions.click(page.get_by_role("button", name=pseudo("Open my notebook")))
    send_empty_form(page, "/code")
    return wrong + list_faults(page, "code-refused")


def test_one_of_a_couple_chooses_a_language_in_settings_and_the_other_keeps_english(
    server: LiveServer, person: Callable[..., Person]
) -> None:
    meera, ravi = (person(server, name) for name in ("Meera", "Ravi"))
    page_actions.send_start_forms(meera)
    page_actions.send_start_forms(ravi)
    page_actions.open_from_menu(meera, "Settings")
    page_actions.click(meera.page.get_by_role("combobox", name="Language"))
    page_actions.click(meera.page.get_by_role("option", name=pseudo("English")))
    page_actions.press_button(meera.page, "Save these settings")
    expect(meera.page.get_by_text(pseudo("Saved. They hold from now on."))).to_be_visible()
    page_actions.wait_for_screen(meera.page, pseudo("Settings"))
    for address in ("/", "/settings", "/sharing", "/check-in"):  # both at once, screen by screen, each by a click
        for one in (meera, ravi):
            open_unfolded(one.page, address)
        assert find_plain_english(meera.page) == []
        assert re.fullmatch("[A-Za-z ,]+", ravi.page.get_by_role("heading", level=1).inner_text())
    changes_in_a_fragment_and_a_callback(meera.page)
    comes_back(meera)
    expect(ravi.page.get_by_role("heading", level=1, name="Check in")).to_be_visible()


def changes_in_a_fragment_and_a_callback(page: Page) -> None:
    """A form runs as a fragment: its callbacks and drawings begin in threads of their own."""
    pictures, before = page.get_by_role("radiogroup").first.get_by_role("radio"), page_actions.read_draft_version(page)
    pictures.nth(2).focus()
    page.keyboard.press("Space")
    page_actions.wait_for_later_draft(page, before)
    assert find_plain_english(page) == []
    press_pseudo_button(page, "Continue")
    assert find_plain_english(page) == []


def comes_back(person: Person) -> None:
    """The language is a setting of the person: it is there at the next sign-in, in a browser that asks for English."""
    person.page.goto("/bye")
    person.page.goto("/sign-in")
    person.page.get_by_label("Name or nickname").fill(person.name)
    person.page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page_actions.click(person.page.get_by_role("button", name="Open my notebook"))
    page_actions.wait_for_screen(person.page, "This week")
    for address in SIGNED_IN_PAGES:
        person.page.goto(address)
        assert find_plain_english(person.page) == []


def test_a_sentence_that_translators_do_not_reach_would_be_seen_and_content_is_not_taken_for_one() -> None:
    assert plain_pieces("Šååṽéé ţĥéé week now") == ("week", "now")
    assert plain_pieces("Save") == ("save",)
    assert plain_pieces(pseudo("Save these settings, {name}").format(name="Meera")) == ()
    assert plain_pieces("Fear of being turned away") == ()
