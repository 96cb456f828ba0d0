"""A real server on a free port, with a real notebook in a temporary folder, driven over HTTP and WebSocket."""

from __future__ import annotations

import gc
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import requests
import uvicorn
from streamlit.runtime import Runtime
from streamlit.starlette import App

from nearer.demo.demo_caseload import demo_therapist
from nearer.privacy.principal import Therapist
from nearer.privacy.vault import Vault
from nearer.public_pages import guide_pages, home_screen
from nearer.shipped import shipped_help
from nearer.sign_ins.signed_in import SignedIn
from nearer.storage.notebook import Notebook, open_notebook
from nearer.web.app import serving
from nearer.web.services import Services
from tests.hashing import before_hashing  # noqa: F401
from tests.web.running import SERVER, Clock, Running, open_small_demo

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Iterator[Running]:
    """One server for the session, and for every room that asks for it; tests use people of their own."""
    if SERVER in pytestconfig.stash:
        yield pytestconfig.stash[SERVER]
        return
    clock = Clock()
    vault: Vault[SignedIn] = Vault(clock.monotonic)
    notebook = open_notebook(tmp_path_factory.mktemp("notebook"))
    warmed = threading.Event()
    style = HERE / "tiny_style.css"

    def at_work(notebook: Notebook) -> Therapist:
        return demo_therapist(notebook, clock.utc())

    services = Services(vault, notebook, shipped_help, open_small_demo, clock.utc, style, warmed.set, at_work)
    app = App(HERE / "tiny_script.py", **serving(services, guide_pages.routes, home_screen.routes))
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="websockets-sansio"))
        thread, frozen = threading.Thread(target=server.run, kwargs={"sockets": [bound]}), gc.get_freeze_count()
        thread.start()
        running = Running(services, clock, bound, warmed)
        _wait_until_open(running, frozen)
        running.runtime = Runtime.instance()
        pytestconfig.stash[SERVER] = running
        yield running
        server.should_exit = True
        thread.join()


@pytest.fixture(autouse=True)
def _at_its_own_runtime(request: pytest.FixtureRequest) -> None:
    """Streamlit's AppTest, in tests of another room on the same worker, takes the server's runtime out of its place."""
    if "running" in request.fixturenames:
        Runtime._instance = request.getfixturevalue("running").runtime


def _wait_until_open(running: Running, frozen: int) -> None:
    """Until it answers and all is loaded, too: then more is frozen than before."""
    for _ in range(600):
        with suppress(requests.ConnectionError):
            if requests.get(running.url + "/healthz", timeout=5).ok and gc.get_freeze_count() > frozen:
                return
        threading.Event().wait(0.05)
    raise AssertionError("the server did not open")
