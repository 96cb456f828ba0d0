"""What is given out: one version in every place, a licence for every file, and all files in the package."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import tomllib
import zipfile
from fnmatch import fnmatch
from pathlib import Path

import pytest

import nearer

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
BESIDE = ("pages", "questionnaires", "data")
LEFT_OUT = ("__pycache__",)


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    build_wheel(folder)
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def build_wheel(folder: Path) -> None:
    """As pip builds it, with the builder that is here, so that no network is needed."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)


def files_in(folder: str) -> set[str]:
    files = (file.relative_to(ROOT) for file in (ROOT / folder).rglob("*") if file.is_file())
    return {file.as_posix() for file in files if not set(LEFT_OUT) & set(file.parts)}


def licensed_parts() -> list[tuple[list[str], str]]:
    """Patterns and licence of each part of REUSE.toml, in its order."""
    read = tomllib.loads((ROOT / "REUSE.toml").read_text("utf-8"))["annotations"]
    parts = [(part["path"], part["SPDX-License-Identifier"]) for part in read]
    return [([path] if isinstance(path, str) else path, licence) for path, licence in parts]


def licence_of(file: str) -> str:
    return [name for patterns, name in licensed_parts() if any(fnmatch(file, pattern) for pattern in patterns)][-1]


def test_the_newest_section_of_the_changelog_is_this_version_and_what_comes_next_stands_above() -> None:
    lines = (ROOT / "CHANGELOG.md").read_text("utf-8").splitlines()
    sections = [line.removeprefix("## ").split(" ")[0] for line in lines if line.startswith("## ")]
    assert sections[:2] == ["Unreleased", nearer.__version__]


def test_the_package_has_the_version_that_the_program_says_of_itself(packed: zipfile.ZipFile) -> None:
    [metadata] = [name for name in packed.namelist() if name.endswith(".dist-info/METADATA")]
    assert f"Version: {nearer.__version__}" in packed.read(metadata).decode().splitlines()


@pytest.mark.parametrize(
    ("file", "licence"),
    [
        ("nearer/cli/serve.py", "Apache-2.0"),
        ("pages/closeness.py", "Apache-2.0"),
        ("data/guide/body-image.md", "CC-BY-4.0"),
        ("data/steps/stop-word.md", "CC-BY-4.0"),
        ("questionnaires/us-two.yaml", "CC0-1.0"),
        ("nearer/sheet/fonts/NotoSans-Regular.ttf", "OFL-1.1"),
    ],
)
def test_every_kind_of_file_has_the_licence_that_the_readme_names(file: str, licence: str) -> None:
    assert (ROOT / file).is_file() and licence_of(file) == licence


def test_the_text_of_every_licence_that_is_named_is_there() -> None:
    named = {licence for _, licence in licensed_parts()}
    assert {file.stem for file in (ROOT / "LICENSES").iterdir()} == named == set(PROJECT["license"].split(" AND "))
    assert (ROOT / "LICENSE").read_text("utf-8") == (ROOT / "LICENSES" / "Apache-2.0.txt").read_text("utf-8")


def test_the_package_holds_every_file_that_the_program_reads(packed: zipfile.ZipFile) -> None:
    beside = {f"nearer/installed/{file}" for folder in BESIDE for file in files_in(folder)}
    server = {"nearer/installed/streamlit_app.py", "nearer/installed/.streamlit/config.toml"}
    about = {name for name in packed.namelist() if ".dist-info/" in name}
    assert set(packed.namelist()) - about == files_in("nearer") | beside | server


def test_the_package_asks_for_what_requirements_txt_pins(packed: zipfile.ZipFile) -> None:
    pins = [line for line in (ROOT / "requirements.txt").read_text("utf-8").splitlines() if not line.startswith("#")]
    [name] = [name for name in packed.namelist() if name.endswith("/METADATA")]
    lines = packed.read(name).decode().splitlines()
    requirements = {
        line.removeprefix("Requires-Dist: ").lower() for line in lines if line.startswith("Requires-Dist: ")
    }
    assert requirements == {pin.lower() for pin in pins}


def test_start_py_reads_for_whatever_python_is_there_and_needs_no_package() -> None:
    tree = ast.parse((ROOT / "start.py").read_text("utf-8"), feature_version=(3, 6))
    modules = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    modules |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert modules <= set(sys.stdlib_module_names) - {"__future__"}


def test_start_py_brings_the_packages_once_and_hands_on_what_is_written_after_it(tmp_path: Path) -> None:
    """In a copy whose packages need no network: requirements.lock asks for none, and nearer/ says what it was given."""
    shutil.copy(ROOT / "start.py", tmp_path)
    (tmp_path / "requirements.lock").touch()
    (tmp_path / "nearer.py").write_text("import sys; print(sys.prefix, sys.argv[1:]); sys.exit(7)")
    (tmp_path / "elsewhere").mkdir()
    for announcement in ("Bringing the packages", ""):
        command = [sys.executable, str(tmp_path / "start.py"), "validate", "a file.yaml"]
        run = subprocess.run(command, cwd=tmp_path / "elsewhere", capture_output=True, text=True, timeout=120)
        assert (run.returncode, run.stdout) == (7, f"{tmp_path / '.venv'} ['validate', 'a file.yaml']\n")
        assert run.stderr.startswith(announcement) and bool(announcement) == bool(run.stderr)
