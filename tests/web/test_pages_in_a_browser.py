"""The pages before Streamlit, seen in a real browser: readable, reachable, and working without scripts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from nearer.domain.roles_and_audiences import Role
from tests.journeys.browser import Person, axe_violations, new_person, sideways_scroll, small_targets
from tests.web.running import PASSPHRASE, Running

PAGES = ("/sign-in", "/start", "/join", "/recover", "/help", "/bye")


@pytest.fixture
def phone(running: Running, browser: Browser) -> Iterator[Person]:
    person = new_person(browser, running.url, "Meera", width=375)
    yield person
    person.context.close()


def fill_start(page: Page, name: str) -> None:
    page.get_by_label("Your name or nickname").fill(name)
    page.get_by_label("I have or had cancer").check()
    page.get_by_label("New passphrase").fill(PASSPHRASE)
    page.get_by_label("I am 18 or older").check()
    page.get_by_label("I agree to what is kept").check()
    page.get_by_role("button", name="Start").click()
    page.wait_for_url("**/recovery-code")


def confirm(page: Page) -> None:
    page.get_by_label("Type the last group").fill(page.locator(".code-box span").last.inner_text())
    page.get_by_role("button", name="I have kept it").click()


def assert_sound(person: Person) -> None:
    page = person.page
    assert axe_violations(page) == []
    assert sideways_scroll(page) == 0
    assert small_targets(page) == []
    assert (person.csp_errors, person.page_errors, person.left_the_host) == ([], [], [])


@pytest.mark.journey
@pytest.mark.parametrize(("width", "colours"), [(320, "light"), (375, "dark"), (1280, "light")])
def test_every_page_is_readable_and_its_targets_are_large(
    running: Running, browser: Browser, width: int, colours: str
) -> None:
    person = new_person(browser, running.url, "Meera", width, colours)
    for path in PAGES:
        person.page.goto(path)
        assert_sound(person)
    person.page.goto("/start")
    fill_start(person.page, running.nickname())
    assert_sound(person)
    confirm(person.page)
    for path in ("/passphrase", "/new-keys"):
        person.page.goto(path)
        assert_sound(person)
    person.context.close()


@pytest.mark.journey
def test_a_person_starts_leaves_and_comes_back(running: Running, phone: Person) -> None:
    page, name = phone.page, running.nickname()
    page.goto("/")
    page.get_by_role("link", name="Start our notebook").click()
    fill_start(page, name)
    confirm(page)
    page.get_by_text("the inner page").wait_for()
    assert phone.csp_errors == []
    page.goto("/help")
    page.get_by_role("link", name="Exit").click()
    page.get_by_text("This page is closed.").wait_for()
    assert phone.context.cookies() == []
    page.go_back()
    page.goto("/")
    assert page.url.endswith("/sign-in")
    page.get_by_label("Name or nickname").fill(name)
    page.get_by_label("Passphrase").fill("not this one")
    page.get_by_role("button", name="Open my notebook").click()
    assert page.get_by_role("alert").inner_text().startswith("This name and passphrase")
    assert_sound(phone)
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Open my notebook").click()
    page.get_by_text("the inner page").wait_for()
    assert phone.left_the_host == []


@pytest.mark.journey
def test_small_comforts_work_with_scripts(running: Running, phone: Person) -> None:
    page = phone.page
    page.goto("/start")
    assert page.get_by_label("Your time zone").input_value() == "Asia/Kolkata"
    field = page.locator("#passphrase")
    field.fill("four words of mine")
    page.get_by_role("button", name="Show").click()
    assert field.get_attribute("type") == "text"
    page.get_by_role("button", name="Hide").click()
    assert field.get_attribute("type") == "password"
    before = page.locator("#suggestion").inner_text()
    page.get_by_role("link", name="Another suggestion").click()
    page.wait_for_function("before => document.getElementById('suggestion').textContent !== before", arg=before)
    assert field.input_value() == "four words of mine"
    for _ in range(3):
        page.keyboard.press("Shift")
    page.get_by_text("This page is closed.").wait_for()


@pytest.mark.journey
def test_the_recovery_code_has_a_name_and_is_copied_whole(running: Running, phone: Person) -> None:
    page = phone.page
    phone.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/start")
    fill_start(page, running.nickname())
    box = page.get_by_role("group", name="Recovery code, eight groups")
    code = "-".join(box.locator("span").all_inner_texts())
    page.get_by_role("button", name="Copy the code").click()
    page.get_by_text("Copied. Paste it where only you look.").wait_for()
    assert len(code) == 39 and page.evaluate("navigator.clipboard.readText()") == code
    assert_sound(phone)


@pytest.mark.journey
def test_starting_and_leaving_work_without_scripts(running: Running, browser: Browser) -> None:
    context = browser.new_context(base_url=running.url, java_script_enabled=False)
    page, name = context.new_page(), running.nickname()
    page.goto("/start")
    fill_start(page, name)
    confirm(page)
    page.goto("/passphrase")
    page.get_by_role("link", name="Exit").click()
    page.get_by_text("This page is closed.").wait_for()
    page.goto("/")
    assert page.url.endswith("/sign-in")
    context.close()


@pytest.mark.journey
def test_signing_in_without_scripts_leads_to_the_guide_to_help_and_out(running: Running, browser: Browser) -> None:
    name = running.nickname()
    running.started(name)
    context = browser.new_context(base_url=running.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/sign-in")
    for passphrase, after in (("not this one, surely", "[role=alert]"), (PASSPHRASE, "noscript")):
        page.get_by_label("Name or nickname").fill(name)
        page.get_by_label("Passphrase", exact=True).fill(passphrase)
        page.get_by_role("button", name="Open my notebook").click()
        page.locator(after).wait_for()
    assert "The notebook itself needs JavaScript." in page.locator("noscript").inner_text()
    for address in ("/read", "/help", "/bye"):
        page.locator(f"noscript a[href='{address}']").click()
        page.get_by_role("heading", level=1).or_(page.get_by_text("This page is closed.")).first.wait_for()
        assert page.url.endswith(address)
        page.go_back()
    page.goto("/")
    assert page.url.endswith("/sign-in")
    context.close()


def test_the_two_roles_on_the_form_are_the_roles_of_the_domain(running: Running) -> None:
    page = running.browser().get("/start").text
    assert [role.value for role in Role if f'name="role" value="{role.value}"' in page] == [role.value for role in Role]


@pytest.mark.journey
@pytest.mark.parametrize("width", [375, 1280])
def test_who_has_a_code_finds_where_to_join_at_every_width(running: Running, browser: Browser, width: int) -> None:
    person = new_person(browser, running.url, "Ravi", width)
    for path in ("/", "/start"):
        person.page.goto(path)
        person.page.get_by_role("link", name="I have a code").click()
        person.page.wait_for_url("**/join")
    person.context.close()


@pytest.mark.journey
def test_an_error_on_a_form_goes_once_its_own_field_is_changed(running: Running, phone: Person) -> None:
    page = phone.page
    page.goto("/start")
    page.get_by_label("Your name or nickname").fill(running.nickname())
    page.get_by_label("I have or had cancer").check()
    page.get_by_label("New passphrase").fill("password password")
    page.get_by_label("I am 18 or older").check()
    page.get_by_label("I agree to what is kept").check()
    page.get_by_role("button", name="Start").click()
    page.locator("#passphrase-problem").wait_for()
    page.get_by_label("Your name or nickname").press("End")
    page.keyboard.type("a")
    assert page.locator(".problem").count() == 2
    page.get_by_role("button", name="Use these five words").click()
    assert page.locator(".problem").count() == 0
    assert page.get_by_label("New passphrase").get_attribute("aria-invalid") is None
    assert page.get_by_label("New passphrase").get_attribute("aria-describedby") == "passphrase-hint"
    assert_sound(phone)
