"""Break the program on purpose, one small way at a time, and say which breaks no test notices.

`python -m tools.mutants` reads tests/mutants/*.yaml. Each file names the tests of a room; each mutation in it a file,
the text that stands there once (`from`) and what takes its place (`to`). One that changes nothing anybody could notice
says why in `judged`. Exit 1: a text is not there, fewer than 92 % were caught, or one survived that nobody judged.
"""

from __future__ import annotations

import argparse
import ast
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from queue import Queue

import yaml

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "tests" / "mutants"
MIN_CAUGHT = 0.92
SECONDS = 600  # for the tests of one mutation; one that hangs is caught
NO_BYTECODE = {"PYTHONDONTWRITEBYTECODE": "1"}  # two breaks of one length in one second would look like the same file
PYTEST = ("-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", "--no-header", "-W", "ignore")


@dataclass(frozen=True)
class Mutation:
    """One small break: in `file` the text `before` becomes `after`. `judged` says why no test can notice it, if so."""

    id: str
    file: str
    before: str
    after: str
    tests: tuple[str, ...]
    judged: str


def read_mutations(folder: Path = FOLDER) -> Iterator[Mutation]:
    """Every mutation of the kept set, room by room."""
    for file in sorted(folder.glob("*.yaml")):
        room = yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)
        for row in room["mutations"]:
            tests = tuple((row.get("tests") or room["tests"]).split())
            name = f"{file.stem}/{row['id']}"
            yield Mutation(name, row["file"], row["from"], row["to"], tests, row.get("judged", ""))


def misplaced(mutation: Mutation, root: Path = ROOT) -> str:
    """Why it cannot be made, as a sentence; empty when its text stands in its file exactly once."""
    path = root / mutation.file
    text = path.read_text("utf-8") if path.is_file() else ""
    if (times := text.count(mutation.before)) != 1:
        return f"{mutation.id}: in {mutation.file} its text stands {times} times; it has to stand there once"
    if path.suffix != ".py":  # a script of the browser, a style
        return f"{mutation.id}: it changes nothing" if mutation.before == mutation.after else ""
    try:
        broken = ast.dump(ast.parse(text.replace(mutation.before, mutation.after)))
    except SyntaxError as error:
        return f"{mutation.id}: what it makes of {mutation.file} is no Python: {error}"
    return f"{mutation.id}: it changes nothing" if broken == _dumped(text) else ""


@lru_cache(maxsize=1)
def _dumped(text: str) -> str:
    """What stands in a file without its blanks and remarks; its mutations are mostly asked for in a row."""
    return ast.dump(ast.parse(text))


def is_caught(mutation: Mutation, copy: Path) -> bool:
    """Make the break in a copy of the program, run its tests, and put it back."""
    path = copy / mutation.file
    whole = path.read_text("utf-8")
    path.write_text(whole.replace(mutation.before, mutation.after), "utf-8")
    try:
        run = subprocess.run(
            [sys.executable, *PYTEST, *mutation.tests],
            cwd=copy, env=os.environ | NO_BYTECODE, capture_output=True, timeout=SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return True
    finally:
        path.write_text(whole, "utf-8")
    if run.returncode not in (0, 1, 2):  # 2: a test file of the room could not be imported any more
        sys.exit(
            f"{mutation.id}: its tests could not be run\n{run.stdout.decode()[-2000:]}{run.stderr.decode()[-500:]}"
        )
    return run.returncode != 0


def copy_program(folder: Path) -> Path:
    """The files of the program and its tests, as they are now."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in listed.stdout.splitlines():
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    return folder


def run_all(mutations: list[Mutation], workers: int) -> list[Mutation]:
    """Those that no test noticed. Each worker has a copy of its own."""
    survived: list[Mutation] = []
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(workers) as pool:
        copies: Queue[Path] = Queue()
        for number in range(workers):
            copies.put(copy_program(Path(folder) / str(number)))

        def run(mutation: Mutation) -> tuple[Mutation, bool]:
            copy = copies.get()
            try:
                return mutation, is_caught(mutation, copy)
            finally:
                copies.put(copy)

        for mutation, caught in pool.map(run, mutations):
            print(f"{'caught' if caught else 'SURVIVED'}  {mutation.id}", flush=True)
            if not caught:
                survived.append(mutation)
    return survived


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("only", nargs="*", help="begin of the names of the mutations to make, e.g. privacy/")
    arguments.add_argument("--workers", type=int, default=2)
    options = arguments.parse_args()
    mutations = [m for m in read_mutations() if not options.only or m.id.startswith(tuple(options.only))]
    if not mutations:
        sys.exit(f"No mutation begins with {' or '.join(options.only)}.")
    if wrong := [sentence for mutation in mutations if (sentence := misplaced(mutation))]:
        sys.exit("\n".join(wrong))
    survived = run_all(mutations, options.workers)
    share = 1 - len(survived) / len(mutations)
    print(f"\n{len(mutations)} mutations, {share:.1%} caught, {len(survived)} survived")
    for mutation in survived:
        print(f"  {mutation.id}: {mutation.judged or 'NOT JUDGED'}")
    if share < MIN_CAUGHT or any(not mutation.judged for mutation in survived):
        sys.exit(1)


if __name__ == "__main__":
    main()
