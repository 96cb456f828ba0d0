"""The file is damaged: what is read is what was saved, or a sentence names the damage and says what to do."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, Engine, literal_column, select, type_coerce

from nearer.database.column_types import Instant, RowId
from nearer.database.engines import reading, writing
from nearer.database.notebook_folder import NOTEBOOK_FILE
from nearer.database.row_errors import EntryBroken, NotebookUnusable
from nearer.database.schema import drafts, drawers, matches, responses
from nearer.database.therapist_schema import EVERY_TABLE
from nearer.privacy.principal import Principal
from nearer.storage.couple.form_drafts import Draft, read_drafts, save_draft
from nearer.storage.couple.responses import read_own_responses
from tests.faults.conftest import Rounds
from tests.faults.crashed import JOURNAL, crash
from tests.storage.making import (
    NOW,
    make_body_response,
    make_check_in,
    make_demo_file,
    make_person,
    open_demo_file,
    save_new_response,
)

PAGE = 4096


@pytest.fixture
def written(tmp_path: Path) -> tuple[Path, Principal]:
    notebook = make_demo_file(tmp_path / "written")
    meera = make_person(notebook, "Meera")
    for number in range(3):
        save_new_response(
            notebook, meera, make_body_response(pain="much", where="a quiet place", note=f"note {number}")
        )
    save_new_response(notebook, meera, make_check_in(touch="some", note="this week"))
    save_draft(notebook, meera, Draft("goals", None, {"goal": "walk"}, note="begun"), NOW)
    notebook.close()
    return tmp_path / "written", meera


def everything(folder: Path, meera: Principal) -> object:
    """All that a person reads of their own after signing in."""
    notebook = open_demo_file(folder)
    try:
        return read_own_responses(notebook, meera), read_drafts(notebook, meera)
    finally:
        notebook.close()


def outcome(folder: Path, meera: Principal, before: object) -> str:
    """`as it was`, or the code of the refusal. Anything else is an error of ours."""
    try:
        after = everything(folder, meera)
    except (NotebookUnusable, EntryBroken) as named:
        assert "copy" in str(named) or "Move it away" in str(named) or "begin this form again" in str(named)
        return named.code
    assert after == before, "something else was read than what was saved"
    return "as it was"


def _flip(content: bytearray, random: Random) -> None:
    content[random.randrange(len(content))] ^= 1 << random.randrange(8)


def _zero_a_sector(content: bytearray, random: Random) -> None:
    start = 512 * random.randrange(len(content) // 512)
    content[start : start + 512] = bytes(512)


def _garble(content: bytearray, random: Random) -> None:
    start = random.randrange(len(content))
    length = min(len(content) - start, random.randrange(1, 3000))
    content[start : start + length] = random.randbytes(length)


def _cut(content: bytearray, random: Random) -> None:
    del content[random.randrange(len(content)) :]


def _swap_pages(content: bytearray, random: Random) -> None:
    first, second = (PAGE * random.randrange(len(content) // PAGE) for _ in range(2))
    content[first : first + PAGE], content[second : second + PAGE] = (
        content[second : second + PAGE],
        content[first : first + PAGE],
    )


DAMAGES: tuple[Callable[[bytearray, Random], None], ...] = (_flip, _zero_a_sector, _garble, _cut, _swap_pages)


def test_a_damaged_notebook_reads_as_it_was_or_says_that_it_is_damaged(
    written: tuple[Path, Principal], tmp_path: Path, rounds: Rounds
) -> None:
    folder, meera = written
    before, outcomes = everything(folder, meera), Counter[str]()
    for random in rounds(250):
        copy = shutil.copytree(folder, tmp_path / "copy")
        spoil(copy / NOTEBOOK_FILE, random)
        outcomes[outcome(copy, meera, before)] += 1
        shutil.rmtree(copy)
    assert outcomes["as it was"] and len(outcomes) > 3


@pytest.mark.parametrize("column", [b"zone", b"public_key", b"idle_minutes", b"changes"])
def test_a_wrong_letter_in_the_name_of_a_column_is_a_damaged_notebook(
    written: tuple[Path, Principal], column: bytes
) -> None:
    """The first statement of all asks for it, before the schema is compared (found by `make soak`)."""
    folder, meera = written
    before, path = everything(folder, meera), folder / NOTEBOOK_FILE
    content = path.read_bytes()
    assert b"\t" + column + b" " in content
    path.write_bytes(content.replace(b"\t" + column + b" ", b"\t" + column[:-1] + b"_ "))
    assert outcome(folder, meera, before) != "as it was"


def test_a_name_in_the_tables_that_is_no_text_any_more_is_a_damaged_notebook(
    written: tuple[Path, Principal], tmp_path: Path
) -> None:
    """SQLite names what is malformed, and Python cannot read the name (found by `make soak`)."""
    folder, meera = written
    content = (folder / NOTEBOOK_FILE).read_bytes()
    places = [match.start() for match in re.finditer(rb"CREATE (UNIQUE )?(INDEX|TABLE)", content)]
    assert len(places) > 10
    for place in places:
        copy = shutil.copytree(folder, tmp_path / "copy")
        spoilt = bytearray(content)
        spoilt[place : place + 6] = b"CREAT?"
        spoilt[place - 8 : place - 5] = b"\xff\xfe\xff"
        (copy / NOTEBOOK_FILE).write_bytes(spoilt)
        assert outcome(copy, meera, None) == "damaged"
        shutil.rmtree(copy)


@pytest.mark.parametrize("kind", [RowId, Instant], ids=["an id", "a moment"])
def test_a_damaged_id_or_time_is_named(written: tuple[Path, Principal], kind: type[Any]) -> None:
    """SQLAlchemy reads them from text, and whatever it raises is no sentence for a person (found by `make soak`)."""
    folder, _meera = written
    notebook = open_demo_file(folder)
    columns = [column for table in EVERY_TABLE.sorted_tables for column in table.c if type(column.type) is kind]
    assert len(columns) > 20
    for value in ("01a20846fe007cbb9bbj1e2acdeea203", "2026-13-23 12:00:00.000000", "", "soon"):
        for column in columns:
            with pytest.raises(EntryBroken, match="put back a copy"), reading(notebook.engine) as connection:
                connection.execute(select(type_coerce(literal_column(f"'{value}'"), column.type))).one()
    notebook.close()


def test_a_damaged_journal_of_a_crash_never_leaves_half_of_a_transaction_unnoticed(
    written: tuple[Path, Principal], tmp_path: Path, rounds: Rounds
) -> None:
    folder, meera = written
    before, outcomes = everything(folder, meera), Counter[str]()
    crashed = crash(folder, tmp_path / "crashed")
    assert outcome(shutil.copytree(crashed, tmp_path / "whole"), meera, before) == "as it was"
    for random in rounds(150):
        copy = shutil.copytree(crashed, tmp_path / "copy")
        spoil(copy / JOURNAL, random)
        outcomes[outcome(copy, meera, before)] += 1
        shutil.rmtree(copy)
    assert outcomes["as it was"] and len(outcomes) > 1


def test_damage_while_the_notebook_is_open_is_named_to_readers_and_writers(written: tuple[Path, Principal]) -> None:
    folder, meera = written
    notebook = open_demo_file(folder)
    content = (folder / NOTEBOOK_FILE).read_bytes()
    (folder / NOTEBOOK_FILE).write_bytes(content[:PAGE] + b"\xff" * (len(content) - PAGE))
    with pytest.raises(EntryBroken, match="put back a copy"):
        read_own_responses(notebook, meera)
    with pytest.raises(EntryBroken, match="put back a copy"):
        save_new_response(notebook, meera, make_body_response(pain="some"))
    notebook.close()


@pytest.mark.parametrize("opened", [reading, writing])
def test_damage_is_named_too_where_the_driver_itself_is_asked(
    written: tuple[Path, Principal], opened: Callable[[Engine], AbstractContextManager[Connection]]
) -> None:
    """As the digests of somebody's rows are."""
    path = written[0] / NOTEBOOK_FILE
    notebook = open_demo_file(written[0])
    with pytest.raises(EntryBroken, match="put back a copy"), opened(notebook.engine) as connection:
        content = path.read_bytes()
        path.write_bytes(content[:PAGE] + b"\xff" * (len(content) - PAGE))
        connection.connection.cursor().execute("SELECT count(*) FROM entries")
    notebook.close()


def spoil(path: Path, random: Random) -> None:
    content = bytearray(path.read_bytes())
    random.choice(DAMAGES)(content, random)
    path.write_bytes(content)


def test_a_wrong_bit_in_ones_own_public_key_is_named(written: tuple[Path, Principal]) -> None:
    """Nobody is called unknown then (found by `make soak`)."""
    folder, meera = written
    before, path = everything(folder, meera), folder / NOTEBOOK_FILE
    content = path.read_bytes()
    place = content.index(meera.keys.public)
    path.write_bytes(content[:place] + bytes([content[place] ^ 4]) + content[place + 1 :])
    assert outcome(folder, meera, before) != "as it was"


def test_a_damaged_id_is_named_and_no_entry_is_missing_in_silence(
    written: tuple[Path, Principal], tmp_path: Path
) -> None:
    """In an index too, which then leaves rows out (found by `make soak`)."""
    folder, meera = written
    before, content = everything(folder, meera), (folder / NOTEBOOK_FILE).read_bytes()
    notebook = open_demo_file(folder)
    with reading(notebook.engine) as connection:
        hers = [select(table).where(matches(table, owner_id=meera.id)) for table in (responses, drawers, drafts)]
        rows = [row for statement in hers for row in connection.execute(statement)]
    ids = {value.hex for row in rows for value in row if isinstance(value, UUID)} - {meera.couple.hex}
    notebook.close()
    places = [match.start() for one in ids for match in re.finditer(one.encode(), content)]
    assert len(ids) > 10 and len(places) > 100
    for place in places:
        copy = shutil.copytree(folder, tmp_path / "copy")
        (copy / NOTEBOOK_FILE).write_bytes(content[: place + 9] + b"g" + content[place + 10 :])
        assert outcome(copy, meera, before) != "as it was", place
        shutil.rmtree(copy)
