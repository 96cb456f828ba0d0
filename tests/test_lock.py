"""The lock files: every package that is installed, at one version, with its hashes, and nothing about where from."""

from __future__ import annotations

import importlib.metadata
import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.audit import judge

ROOT = Path(__file__).parent.parent
PAIRS = [("requirements.txt", "requirements.lock"), ("requirements-dev.txt", "requirements-dev.lock")]
LOCKS = [lock for _asked, lock in PAIRS]


def locked(file: str) -> dict[str, tuple[Requirement, int]]:
    """Each package by its name, with what the lock says of it and how many hashes it has."""
    text = (ROOT / file).read_text("utf-8").replace("\\\n", " ")
    entries = [line for line in text.splitlines() if line and not line.startswith("#")]
    read = [(Requirement(line.partition(" --hash")[0].strip()), line.count("--hash=sha256:")) for line in entries]
    return {canonicalize_name(requirement.name): (requirement, hashes) for requirement, hashes in read}


def requirements_in(file: str) -> list[Requirement]:
    lines = (ROOT / file).read_text("utf-8").splitlines()
    own = [Requirement(line) for line in lines if line and line[0] not in "#-"]
    return own + [one for line in lines if line.startswith("-r ") for one in requirements_in(line.removeprefix("-r "))]


@pytest.mark.parametrize("file, lock", PAIRS)
def test_the_lock_has_every_package_at_the_version_that_is_asked_for(file: str, lock: str) -> None:
    entries = locked(lock)
    assert requirements_in(file)
    assert [
        str(wanted)
        for wanted in requirements_in(file)
        if str(entries[canonicalize_name(wanted.name)][0].specifier) != str(wanted.specifier)
    ] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_of_a_lock_has_one_version_and_hashes(lock: str) -> None:
    for requirement, hashes in locked(lock).values():
        assert re.fullmatch(r"==[0-9][0-9a-z.]*", str(requirement.specifier)), requirement
        assert hashes, requirement
    numbers = re.findall(r"sha256:(\S+)", (ROOT / lock).read_text("utf-8"))
    assert {len(number) for number in numbers} == {64}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_does_not_say_where_packages_come_from(lock: str) -> None:
    """A clone may have a mirror of its own, and pip takes an address in the file before what it is set to."""
    text = (ROOT / lock).read_text("utf-8")
    assert re.findall(r"https?:|file:|^\s*-[^-]|--(?!hash=sha256:)|@", text, re.MULTILINE) == []


@pytest.mark.parametrize("file, lock", PAIRS)
def test_whatever_a_package_needs_here_is_in_the_lock_too(file: str, lock: str) -> None:
    """With hashes pip takes nothing that is not there, so one that is missing would end a first start."""
    entries, seen, missing = locked(lock), set(), set()
    left = requirements_in(file)
    while left:
        wanted = left.pop()
        for extra in {"", *wanted.extras}:
            name = canonicalize_name(wanted.name)
            if (name, extra) in seen or (wanted.marker and not wanted.marker.evaluate({"extra": extra})):
                continue
            seen.add((name, extra))
            if name not in entries:
                missing.add(name)
                continue
            needs = map(Requirement, importlib.metadata.requires(name) or [])
            left += [need for need in needs if not need.marker or need.marker.evaluate({"extra": extra})]
    assert missing == set() and len(seen) > 20


def test_what_runs_is_the_same_in_both_locks() -> None:
    run, check = locked(LOCKS[0]), locked(LOCKS[1])
    assert {name: str(entry[0]) for name, entry in run.items()} == {name: str(check[name][0]) for name in run}


def test_make_and_start_take_nothing_without_its_hash() -> None:
    installs = [
        line
        for file in ("Makefile", "start.py")
        for line in (ROOT / file).read_text("utf-8").splitlines()
        if "-r" in line and ("pip install" in line or "*pip" in line)
    ]
    assert len(installs) == 2 and all("--require-hashes" in line for line in installs)


def test_a_file_with_another_hash_is_refused_by_pip(tmp_path: Path) -> None:
    """As start.py calls it, with a package from a folder, so that nothing is asked of the network."""
    with ZipFile(tmp_path / "tiny-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("tiny.py", "")
        wheel.writestr("tiny-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n")
        wheel.writestr("tiny-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr("tiny-1.0.dist-info/RECORD", "")
    (tmp_path / "lock").write_text(f"tiny==1.0 --hash=sha256:{'0' * 64}\n")
    options = ["--no-index", "--find-links", str(tmp_path), "--target", str(tmp_path / "into")]
    command = [sys.executable, "-m", "pip", "install", "-q", *options, "--require-hashes", "-r", str(tmp_path / "lock")]
    refused = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert refused.returncode and "DO NOT MATCH THE HASHES" in refused.stderr


def test_a_known_weakness_ends_the_check_and_one_that_nobody_looked_up_is_said_loudly() -> None:
    sound = {"name": "anyio", "version": "4.16.0", "vulns": []}
    weak = {"name": "jinja2", "version": "2.0", "vulns": [{"id": "CVE-2019-10906", "fix_versions": ["2.10.1"]}]}
    unknown = {"name": "plotly", "skip_reason": "not found"}
    assert judge([sound]) == (0, "No known weakness in 1 packages.")
    assert judge([sound, weak, unknown]) == (1, "Known weaknesses: jinja2 2.0: CVE-2019-10906")
    assert judge([sound, unknown]) == (
        0,
        "!!! KNOWN WEAKNESSES OF PACKAGES WERE NOT LOOKED UP: 1 of 2 packages are not in the list that was reached.",
    )
