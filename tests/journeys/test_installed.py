"""Somebody installs Nearer with pip and types `nearer`, in a folder where nothing of it lies."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys import page_actions
from tests.journeys.browser import Person
from tests.journeys.own_address import AtItsOwnAddress
from tests.test_release import build_wheel


@pytest.fixture
def installed(tmp_path: Path) -> Iterator[AtItsOwnAddress]:
    """Installed in an environment of its own, which borrows the packages of this one, so that no network is needed."""
    venv.create(tmp_path / "venv", with_pip=False)
    build_wheel(tmp_path)
    python = tmp_path / "venv" / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "-q", "--no-index", "--no-deps"]
    subprocess.run([*pip, *map(str, tmp_path.glob("*.whl"))], check=True, timeout=120)
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = Path(subprocess.run([python, "-c", ask], check=True, capture_output=True, text=True).stdout.strip())
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib"))
    (tmp_path / "empty").mkdir()
    server = AtItsOwnAddress(
        tmp_path / "notebook", tmp_path / "log", program=(str(python.with_name("nearer")),), folder=tmp_path / "empty"
    )
    yield server.start()
    server.kill()


def test_the_installed_command_serves_the_notebook_from_an_empty_folder(
    installed: AtItsOwnAddress, person: Callable[..., Person]
) -> None:
    visitor = person(installed, "Visitor")
    visitor.page.goto("/sign-in")
    expect(visitor.page.get_by_role("button", name="Open my notebook")).to_be_visible()
    page_actions.enter_demo(visitor.page, "as a couple")
    page_actions.wait_for_screen(visitor.page, "Closeness")
    page_actions.open_from_menu(visitor, "Guide")
    expect(visitor.page.get_by_role("heading", level=1, name="Guide", exact=True)).to_be_visible()
    command = [installed.program[0], "guide", "tired all the time"]
    outcome = subprocess.run(command, cwd=installed.folder, check=True, capture_output=True, text=True, timeout=60)
    assert "fatigue-and-energy" in outcome.stdout
