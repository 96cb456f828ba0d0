"""The power fails: what was acknowledged is on the disk, and what was not is there whole or not at all."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

from tests.faults.answering import Acknowledged, AnsweringPerson, check_promises
from tests.faults.conftest import Rounds
from tests.faults.power_cut import disk_after_cut
from tests.faults.watched_disk import Disk, DiskAct
from tests.storage.making import make_demo_file, make_person


def test_after_a_power_cut_every_acknowledged_answer_is_on_the_disk(disk: Disk, tmp_path: Path, rounds: Rounds) -> None:
    """An acknowledgement stands among the acts of the disk, so that each cut knows what had been said by then."""
    notebook = make_demo_file(tmp_path / "data")
    meera = make_person(notebook, "Meera")
    before = {path: path.read_bytes() for path in (tmp_path / "data").iterdir()}
    disk.acts.clear()
    acknowledgements: list[tuple[int, str]] = []
    answering = AnsweringPerson(notebook, meera, lambda line: acknowledgements.append((len(disk.acts), line)))
    for _ in range(3):
        answering.answer()
    notebook.close()
    acts = list(disk.acts)
    for random in rounds(60):
        cut = random.choice([random.randrange(len(acts) + 1), random.choice([after for after, _ in acknowledgements])])
        _restart(tmp_path / "after", disk_after_cut(before, acts[:cut], random))
        told = Acknowledged()
        for after, line in acknowledgements:
            if after <= cut:
                told.take(line)
        check_promises(tmp_path / "after", [told])


def _restart(folder: Path, files: dict[Path, bytes]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    for path, content in files.items():
        (folder / path.name).write_bytes(content)


def test_the_model_of_a_disk_forgets_what_was_not_synced_and_nothing_else() -> None:
    """Otherwise nothing above would show anything."""
    path = Path("x")
    acts = [DiskAct("write", path, 0, b"a" * 512), DiskAct("sync", path), DiskAct("write", path, 0, b"b" * 512)]
    outcomes = {disk_after_cut({}, acts, Random(seed))[path] for seed in range(20)}
    assert outcomes == {b"a" * 512, b"b" * 512}
    deleted = [*acts[:2], DiskAct("delete", path, 0)]
    assert {len(disk_after_cut({}, deleted, Random(seed))) for seed in range(20)} == {0, 1}
    assert disk_after_cut({}, [*acts[:2], DiskAct("delete", path, 1)], Random(0)) == {}
