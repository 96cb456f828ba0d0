"""What all tests need: laws that do not depend on the machine's speed, and one browser for whoever drives one."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Generator, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import Engine, create_engine

from nearer.database import sqlite_engines
from nearer.privacy import key_slots
from nearer.privacy.principal import Principal, Therapist
from nearer.storage.couple import credentials
from nearer.storage.notebook import Notebook
from tests.journeys.windows import FLAGS
from tests.storage.clinic import connect_therapist, make_therapist
from tests.storage.making import make_couple
from tools.chromium import find_chromium, find_headless_shell, launch
from tools.words import gather

HASHING_IS_NO_SUBJECT = {
    *("backups", "clinic_accounts", "clinic_manager", "custom_questionnaires", "database", "demo", "hand_over"),
    *("moves", "personal_records", "public_pages", "sealed", "storage", "web"),
}
OPEN = pytest.StashKey[tuple[Browser, ExitStack]]()

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# A notebook syncs every commit to the disk, which is no subject of these tests and most of their time on a busy disk.
MEMORY_DISK = Path("/dev/shm")
if MEMORY_DISK.is_dir() and os.access(MEMORY_DISK, os.W_OK) and shutil.disk_usage(MEMORY_DISK).free > 2**31:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY_DISK))

settings.register_profile("nearer", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("nearer")

# Thousands of tests are gathered, none of which becomes garbage: the collector need not look for it meanwhile.
gc.disable()


@pytest.fixture(scope="session", autouse=True)
def _statements_are_compiled_once() -> Iterator[None]:
    """Most tests open a notebook of their own; what SQLAlchemy makes of a statement is the same for all of them."""
    first = sqlite_engines.memory_engine()

    def create(*arguments: Any, **options: Any) -> Engine:
        engine = create_engine(*arguments, **options)
        engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
        return engine

    with first.connect(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite_engines, "create_engine", create)
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_notebook_of_a_real_person(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What a test does not say where to keep goes into a folder of its own, never where people keep theirs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEARER_DATA", str(tmp_path_factory.mktemp("nobody")))
        yield


@pytest.fixture(scope="module", autouse=True)
def _quick_hashing(request: pytest.FixtureRequest) -> Iterator[None]:
    """Passphrases cost little where they are not the subject; tests/privacy and what starts the program pay in full."""
    if request.path.parent.name not in HASHING_IS_NO_SUBJECT:
        yield
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(key_slots, "PASSES", 1)
        patch.setattr(key_slots, "MEMORY", 64 * 1024)
        patch.setattr(credentials, "_DUMMY", key_slots.dummy_slot())
        yield


def drives_a_browser(item: pytest.Item) -> bool:
    return "chromium_path" in getattr(item, "fixturenames", ())


def turn(item: pytest.Item) -> int:
    """What drives a browser goes first: it takes longest, and the many short tests after it keep every worker busy to
    the end. Then what starts the program, for the same reason."""
    if drives_a_browser(item):
        return 0
    return 1 if {"serve", "running"} & set(getattr(item, "fixturenames", ())) else 2


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives a browser, and put everything in its turn."""
    for item in filter(drives_a_browser, items):
        item.add_marker(pytest.mark.journey)
        item.add_marker(pytest.mark.timeout(600))
    items.sort(key=turn)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Take all tests out of the collector's sight: Streamlit looks through everything after each run of a script.

    What is installed does not change meanwhile either, so AppTest looks for components in it once, not for each app.
    """
    gc.freeze()
    gc.enable()
    if "streamlit" in sys.modules:
        from streamlit.components.v2 import manifest_scanner

        manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How many faults were survived, of each kind that tests/faults has, and how long people were interrupted."""
    for report in terminalreporter.stats.get("passed", []):
        for name, number in report.user_properties if report.when == "call" else ():
            if name in ("survived", "seconds interrupted at most"):
                terminalreporter.write_line(f"{number:6} {name}: {report.nodeid.partition('::')[2]}")


@pytest.fixture
def all_in_sight() -> Iterator[None]:
    """For whoever asks the collector what there is: it names nothing that was frozen."""
    gc.unfreeze()
    yield
    gc.freeze()


@pytest.fixture
def couple(notebook: Notebook) -> tuple[Principal, Principal]:
    """Meera and Ravi in the notebook of the room."""
    return make_couple(notebook)


@pytest.fixture
def rao(notebook: Notebook, couple: tuple[Principal, Principal]) -> Therapist:
    """Dr Rao, whom Meera has let in; nothing is granted yet."""
    rao = make_therapist(notebook)
    connect_therapist(notebook, couple[0], rao)
    return rao


@pytest.fixture(scope="session")
def chromium_path() -> str:
    path = find_headless_shell() or find_chromium()
    assert path, "No Chromium on this machine: `make browser` brings one."
    return path


@pytest.fixture
def browser(chromium_path: str, pytestconfig: pytest.Config) -> Browser:
    """The one of this worker, for all the tests in a row that drive one. Each opens windows of its own in it."""
    if OPEN not in pytestconfig.stash:
        closing = ExitStack()
        browser = launch(closing.enter_context(sync_playwright()), chromium_path, *FLAGS)
        closing.callback(browser.close)
        pytestconfig.stash[OPEN] = browser, closing
    return pytestconfig.stash[OPEN][0]


@pytest.fixture(scope="session")
def messages() -> frozenset[str]:
    """Every sentence that translators are given, both forms of a counted one, as `make words` gathers them."""
    texts = (text for entry in gather() for text in ([entry.id] if isinstance(entry.id, str) else entry.id))
    return frozenset(filter(None, texts))
