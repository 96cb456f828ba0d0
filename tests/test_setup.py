"""What a fresh clone relies on: pins, reasons, and commands that README and Makefile agree on."""

from __future__ import annotations

import importlib.metadata
import re
import sys
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from nearer.addresses import ADDRESSES
from tests.import_rules import imported, sources

ROOT = Path(__file__).parent.parent
FILES = ("requirements.txt", "requirements-dev.txt")
OURS = {"nearer", "pages", "streamlit_app"}


def pins(file: str) -> dict[str, str]:
    """The packages that this system needs, each with its version."""
    lines = [line for line in (ROOT / file).read_text("utf-8").splitlines() if line and line[0] not in "#-"]
    asked_for = [one for one in map(Requirement, lines) if one.marker is None or one.marker.evaluate()]
    return {one.name.lower(): str(one.specifier).removeprefix("==") for one in asked_for}


@pytest.mark.parametrize("file", FILES)
def test_every_package_is_pinned_to_one_version(file: str) -> None:
    assert [name for name, version in pins(file).items() if not re.fullmatch(r"[0-9][0-9.]*", version)] == []


@pytest.mark.parametrize("file", FILES)
def test_what_is_installed_is_what_is_pinned(file: str) -> None:
    installed = {name: importlib.metadata.version(name) for name in pins(file)}
    assert installed == pins(file), "`make test` brings the pinned versions"


@pytest.mark.parametrize("file", FILES)
def test_the_readme_gives_every_package_a_reason(file: str) -> None:
    rows = re.findall(r"^\| ([^|]+) \| [^|]{15,} \|$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    reasoned = {name.strip().lower() for row in rows for name in row.split(",")}
    assert set(pins(file)) - reasoned == set()


def test_every_package_the_program_imports_is_one_it_asks_for() -> None:
    homes = importlib.metadata.packages_distributions()
    modules = {module.split(".")[0] for source in sources() for _, module in imported(source)}
    foreign = modules - set(sys.stdlib_module_names) - OURS
    assert {module for module in foreign if not {home.lower() for home in homes[module]} & set(pins(FILES[0]))} == set()


def test_every_make_command_the_readme_names_exists() -> None:
    named = set(re.findall(r"\bmake ([a-z]+)", (ROOT / "README.md").read_text("utf-8")))
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert named and named <= targets


def test_the_readme_says_what_every_room_is_for() -> None:
    tree = (ROOT / "README.md").read_text("utf-8").partition("## Finding your way in the code")[2]
    rooms = {file.parent.name for file in (ROOT / "nearer").glob("*/__init__.py")}
    assert rooms and {room for room in rooms if not re.search(rf"^  {room}/ +\w", tree, re.MULTILINE)} == set()


def test_the_readme_says_in_which_files_every_screen_is() -> None:
    table = (ROOT / "README.md").read_text("utf-8").partition("### Where a screen is")[2].partition("\n\nPackages")[0]
    rows = [re.findall(r"`([^`]+)`", line) for line in table.splitlines() if line.startswith("| `pages/")]
    assert [page for page, *_others in rows] == [f"pages/{screen}.py" for screen in ADDRESSES]
    named = {ROOT / page for page, *_others in rows} | {
        ROOT / "nearer" / file for _page, *others in rows for file in others
    }
    assert {file for file in named if not file.is_file()} == set()


def test_no_test_fails_because_the_machine_is_busy() -> None:
    """How long something takes is measured by `make bench`; `make bench ARGS=quick` takes a minute."""
    clocks = re.compile(r"\b(perf_counter|process_time|thread_time)\b")
    naming_them = {Path(__file__), ROOT / "tests" / "import_rules.py"}
    read = {file: file.read_text("utf-8") for file in (ROOT / "tests").rglob("*.py") if file not in naming_them}
    assert [file.relative_to(ROOT).as_posix() for file, text in read.items() if clocks.search(text)] == []


def test_no_test_sleeps_but_where_something_is_waited_for() -> None:
    """A test waits until something is so (tests/waiting.py), or for an event, and never for a time."""
    read = {file: file.read_text("utf-8") for file in (ROOT / "tests").rglob("*.py") if file != Path(__file__)}
    sleeping = [file.relative_to(ROOT).as_posix() for file, text in read.items() if re.search(r"\btime\.sleep\b", text)]
    assert sleeping == ["tests/waiting.py"]
