"""Pictures of every screen with made-up people: `make screens` writes them to docs/screens.

It opens Nearer on a free port in a folder of its own, goes in by the two doors of the first page and looks at each
screen as large as a window, by day and by night, as people see it who are no visitors: without the banner of the demo
and its tour. The names of the files are `<screen>-<width>-<light or dark>.png`.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Browser, Page, Request, sync_playwright

from nearer.addresses import ADDRESSES
from nearer.session.navigation import EVERYBODYS_SCREENS, MANAGER_SCREENS, THERAPIST_SCREENS
from tools.chromium import find_chromium, launch
from tools.live_server import ROOT, LiveServer
from tools.made_up_clinic import come_in, write_clinic

FOLDER = ROOT / "docs" / "screens"
CHANGE_SIZES = {375: 740, 1280: 900, 1920: 1080}  # of a window, by its width; pixels
MANAGER_DOOR = "manager"  # not one of the demo: a made-up clinic in a notebook of its own
COLOURS = ("light", "dark")
PALETTE = 128  # colours of a picture: a third of the bytes, and no difference to the eye
REST = "[data-testid=stApp][data-test-script-state=notRunning]"
# Streamlit draws each kind of field when its script has come, one after the other: until then it is a grey box.
WHOLE = """() => new Promise(done => {
    let quiet
    const wait = () => { clearTimeout(quiet); quiet = setTimeout(look, 700) }
    const look = () => document.querySelector('[data-testid^=stSkeleton]') ? wait() : done()
    new MutationObserver(wait).observe(document.body, {subtree: true, childList: true})
    wait()
})"""
WITHOUT_DEMO = """() => {
    const rules = new CSSStyleSheet()
    rules.replaceSync('.nearer-demo, .nearer-tour { display: none !important }')
    document.adoptedStyleSheets.push(rules)
}"""
STILL = "Promise.allSettled(document.getAnimations().map(moving => moving.finished))"
TURNED = """dark => getComputedStyle(document.querySelector('[data-testid=stApp]') ?? document.body).backgroundColor
    .match(/[0-9]+/g).slice(0, 3).every(part => part < 128) === dark"""
BEFORE_SIGNING_IN = {
    "first-page": "/sign-in", "start": "/start", "join": "/join", "guide-for-everybody": "/read", "help": "/help",
}  # fmt: skip


@dataclass(frozen=True)
class Door:
    """A way in: what each of its screens is called in the file names, its address, and for which widths."""

    name: str
    screens: Mapping[str, str]
    widths: tuple[int, ...]

    def pictures(self) -> Iterator[str]:
        """The name of every file."""
        for screen in self.screens:
            yield from (picture_name(screen, width, colours) for width in self.widths for colours in COLOURS)


def doors() -> tuple[Door, ...]:
    """Every screen of the program, so that a new one is in the pictures without a word said here."""
    addresses = {name.replace("_", "-"): (name, f"/{address}") for name, address in ADDRESSES.items()}
    of_accounts = THERAPIST_SCREENS + MANAGER_SCREENS
    persons = {label: address for label, (name, address) in addresses.items() if name not in of_accounts}
    therapists = {label: address for label, (name, address) in addresses.items() if name in THERAPIST_SCREENS}
    managers = {label: address for label, (name, address) in addresses.items() if name in MANAGER_SCREENS}
    of_everybody = {f"therapist-{name}": f"/{ADDRESSES[name]}" for name in EVERYBODYS_SCREENS}
    return (
        Door("", BEFORE_SIGNING_IN, (375, 1280)),
        Door("couple", persons, (375, 1280)),
        Door("clinic", therapists | of_everybody, (375, 1280, 1920)),
        Door(MANAGER_DOOR, managers, (375, 1280, 1920)),
    )


def picture_name(screen: str, width: int, colours: str) -> str:
    return f"{screen}-{width}-{colours}.png"


def left_the_host(addresses: list[str]) -> str | None:
    """A sentence where something was asked of another computer."""
    away = sorted({url for url in addresses if urlsplit(url).hostname not in {"localhost", "127.0.0.1", None}})
    return f"A screen asked another computer for something: {', '.join(away)}" if away else None


def look(browser: Browser, server: LiveServer, door: Door, width: int, codes: Iterator[str]) -> list[str]:
    """Go in by a door with a window of this width and keep a picture of each screen; returns what was asked for.

    A manager comes in with one of the `codes`."""
    addresses: list[str] = []

    def asks(request: Request) -> None:
        if urlsplit(request.url).scheme in {"http", "https", "ws", "wss"}:
            addresses.append(request.url)

    context = browser.new_context(
        base_url=server.url,
        viewport={"width": width, "height": CHANGE_SIZES[width]},
        has_touch=width < 600,
        locale="en-GB",
        timezone_id="Asia/Kolkata",
        reduced_motion="reduce",
    )
    context.set_default_timeout(60_000)
    context.on("request", asks)
    page = context.new_page()
    page.on("websocket", lambda opened: addresses.append(opened.url))
    if door.name == MANAGER_DOOR:
        come_in(page, next(codes))
        page.wait_for_selector(REST)
    elif door.name:
        page.goto("/")
        page.locator(f"button[name=door][value={door.name}]").click()
        page.wait_for_selector(REST)
    for screen, address in door.screens.items():
        _open(page, screen, address)
        _keep(page, screen, width)
    context.close()
    return addresses


def _open(page: Page, screen: str, address: str) -> None:
    """Bring a screen; a couple's two are opened from the caseload, by the first name and the link on her page."""
    if screen == "couple":
        page.goto(f"/{ADDRESSES['caseload']}")
        page.locator(".nearer-caseload tr[data-couple] th a").first.click()
        page.wait_for_url(f"**/{ADDRESSES['couple']}*")
    elif screen == "joint-view":
        _open(page, "couple", "")
        _at_rest(page)
        page.get_by_role("link", name="Joint view").click()
        page.wait_for_url(f"**/{ADDRESSES['joint_view']}*")
    else:
        page.goto(address)
    _at_rest(page)


def _at_rest(page: Page) -> None:
    page.wait_for_selector(f"{REST} h1, body:not(:has([data-testid=stApp])) h1")
    page.evaluate(WITHOUT_DEMO)
    page.evaluate(WHOLE)
    page.evaluate(STILL)


def _keep(page: Page, screen: str, width: int) -> None:
    for colours in COLOURS:
        page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
        page.wait_for_function(TURNED, arg=colours == "dark")
        page.wait_for_timeout(300)
        page.evaluate(STILL)
        picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(PALETTE)
        picture.save(FOLDER / picture_name(screen, width, colours), optimize=True)


def main() -> int:
    """Take the pictures; a sentence and 1 where there is no browser, or where something left this machine."""
    executable = find_chromium()
    if executable is None:
        print("There is no Chromium to look with. `make browser` brings one.", file=sys.stderr)
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    addresses: list[str] = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        codes = write_clinic(Path(folder) / "notebook")
        next(codes)  # by now it is written
        server = LiveServer(Path(folder) / "notebook", Path(folder) / "server.log").start()
        try:
            browser = launch(playwright, executable)
            for door in doors():
                for width in door.widths:
                    addresses += look(browser, server, door, width, codes)
        finally:
            server.stop()
    if sentence := left_the_host(addresses):
        print(sentence, file=sys.stderr)
        return 1
    wanted = {name for door in doors() for name in door.pictures()}
    for file in FOLDER.glob("*.png"):
        if file.name not in wanted:  # of a screen that is no longer there
            file.unlink()
    print(f"{len(wanted)} pictures in {FOLDER.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
