"""What people do at Nearer, in the words that stand on the screen."""

from __future__ import annotations

import re
from base64 import b32decode, b64encode
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Download, Locator, Page, expect

from nearer.privacy.totp import STEP_SECONDS, code_of_step, step_at
from tests.journeys.browser import Person
from tests.web.running import PASSPHRASE, start_form

_NEWEST = "() => Math.max(0, ...[...document.querySelectorAll('[data-kept]')].map(one => one.dataset.kept))"
LOOK_EVERY = 20  # ms: to look once a frame asks the browser to draw sixty a second
MENU = ".nearer-places, .nearer-screens"
FOLDED = ":is(details.stExpander, .stExpander details):not([open]) > summary"
PLACE_OF = {
    "This week": "Today", "Check in": "Today", "Questionnaires": "Today", "Closeness": "Trends", "Barriers": "Trends",
    "Steps": "Us", "Sharing": "Us",
}  # fmt: skip
MAKING_DEMO = 120_000  # ms: some seconds, and more where other tests share the processor
UNDER_THE_NAME = ("Settings", "About")
OF_EIGHT = re.compile(r"^[0-9]+ of [0-9]+$")  # where one is in the check-in
GREETING = re.compile("^(Good|Ĝööööð) ")  # the heading of This week, in the pseudo-language too


def fill_newcomer(person: Person, role: str) -> None:
    """The part of the form that starting and joining share."""
    page = person.page
    page.get_by_label("Your name or nickname").fill(person.name)
    page.get_by_label(role).check()
    page.get_by_label("New passphrase").fill(PASSPHRASE)
    page.get_by_label("I am 18 or older").check()
    page.get_by_label("I agree to what is kept").check()


def start_notebook(person: Person, role: str = "I have or had cancer") -> str:
    """Start a notebook; returns the recovery code that was shown once."""
    person.page.goto("/")
    click(person.page.get_by_role("link", name="Start our notebook"))
    fill_newcomer(person, role)
    click(person.page.get_by_role("button", name="Start", exact=True))
    return keep_recovery_code(person)


def join_partner(person: Person, code: str, role: str = "My partner has or had cancer") -> str:
    """Join a partner's notebook; returns the recovery code."""
    person.page.goto("/")
    click(person.page.get_by_role("link", name="I have a code").first)
    person.page.get_by_label("The code from your partner").fill(code)
    click(person.page.get_by_role("button", name="Go on", exact=True))
    fill_newcomer(person, role)
    click(person.page.get_by_role("button", name="Join", exact=True))
    return keep_recovery_code(person)


def send_start_forms(person: Person, role: str = "survivor", code: str = "", zone: str = "Asia/Kolkata") -> None:
    """Somebody who started, or joined with a code, and kept the recovery code: by what the forms send, without
    drawing their pages, for journeys that begin after them."""
    form = start_form(person.name, role=role, zone=zone) | ({"code": code} if code else {})
    reply = _send(person, "/join" if code else "/start", form)
    box = reply.partition("code-box")[2].partition("</div>")[0]
    _send(person, "/recovery-code", {"group": re.findall(r"<span>(\w+)</span>", box)[-1]})
    person.page.goto("/")
    wait_for_screen(person.page, "This week")


def send_account_forms(person: Person, code: str, title: str = "Caseload") -> list[str]:
    """A therapist or manager who accepted an invitation, set up an app and kept all codes: by what the forms send, for
    journeys that begin after them (test_a_therapist.py goes through the pages). Returns the ten codes for paper."""
    reply = _send(person, "/invited", {"code": code, "passphrase": PASSPHRASE, "zone": "Asia/Kolkata"})
    seed = reply.partition('class="code secret"')[2].partition("</p>")[0].rpartition(">")[2]
    reply = _send(
        person, "/authenticator", {"code": wait_for_app_code(person.page, b32decode(seed.replace(" ", "")), 1)}
    )
    codes = re.findall(r"<li>([0-9A-Z-]{19})</li>", reply)
    box = _send(person, "/authenticator", {}).partition("code-box")[2].partition("</div>")[0]
    _send(person, "/recovery-code", {"group": re.findall(r"<span>(\w+)</span>", box)[-1]})
    person.page.goto("/")
    wait_for_screen(person.page, title)
    return codes


def open_demo_screen(person: Person, address: str, title: str) -> Page:
    """Open a screen as Meera of the made-up people."""
    _send(person, "/demo", {})
    person.page.goto(address)
    wait_for_screen(person.page, title)
    return person.page


def enter_demo(page: Page, door: str) -> None:
    """By a door on the first page. Whoever is there right after the start waits until the made-up people are made."""
    page.get_by_role("button", name=door).click(timeout=MAKING_DEMO)


def choose_demo_person(page: Page, name: str) -> None:
    """Look around as another of the made-up people, by the menu of their names."""
    click(page.locator(".nearer-demo summary"))
    click(page.locator(".nearer-demo").get_by_role("link", name=name, exact=True))


def _send(person: Person, path: str, form: dict[str, str]) -> str:
    """What the server shows to this person's browser after a form."""
    reply = person.context.request.post(path, form=form, headers={"Origin": person.base_url}, timeout=MAKING_DEMO)
    assert reply.ok, (reply.status, re.sub(r"<[^>]*>|\s+", " ", reply.text())[-700:])
    return reply.text()


def keep_recovery_code(person: Person, title: str = "This week") -> str:
    box = person.page.locator(".code-box span")
    expect(box.first).to_be_visible()
    groups = box.all_inner_texts()
    person.page.get_by_label("Type the last group of four").fill(groups[-1])
    click(person.page.get_by_role("button", name="I have kept it"))
    wait_for_screen(person.page, title)
    return "-".join(groups)


def sign_in(person: Person) -> None:
    """Go to the sign-in page and come in."""
    person.page.goto("/sign-in")
    fill_sign_in(person)


def fill_sign_in(person: Person, title: str = "This week") -> None:
    """Fill the sign-in page that is there, and arrive at the screen with this title."""
    page = person.page
    page.get_by_label("Name or nickname").fill(person.name)
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    click(page.get_by_role("button", name="Open my notebook"))
    wait_for_screen(page, title)


def wait_for_screen(page: Page, title: str) -> None:
    """The screen with this heading is drawn and at rest."""
    name = GREETING if title == "This week" else title
    expect(page.get_by_role("heading", level=1, name=name, exact=True)).to_be_visible()
    wait_until_at_rest(page)


def wait_until_at_rest(page: Page) -> None:
    """Every run that was asked for has ended and is drawn, and nothing moves any more; see runs.js."""
    page.wait_for_function("() => journeyAtRest()")


def wait_until_chart_is_still(drawing: Locator) -> None:
    """A chart is not being drawn anew: nothing in it has changed for half a second."""
    drawing.evaluate(
        """chart => new Promise(done => {
            let quiet = setTimeout(done, 500)
            new MutationObserver(() => { clearTimeout(quiet); quiet = setTimeout(done, 500) })
                .observe(chart, {subtree: true, childList: true, attributes: true})
        })"""
    )


def click(target: Locator) -> None:
    """Click once nothing is being drawn any more, on a screen or on the pages before it: what is drawn anew under the
    pointer takes no click. What a fold brings is there before the run that draws it has ended."""
    target.wait_for()
    wait_until_at_rest(target.page)
    target.click()


def download_file(link: Locator) -> Download:
    """The file behind a link, and the screen at rest again."""
    with link.page.expect_download() as coming:
        click(link)
    wait_until_at_rest(link.page)
    return coming.value


def open_from_menu(person: Person, screen: str) -> None:
    """Use the menu: the place of a screen, then its link; or one's own name, for what is seldom needed."""
    page, link = person.page, person.page.get_by_role("link", name=screen, exact=True).first
    page.locator(MENU).first.wait_for()
    if screen in UNDER_THE_NAME and page.locator(".nearer-bar .own").count():
        click(page.locator(".nearer-bar summary").first)
    elif screen in PLACE_OF and not link.count():
        click(page.get_by_role("link", name=PLACE_OF[screen], exact=True).first)
        wait_until_at_rest(page)
        if link.get_attribute("aria-current") == "page":  # the place opens with it
            return
    click(link)
    wait_until_at_rest(page)


def unfold_all(page: Page) -> None:
    """All that unfolds on a screen, at once, and what unfolds in it: for those who look at what is there then."""
    wait_until_at_rest(page)
    folds = page.locator(FOLDED)
    while folds.count():
        folds.evaluate_all("folds => folds.forEach(one => one.click())")
        wait_until_at_rest(page)


def find_item(page: Page, text: str) -> Locator:
    """The group of answer options of one item, found by its words."""
    return page.get_by_role("radiogroup", name=text)


def choose_option(page: Page, text: str, option: str) -> None:
    """Choose one of several options by its words."""
    group = find_item(page, text)
    click(group.get_by_text(option, exact=True))
    expect(group.get_by_role("radio", name=option, exact=True)).to_be_checked()
    wait_until_at_rest(page)


def change_answer(page: Page, text: str, option: str) -> None:
    """Give an item of a form another answer, and wait until the notebook has it."""
    before = read_draft_version(page)
    choose_option(page, text, option)
    wait_for_later_draft(page, before)


def pick_option(page: Page, option: str) -> None:
    """Pick one more of several answers, and wait until the notebook has it."""
    before = read_draft_version(page)
    click(page.get_by_role("button", name=option))
    wait_for_later_draft(page, before)


def choose_circles(page: Page, step: int) -> None:
    """Choose one of the seven pictures with the keyboard, which leads to the next question."""
    expect(page.get_by_text("1 of 8", exact=True)).to_be_visible()
    find_item(page, "Which pair looks most like").get_by_role("radio").nth(step - 1).focus()
    page.keyboard.press("Space")
    expect(page.get_by_text("2 of 8", exact=True)).to_be_visible()
    wait_until_at_rest(page)


def turn_to_item(page: Page, text: str) -> Locator:
    """The item of the check-in with these words: forward to it, or back from the end."""
    way = "Continue"
    expect(page.get_by_text(OF_EIGHT)).to_be_visible()
    while not find_item(page, text).count():
        if not page.get_by_role("button", name=way, exact=True).count():
            way = "Back"
        turn_page(page, way)
    return find_item(page, text)


def turn_to_note(page: Page) -> Locator:
    """The note of the check-in, which stands at its end."""
    expect(page.get_by_text(OF_EIGHT)).to_be_visible()
    while page.get_by_role("button", name="Continue", exact=True).count():
        turn_page(page, "Continue")
    return page.get_by_label("A note for yourself")


def turn_page(page: Page, button: str) -> None:
    """To the question after or before in the check-in, by *Continue* or *Back*."""
    place = page.get_by_text(OF_EIGHT).inner_text()
    press_button(page, button)
    expect(page.get_by_text(place, exact=True)).to_have_count(0)
    wait_until_at_rest(page)


def tap_answer(page: Page, text: str, option: str) -> None:
    """Tap an answer of the check-in, which leads to the next question."""
    place = turn_to_item(page, text).page.get_by_text(OF_EIGHT).inner_text()
    click(find_item(page, text).get_by_text(option, exact=True))
    expect(page.get_by_text(place, exact=True)).to_have_count(0)
    wait_until_at_rest(page)


def read_draft_version(page: Page) -> int:
    """Which version of the draft the notebook has, as the form itself says; 0 before the first."""
    return int(page.evaluate(_NEWEST))


def wait_for_later_draft(page: Page, version: int) -> None:
    """A later version of the draft is in the notebook, and the form that says so is drawn."""
    page.wait_for_function(f"version => ({_NEWEST})() > version", arg=version, polling=LOOK_EVERY)
    wait_until_at_rest(page)


def press_button(page: Page, button: str) -> None:
    click(page.get_by_role("button", name=button, exact=True))
    wait_until_at_rest(page)


def open_custom_questionnaires(page: Page) -> None:
    """Open the first of the therapist's own questionnaires once it is listed; Nearer's have a name and no id."""
    click(page.locator("[class*='st-key-look-0'] button").first)
    wait_until_at_rest(page)


def unfold_reports(page: Page) -> None:
    """Of several files each has its report in a fold. They come one after the other, the last once all is drawn."""
    wait_until_at_rest(page)
    for title in page.locator("[data-testid=stExpander] summary").filter(has_text=re.compile("(?:not )?added$")).all():
        click(title)
        wait_until_at_rest(page)


def continue_to_next_part(page: Page) -> None:
    """Continue to the next part of a form, and wait until it is there."""
    part = page.get_by_text(re.compile(r"^Part [0-9]+ of [0-9]+$"))
    number = int(part.inner_text().split()[1])
    click(page.get_by_role("button", name="Continue", exact=True))
    expect(page.get_by_text(re.compile(rf"^Part {number + 1} of"))).to_be_visible()
    wait_until_at_rest(page)


def do_check_in(person: Person, step: int, answers: dict[str, str], note: str = "") -> None:
    """Do this week's check-in from the first picture to *Saved*."""
    open_from_menu(person, "Check in")
    choose_circles(person.page, step)
    for text, option in answers.items():
        tap_answer(person.page, text, option)
    field = turn_to_note(person.page)
    if note:
        field.fill(note)
        field.blur()
        wait_until_at_rest(person.page)
    press_button(person.page, "Finish and save")
    expect(person.page.get_by_text("Saved. Thank you for taking the time.")).to_be_visible()


def open_questionnaire(person: Person, title: str, button: str = "Begin") -> None:
    open_from_menu(person, "Questionnaires")
    heading = person.page.get_by_role("heading", name=title, exact=True)
    card = person.page.locator("[data-testid$=Block][class*=-card]").filter(has=heading)
    click(card.get_by_role("button", name=button))
    wait_for_screen(person.page, title)


def make_invitation_code(person: Person) -> str:
    """Make an invitation and read its code off the screen."""
    open_from_menu(person, "Sharing")
    press_button(person.page, "Make an invitation")
    return person.page.locator(".nearer-code").inner_text()


def share_closeness(person: Person, partner: str, earlier: bool = True) -> None:
    """Let the partner read the closeness scores."""
    open_from_menu(person, "Sharing")
    share_row(person.page, "How close it felt, week by week", partner, earlier)


def share_row(page: Page, row: str, name: str, earlier: bool = True) -> None:
    """Throw the switch of a row on the sharing screen, look at what it shows, and save."""
    click(find_item(page, f"Who can read this: {row}").get_by_text(name, exact=True))
    wait_until_at_rest(page)
    if earlier:
        click(page.get_by_text("Also what I wrote until now"))
        wait_until_at_rest(page)
    press_button(page, f"Share with {name}")
    expect(page.get_by_text(re.compile(f"^Saved[.] .*{name} can (now )?read: {re.escape(row)}[.]$"))).to_be_visible()


def unshare_row(page: Page, row: str) -> None:
    """Throw the switch of a row back."""
    click(find_item(page, f"Who can read this: {row}").get_by_text("Only me", exact=True))
    wait_until_at_rest(page)
    press_button(page, "Keep it to myself")
    expect(page.get_by_text(f"Saved. Only you can read this now: {row}.")).to_be_visible()


def drop_files(page: Page, *files: Path) -> None:
    """Drag files from the desktop over the place for them, and let go."""
    contents = [{"name": file.name, "content": b64encode(file.read_bytes()).decode()} for file in files]
    dragged = page.evaluate_handle(_DRAGGED, contents)
    for event in ("dragenter", "dragover", "drop"):
        page.locator("[data-testid=stFileUploaderDropzone]").dispatch_event(event, {"dataTransfer": dragged})


_DRAGGED = """contents => contents.reduce((all, one) => {
  const bytes = Uint8Array.from(atob(one.content), sign => sign.charCodeAt(0));
  all.items.add(new File([bytes], one.name, {type: "application/json"}));
  return all;
}, new DataTransfer())"""


def wait_for_app_code(page: Page, seed: bytes, seconds: int = 8) -> str:
    """The six digits of an authenticator app, which stay the same for a few seconds yet."""
    left = STEP_SECONDS - datetime.now(UTC).timestamp() % STEP_SECONDS
    if left < seconds:
        page.wait_for_timeout(left * 1000 + 200)
    return code_of_step(seed, step_at(datetime.now(UTC)))
