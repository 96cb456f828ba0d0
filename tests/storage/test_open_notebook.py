"""Opening the notebook: private, whole, its own, not twice; anything else gets its own sentence and is left alone."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from nearer.database import sqlite_engines
from nearer.database.engines import reading
from nearer.database.notebook_folder import LOCK_FILE, data_folder
from nearer.database.row_errors import NotebookUnusable, NotSaved
from nearer.database.sqlite_engines import file_engine
from nearer.storage.couple.credentials import sign_in
from nearer.storage.couple.people import start_couple
from nearer.storage.couple.responses import read_own_responses
from nearer.storage.notebook import open_demo_notebook, open_notebook
from tests.storage.making import (
    NOW,
    PASSPHRASE,
    make_check_in,
    make_demo_file,
    make_new_person,
    make_person,
    open_demo_file,
    read_file_rows,
    read_rows,
    save_new_response,
    start_demo_file,
)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real notebook with one person and some check-ins, closed."""
    folder = tmp_path_factory.mktemp("written") / "data"
    notebook = open_notebook(folder)
    meera = start_couple(notebook, make_new_person("Meera"), PASSPHRASE, NOW).principal
    for _ in range(5):
        save_new_response(notebook, meera, make_check_in(touch="some", note="hello"))
    notebook.close()
    return folder


@pytest.fixture
def folder(written: Path, tmp_path: Path) -> Path:
    return shutil.copytree(written, tmp_path / "data")


def test_the_file_of_a_new_notebook_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        open_notebook(tmp_path / "a" / "data").close()
    finally:
        os.umask(old)
    folder = tmp_path / "a" / "data"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {file.name: file.stat().st_mode & 0o777 for file in folder.iterdir()} == {
        "nearer.db": 0o600,
        "nearer.lock": 0o600,
    }


def test_a_notebook_that_others_could_read_is_made_private_when_it_is_opened(folder: Path) -> None:
    folder.chmod(0o755)
    (folder / "nearer.db").chmod(0o644)
    open_notebook(folder).close()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "nearer.db").stat().st_mode & 0o777 == 0o600


def test_everything_written_is_there_after_the_notebook_is_opened_again(folder: Path) -> None:
    notebook = open_notebook(folder)
    opened = sign_in(notebook, "Meera", PASSPHRASE)
    assert opened is not None
    assert [kept.note for kept in read_own_responses(notebook, opened.principal)] == ["hello"]
    notebook.close()


def test_opening_the_notebook_and_signing_in_changes_no_byte_of_its_folder(folder: Path) -> None:
    before = _hash(folder)
    notebook = open_notebook(folder)
    assert sign_in(notebook, "Meera", PASSPHRASE) is not None
    notebook.close()
    assert _hash(folder) == before


def test_a_second_program_is_refused_while_the_first_has_it_open(folder: Path) -> None:
    first = open_notebook(folder)
    with pytest.raises(NotebookUnusable, match="already open"):
        open_notebook(folder)
    opening = f"from nearer.storage.notebook import open_notebook; open_notebook(Path({str(folder)!r}))"
    program = f"from pathlib import Path; {opening}"
    second = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=Path(__file__).parents[2]
    )
    assert second.returncode == 1
    assert "already open in another Nearer" in second.stderr
    first.close()
    open_notebook(folder).close()


def test_a_second_program_is_refused_where_a_link_leads_to_the_same_file(folder: Path, tmp_path: Path) -> None:
    first = open_notebook(folder)
    linked, twice = tmp_path / "linked", tmp_path / "twice"
    for link, target in ((linked, folder), (twice, linked)):
        link.mkdir()
        (link / "nearer.db").symlink_to(target / "nearer.db")
        with pytest.raises(NotebookUnusable, match="already open"):
            open_notebook(link)
    first.close()
    second = open_notebook(twice)
    with pytest.raises(NotebookUnusable, match="already open"):
        open_notebook(folder)
    second.close()


@pytest.mark.parametrize("target", ["nowhere.db", "nearer.db"])
def test_a_link_that_leads_nowhere_starts_no_notebook(folder: Path, target: str) -> None:
    (folder / "nearer.db").unlink(missing_ok=True)
    before = sorted(folder.iterdir())
    (folder / "nearer.db").symlink_to(folder / target)
    with pytest.raises(NotebookUnusable, match="is a link to a file that is not there"):
        open_notebook(folder)
    assert sorted(file for file in folder.iterdir() if not file.is_symlink()) == before


def _garbage(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n" + bytes(range(256)) * 40)


def _text(path: Path) -> None:
    path.write_text("dear diary")


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-5000])


def _cut_to_the_header(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:60])


def _overwritten(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[4096:40960] = b"\xff" * (40960 - 4096)
    path.write_bytes(bytes(whole))


def _newer(path: Path) -> None:
    read_file_rows(path, "UPDATE alembic_version SET version_num = '9999'")


def _without_revision(path: Path) -> None:
    read_file_rows(path, "DELETE FROM alembic_version")


def _demo(path: Path) -> None:
    path.unlink()
    start_demo_file(path)


def _another_program(path: Path) -> None:
    path.unlink()
    read_file_rows(path, "CREATE TABLE recipes (name TEXT)")


def _torn_reference(path: Path) -> None:
    read_file_rows(path, "DELETE FROM drawers")


CASES: dict[Callable[[Path], None], str] = {
    _garbage: "another kind of file",
    _text: "another kind of file",
    _empty: "damaged",
    _cut: "damaged",
    _cut_to_the_header: "damaged",
    _overwritten: "damaged",
    _without_revision: "damaged",
    _torn_reference: "damaged",
    _newer: "newer version",
    _demo: "made-up people",
    _another_program: "another program",
}


@pytest.mark.parametrize("spoil", CASES, ids=lambda spoil: spoil.__name__.strip("_"))
def test_an_unusable_file_is_named_with_its_remedy_and_left_untouched(
    folder: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(folder / "nearer.db")
    before = _hash(folder)
    with pytest.raises(NotebookUnusable, match=CASES[spoil]) as refused:
        open_notebook(folder)
    assert str(folder) in str(refused.value)
    assert _hash(folder) == before
    assert [file.name for file in folder.iterdir() if file.name not in ("nearer.db", "nearer.lock")] == []


def test_the_five_reasons_why_a_notebook_does_not_open_have_different_sentences() -> None:
    assert len(set(CASES.values())) == 5


def test_a_real_notebook_is_not_opened_as_a_demo(folder: Path) -> None:
    with pytest.raises(NotebookUnusable, match="real notebook"):
        open_demo_file(folder)


def test_after_a_refusal_the_folder_is_free_again(folder: Path) -> None:
    good = (folder / "nearer.db").read_bytes()
    _cut(folder / "nearer.db")
    with pytest.raises(NotebookUnusable):
        open_notebook(folder)
    (folder / "nearer.db").write_bytes(good)
    open_notebook(folder).close()


def test_a_first_start_that_broke_off_does_not_prevent_the_next_one(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "nearer.new").write_bytes(b"half")
    open_notebook(folder).close()
    assert not (folder / "nearer.new").exists()


def test_an_unfinished_transaction_left_by_a_crash_is_undone(folder: Path, tmp_path: Path) -> None:
    crashed = tmp_path / "crashed"
    path = folder / "nearer.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size=1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE entries SET body = randomblob(200000)")
        assert (folder / "nearer.db-journal").stat().st_size > 0
        shutil.copytree(folder, crashed)
        connection.execute("ROLLBACK")
    assert (crashed / "nearer.db").read_bytes() != path.read_bytes()
    notebook = open_notebook(crashed)
    opened = sign_in(notebook, "Meera", PASSPHRASE)
    assert opened is not None
    assert [kept.note for kept in read_own_responses(notebook, opened.principal)] == ["hello"]
    notebook.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    with pytest.raises(NotebookUnusable, match="closed"):
        open_notebook(tmp_path / "closed" / "data")


def test_a_file_where_the_folder_is_expected_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x")
    with pytest.raises(NotebookUnusable, match="data"):
        open_notebook(tmp_path / "data")


def test_every_connection_waits_for_the_disk_and_overwrites_what_is_deleted(tmp_path: Path) -> None:
    """The numbers are SQLite's: synchronous 3 is EXTRA, temp_store 2 is MEMORY."""
    notebook = make_demo_file(tmp_path)
    wanted = {"journal_mode": "delete", "synchronous": 3, "foreign_keys": 1, "secure_delete": 1, "temp_store": 2}
    with reading(notebook.engine) as first, reading(notebook.engine) as second:
        for connection in (first, second):
            assert wanted == {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in wanted}
    notebook.close()


def test_a_setting_that_sqlite_does_not_accept_keeps_the_notebook_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A database in memory has no write-ahead log and says `memory` all the same."""
    monkeypatch.setattr(sqlite_engines, "PRAGMAS", (("journal_mode", "WAL", ("wal",)),))
    with pytest.raises(NotebookUnusable, match="journal_mode"), reading(sqlite_engines.memory_engine()):
        pass


def test_a_busy_notebook_says_so_and_keeps_nothing(tmp_path: Path) -> None:
    notebook = make_demo_file(tmp_path)
    meera = make_person(notebook, "Meera")
    with reading(notebook.engine) as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=50")
        raw = connection.connection.driver_connection
        assert raw is not None
    assert notebook.path is not None
    with closing(sqlite3.connect(notebook.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(NotSaved, match="busy"):
            save_new_response(notebook, meera, make_check_in(touch="some"))
    assert read_rows(notebook, "SELECT * FROM responses") == []
    notebook.close()


def test_a_full_disk_is_said_in_a_sentence_and_everything_saved_before_stays(tmp_path: Path) -> None:
    notebook = make_demo_file(tmp_path)
    meera = make_person(notebook, "Meera")
    save_new_response(notebook, meera, make_check_in(touch="some", note="kept"))
    with reading(notebook.engine) as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql("PRAGMA max_page_count=" + str(pages + 1))
    acknowledged = "kept"
    with pytest.raises(NotSaved, match="full"):
        for number in range(40):
            save_new_response(notebook, meera, make_check_in(touch="much", note=f"one of {number}"))
            acknowledged = f"one of {number}"
    assert [kept.note for kept in read_own_responses(notebook, meera)] == [acknowledged]
    notebook.close()


def test_several_people_who_save_at_once_wait_for_each_other_and_all_are_saved(tmp_path: Path) -> None:
    notebook = make_demo_file(tmp_path)
    meera = make_person(notebook, "Meera")
    threads = [
        threading.Thread(
            target=lambda: [save_new_response(notebook, meera, make_check_in(touch="some")) for _ in range(15)]
        )
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(read_rows(notebook, "SELECT * FROM responses")) == 45
    notebook.close()


def test_the_demo_in_memory_touches_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    notebook = open_demo_notebook()
    save_new_response(notebook, make_person(notebook, "Meera"), make_check_in(touch="some"))
    assert (notebook.demo, notebook.path) == (True, None)
    notebook.close()
    assert list(tmp_path.iterdir()) == []


def test_two_demos_share_no_data() -> None:
    first, second = open_demo_notebook(), open_demo_notebook()
    make_person(first, "Meera")
    assert read_rows(second, "SELECT * FROM people") == []


def test_looking_for_a_notebook_never_creates_a_file(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="unable to open"), reading(file_engine(tmp_path / "nothing.db")):
        pass
    assert list(tmp_path.iterdir()) == []


def test_the_notebook_lies_where_nearer_data_says_or_else_in_the_systems_own_folder(tmp_path: Path) -> None:
    assert data_folder({"NEARER_DATA": str(tmp_path / "x"), "HOME": "/home/m"}) == tmp_path / "x"
    if sys.platform.startswith("linux"):
        assert data_folder({"HOME": "/home/m"}) == Path("/home/m/.local/share/nearer")
        assert data_folder({"HOME": "/home/m", "XDG_DATA_HOME": "/data"}) == Path("/data/nearer")


def _hash(folder: Path) -> str:
    return hashlib.sha256((folder / "nearer.db").read_bytes()).hexdigest()


def test_a_lock_file_that_cannot_be_opened_ends_in_a_sentence(folder: Path) -> None:
    (folder / LOCK_FILE).unlink(missing_ok=True)
    (folder / LOCK_FILE).mkdir()  # root opens every file, but no folder as one
    with pytest.raises(NotebookUnusable, match="cannot be opened by this user"):
        open_notebook(folder)


def test_a_lock_file_of_another_kind_is_not_called_in_use(folder: Path) -> None:
    (folder / LOCK_FILE).write_bytes(b"something else " * 100)
    with pytest.raises(NotebookUnusable, match="cannot be opened by this user"):
        open_notebook(folder)
