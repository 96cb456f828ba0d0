"""Every screen of the program has its pictures in docs/screens; `make screens` takes them."""

from __future__ import annotations

import re

import pytest

from nearer.addresses import ADDRESSES
from nearer.session.navigation import EVERYBODYS_SCREENS, MANAGER_SCREENS, screens_of
from tests.import_rules import ROOT, imported, sources
from tools.screens import FOLDER, left_the_host

PICTURES = {file.name for file in FOLDER.glob("*.png")}
ROOM = 8_000_000  # bytes of all pictures: they are fetched with every clone


def views(screen: str, *widths: int) -> set[str]:
    return {f"{screen.replace('_', '-')}-{width}-{colours}.png" for width in widths for colours in ("light", "dark")}


@pytest.mark.parametrize("screen", ADDRESSES)
def test_every_screen_has_its_pictures(screen: str) -> None:
    wanted = set()
    if screen in screens_of("person"):
        wanted |= views(screen, 375, 1280)
    if screen in screens_of("therapist"):
        wanted |= views(f"therapist-{screen}" if screen in EVERYBODYS_SCREENS else screen, 375, 1280, 1920)
    if screen in MANAGER_SCREENS:
        wanted |= views(screen, 375, 1280, 1920)
    assert wanted and wanted - PICTURES == set(), "`make screens` takes them"


def test_no_picture_is_of_a_screen_that_is_gone() -> None:
    before_signing_in = {"first-page", "start", "join", "guide-for-everybody", "help"}
    screens = {name.replace("_", "-") for name in ADDRESSES} | {f"therapist-{name}" for name in EVERYBODYS_SCREENS}
    assert {re.sub("-[0-9]+-(light|dark).png", "", name) for name in PICTURES} == screens | before_signing_in


def test_the_pictures_of_the_screens_stay_small() -> None:
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) < ROOM


def test_the_readme_shows_six_of_them_near_its_top() -> None:
    matches = re.findall(
        r'docs/screens/([^")]+)', (ROOT / "README.md").read_text("utf-8").partition("## Starting it")[0]
    )
    assert len(set(matches)) == 6
    assert set(matches) <= PICTURES


def rows_of_screens() -> list[tuple[str, tuple[str, ...]]]:
    """README's table *Where a screen is*: the page, and the other files of its row."""
    table = (ROOT / "README.md").read_text("utf-8").partition("### Where a screen is")[2]
    rows = [re.findall(r"`([\w/]+[.]py)`", line) for line in table.splitlines() if line.startswith("| `pages/")]
    return [(page, tuple(f"nearer/{file}" for file in files)) for page, *files in rows]


@pytest.mark.parametrize(("page", "files"), rows_of_screens())
def test_the_readme_names_files_that_a_page_or_its_row_calls(page: str, files: tuple[str, ...]) -> None:
    by_path = {source.path: source for source in sources()}
    assert set(files) <= set(by_path)
    calls = {name for path in (page, *files) for _line, name in imported(by_path[path])}
    modules = {file: file.removesuffix(".py").replace("/", ".") for file in files if "/views/text/" not in file}
    assert [file for file, module in modules.items() if module not in calls] == []


def test_every_page_has_its_row_in_the_readme() -> None:
    pages = {source.path for source in sources() if source.room == "pages"}
    assert {page for page, _files in rows_of_screens()} == pages


def test_a_file_of_a_screen_has_its_pages_name_or_is_of_other_screens_too() -> None:
    """The rooms of the manager's page are of this page alone."""
    by_path = {source.path: {name for _line, name in imported(source)} for source in sources()}
    for page, files in rows_of_screens():
        stem = page.removeprefix("pages/").removesuffix(".py")
        for file in files:
            has_name = re.match(f"{stem}(_|[.])", file.rpartition("/")[2])
            module = file.removesuffix(".py").replace("/", ".")
            elsewhere = [path for path, names in by_path.items() if module in names and path not in (page, *files)]
            assert has_name or elsewhere or file.split("/")[1] in ("clinic_page", "manager_screens"), file


def rows_before_signing_in() -> list[tuple[list[str], list[str]]]:
    """README's table of pages before signing in: the Python files and the templates of each row."""
    table = (ROOT / "README.md").read_text("utf-8").partition("### Where a page before signing in is")[2]
    rows = [line.split(" | ") for line in table.partition("### ")[0].splitlines() if line.startswith("| `/")]
    return [
        (re.findall(r"`([\w/]+[.]py)`", files), re.findall("`([^`]+)`", templates)) for _name, files, templates in rows
    ]


def test_the_readme_names_every_page_before_signing_in_with_the_file_that_shows_it() -> None:
    rows = rows_before_signing_in()
    there = {file.stem for file in (ROOT / "nearer/web/templates").glob("[!_]*.html")} - {"base", "sentence"}
    assert sorted(template for _files, templates in rows for template in templates) == sorted(there)
    for files, templates in rows:
        text = "".join((ROOT / "nearer" / file).read_text("utf-8") for file in files)
        assert [template for template in templates if f'"{template}"' not in text] == []


def test_an_address_on_another_computer_becomes_a_sentence() -> None:
    at_home = ["http://localhost:9000/", "ws://127.0.0.1:9000/_stcore/stream"]
    assert left_the_host(at_home) is None
    addresses = left_the_host([*at_home, "https://fonts.example.org/a.woff2"])
    assert addresses == "A screen asked another computer for something: https://fonts.example.org/a.woff2"
