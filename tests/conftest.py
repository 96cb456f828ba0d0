"""What all tests need: laws that do not depend on the machine's speed, and one browser for whoever drives one."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from tools.chromium import find_chromium, launch

BROWSERS = {"chromium_path", "chromium"}

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

settings.register_profile("nearer", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("nearer")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives a browser, and keep the tests of one such file on one worker, with one browser."""
    for item in items:
        if BROWSERS & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.timeout(600))
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


@pytest.fixture(scope="session")
def chromium_path() -> str:
    found = find_chromium()
    assert found, "No Chromium on this machine: `make browser` brings one."
    return found


@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Iterator[Browser]:
    """One a file, and closed after it: while it is open, Playwright's event loop shuts out every other one."""
    with sync_playwright() as playwright:
        browser = launch(playwright, chromium_path)
        yield browser
        browser.close()
