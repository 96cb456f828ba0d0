"""`nearer` alone: serves the notebook on this machine, and opens its first page once it answers."""

from __future__ import annotations

import argparse
import os
import sys
import threading
import urllib.error
import urllib.request
import webbrowser
from pathlib import Path

from nearer.cli import command_text as words
from nearer.shipped_files import SHIPPED_FILES

SERVER: Path = SHIPPED_FILES / "streamlit_app.py"
PORT = 8501  # Streamlit's own
PATIENCE_SECONDS = 60
PAUSE_SECONDS = 0.3


def add_serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=PORT, help=words.port(PORT))
    parser.set_defaults(run=serve)


def serve(parsed: argparse.Namespace) -> int:
    """Serve until somebody ends it; as `streamlit run` does, with the settings beside the server's file."""
    from streamlit.web.cli import main as streamlit

    if has_screen():
        threading.Thread(target=open_first_page, args=(parsed.port,), daemon=True).start()
    return int(streamlit(["run", str(SERVER), "--server.port", str(parsed.port)], standalone_mode=False) or 0)


def open_first_page(port: int) -> None:
    """Open it once Nearer answers there, and not at all where it does not."""
    for _ in range(round(PATIENCE_SECONDS / PAUSE_SECONDS)):
        if answers(port):
            webbrowser.open(f"http://localhost:{port}")
            return
        threading.Event().wait(PAUSE_SECONDS)


def has_screen() -> bool:
    """Whether a browser window can open on this machine."""
    return sys.platform in {"darwin", "win32"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def answers(port: int) -> bool:
    """Whether Nearer itself (and not another program) answers on this port of this machine."""
    try:
        with urllib.request.urlopen(f"http://localhost:{port}/healthz", timeout=2) as reply:
            return bool(reply.status == 200)
    except (urllib.error.URLError, OSError):
        return False
