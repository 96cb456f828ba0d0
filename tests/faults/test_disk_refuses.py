"""The disk refuses: at each of its acts in turn, for good and for a moment, full and read-only."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nearer.database.row_errors import NotRead, NotSaved
from nearer.demo.demo_couples import demo_people
from nearer.storage.couple.responses import read_own_responses
from tests.database.waiting_line import draft_versions, hold_the_write_lock
from tests.faults import watched_disk as disks
from tests.faults.answering import Acknowledged, AnsweringPerson, check_promises
from tests.faults.second_process import run_apart
from tests.faults.watched_disk import Disk, DiskAct
from tests.storage.making import make_check_in, make_demo_file, make_person, open_demo_file, save_new_response

FAULTS = {
    "no room at a write": ("write", disks.FULL, "full"),
    "a write fails": ("write", disks.IO_WRITE, "disk reports a fault"),
    "a sync fails": ("sync", disks.IO_FSYNC, "disk reports a fault"),
    "a deletion fails": ("delete", disks.IO_DELETE, "disk reports a fault"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_whichever_act_of_the_disk_fails_the_answer_is_saved_once_or_refused_by_name(
    disk: Disk, tmp_path: Path, survived: Callable[[int], None], fault: str
) -> None:
    act, code, sentence = FAULTS[fault]
    notebook = make_demo_file(tmp_path)
    told = Acknowledged()
    answering = AnsweringPerson(notebook, make_person(notebook, "Meera"), told.take)
    turn = refused = 0
    while refused == turn:
        disk.refuse = _at(turn, act, code)
        answering.answer()
        disk.refuse = lambda act: 0
        refused, turn = len(told.refusals), turn + 1
        answering.answer()
    notebook.close()
    check_promises(tmp_path, [told])
    assert turn > 2
    assert len(set(told.refusals)) == 1
    survived(turn - 1)
    notebook = open_demo_file(tmp_path)
    disk.refuse = lambda disk_act: code if disk_act.act == act else 0
    with pytest.raises(NotSaved, match=sentence):
        save_new_response(notebook, answering.person, make_check_in(touch="some"))
    disk.refuse = lambda act: 0
    notebook.close()


@pytest.mark.parametrize("fault", FAULTS)
def test_if_the_common_commit_of_drafts_fails_no_draft_is_reported_saved(
    disk: Disk, tmp_path: Path, fault: str
) -> None:
    act, code, sentence = FAULTS[fault]
    notebook = make_demo_file(tmp_path)
    everybody = [make_person(notebook, f"Person {number}") for number in range(4)]
    with hold_the_write_lock(notebook) as waiting:
        works = [waiting.keep(who) for who in everybody]
        disk.refuse = lambda disk_act: code if disk_act.act == act else 0
    for work in works:
        with pytest.raises(NotSaved, match=sentence):
            work.result()
    disk.refuse = lambda act: 0
    assert draft_versions(notebook, everybody) == [[]] * 4
    with hold_the_write_lock(notebook) as waiting:
        works = [waiting.keep(who) for who in everybody]
    assert [work.result() for work in works] == [1] * 4
    notebook.close()


def _at(turn: int, act: str, code: int) -> Callable[[DiskAct], int]:
    """Refuse the act of this kind that comes after so many others, and none after it."""
    left = [turn]

    def refuse(disk_act: DiskAct) -> int:
        if disk_act.act != act:
            return 0
        left[0] -= 1
        return code if left[0] == -1 else 0

    return refuse


def _limited(folder: Path) -> None:
    """Room for 100 kB more in any file: what is beyond is written by half, and then refused (EFBIG)."""
    import resource  # of Unix alone

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limit = (folder / "nearer.db").stat().st_size + 100_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))


def _unwritable(folder: Path) -> None:
    """Another user's file: root may write everything, so root becomes nobody."""
    for path in (folder, *folder.iterdir()):
        path.chmod(0o555 if path.is_dir() else 0o444)
    if os.geteuid() == 0:
        os.setuid(65534)


def _gone(folder: Path) -> None:
    """Somebody moved the notebook away while it was open."""
    (folder / "nearer.db").rename(folder / "elsewhere.db")


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where nobody may go too, which is not so below pytest's own folder."""
    made = Path(tempfile.mkdtemp(prefix="nearer-faults-"))
    made.chmod(0o755)
    yield made / "data"
    (made / "data").chmod(0o700)
    shutil.rmtree(made)


@pytest.mark.skipif(sys.platform == "win32", reason="limits and rights as Unix has them")
@pytest.mark.parametrize(
    "spoil, codes", [(_limited, {"disk-fault"}), (_unwritable, {"read-only", "not-opened"}), (_gone, {"read-only"})]
)
def test_a_disk_that_refuses_from_now_on_is_named_each_time_and_what_was_saved_stays(
    folder: Path, spoil: Callable[[Path], None], codes: set[str]
) -> None:
    notebook = make_demo_file(folder)
    make_person(notebook, "Meera")
    notebook.close()
    folder.chmod(0o755)
    (folder / "nearer.db").chmod(0o644)
    output = folder.parent / "said"
    with output.open("w", encoding="utf-8") as lines:
        assert run_apart(lambda: _answer_spoiled(folder, spoil, lambda line: print(line, file=lines, flush=True))) == 0
    if spoil is _gone:
        (folder / "elsewhere.db").rename(folder / "nearer.db")
    (folder / "nearer.db").chmod(0o600)
    told = Acknowledged()
    for line in output.read_text("utf-8").splitlines():
        told.take(line)
    check_promises(folder, [told])
    assert told.acknowledged >= 2
    assert set(told.refusals) and set(told.refusals) <= codes


def _answer_spoiled(folder: Path, spoil: Callable[[Path], None], tell: Callable[[str], None]) -> None:
    notebook = open_demo_file(folder)
    answering = AnsweringPerson(notebook, demo_people(notebook)[0], tell)
    answering.answer()
    spoil(folder)
    for _ in range(20):
        answering.answer()


@pytest.mark.skipif(not (sys.platform == "linux" and os.geteuid() == 0), reason="only root may mount a small disk")
def test_on_a_full_disk_nothing_is_lost_and_all_goes_on_when_there_is_room(tmp_path: Path) -> None:
    mounted = tmp_path / "small"
    mounted.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(mounted)], capture_output=True).returncode:
        pytest.skip("this machine mounts nothing")
    try:
        folder, filler, told = mounted / "data", mounted / "filler", Acknowledged()
        notebook = make_demo_file(folder)
        answering = AnsweringPerson(notebook, make_person(notebook, "Meera"), told.take)
        answering.answer()
        with filler.open("wb", buffering=0) as file:
            while (room := shutil.disk_usage(mounted).free) > 0:
                file.write(bytes(room))
        for _ in range(5):
            answering.answer()
        assert set(told.refusals) == {"disk-full"} and len(told.saved) == 1
        filler.unlink()
        answering.answer()
        assert len(told.saved) == 2
        notebook.close()
        check_promises(folder, [told])
    finally:
        subprocess.run(["umount", str(mounted)], check=True)


def test_a_disk_that_does_not_give_what_is_saved_is_named_and_is_not_called_damage(tmp_path: Path) -> None:
    notebook = make_demo_file(tmp_path)
    meera = make_person(notebook, "Meera")
    save_new_response(notebook, meera, make_check_in(touch="some"))
    notebook.engine.dispose()
    (tmp_path / "nearer.db").rename(tmp_path / "away.db")
    with pytest.raises(NotRead, match="unable to open"):
        read_own_responses(notebook, meera)
    (tmp_path / "away.db").rename(tmp_path / "nearer.db")
    assert len(read_own_responses(notebook, meera)) == 1
    notebook.close()
