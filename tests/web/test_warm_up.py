"""The sign-in page is open before the screens are loaded; whoever is quicker than that waits and is never refused."""

from __future__ import annotations

import asyncio
import gc
import os
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.config import get_option

from nearer.privacy.vault import Vault
from nearer.server.assets import read_assets
from nearer.server.config import read_reach
from nearer.shipped import shipped_help
from nearer.sign_ins.signed_in import SignedIn, SignedInParty
from nearer.storage.notebook import Notebook, open_demo_notebook
from nearer.web import warm_up
from nearer.web.gate import Gate
from nearer.web.services import Services, WebContext
from tests.storage.making import make_person

ROOT = Path(__file__).parents[2]
BROKEN = """
import asyncio
from types import SimpleNamespace
from nearer.yaml_files.problems import FileRefused, Problem
from nearer.server import log
from nearer.web import warm_up

def load():
    raise {error}

log.start_log()
warm_up.HEAD_START_SECONDS = 0
services = SimpleNamespace(load_screens=load, read_help=lambda: None)
asyncio.run(warm_up.warm_up(SimpleNamespace(services=services, screens_loaded=asyncio.Event())))
"""


@pytest.fixture(autouse=True)
def _no_head_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warm_up, "HEAD_START_SECONDS", 0)


@pytest.fixture
def notebook() -> Notebook:
    return open_demo_notebook()


def context(notebook: Notebook, load: threading.Event) -> WebContext:
    """A server whose screens are loaded when `load` is set."""
    vault: Vault[SignedInParty] = Vault(monotonic)
    services = Services(
        vault, notebook, shipped_help, lambda: (notebook, ()), lambda: datetime.now(UTC), ROOT,
        lambda: None if load.wait(20) else None, lambda _: pytest.fail("nobody looks at a caseload"),
    )  # fmt: skip
    return WebContext(services, read_reach(get_option, os.environ))


def test_a_connection_to_a_screen_waits_until_the_screens_are_loaded(notebook: Notebook) -> None:
    load = threading.Event()
    opened = context(notebook, load)
    token = opened.services.vault.open(SignedIn(make_person(notebook, "Meera"), notebook), 300)
    reached: list[str] = []

    async def streamlit(scope: Scope, _receive: Receive, _send: Send) -> None:
        reached.append(scope["path"])

    async def nothing() -> Message:
        return {"type": "websocket.connect"}

    async def ignored(message: Message) -> None:
        reached.append(message["type"])

    async def connect_while_loading() -> None:
        origin, host = b"http://localhost:8501", b"localhost:8501"
        headers = [(b"host", host), (b"origin", origin), (b"cookie", f"nearer={token}".encode())]
        scope: Scope = {"type": "websocket", "path": "/_stcore/stream", "headers": headers}
        loading = asyncio.create_task(warm_up.warm_up(opened))
        connecting = asyncio.create_task(Gate(streamlit, opened, read_assets())(scope, nothing, ignored))
        await asyncio.wait([connecting], timeout=0.2)
        assert reached == []
        load.set()
        await asyncio.gather(loading, connecting)

    asyncio.run(connect_while_loading())
    assert reached == ["/_stcore/stream"]


def test_a_start_collects_no_garbage_until_all_is_loaded(notebook: Notebook, tmp_path: Path) -> None:
    """Nothing of what it loads is garbage, and looking for some takes a tenth of the start."""
    program = [sys.executable, "-c", "import gc, streamlit_app; print(gc.isenabled())"]
    environment = os.environ | {"NEARER_DATA": str(tmp_path)}
    started = subprocess.run(program, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert started.stdout.split() == ["False"]
    load = threading.Event()
    load.set()
    gc.disable()
    try:
        asyncio.run(warm_up.warm_up(context(notebook, load)))
        assert gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        ("FileRefused([Problem('closeness.yaml', 4, None, 'no such key')])", "closeness.yaml line 4: no such key"),
        ("ImportError('a secret answer')", "ImportError in <string> line 9"),
    ],
)
def test_a_server_that_cannot_load_its_screens_ends_with_the_reason(error: str, sentence: str) -> None:
    program = [sys.executable, "-c", BROKEN.format(error=error)]
    run = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.returncode, sentence in run.stderr, "secret" in run.stderr) == (1, True, False)
