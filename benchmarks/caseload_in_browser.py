"""A therapist's caseload of 8 and of 300 couples in the browser: opening it, a couple, the way back, finding a name."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from benchmarks.first_page import CHART, HELLO, PICTURE, until
from benchmarks.measure import Measure, medians_of
from benchmarks.servers import empty_app, running
from nearer.addresses import ADDRESSES
from nearer.demo.demo_file import write_demo
from nearer.demo.sample_clinic import whole_clinic
from nearer.shipped import shipped_catalogue
from tools.chromium import find_chromium, launch_with_profile
from tools.live_server import LiveServer

WEEKS, ROWS = 26, ".nearer-caseload tr[data-couple]"
TARGETS = {8: 1.3, 300: 2.0}  # of an empty app, by the number of couples
LINK, BACK, SEARCH = 1.3, 1.0, 0.5


def caseload_browser_measures() -> Iterator[Measure]:
    """Each act in its own round, against the empty app in the same run."""
    chromium = find_chromium()
    assert chromium, "No Chromium on this machine: `make browser` brings one."
    with ExitStack() as opened, sync_playwright() as playwright:
        empty = opened.enter_context(empty_app())
        for couples, target in TARGETS.items():
            folder = Path(opened.enter_context(TemporaryDirectory()))
            own = launch_with_profile(playwright, chromium, folder / "browser")
            rao = CaseloadVisitor(own.new_page(), opened.enter_context(clinic_of(folder, couples)).url)
            rao.enter()
            acts: dict[str, Callable[[], float]] = {
                "empty": partial(until, rao.page, empty.url, HELLO),
                **rao.acts(),
            }
            medians = {name: 1000 * seconds for name, seconds in medians_of(acts, rounds=7, warm_up=3).items()}
            own.close()
            for name, what, share in (
                ("caseload", f"caseload of {couples} couples", target),
                ("couple", f"one of {couples} couples by its link", LINK),
                ("chart", "the same until its chart answers to a pointer", None),
                ("back", f"back to the caseload of {couples}", BACK),
                ("search", f"finding one of {couples} by name", SEARCH),
            ):
                yield Measure(f"browser: {what}", medians[name], "ms", share, medians["empty"])


ONLY_WITH = """([rows, name]) => {
    const texts = [...document.querySelectorAll(rows)].map(row => row.innerText);
    return texts.length > 0 && texts.every(text => text.includes(name));
}"""


@contextmanager
def clinic_of(folder: Path, couples: int) -> Iterator[LiveServer]:
    """The program with so many made-up couples, the shipped ones first."""
    now = datetime.now(UTC)
    path = write_demo(folder / "made", shipped_catalogue(), whole_clinic(couples, WEEKS), now)
    server = LiveServer(folder / "notebook", folder / "log", environment={"NEARER_DEMO": str(path)})
    with running(server):
        yield server


@dataclass
class CaseloadVisitor:
    """The made-up therapist in a browser of their own, which has seen Nearer before."""

    page: Page
    url: str

    def enter(self) -> None:
        """By the door on the first page."""
        self.page.goto(self.url)
        self.page.get_by_role("button", name="as a clinic").click(timeout=120_000)
        self.page.locator(ROWS).first.wait_for()

    def acts(self) -> dict[str, Callable[[], float]]:
        """In an order in which each begins where the one before ended."""
        return {
            "caseload": self.open_caseload_page, "couple": partial(self.open_couple, PICTURE), "back": self.go_back,
            "search": self.search, "caseload again": self.open_caseload_page, "chart": partial(self.open_couple, CHART),
        }  # fmt: skip

    def open_caseload_page(self) -> float:
        return until(self.page, f"{self.url}/{ADDRESSES['caseload']}", ROWS)

    def open_couple(self, selector: str) -> float:
        """By the address of the first row, as a link that somebody saved, until its picture or its chart is seen."""
        href = self.page.locator(f"{ROWS} th a").first.get_attribute("href")
        return until(self.page, f"{self.url}{href}", selector)

    def go_back(self) -> float:
        """By the link above the couple's names, once its chart is drawn."""
        self.page.locator(CHART).first.wait_for()
        begun = time.perf_counter()
        self.page.locator(".couple-navigation a").first.click(no_wait_after=True)
        self.page.locator(ROWS).first.wait_for()
        return time.perf_counter() - begun

    def search(self) -> float:
        """From the last letter of a name, the longest on the page, until only the rows with it are left."""
        every = self.page.locator(f"{ROWS} th a").all_inner_texts()
        name = max((name for both in every for name in both.split(" and ")), key=len)
        begun = time.perf_counter()
        self.page.locator(".caseload-search input").fill(name)
        self.page.wait_for_function(ONLY_WITH, arg=[f"{ROWS} th a", name])
        taken = time.perf_counter() - begun
        self.page.locator(".caseload-search input").fill("")
        self.page.wait_for_function("([rows, count]) => document.querySelectorAll(rows).length === count",
                                    arg=[f"{ROWS} th a", len(every)])  # fmt: skip
        return taken
