"""Copies of the notebook: complete, private, thinned out with age; a restored one holds every row of its day."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from nearer.backups.copies import (
    copy_daily,
    copy_to,
    copy_when_asked,
    kept_moments,
    last_copied,
    own_copies,
    renew_copies,
)
from nearer.backups.restoration import restore
from nearer.database.damaged_file import COPIES_FOLDER
from nearer.database.notebook_folder import NOTEBOOK_FILE
from nearer.database.row_errors import NotebookInUse, NotebookUnusable
from nearer.personal_records.erasure import erase_me
from nearer.privacy.principal import Principal
from nearer.storage.couple.credentials import sign_in
from nearer.storage.couple.people import start_couple
from nearer.storage.couple.responses import read_own_responses
from nearer.storage.notebook import Notebook, open_notebook
from tests.storage.making import (
    NOW,
    PASSPHRASE,
    make_body_response,
    make_check_in,
    make_demo_file,
    make_new_person,
    save_new_response,
)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real notebook of two couples, closed."""
    folder = tmp_path_factory.mktemp("written") / "data"
    notebook = open_notebook(folder)
    for name in ("Meera", "Asha"):
        principal = start_couple(notebook, make_new_person(name), PASSPHRASE, NOW).principal
        save_new_response(notebook, principal, make_check_in(touch="some", note=f"of {name}"))
        save_new_response(notebook, principal, make_body_response(pain="much", where="here"))
    notebook.close()
    return folder


@pytest.fixture
def folder(written: Path, tmp_path: Path) -> Path:
    return shutil.copytree(written, tmp_path / "data")


@pytest.fixture
def notebook(folder: Path) -> Iterator[Notebook]:
    opened = open_notebook(folder)
    yield opened
    opened.close()


def every_row(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {name: sorted(connection.execute(f'SELECT * FROM "{name}"'), key=repr) for name in names}


def signed_in(notebook: Notebook, name: str = "Meera") -> Principal:
    opened = sign_in(notebook, name, PASSPHRASE)
    assert opened is not None
    return opened.principal


def test_a_backup_made_while_the_notebook_is_open_is_restored_with_every_row_as_it_was(
    notebook: Notebook, folder: Path, tmp_path: Path
) -> None:
    path = folder / NOTEBOOK_FILE
    before = every_row(path)
    copy = copy_to(path, tmp_path / "elsewhere", NOW)
    save_new_response(notebook, signed_in(notebook), make_check_in(touch="none", note="written after the copy"))
    after = every_row(path)
    assert copy.stat().st_mode & 0o777 == 0o600 and copy.parent.stat().st_mode & 0o777 == 0o700
    notebook.close()
    earlier = restore(copy, folder)
    assert sum(map(len, before.values())) > 20 and before != after
    assert every_row(path) == every_row(copy) == before
    assert earlier is not None and every_row(earlier) == after
    assert {file.stat().st_mode & 0o777 for file in (path, earlier)} == {0o600}
    opened = open_notebook(folder)
    assert {one.note for one in read_own_responses(opened, signed_in(opened))} == {"of Meera", ""}
    opened.close()


def test_a_copy_is_whole_while_somebody_writes(notebook: Notebook, folder: Path, tmp_path: Path) -> None:
    meera, done = signed_in(notebook), threading.Event()

    def write() -> None:
        while not done.is_set():
            save_new_response(notebook, meera, make_check_in(touch="some", note="again"))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        copies = [
            copy_to(folder / NOTEBOOK_FILE, tmp_path / "copies", NOW + timedelta(seconds=number)) for number in range(5)
        ]
    finally:
        done.set()
        writer.join()
    counts = [len(every_row(copy)["responses"]) for copy in copies]
    assert counts == sorted(counts) and counts[-1] <= len(every_row(folder / NOTEBOOK_FILE)["responses"])
    assert list((tmp_path / "copies").glob("*.new*")) == []


def test_a_copy_that_lost_rows_on_the_way_is_not_a_backup(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nearer.file_copies import verified_copy

    # SQLite's own backup loses nothing, so rows are taken away between its end and the count
    def losing(fresh: Path) -> bool:
        with closing(sqlite3.connect(fresh)) as connection, connection:
            connection.execute("DELETE FROM drawer_keys")
        return True

    monkeypatch.setattr(verified_copy, "is_sound", losing)
    with pytest.raises(NotebookUnusable, match="not complete"):
        copy_to(folder / NOTEBOOK_FILE, tmp_path / "copies", NOW)
    assert list((tmp_path / "copies").iterdir()) == []


def test_nothing_is_restored_while_nearer_has_the_notebook_open(
    notebook: Notebook, folder: Path, tmp_path: Path
) -> None:
    copy, before = copy_to(folder / NOTEBOOK_FILE, tmp_path, NOW), (folder / NOTEBOOK_FILE).read_bytes()
    with pytest.raises(NotebookInUse):
        restore(copy, folder)
    assert (folder / NOTEBOOK_FILE).read_bytes() == before


def broken_files(folder: Path, written: Path) -> dict[str, Path]:
    """Files that are no notebook to put back, by a word of the sentence that says so."""
    files = {word: folder / f"{word.replace(' ', '-')}.db" for word in ("kind of file", "another program", "damaged")}
    files["kind of file"].write_text("a letter, and a long one: " + "words " * 40)
    with closing(sqlite3.connect(files["another program"])) as connection, connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
    whole = (written / NOTEBOOK_FILE).read_bytes()
    files["damaged"].write_bytes(whole[: len(whole) // 2])
    make_demo_file(folder / "demo").close()
    files["made-up"] = folder / "demo" / NOTEBOOK_FILE
    files["newer"] = shutil.copy(written / NOTEBOOK_FILE, folder / "newer.db")
    with closing(sqlite3.connect(files["newer"])) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    files["cannot be read"] = folder / "nowhere.db"
    return files


def test_a_file_that_is_no_whole_notebook_of_this_version_is_not_restored(folder: Path, tmp_path: Path) -> None:
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    files = broken_files(tmp_path, folder)
    for word, file in files.items():
        with pytest.raises(NotebookUnusable, match=word):
            restore(file, folder)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before and len(files) == 6


@pytest.mark.parametrize("cut", [True, False], ids=["a notebook that was cut off", "no notebook at all"])
def test_a_journal_left_by_a_crash_is_set_aside_and_never_applied_to_the_restored_file(
    folder: Path, tmp_path: Path, cut: bool
) -> None:
    path = folder / NOTEBOOK_FILE
    copy = copy_to(path, tmp_path, NOW)
    before = every_row(path)
    path.write_bytes(path.read_bytes()[:5000] if cut else b"x" * 5000)
    journal = path.with_name(NOTEBOOK_FILE + "-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(600))
    earlier = restore(copy, folder)
    assert earlier is not None and earlier.stat().st_size == 5000 and not journal.exists()
    assert earlier.with_name(earlier.name + "-journal").stat().st_size == 608
    assert every_row(path) == before


def test_restoring_into_an_empty_folder_sets_nothing_aside(folder: Path, tmp_path: Path) -> None:
    assert restore(folder / NOTEBOOK_FILE, tmp_path / "new") is None
    assert every_row(tmp_path / "new" / NOTEBOOK_FILE) == every_row(folder / NOTEBOOK_FILE)


def test_the_first_sign_in_of_a_day_makes_the_one_backup_of_the_day(folder: Path) -> None:
    path = folder / NOTEBOOK_FILE
    assert last_copied(path) is None
    assert copy_daily(path, NOW) == folder / COPIES_FOLDER / "nearer-20261123-120000.db"
    assert copy_daily(path, NOW + timedelta(hours=11)) is None and last_copied(path) == NOW
    assert copy_daily(path, NOW + timedelta(hours=12)) is not None
    assert len(own_copies(path)) == 2


def test_a_copy_on_request_takes_the_place_of_the_days_earlier_one_and_not_twice_in_ten_minutes(folder: Path) -> None:
    path, soon = folder / NOTEBOOK_FILE, NOW + timedelta(minutes=9)
    assert copy_daily(path, NOW) is not None and copy_when_asked(path, soon) is None
    later = NOW + timedelta(minutes=10)
    assert copy_when_asked(path, later) is not None
    assert own_copies(path).keys() == {later}


def test_a_copy_on_request_is_made_where_the_clock_was_put_back(folder: Path) -> None:
    path = folder / NOTEBOOK_FILE
    copy_daily(path, NOW)
    copy = copy_when_asked(path, NOW - timedelta(minutes=1))
    assert copy is not None and copy.exists()


def test_backups_of_seven_days_four_weeks_and_six_months_are_kept() -> None:
    # Every day at noon from 1 January to 28 November 2026, a Saturday; counted by hand on a calendar.
    days = [datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=number) for number in range(332)]
    days_kept = sorted(f"{moment:%m-%d}" for moment in kept_moments(days))
    months, weeks = ["06-30", "07-31", "08-31", "09-30", "10-31"], ["11-08", "11-15"]
    assert days_kept == [*months, *weeks, "11-22", "11-23", "11-24", "11-25", "11-26", "11-27", "11-28"]


def test_of_several_backups_of_one_day_the_newest_is_kept_and_a_gap_costs_none() -> None:
    evening, old = NOW + timedelta(hours=6), NOW - timedelta(days=900)
    assert kept_moments([old, NOW, evening]) == {evening, old}


def test_old_backups_are_deleted_and_other_files_in_the_folder_stay(folder: Path) -> None:
    path = folder / NOTEBOOK_FILE
    (folder / COPIES_FOLDER).mkdir()
    (folder / COPIES_FOLDER / "nearer-mine.db").write_text("of somebody else")
    for number in range(14):
        copy_daily(path, NOW + timedelta(days=number))
    assert len(own_copies(path)) == 8  # to Sunday 6 December: seven days, and the Sunday before them
    assert (folder / COPIES_FOLDER / "nearer-mine.db").exists()


def test_a_person_who_deletes_everything_is_in_no_backup_and_the_others_still_are(
    notebook: Notebook, folder: Path
) -> None:
    path, meera = folder / NOTEBOOK_FILE, signed_in(notebook)
    earlier = copy_daily(path, NOW)
    assert earlier is not None and meera.id.hex.encode() in earlier.read_bytes()
    left = ("nearer.new", "nearer.restored", "nearer.upgrading", "nearer.upgrading-journal")  # by one that was killed
    before = ("nearer-before-0002.db", "nearer-before-restoring.db", "nearer-before-restoring.db-journal")
    for name in (*before, *left):
        shutil.copy(path, folder / name)
    erase_me(notebook, meera, PASSPHRASE, NOW)
    assert renew_copies(path, NOW + timedelta(minutes=1))
    [copy] = folder.rglob("nearer-*")
    assert len(every_row(copy)["people"]) == 1 and every_row(copy) == every_row(path)
    assert meera.id.hex.encode() not in copy.read_bytes()
    assert [file.name for file in folder.iterdir() if file.name in left] == []


def test_a_backup_that_cannot_be_renewed_is_reported(folder: Path) -> None:
    (folder / "nearer-before-0002.db").mkdir()
    assert not renew_copies(folder / NOTEBOOK_FILE, NOW)


@contextmanager
def no_file_over(size: int) -> Iterator[None]:
    """As on a full disk."""
    import resource

    earlier = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, earlier[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, earlier)


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of a file")
def test_a_backup_on_a_full_disk_gives_a_sentence_and_no_half_copy(folder: Path, tmp_path: Path) -> None:
    with no_file_over(40_000), pytest.raises(NotebookUnusable, match="No copy could be made") as refused:
        copy_to(folder / NOTEBOOK_FILE, tmp_path / "copies", NOW)
    assert str(refused.value).endswith(".") and ".." not in str(refused.value)
    assert list((tmp_path / "copies").iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of a file")
def test_restoring_on_a_full_disk_names_the_copy_and_leaves_all_as_it_was(folder: Path, tmp_path: Path) -> None:
    copy = copy_to(folder / NOTEBOOK_FILE, tmp_path / "copies", NOW)
    before = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    with no_file_over(40_000), pytest.raises(NotebookUnusable) as refused:
        restore(copy, folder)
    assert str(refused.value).startswith(f"The copy {copy} cannot be put into {folder}: ")
    assert ".." not in str(refused.value)
    assert {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()} == before


def test_restoring_says_so_when_what_is_there_cannot_be_set_aside(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = copy_to(folder / NOTEBOOK_FILE, tmp_path / "copies", NOW)

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfile", refuse)
    with pytest.raises(NotebookUnusable, match="the disk is full.*The notebook there was left as it is."):
        restore(copy, folder)
    assert [file.name for file in folder.iterdir() if "restor" in file.name] == []


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes with names")
def test_a_named_pipe_is_refused_as_a_copy_without_waiting(folder: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(NotebookUnusable, match="not a notebook but another kind of file"):
        restore(tmp_path / "pipe", folder)


def test_a_copy_goes_to_where_a_link_in_the_folder_leads(folder: Path, tmp_path: Path) -> None:
    copy = copy_to(folder / NOTEBOOK_FILE, tmp_path / "copies", NOW)
    linked = tmp_path / "linked"
    linked.mkdir()
    (linked / NOTEBOOK_FILE).symlink_to(folder / NOTEBOOK_FILE)
    earlier = restore(copy, linked)
    assert earlier is not None and earlier.parent == folder
    assert (linked / NOTEBOOK_FILE).is_symlink()


def test_a_backup_where_no_folder_can_be_made_gives_a_sentence(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "full").write_text("where a folder should be")
    with pytest.raises(NotebookUnusable, match="No copy could be made"):
        copy_to(folder / NOTEBOOK_FILE, tmp_path / "full", NOW)
