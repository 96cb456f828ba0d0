"""`nearer` alone: serves the notebook on this machine, and opens its first page once it answers."""

from __future__ import annotations

import argparse
import errno
import os
import re
import socket
import sys
import threading
import tomllib
import urllib.error
import urllib.request
import webbrowser
from pathlib import Path

from nearer.cli import command_text as words
from nearer.cli.command_text import CommandText
from nearer.cli.own_address import PLAIN, read_own_host
from nearer.cli.terminal import InputRefused
from nearer.cli.typed_values import whole_number
from nearer.database.notebook_folder import data_folder
from nearer.shipped_files import SHIPPED_FILES

SERVER: Path = SHIPPED_FILES / "streamlit_app.py"
PORT = 8501  # Streamlit's own
MAX_PORT = 65_535  # of TCP
PATIENCE_SECONDS = 60
PAUSE_SECONDS = 0.3
HOSTS_VARIABLE = "STREAMLIT_SERVER_ALLOWED_HOSTS"  # who sets it has names of their own


def add_serve(parser: argparse.ArgumentParser) -> None:
    add_port(parser)
    parser.add_argument("--localhost", action="store_true", help=words.AT_LOCALHOST)
    parser.set_defaults(run=serve)


def add_port(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=whole_number(1, MAX_PORT), default=PORT, help=words.port(PORT))


def serve(parsed: argparse.Namespace) -> int:
    """Serve until somebody ends it; as `streamlit run` does, with the settings beside the server's file."""
    from streamlit.web.cli import main as streamlit

    for folder in (SERVER.parent, Path.cwd(), Path.home()):
        check_settings_file(folder / ".streamlit" / "config.toml")
    # Without a screen whoever uses it comes from elsewhere, through a tunnel or a proxy that asks for localhost.
    plain = parsed.localhost or HOSTS_VARIABLE in os.environ or not has_screen()
    host = PLAIN if plain else read_own_host(data_folder(os.environ))
    host_options = [] if host == PLAIN else ["--server.allowedHosts", host, "--browser.serverAddress", host]
    if has_screen():
        threading.Thread(target=open_first_page, args=(host, parsed.port), daemon=True).start()
    options = ["--server.port", str(parsed.port), *host_options]
    try:
        return int(streamlit(["run", str(SERVER), *options], standalone_mode=False) or 0)
    except OSError as refused:  # Streamlit takes the address before it reads any line of ours
        if not is_wrong_address(refused):
            raise
        raise InputRefused(CommandText.ADDRESS_NOT_OF_THIS_MACHINE) from None
    except RuntimeError as aborted:  # what the library below Streamlit's command makes of Ctrl-C
        if isinstance(aborted.__cause__, KeyboardInterrupt):
            raise KeyboardInterrupt from None
        raise


def is_wrong_address(refused: OSError) -> bool:
    """Whether a server could not listen because the address has no such name, or is not of this machine."""
    return isinstance(refused, socket.gaierror) or refused.errno in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)


def check_settings_file(file: Path) -> None:
    """InputRefused for settings that are no TOML: Streamlit would start with its own instead, and show a traceback."""
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return  # there are none, or Streamlit says so itself
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as refused:
        place = re.search(r"at line (\d+)", str(refused))
        line = place[1] if place else str(len(text.splitlines()))
        raise InputRefused(CommandText.SETTINGS_NOT_READABLE, file=file, line=line) from None


def open_first_page(host: str, port: int) -> None:
    """Open it once Nearer answers there, and not at all where it does not."""
    for _ in range(round(PATIENCE_SECONDS / PAUSE_SECONDS)):
        if answers(host, port):
            webbrowser.open(f"http://{host}:{port}")
            return
        threading.Event().wait(PAUSE_SECONDS)


def has_screen() -> bool:
    """Whether a browser window can open on this machine."""
    return sys.platform in {"darwin", "win32"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def answers(host: str, port: int) -> bool:
    """Whether Nearer itself (and not another program) answers on this port of this machine, under this name."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}/healthz", headers={"Host": f"{host}:{port}"})
    try:
        with urllib.request.urlopen(request, timeout=2) as reply:
            return bool(reply.status == 200)
    except (urllib.error.URLError, OSError):
        return False
