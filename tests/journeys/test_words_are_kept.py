"""What somebody types is there again after a reload, after the lock and after a click that leads away."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, WebSocket, WebSocketRoute, expect

from tests.journeys import page_actions
from tests.journeys.browser import Person
from tests.journeys.servers import start_server_with_moved_clock
from tests.journeys.test_a_therapist import invited
from tests.journeys.test_the_lock import seconds_pass
from tests.journeys.test_the_weeks import fill_day
from tests.web.running import PASSPHRASE
from tools.live_server import LiveServer

Arrives = Callable[..., Person]
PAUSE = 3_000  # milliseconds in which nothing is to happen: a second more than what is typed waits until it is sent
HOPES = "What you hope for"


@dataclass(frozen=True)
class Kind:
    """One kind of text: the screen it stands on, and the way from there to its field."""

    screen: str
    field: Callable[[Page], Locator]


def note_of_check_in(page: Page) -> Locator:
    """The note stands at the end; a draft opens where it was left."""
    page_actions.wait_for_screen(page, "Check in")
    return page_actions.turn_to_note(page)


def hope(page: Page) -> Locator:
    """The list leads to the form; a form that is open already stands there by itself."""
    expect(page.get_by_role("heading", level=1, name=re.compile(f"^(Questionnaires|{HOPES})$"))).to_be_visible()
    if page.get_by_role("heading", level=1, name=HOPES).count() == 0:
        heading = page.get_by_role("heading", name=HOPES, exact=True)
        card = page.locator("[data-testid$=Block][class*=-card]").filter(has=heading)
        card.get_by_role("button").first.click()
        page_actions.wait_for_screen(page, HOPES)
    return page.get_by_label("What do you hope for?").first


def unfolded(title: str, label: str) -> Callable[[Page], Locator]:
    def find(page: Page) -> Locator:
        field = page.get_by_label(label, exact=True)
        if field.count() == 0:
            page.locator("summary").filter(has_text=title).click()
            page_actions.wait_until_at_rest(page)
        return field

    return find


KINDS = {
    "the note of a check-in": Kind("Check in", note_of_check_in),
    "a hope": Kind("Questionnaires", hope),
    "questions for a visit": Kind(
        "Closeness", unfolded("A sheet for a visit", "Questions of your own, one in each line")
    ),
    "an event": Kind("Closeness", unfolded("Events in your weeks", "In your own words, if you like")),
    "an I-feel sentence": Kind("Steps", unfolded("Find words", "I feel …")),
}


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory, demo: dict[str, str], own_port: int) -> Iterator[LiveServer]:
    """A program whose clock a journey moves, for every kind of text."""
    with start_server_with_moved_clock(tmp_path_factory.mktemp("moved"), demo, own_port) as server:
        yield server


def passes(server: LiveServer, seconds: int) -> None:
    """So many seconds more than have passed already."""
    passed = server.data.parent / "passed"
    seconds_pass(server, int(passed.read_text("utf-8") if passed.exists() else 0) + seconds)


class Sent:
    """What a page sends to the server from now on, so that a journey waits for its words and not for a time."""

    def __init__(self, page: Page) -> None:
        self.page, self.frames = page, list[bytes]()
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        self.socket = socket
        socket.on("framesent", lambda frame: self.frames.append(as_bytes(frame)))

    def has(self, words: str) -> bool:
        return any(words.encode() in frame for frame in self.frames)

    def wait_for(self, words: str) -> None:
        """Until these words were sent, and the run that keeps them has ended."""
        if not self.has(words):
            self.socket.wait_for_event("framesent", lambda frame: words.encode() in as_bytes(frame))
        page_actions.wait_until_at_rest(self.page)


def as_bytes(frame: str | bytes) -> bytes:
    return frame if isinstance(frame, bytes) else frame.encode()


def types(field: Locator, words: str) -> None:
    """Key by key, behind what stands there, without leaving the field."""
    page_actions.wait_until_at_rest(field.page)
    field.click()
    field.press("End")
    field.press_sequentially(words)


def closes(person: Person, server: LiveServer) -> None:
    """Nobody touches anything for a quarter of an hour."""
    passes(server, 900)
    expect(person.page.get_by_role("button", name="Open my notebook")).to_be_visible()


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_typed_is_there_after_a_reload_the_lock_and_a_click_away(
    moved: LiveServer, person: Arrives, kind: str
) -> None:
    nora = person(moved, f"Nora {list(KINDS).index(kind)}", width=375 if kind == "an event" else 1280)
    page, (screen, find) = nora.page, (KINDS[kind].screen, KINDS[kind].field)
    sent = Sent(page)
    page_actions.send_start_forms(nora)
    page_actions.open_from_menu(nora, screen)
    types(find(page), "it was good")
    sent.wait_for("it was good")
    expect(find(page)).to_be_focused()
    page.reload()
    page_actions.wait_until_at_rest(page)
    page_actions.open_from_menu(nora, screen)
    page_actions.wait_for_screen(page, screen)
    expect(find(page)).to_have_value("it was good")

    types(find(page), " and warm")
    page_actions.open_from_menu(nora, "Sharing")
    page_actions.wait_for_screen(page, "Sharing")
    page_actions.open_from_menu(nora, screen)
    page_actions.wait_for_screen(page, screen)
    expect(find(page)).to_have_value("it was good and warm")

    types(find(page), " today")
    sent.wait_for("it was good and warm today")
    closes(nora, moved)
    page_actions.fill_sign_in(nora, screen)
    page_actions.open_from_menu(nora, screen)
    expect(find(page)).to_have_value("it was good and warm today")


CHANGES_MIND = """links => {
  for (const name of links)
    [...document.querySelectorAll(".nearer-frame a")].find(link => link.textContent.includes(name)).click();
}"""


def test_of_two_clicks_that_wait_for_a_text_the_last_one_leads(moved: LiveServer, person: Arrives) -> None:
    wati = person(moved, "Wati")
    page_actions.send_start_forms(wati)
    page_actions.open_from_menu(wati, "Steps")
    field = KINDS["an I-feel sentence"].field
    types(field(wati.page), "glad")
    wati.page.evaluate(CHANGES_MIND, ["Sharing", "Guide"])
    page_actions.wait_for_screen(wati.page, "Guide")
    wati.page.wait_for_timeout(PAUSE)
    page_actions.wait_for_screen(wati.page, "Guide")
    page_actions.open_from_menu(wati, "Steps")
    expect(field(wati.page)).to_have_value("glad")


def test_a_reload_and_help_at_once_lose_nothing(moved: LiveServer, person: Arrives) -> None:
    otto = person(moved, "Otto")
    page_actions.send_start_forms(otto)
    page_actions.open_from_menu(otto, "Check in")
    types(note_of_check_in(otto.page), "one")
    otto.page.reload()
    page_actions.open_from_menu(otto, "Check in")
    expect(note_of_check_in(otto.page)).to_have_value("one")
    types(note_of_check_in(otto.page), " two")
    otto.page.get_by_role("link", name="Help", exact=True).click()
    otto.page.wait_for_url("**/help")
    otto.page.goto("/check-in")
    page_actions.wait_until_at_rest(otto.page)
    expect(note_of_check_in(otto.page)).to_have_value("one two")
    types(note_of_check_in(otto.page), " three")
    otto.page.get_by_role("link", name="Exit", exact=True).click()
    expect(otto.page.get_by_text("This page is closed.")).to_be_visible()
    page_actions.sign_in(otto)
    page_actions.open_from_menu(otto, "Check in")
    expect(note_of_check_in(otto.page)).to_have_value("one two three")


def test_who_types_without_a_pause_is_kept_all_the_same_and_nothing_typed_meanwhile_is_lost(
    moved: LiveServer, person: Arrives
) -> None:
    """A quarter of a minute of keys: they are kept before the last one, and none is swallowed."""
    pia = person(moved, "Pia")
    page_actions.send_start_forms(pia)
    page_actions.open_from_menu(pia, "Check in")
    field = note_of_check_in(pia.page)
    before = page_actions.read_draft_version(pia.page)
    written = "".join(f"{number} " for number in range(40))
    field.click()
    field.press_sequentially(written, delay=150)
    assert page_actions.read_draft_version(pia.page) > before
    expect(field).to_have_value(written)
    expect(field).to_be_focused()
    assert field.evaluate("field => field.selectionStart") == len(written)


def test_a_word_being_composed_is_not_sent_half_way(moved: LiveServer, person: Arrives) -> None:
    hina = person(moved, "Hina")
    sent = Sent(hina.page)
    page_actions.send_start_forms(hina)
    page_actions.open_from_menu(hina, "Steps")
    field = KINDS["an I-feel sentence"].field(hina.page)
    field.click()
    input_method = hina.context.new_cdp_session(hina.page)
    input_method.send("Input.imeSetComposition", {"text": "नमस", "selectionStart": 3, "selectionEnd": 3})
    hina.page.wait_for_timeout(PAUSE)
    assert not sent.has("नमस")
    input_method.send("Input.insertText", {"text": "नमस्ते"})
    sent.wait_for("नमस्ते")
    expect(field).to_have_value("नमस्ते")


def test_a_button_pressed_at_once_takes_all_that_was_typed(moved: LiveServer, person: Arrives) -> None:
    rita = person(moved, "Rita", width=375)
    page_actions.send_start_forms(rita)
    page_actions.open_from_menu(rita, "Closeness")
    title = KINDS["an event"].field(rita.page)
    page_actions.choose_option(rita.page, "What was it?", "Something else")
    fill_day(rita.page, "The day, or the first one", "05/11/2026")
    page_actions.wait_until_at_rest(rita.page)
    types(title, "Our first walk")
    rita.page.get_by_role("button", name="Add this event").tap()
    expect(rita.page.get_by_text("Our first walk, 5 November 2026", exact=True)).to_be_visible()
    expect(title.first).to_have_value("")
    rita.page.reload()
    expect(KINDS["an event"].field(rita.page)).to_have_value("")


class SlowAnswers:
    """What the server answers reaches the browser only when a journey lets it; what the browser sends goes at once."""

    def __init__(self, page: Page) -> None:
        self.waiting: list[str | bytes] = []
        self._held, self._browser = False, list[WebSocketRoute]()
        page.route_web_socket("**/_stcore/stream*", self._connect)

    def _connect(self, browser: WebSocketRoute) -> None:
        server = browser.connect_to_server()
        self._browser = [browser]
        browser.on_message(server.send)
        server.on_message(lambda message: self.waiting.append(message) if self._held else browser.send(message))

    def hold(self) -> None:
        self._held = True

    def let_go(self) -> None:
        self._held, waiting = False, self.waiting
        self.waiting = []
        for message in waiting:
            self._browser[0].send(message)


def leaves_after_its_button(page: Page, answers: SlowAnswers, field: Locator, button: str, more: str) -> None:
    """Press the field's button, and before its answer is there type on and leave the field."""
    answers.hold()
    page.get_by_role("button", name=button, exact=True).click()
    while not answers.waiting:
        page.wait_for_timeout(50)
    page.wait_for_timeout(500)
    field.press("End")
    field.press_sequentially(more + "x")
    field.press("Backspace")
    field.blur()
    page.wait_for_timeout(500)
    answers.let_go()
    page_actions.wait_until_at_rest(page)


def test_a_field_that_is_left_after_its_button_was_pressed_brings_only_back_what_is_new(
    moved: LiveServer, person: Arrives
) -> None:
    """The button keeps the text and empties the field; until the browser knows, it would send the old text again."""
    sita = person(moved, "visitor")
    answers, page = SlowAnswers(sita.page), page_actions.open_demo_screen(sita, "/", "This week")
    page_actions.choose_demo_person(page, "Dr Rao")
    page_actions.wait_for_screen(page, "Caseload")
    page.get_by_role("link", name="Esther and Vikram").click()
    page_actions.wait_for_screen(page, "Esther and Vikram")
    note = unfolded("Your own notes", "A new note")
    types(note(page), "spoke of touch")
    leaves_after_its_button(page, answers, note(page), "Keep this note", " again")
    expect(page.get_by_text("spoke of touch", exact=True)).to_be_visible()
    expect(note(page)).to_have_value("again")
    page.reload()
    page_actions.wait_for_screen(page, "Esther and Vikram")
    expect(note(page)).to_have_value("again")


def test_a_date_typed_part_by_part_is_kept_without_leaving_it(moved: LiveServer, person: Arrives) -> None:
    vimla = person(moved, "Vimla")
    page, sent = vimla.page, Sent(vimla.page)
    page_actions.send_start_forms(vimla)
    page_actions.open_from_menu(vimla, "Closeness")
    title = KINDS["an event"].field

    def types_day(label: str, day: str) -> None:
        title(page)
        page_actions.wait_until_at_rest(page)
        for part, number in zip(("day", "month", "year"), day.split("/"), strict=True):
            page.get_by_role("spinbutton", name=f"{part}, {label}").press_sequentially(number)

    def day_of(label: str) -> str:
        title(page)
        parts = (page.get_by_role("spinbutton", name=f"{part}, {label}") for part in ("day", "month", "year"))
        return "/".join(part.inner_text() for part in parts)

    first, last = "The day, or the first one", "The last day, if it took longer"
    types_day(first, "05/11/2026")
    sent.wait_for("2026-11-05")
    expect(page.get_by_role("spinbutton", name=f"year, {first}")).to_be_focused()
    page.reload()
    page_actions.wait_until_at_rest(page)
    assert day_of(first) == "05/11/2026"
    types_day(last, "07/11/2026")
    page.reload()
    page_actions.wait_until_at_rest(page)
    assert (day_of(first), day_of(last)) == ("05/11/2026", "07/11/2026")


def test_a_date_that_was_added_does_not_stand_in_its_form_again(moved: LiveServer, person: Arrives) -> None:
    uda = person(moved, "Uda")
    answers, page = SlowAnswers(uda.page), uda.page
    page_actions.send_start_forms(uda)
    page_actions.open_from_menu(uda, "Closeness")
    title = KINDS["an event"].field
    types(title(page), "A walk")
    page_actions.choose_option(page, "What was it?", "Something else")
    fill_day(page, "The day, or the first one", "05/11/2026")
    leaves_after_its_button(page, answers, title(page), "Add this event", " again")
    expect(title(page).first).to_have_value("")
    page.reload()
    page_actions.wait_until_at_rest(page)
    expect(title(page)).to_have_value("")


AT_ONCE = """([words, field]) => {
  document.querySelector(".st-key-sheet summary").click();
  field.value = "";
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, words);
  field.dispatchEvent(new Event("input", {bubbles: true}));
  [...document.querySelectorAll(".nearer-places a")].find(link => link.textContent.includes("Us")).click();
}"""


def test_a_click_while_the_screen_is_still_being_drawn_loses_nothing(moved: LiveServer, person: Arrives) -> None:
    """The server puts requests that wait together, and would take the page and leave the text."""
    page = page_actions.open_demo_screen(person(moved, "visitor"), "/weeks", "Closeness")
    title = KINDS["an event"].field(page)
    page.evaluate(AT_ONCE, ["a walk", title.element_handle()])
    page_actions.wait_for_screen(page, "Steps")
    page.get_by_role("link", name="Trends", exact=True).click()
    page_actions.wait_for_screen(page, "Closeness")
    expect(KINDS["an event"].field(page)).to_have_value("a walk")


def becomes_their_therapist(rao: Person, tara: Person, code: str) -> list[str]:
    """Dr Rao came with an invitation and Tara lets him in; returns his codes on paper."""
    page, codes = rao.page, page_actions.send_account_forms(rao, code)
    page_actions.open_from_menu(rao, "Connecting")
    page_actions.press_button(page, "Make a code")
    page_actions.open_from_menu(tara, "Sharing")
    tara.page.get_by_label("The code from your therapist").fill(page.locator(".nearer-code").inner_text())
    page_actions.press_button(tara.page, "Whose code is it?")
    page_actions.press_button(tara.page, "Yes, the same six words")
    expect(tara.page.get_by_text("Dr Rao is connected.")).to_be_visible()
    return codes


def test_a_therapists_note_is_kept_and_the_first_click_leads_where_it_says(moved: LiveServer, person: Arrives) -> None:
    tara, rao = person(moved, "Tara"), person(moved, "Dr Rao")
    page_actions.send_start_forms(tara)
    sent = Sent(rao.page)
    codes, page = becomes_their_therapist(rao, tara, invited(moved, "Dr Rao")), rao.page
    note = unfolded("Your own notes", "A new note")

    def opens() -> Locator:
        page_actions.open_from_menu(rao, "Caseload")
        page.get_by_role("row", name="Tara").get_by_role("link").click()
        page_actions.wait_for_screen(page, "Tara")
        return note(page)

    types(opens(), "spoke of touch")
    page.get_by_role("link", name="Connecting", exact=True).first.click()
    page_actions.wait_for_screen(page, "Connecting")
    assert page.url.endswith("/code-of-mine")
    expect(opens()).to_have_value("spoke of touch")
    types(note(page), " again")
    page.go_back()
    page_actions.wait_for_screen(page, "Caseload")
    expect(opens()).to_have_value("spoke of touch again")
    types(note(page), ", at ease")
    sent.wait_for("spoke of touch again, at ease")
    page.reload()
    page_actions.wait_for_screen(page, "Tara")
    expect(note(page)).to_have_value("spoke of touch again, at ease")
    closes(rao, moved)
    page.get_by_label("Name or nickname").fill("Dr Rao")
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.get_by_role("button", name="Open my notebook").click()
    page.get_by_label("The six digits your app shows now").fill(codes[0])
    page.get_by_role("button", name="Open", exact=True).click()
    page_actions.wait_for_screen(page, "Caseload")
    expect(opens()).to_have_value("spoke of touch again, at ease")
    page_actions.press_button(page, "Keep this note")
    expect(note(page)).to_have_value("")
    expect(page.get_by_text("spoke of touch again, at ease")).to_be_visible()
    expect(note(page).first).to_have_value("")  # the old field goes a moment after the new one has come
    page.reload()
    page_actions.wait_for_screen(page, "Tara")
    expect(note(page)).to_have_value("")
