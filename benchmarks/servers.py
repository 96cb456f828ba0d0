"""The two programs that are measured side by side: Nearer with one more questionnaire, and an empty Streamlit app."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx2

from tools.live_server import LiveServer

MANY = 200
PASSPHRASE = "a long lamp and seven quiet rivers"
ROOT = Path(__file__).parents[1]
PROGRAM = ("nearer", "pages", "questionnaires", "data", ".streamlit", "streamlit_app.py")
# Default settings, but for what would ask other hosts (the machine's public address, usage statistics).
QUIET = ("--server.address", "127.0.0.1", "--browser.gatherUsageStats", "false")


@contextmanager
def empty_app() -> Iterator[LiveServer]:
    """Streamlit's one-line app with default settings, in a folder without a config.toml."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        script = str(ROOT / "benchmarks" / "empty_app.py")
        server = LiveServer(place, place / "log", script=script, ready="/_stcore/health", options=QUIET, folder=place)
        with running(server):
            yield server


@contextmanager
def nearer_app(environment: dict[str, str] | None = None) -> Iterator[LiveServer]:
    """The real program on a fresh notebook, with a questionnaire of twelve items and one of 200 beside the shipped."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        for name in PROGRAM:
            source = ROOT / name
            (shutil.copytree if source.is_dir() else shutil.copy)(source, place / name)
        twelve = (ROOT / "benchmarks" / "twelve-items.yaml").read_text("utf-8")
        (place / "questionnaires" / "twelve-items.yaml").write_text(twelve, "utf-8")
        (place / "questionnaires" / "many-items.yaml").write_text(many_items(twelve), "utf-8")
        server = LiveServer(place / "notebook", place / "log", folder=place, environment=environment or {})
        with running(server):
            yield server


def many_items(twelve: str) -> str:
    """The questionnaire of twelve items with the same ones again and again, up to 200 on one screen."""
    head, items = twelve.replace("bench-twelve-items", "bench-many-items").split("\nitems:\n")
    first_item, *_ = items.split("\n  - id: item-2\n")
    return f"{head}\nitems:\n" + "\n".join(first_item.replace("item-1", f"item-{n}") for n in range(1, MANY + 1)) + "\n"


@contextmanager
def running(server: LiveServer) -> Iterator[None]:
    server.start()
    try:
        yield
    finally:
        server.kill()


def resident_megabytes(server: LiveServer) -> float:
    """What the server's process holds in memory."""
    assert server.running is not None
    answer = subprocess.run(["ps", "-o", "rss=", "-p", str(server.running.pid)], capture_output=True, check=True)
    return int(answer.stdout) / 1024


def start_notebook(server: LiveServer, name: str) -> str:
    """Start a notebook for one person as the form does, confirm the recovery code, and return the cookie."""
    person = {"nickname": name, "role": "survivor", "zone": "Asia/Kolkata", "adult": "yes", "agreed": "yes"}
    with visitor(server) as client:
        client.post("/start", data={**person, "passphrase": PASSPHRASE}).raise_for_status()
        *_, last_group = re.findall("<span>([0-9A-Z]{4})</span>", client.get("/recovery-code").text)
        client.post("/recovery-code", data={"group": last_group}).raise_for_status()
        return cookie_of(client)


def sign_in(server: LiveServer, name: str) -> str:
    """The cookie of somebody who started a notebook, at this server or at another one of the same database."""
    with visitor(server) as client:
        client.post("/sign-in", data={"name": name, "passphrase": PASSPHRASE}).raise_for_status()
        return cookie_of(client)


def look_around(server: LiveServer) -> str:
    """Open the made-up notebook with its twelve weeks, and return the cookie."""
    with visitor(server) as client:
        client.post("/demo").raise_for_status()
        return cookie_of(client)


def visitor(server: LiveServer) -> httpx2.Client:
    """A browser's place in front of the gate: forms come from the server's own page."""
    headers = {"Origin": server.url, "Sec-Fetch-Site": "same-origin"}
    return httpx2.Client(base_url=server.url, headers=headers, timeout=60, follow_redirects=True)


def cookie_of(client: httpx2.Client) -> str:
    return f"nearer={client.cookies['nearer']}"
