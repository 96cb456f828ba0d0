"""What all tests need: laws that do not depend on the machine's speed, and one browser for whoever drives one."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import ExitStack

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from tools.chromium import find_chromium, launch

OPEN = pytest.StashKey[tuple[Browser, ExitStack]]()

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

settings.register_profile("nearer", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("nearer")


def drives_a_browser(item: pytest.Item) -> bool:
    return "chromium_path" in getattr(item, "fixturenames", ())


def turn(item: pytest.Item) -> int:
    """What drives a browser goes first: it takes longest, and the many short tests after it keep every worker busy to
    the end. Then what talks to the server of tests/web, which Streamlit's AppTest cuts off from its runtime."""
    if drives_a_browser(item):
        return 0
    return 1 if "running" in getattr(item, "fixturenames", ()) else 2


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives a browser, and put everything in its turn."""
    for item in filter(drives_a_browser, items):
        item.add_marker(pytest.mark.journey)
        item.add_marker(pytest.mark.timeout(600))
    items.sort(key=turn)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None, None, None]:
    """Close the browser when the next test needs none: while it is open, Playwright's event loop shuts out every
    other one."""
    try:
        return (yield)
    finally:
        if OPEN in item.config.stash and not (nextitem and drives_a_browser(nextitem)):
            item.config.stash[OPEN][1].close()
            del item.config.stash[OPEN]


@pytest.fixture(scope="session")
def chromium_path() -> str:
    found = find_chromium()
    assert found, "No Chromium on this machine: `make browser` brings one."
    return found


@pytest.fixture
def browser(chromium_path: str, pytestconfig: pytest.Config) -> Browser:
    """The one of this worker, for all the tests in a row that drive one. Each opens windows of its own in it."""
    if OPEN not in pytestconfig.stash:
        closing = ExitStack()
        browser = launch(closing.enter_context(sync_playwright()), chromium_path)
        closing.callback(browser.close)
        pytestconfig.stash[OPEN] = browser, closing
    return pytestconfig.stash[OPEN][0]
