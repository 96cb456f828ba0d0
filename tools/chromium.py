"""A Chromium for the journeys: find the system's, else bring Playwright's, else Debian's package."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SHELL = "chromium-headless-shell"
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1",
]


def starts(path: str) -> bool:
    """Whether the file is a browser that runs (Ubuntu ships a `chromium-browser` that only points at a shop)."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def find_chromium() -> str | None:
    """Return the path of the first browser that runs, or None."""
    system = [*(shutil.which(name) for name in NAMES), MAC]
    return next((path for path in system if path and starts(path)), None) or playwrights_own()


def find_headless_shell() -> str | None:
    """The same engine without a window around its pages, which takes a tenth of what Chromium does for a page and more
    for a new browser; None where there is none. Each page is in front: behind another, Chromium draws it once a second.
    """
    path = shutil.which(SHELL)
    return path if path and starts(path) else None


def playwrights_own() -> str | None:
    """Return the path of the build that Playwright brought earlier, if it runs."""
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if starts(path) else None


def launch(playwright: Playwright, executable: str, *more: str) -> Browser:
    """Start Chromium without a window and without a way off this machine."""
    return playwright.chromium.launch(executable_path=executable, args=[*FLAGS, *more])


def launch_with_profile(playwright: Playwright, executable: str, folder: Path) -> BrowserContext:
    """The same as a person has it: in `folder` it keeps what it compiled of a page, as no window of `launch` does."""
    return playwright.chromium.launch_persistent_context(
        folder, executable_path=executable, args=FLAGS, locale="en-GB", timezone_id="Asia/Kolkata"
    )


def from_playwright() -> bool:
    """Let Playwright bring its own build; False where it cannot be had."""
    try:
        command = [sys.executable, "-m", "playwright", "install", "chromium"]
        return subprocess.run(command, timeout=600).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def from_debian() -> bool:
    """Install Debian's package, with sudo where needed; False on another system."""
    if not shutil.which("apt-get"):
        return False
    sudo = [] if os.geteuid() == 0 else ["sudo"]
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*sudo, "apt-get", "update", "-qq"], timeout=600, env=env)
    command = [*sudo, "apt-get", "install", "-y", "-qq", "chromium", "fonts-dejavu-core"]
    came = subprocess.run(command, timeout=1200, env=env).returncode == 0
    subprocess.run([*command[:-2], "--no-remove", SHELL], timeout=1200, env=env)  # older ones have none
    return came


def main() -> int:
    chromium = find_chromium()
    for bring in (from_playwright, from_debian):
        if chromium or (bring() and (chromium := find_chromium())):
            print(f"Browser: {chromium}")
            return 0
    print(
        "No Chromium could be found or installed; the journeys need one. Install chromium and try again.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
