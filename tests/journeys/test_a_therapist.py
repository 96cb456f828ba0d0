"""A person lets a therapist read what she chooses, her partner is told nothing of it, and she takes it back."""

from __future__ import annotations

import base64
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.caseload.test_made_up_caseload import ORDER, SIGNS
from tests.journeys import page_actions
from tests.journeys.browser import Person, axe_violations, save_screenshot, sideways_scroll
from tests.sheet.rendered import picture_of
from tests.warm_server import warm_command
from tools.live_server import LiveServer

Arrives = Callable[..., Person]
PASSPHRASE = "orchard velvet signal canoe"
NAME = "Dr Rao"
HOPES = "What you hope for"
WEEK = {
    "I felt understood.": "Partly",
    "I felt alone, even with my partner.": "A little",
    "I felt at ease with my partner.": "Mostly",
    "I looked forward to our time together.": "Mostly",
}


def invited(server: LiveServer, name: str, command: str = "therapist") -> str:
    """What whoever runs the clinic does at a terminal while Nearer is running."""
    return str(json.loads(warm_command([command, "add", name], {"NEARER_DATA": str(server.data)}))["code"])


def accept(rao: Person, code: str, title: str = "Caseload") -> list[str]:
    """Passphrase, authenticator app, ten codes for paper; returns those."""
    page = rao.page
    page.goto("/")
    page_actions.click(page.get_by_role("link", name="My clinic invited me"))
    page.get_by_label("Your invitation code").fill(code)
    page.get_by_label("New passphrase").fill(PASSPHRASE)
    looked_at(rao, "therapist-invited")
    page_actions.click(page.get_by_role("button", name="Go on"))
    seed = page.locator(".secret").inner_text().replace(" ", "")
    looked_at(rao, "therapist-authenticator")
    raw = base64.b32decode(seed)
    page.get_by_label("The six digits your app shows now").fill(page_actions.wait_for_app_code(page, raw))
    page_actions.click(page.get_by_role("button", name="Confirm"))
    expect(page.locator(".codes li")).to_have_count(10)
    looked_at(rao, "therapist-backup-codes")
    codes = page.locator(".codes li").all_inner_texts()
    page_actions.click(page.get_by_role("button", name="I have written them down"))
    expect(page.get_by_text("together with your app")).to_be_visible()
    looked_at(rao, "therapist-recovery-code")
    page_actions.keep_recovery_code(rao, title)
    return codes


def sign_in(rao: Person, code: str) -> None:
    rao.page.goto("/sign-in")
    rao.page.get_by_label("Name or nickname").fill(NAME)
    rao.page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page_actions.click(rao.page.get_by_role("button", name="Open my notebook"))
    looked_at(rao, "therapist-code")
    rao.page.get_by_label("The six digits your app shows now").fill(code)
    page_actions.click(rao.page.get_by_role("button", name="Open", exact=True))
    page_actions.wait_for_screen(rao.page, "Caseload")


def looked_at(person: Person, name: str) -> None:
    assert axe_violations(person.page, ("[data-testid=stToolbar]",)) == []
    assert sideways_scroll(person.page) == 0
    save_screenshot(person.page, f"{name}-{person.page.viewport_size['width'] if person.page.viewport_size else 0}")


def test_a_therapist_reads_what_one_of_two_grants_until_it_is_taken_back(
    server: LiveServer, person: Arrives, tmp_path: Path
) -> None:
    tara, arun, rao = person(server, "Tara", width=375), person(server, "Arun"), person(server, NAME, colours="dark")
    page_actions.send_start_forms(tara)
    page_actions.send_start_forms(arun, "partner", page_actions.make_invitation_code(tara))
    page_actions.do_check_in(tara, 4, WEEK)
    page_actions.open_from_menu(arun, "Sharing")
    page_actions.wait_for_screen(arun.page, "Sharing")
    before = arun.page.locator("[data-testid=stMain]").inner_text()

    codes = accept(rao, invited(server, NAME))
    expect(rao.page.get_by_text("Nobody has let you in so far.")).to_be_visible()
    page_actions.open_from_menu(rao, "Connecting")
    page_actions.press_button(rao.page, "Make a code")
    words, code = rao.page.locator(".nearer-six li").all_inner_texts(), rao.page.locator(".nearer-code").inner_text()
    looked_at(rao, "therapist-connecting")

    connects(tara, NAME, code, words)
    _grants_only(tara, "How close it felt, week by week")
    page_actions.open_from_menu(rao, "Caseload")
    expect(rao.page.get_by_role("row", name="Tara")).to_contain_text("1 week so far")
    expect(rao.page.get_by_role("row", name="Tara")).to_contain_text("this week")
    assert "Arun" not in rao.page.content()
    looked_at(rao, "therapist-caseload")

    _opens_her_page_and_asks(rao)
    _answers_what_is_asked(tara)
    _makes_the_sheet(rao, tmp_path)
    assert "Arun" not in rao.page.content()

    page_actions.open_from_menu(tara, "This week")
    page_actions.open_from_menu(tara, "Sharing")
    expect(tara.page.get_by_text("Dr Rao opened the overview")).to_be_visible()
    expect(tara.page.get_by_text("Dr Rao opened your weeks")).to_be_visible()
    looked_at(tara, "sharing-therapist")
    page_actions.open_from_menu(arun, "This week")
    page_actions.open_from_menu(arun, "Sharing")
    page_actions.wait_for_screen(arun.page, "Sharing")
    assert arun.page.locator("[data-testid=stMain]").inner_text() == before

    page_actions.press_button(tara.page, "End it with Dr Rao")
    expect(tara.page.get_by_text("Dr Rao reads nothing of yours any more; it ended on")).to_be_visible()
    rao.page.goto("/bye")
    sign_in(rao, codes[0])
    expect(rao.page.get_by_role("row", name="Tara")).to_contain_text("ended it on")
    assert "this week" not in rao.page.get_by_role("row", name="Tara").inner_text()
    for address in ("/weeks", "/sharing", "/"):
        rao.page.goto(address)
        page_actions.wait_for_screen(rao.page, "Caseload")
    tara.page.goto("/overview")
    page_actions.wait_for_screen(tara.page, "This week")


def test_the_demos_therapist_finds_forty_couples_in_the_order_of_their_reasons(
    server: LiveServer, person: Arrives, tmp_path: Path
) -> None:
    visitor = person(server, "visitor", width=375)
    page = page_actions.open_demo_screen(visitor, "/", "This week")
    page_actions.choose_demo_person(page, "Dr Rao")
    page_actions.wait_for_screen(page, "Caseload")
    expect(page.locator(".nearer-demo strong")).to_be_in_viewport(ratio=1)
    rows = page.locator(".nearer-caseload tr[data-couple]")
    expect(rows).to_have_count(40)
    told = [name for name in rows.locator("th a").all_inner_texts() if name in ORDER]
    assert told == list(ORDER) and rows.locator("th a").all_inner_texts()[:3] == told[:3]
    for name, sign in SIGNS.items():
        expect(page.get_by_role("row", name=name)).to_contain_text(sign.partition(" ")[2])
    for row in rows.all()[:3]:
        expect(row).to_be_in_viewport(ratio=1)
    looked_at(visitor, "demo-caseload")
    finds = page.get_by_role("searchbox")
    finds.fill("karim")
    expect(rows.locator("th a")).to_have_text(["Bela and Karim"])
    assert page.url.endswith("?q=karim")
    finds.fill("")
    expect(rows).to_have_count(40)
    _opens_couples_with_the_keyboard(page)
    page_actions.click(page.get_by_role("link", name="Esther and Vikram"))
    page_actions.wait_for_screen(page, "Esther and Vikram")
    changes = page.locator(".since-visit li")
    expect(changes).to_have_text([re.compile("Esther 60 → 20"), re.compile("Vikram 70 → 50"), re.compile("A scan")])
    for change in changes.all():
        expect(change).to_be_in_viewport(ratio=1)
    expect(page.get_by_text("Vikram: no clear direction over 12 weeks")).to_be_visible()
    expect(page.get_by_role("link", name="Visit sheet (PDF)")).to_be_visible()
    looked_at(visitor, "demo-couple")
    _prints_a_couple(page)
    _takes_the_table_and_fhir(visitor)
    page_actions.click(page.get_by_role("link", name="Joint view"))
    expect(page.get_by_text("Only what you both share with each other.")).to_be_visible()
    page_actions.wait_until_at_rest(page)
    expect(page.get_by_role("link", name="Visit sheet (PDF)")).to_have_count(0)
    expect(page.get_by_role("link", name="Questionnaires")).to_be_hidden()
    looked_at(visitor, "demo-room")
    _prints_the_joint_view(page, tmp_path)


def _prints_a_couple(page: Page) -> None:
    """What they say is on the paper, and nothing that is only there to be pressed."""
    page.emulate_media(media="print")
    expect(page.locator(".couple-navigation")).to_be_hidden()
    expect(page.locator(".nearer-choices a:visible")).to_have_count(1)
    expect(page.get_by_test_id("stPopover").locator("visible=true")).to_have_count(0)
    expect(page.locator(".since-visit li").first).to_be_visible()
    page.emulate_media(media="screen")


def _prints_the_joint_view(page: Page, folder: Path) -> None:
    """From a wide window on a narrow page: all of the chart is there, down to the names at its end, and no frame."""
    page.set_viewport_size({"width": 1280, "height": 800})
    page.wait_for_function("() => document.querySelector('.js-plotly-plot .main-svg').clientWidth > 1000")
    expect(page.locator(".joint-question")).to_be_in_viewport(ratio=1)
    printed = page.pdf(format="A4", margin=dict.fromkeys(("top", "right", "bottom", "left"), "20mm"))
    picture = picture_of(printed, folder)
    red, green, blue = np.moveaxis(np.asarray(Image.open(io.BytesIO(picture)).convert("RGB")).astype(int), 2, 0)
    clay = (red > 130) & (red - blue > 70) & (red - green > 40)
    height, width = clay.shape
    assert width * 0.8 < np.flatnonzero(clay.any(axis=0))[-1] < width * 0.9, "Vikram's name ends within the margin"
    dark = (red < 90) & (green < 90)
    assert not dark[: height // 12, width * 3 // 4 :].any(), "the bar with Exit stays on the screen"


def _opens_couples_with_the_keyboard(page: Page) -> None:
    """Enter in the search opens the first that fits, without waiting for its rows; and nothing where nobody fits."""
    finds, rows = page.get_by_role("searchbox"), page.locator(".nearer-caseload tr[data-couple]")
    finds.blur()
    page.keyboard.press("/")
    expect(finds).to_be_focused()
    page.keyboard.type("karim")
    page.keyboard.press("Enter")
    page_actions.wait_for_screen(page, "Bela and Karim")
    page_actions.wait_until_at_rest(page)
    page.go_back()
    page_actions.wait_for_screen(page, "Caseload")
    expect(rows.locator("th a")).to_have_text(["Bela and Karim"])
    finds.fill("nobody is called this")
    finds.press("Enter")
    expect(page.get_by_text("No couple fits this.")).to_be_visible()
    page_actions.wait_until_at_rest(page)
    finds.fill("")
    finds.press("Enter")
    expect(rows).to_have_count(40)
    page_actions.wait_until_at_rest(page)
    page_actions.wait_for_screen(page, "Caseload")
    finds.blur()
    for key, place in (("j", 0), ("j", 1), ("k", 0)):
        page.keyboard.press(key)
        expect(rows.nth(place).locator("th a")).to_be_focused()
    page.keyboard.press("Enter")
    page_actions.wait_for_screen(page, "Chitra and Mohan")
    page_actions.wait_until_at_rest(page)
    page.go_back()
    page_actions.wait_for_screen(page, "Caseload")


def _takes_the_table_and_fhir(rao: Person) -> None:
    """A table without names, and with a record number the answers of one of the two."""
    page = rao.page
    with open(
        page_actions.download_file(page.get_by_role("link", name="The table (CSV)")).path(), encoding="utf-8-sig"
    ) as file:
        table = file.read()
    assert "closeness-weekly" in table and "Esther" not in table and "Vikram" not in table
    pick_from_list(page, "Whose answers and scores, as FHIR?", "Vikram")
    page.get_by_label("Their number in your records").fill("MRN-77")
    page.keyboard.press("Enter")
    page_actions.wait_until_at_rest(page)
    bundle = page_actions.download_file(page.get_by_role("link", name="As FHIR (.json)")).path().read_text("utf-8")
    assert '"MRN-77"' in bundle and '"Observation"' in bundle and "Vikram" not in bundle
    looked_at(rao, "demo-couple-files")


def _opens_her_page_and_asks(rao: Person) -> None:
    """The couple's page shows one line; in the joint view nothing, because nothing is shown to each other."""
    page = rao.page
    page_actions.click(page.get_by_role("row", name="Tara").get_by_role("link", name="Tara"))
    page_actions.wait_for_screen(page, "Tara")
    expect(page.get_by_text("Tara: too early, 1 week so far")).to_be_visible()
    page_actions.click(page.get_by_role("link", name="Joint view"))
    expect(page.get_by_text("No closeness scores can be read here.")).to_be_visible()
    page_actions.wait_until_at_rest(page)
    page_actions.click(page.get_by_role("link", name="Back to the couple's page"))
    expect(page.get_by_text("Tara: too early, 1 week so far")).to_be_visible()
    page_actions.wait_until_at_rest(page)
    pick_from_list(page, "Whom do you ask?", "Tara")
    pick_several(page, "Which questionnaires?", HOPES)
    page_actions.press_button(page, "Ask for it")
    expect(page.get_by_text("They see it on their page, with your name.")).to_be_visible()
    looked_at(rao, "therapist-couple")


def _answers_what_is_asked(tara: Person) -> None:
    page = tara.page
    page_actions.open_from_menu(tara, "Questionnaires")
    expect(page.get_by_text("Dr Rao asks for it in the week from")).to_be_visible()
    page_actions.open_questionnaire(tara, HOPES)
    before = page_actions.read_draft_version(page)
    page.get_by_label("What do you hope for?").first.fill("Hold hands on a walk")
    page.get_by_label("What do you hope for?").first.blur()
    page_actions.wait_for_later_draft(page, before)
    page_actions.change_answer(page, "How near was this hope", "3")
    page_actions.continue_to_next_part(page)
    page_actions.press_button(page, "Finish and save")
    page_actions.wait_for_screen(page, "Thank you. It is saved.")
    page_actions.open_from_menu(tara, "Questionnaires")
    expect(page.get_by_text("Dr Rao asks for it in the week from")).to_have_count(0)


def _makes_the_sheet(rao: Person, folder: Path) -> None:
    """The PDF is a page with something on it."""
    download = page_actions.download_file(rao.page.get_by_role("link", name="Visit sheet (PDF)"))
    assert download.suggested_filename == "sheet.pdf"
    picture = picture_of(Path(download.path()).read_bytes(), folder)
    assert len(picture) > 10_000, "an empty page is smaller"


def pick_several(page: Page, label: str, *options: str) -> None:
    """Choose some from a list that stays open, and close it."""
    page_actions.click(page.get_by_role("combobox", name=label))
    for option in options:
        page.get_by_role("option", name=option, exact=True).click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    page_actions.wait_until_at_rest(page)


def pick_from_list(page: Page, label: str, option: str) -> None:
    """Choose from a list with the pointer, and open it again where scrolling or drawing has closed it."""
    field, choice = page.get_by_role("combobox", name=label), page.get_by_role("option", name=option, exact=True)
    expect(field).to_be_visible()
    page_actions.wait_until_at_rest(page)
    for _ in range(8):
        page_actions.click(field)
        try:
            choice.click(timeout=3_000)
            break
        except PlaywrightTimeout:
            page.keyboard.press("Escape")
    expect(choice).to_have_count(0)
    expect(field).to_have_value(option)
    page_actions.wait_until_at_rest(page)


def connects(person: Person, therapist: str, code: str, words: list[str], another: bool = False) -> None:
    """By the code and the six words; `another` on the screen as it is, beside the ones who are connected."""
    page = person.page
    if not another:
        page_actions.open_from_menu(person, "Sharing")
    page.get_by_label("The code from your therapist").fill(code)
    page.get_by_label("The code from your therapist").blur()
    page_actions.press_button(page, "Whose code is it?")
    expect(page.locator(".nearer-six li")).to_have_text(words)
    looked_at(person, "sharing-compare")
    page_actions.press_button(page, "Yes, the same six words")
    expect(page.get_by_text(f"{therapist} is connected. Nothing can be read yet")).to_be_visible()


def _grants_only(tara: Person, row: str) -> None:
    """Untick all the others, and let the therapist read."""
    page = tara.page
    others = page.locator("[class*=st-key-grant-] [data-testid=stCheckbox]").filter(has_not_text=row)
    for other in others.all():
        if other.get_by_role("checkbox").is_checked():
            page_actions.click(other)
            page_actions.wait_until_at_rest(page)
    page_actions.press_button(page, f"Let {NAME} read what is ticked")
    expect(page.get_by_text(f"Saved. {NAME} can read what you ticked.")).to_be_visible()
