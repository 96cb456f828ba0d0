"""Open Nearer's first page once it answers, where there is a screen: `python tools/open_page.py 8501`."""

from __future__ import annotations

import os
import sys
import time
import urllib.error
import urllib.request
import webbrowser

PATIENCE_SECONDS = 60


def has_screen() -> bool:
    """Whether a browser window can open on this machine."""
    return sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def answers(url: str) -> bool:
    """Whether Nearer itself (and not another program on this port) answers there."""
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=2) as reply:
            return bool(reply.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def main(port: str) -> None:
    url = f"http://localhost:{port}"
    last_try = time.monotonic() + PATIENCE_SECONDS
    while has_screen() and time.monotonic() < last_try:
        if answers(url):
            webbrowser.open(url)
            return
        time.sleep(0.3)


if __name__ == "__main__":
    main(sys.argv[1])
