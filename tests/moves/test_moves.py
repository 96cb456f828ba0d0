"""A notebook moves from its file to a clinic's PostgreSQL and back, row by row, or not at all."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection

from nearer.cli import main
from nearer.clinic_accounts.account_credentials import sign_in_account
from nearer.database.row_errors import NotebookInUse, NotebookUnusable
from nearer.database.therapist_schema import EVERY_TABLE
from nearer.domain.roles_and_audiences import Audience, Part, Role
from nearer.language.error_catalogue.database_errors import DatabaseText
from nearer.moves import moving, row_copy
from nearer.moves.moving import move
from nearer.storage.couple.credentials import sign_in
from nearer.storage.couple.form_drafts import Draft, save_draft
from nearer.storage.couple.invitations import create_invitation
from nearer.storage.couple.people import join_couple, start_couple
from nearer.storage.couple.responses import read_own_responses, read_partner_responses
from nearer.storage.named_notebook import open_database
from nearer.storage.notebook import Notebook, open_notebook
from nearer.storage.therapist.caseload import read_couple_record
from tests.postgres_server import APP, OWNER, Server, find_binaries, running_server
from tests.storage.attacks import share_part
from tests.storage.clinic import connect_therapist, grant_parts, make_therapist_with_passphrase
from tests.storage.making import NOW, PASSPHRASE, make_check_in, make_demo_file, make_new_person, save_new_response

pytestmark = pytest.mark.skipif(find_binaries() is None, reason="no PostgreSQL on this machine")
NOTE = "the water was warm"
MOVED = set(EVERY_TABLE.tables) - {"open_sign_ins"}
SIGNED_IN = "INSERT INTO open_sign_ins VALUES ('home', 'a', 'b', now(), now(), now())"


@pytest.fixture
def target(server: Server) -> Iterator[str]:
    """The owner's address of an empty database."""
    server.execute(f"CREATE DATABASE moved OWNER {OWNER}")
    yield server.address("moved", OWNER)
    for role in (APP, OWNER, "postgres"):
        server.engine("moved", role).dispose()
    server.execute("DROP DATABASE moved WITH (FORCE)")


@pytest.fixture
def server() -> Server:
    return running_server()


@pytest.fixture
def lived_in(tmp_path: Path) -> Path:
    """The file of a couple and a therapist, with something in it of every kind."""
    notebook = open_notebook(tmp_path / "home")
    meera = start_couple(notebook, make_new_person("Meera"), PASSPHRASE, NOW).principal
    code = create_invitation(notebook, meera, NOW)
    ravi = join_couple(notebook, code, make_new_person("Ravi", Role.PARTNER), PASSPHRASE, NOW).principal
    share_part(notebook, meera, Part.CLOSENESS, Audience.PARTNER)
    rao = make_therapist_with_passphrase(notebook)
    connect_therapist(notebook, meera, rao)
    grant_parts(notebook, meera, Part.CLOSENESS)
    save_new_response(notebook, meera, make_check_in(touch="some", talk="much", note=NOTE))
    save_new_response(notebook, ravi, make_check_in(touch="none"))
    save_draft(notebook, ravi, Draft("body", None, {"hope": "a walk"}), NOW)
    notebook.close()
    return tmp_path / "home" / "nearer.db"


def silent(table: str, rows: int) -> None:
    """Nobody listens."""


def rows_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Everything in a file, to the byte."""
    with closing(sqlite3.connect(path)) as raw:
        return {name: sorted(raw.execute(f"SELECT * FROM {name}"), key=repr) for name in MOVED}


def check_everybody_reads(notebook: Notebook) -> None:
    """By their passphrases, past every check of their ledgers."""
    meera, ravi = (sign_in(notebook, name, PASSPHRASE) for name in ("Meera", "Ravi"))
    assert meera is not None and ravi is not None
    [own] = read_own_responses(notebook, meera.principal)
    assert own.note == NOTE and own.answers == {"touch": "some", "talk": "much", "ease": None}
    [partner_response] = read_partner_responses(notebook, ravi.principal)
    assert partner_response.scores
    rao = sign_in_account(notebook, "Dr Rao", PASSPHRASE)
    assert rao is not None
    assert read_couple_record(notebook, rao, meera.principal.couple, NOW) is not None
    save_new_response(notebook, meera.principal, make_check_in(touch="much"), NOW)
    notebook.close()


def test_a_notebook_moves_to_a_clinic_and_back_to_the_byte(
    lived_in: Path, target: str, server: Server, tmp_path: Path
) -> None:
    before, bytes_before = rows_of(lived_in), lived_in.read_bytes()
    told: dict[str, int] = {}
    assert move(str(lived_in), target, APP, told.__setitem__) == sum(map(len, before.values()))
    assert told == {name: len(rows) for name, rows in before.items()}
    assert lived_in.read_bytes() == bytes_before

    server.execute(SIGNED_IN, "moved")  # at a server that is stopped now
    back = tmp_path / "back" / "nearer.db"
    back.parent.mkdir(mode=0o700)
    move(target, str(back), APP, silent)
    assert rows_of(back) == before
    with closing(sqlite3.connect(back)) as raw:
        assert raw.execute("SELECT count(*) FROM open_sign_ins").fetchone() == (0,)
    assert back.stat().st_mode & 0o777 == 0o600 and [file.name for file in back.parent.iterdir()] == ["nearer.db"]

    check_everybody_reads(open_database(server.address("moved", APP)))
    check_everybody_reads(open_notebook(back.parent))


def test_a_database_with_a_row_and_a_file_that_is_there_are_left_as_they_are(
    lived_in: Path, target: str, server: Server
) -> None:
    move(str(lived_in), target, APP, silent)
    for source, aim, code in (
        (str(lived_in), target, DatabaseText.NOT_EMPTY),
        (target, str(lived_in), DatabaseText.FILE_IS_THERE),
        (target, target, DatabaseText.FILE_AND_ADDRESS),
        (str(lived_in), str(lived_in.parent / "other.db"), DatabaseText.FILE_AND_ADDRESS),
    ):
        with pytest.raises(NotebookUnusable) as refused:
            move(source, aim, APP, silent)
        assert refused.value.code == code.code
    check_everybody_reads(open_database(server.address("moved", APP)))
    check_everybody_reads(open_notebook(lived_in.parent))


@pytest.mark.parametrize("table", ["couples", "entries", "access_log"])
def test_a_move_that_is_interrupted_leaves_nothing_behind_and_can_be_done_again(
    lived_in: Path, target: str, server: Server, tmp_path: Path, table: str
) -> None:
    def interrupt(name: str, rows: int) -> None:
        if name == table:
            raise KeyboardInterrupt

    before = rows_of(lived_in)
    with pytest.raises(KeyboardInterrupt):
        move(str(lived_in), target, APP, interrupt)
    assert server.execute("SELECT 1 FROM pg_class WHERE relnamespace = 'public'::regnamespace", "moved") == []
    move(str(lived_in), target, APP, silent)
    with pytest.raises(KeyboardInterrupt):
        move(target, str(tmp_path / "back.db"), APP, interrupt)
    assert [file.name for file in tmp_path.iterdir()] == ["home"]
    move(target, str(tmp_path / "back.db"), APP, silent)
    assert rows_of(tmp_path / "back.db") == before == rows_of(lived_in)


def test_rows_that_arrive_otherwise_than_they_were_sent_are_not_kept(
    lived_in: Path, target: str, server: Server
) -> None:
    """As a trigger of somebody else's would change them."""

    def change(name: str, rows: int) -> None:
        if name == "couples":
            for connection in opened:
                connection.exec_driver_sql(
                    "CREATE FUNCTION other() RETURNS trigger LANGUAGE plpgsql AS"
                    " 'BEGIN NEW.nickname := upper(NEW.nickname); RETURN NEW; END'"
                )
                connection.exec_driver_sql(
                    "CREATE TRIGGER other BEFORE INSERT ON people FOR EACH ROW EXECUTE FUNCTION other()"
                )

    opened: list[Connection] = []
    copy = row_copy.copy_rows

    def copy_rows(source: Connection, aim: Connection, tell: moving.Tell) -> int:
        opened.append(aim)
        return copy(source, aim, tell)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(moving, "copy_rows", copy_rows)
        with pytest.raises(NotebookUnusable, match="people"):
            move(str(lived_in), target, APP, change)
    assert server.execute("SELECT 1 FROM pg_class WHERE relnamespace = 'public'::regnamespace", "moved") == []


def test_a_notebook_that_is_open_made_up_or_not_the_owners_is_not_moved(
    lived_in: Path, target: str, server: Server, tmp_path: Path
) -> None:
    open_now = open_notebook(lived_in.parent)
    with pytest.raises(NotebookInUse):
        move(str(lived_in), target, APP, silent)
    open_now.close()
    make_demo_file(tmp_path / "demo").close()
    with pytest.raises(NotebookUnusable, match="made-up people"):
        move(str(tmp_path / "demo" / "nearer.db"), target, APP, silent)
    with pytest.raises(NotebookUnusable, match="no role nobody"):
        move(str(lived_in), target, "nobody", silent)
    move(str(lived_in), target, APP, silent)
    with pytest.raises(NotebookUnusable) as refused:
        move(server.address("moved", APP), str(tmp_path / "back.db"), APP, silent)
    assert refused.value.code == DatabaseText.NOT_THE_OWNER.code


def test_the_command_says_what_it_moved_and_no_address(
    lived_in: Path, target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["prepare", target]) == 0
    capsys.readouterr()
    assert main(["move", str(lived_in), target]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["tables"]["people"] == 2
    assert "people: 2" in err and "postgresql://" not in out + err
    assert main(["move", str(lived_in), target]) == 1
    assert "Use an empty one." in capsys.readouterr().err
