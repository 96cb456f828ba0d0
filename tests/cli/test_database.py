"""The commands where the notebook is a clinic's PostgreSQL: what is about a file says so, and makes none."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from nearer.cli import main
from nearer.domain.weeks import local_week
from nearer.storage.couple.people import start_couple
from nearer.storage.named_notebook import DATABASE_VARIABLE, open_database
from tests.postgres_server import APP, CLINIC, find_binaries, running_server
from tests.storage.making import PASSPHRASE, ZONE, make_check_in, make_new_person, save_new_response

pytestmark = pytest.mark.skipif(find_binaries() is None, reason="no PostgreSQL on this machine")


@pytest.fixture(autouse=True)
def database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    server = running_server()
    server.empty()
    monkeypatch.setenv(DATABASE_VARIABLE, server.address(CLINIC, APP))
    monkeypatch.setenv("NEARER_DATA", str(tmp_path / "data"))
    return server.address(CLINIC, APP)


def test_a_therapist_is_invited_and_listed_in_the_database(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["therapist", "add", "Dr Rao"]) == 0
    assert json.loads(capsys.readouterr().out)["code"]
    assert main(["therapist", "list"]) == 0
    assert [one["name"] for one in json.loads(capsys.readouterr().out)] == ["Dr Rao"]
    assert not (tmp_path / "data").exists()


def test_the_status_command_says_the_size_of_the_database_and_not_its_address(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["status"]) == 0
    out = capsys.readouterr().out
    assert json.loads(out)["notebook"] == "PostgreSQL" and json.loads(out)["bytes"] > 1_000_000
    assert "postgresql://" not in out


@pytest.mark.parametrize("command", [["backup", "copies"], ["restore", "copy.db"]])
def test_the_backup_and_restore_commands_send_a_clinic_with_postgresql_to_its_guide(
    command: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(command) == 1
    assert "docs/clinic.md" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_own_responses_are_exported_from_the_database(
    database: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    notebook, now = open_database(database), datetime.now(UTC)
    meera = start_couple(notebook, make_new_person("Meera"), PASSPHRASE, now).principal
    save_new_response(notebook, meera, make_check_in(local_week(now, ZONE), touch="some"), now)
    notebook.close()
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSPHRASE + "\n"))
    assert main(["export", "Meera"]) == 0
    assert json.loads(capsys.readouterr().out)["resourceType"] == "Bundle"


@pytest.mark.parametrize("command", [["prepare"], ["move", "nowhere.db"], ["move", "-", "nowhere.db"]])
def test_a_database_address_typed_for_a_command_is_the_one_that_is_checked(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    address = "postgresql://nearer@127.0.0.1:1/clinic"
    arguments = [address if part == "-" else part for part in command]
    assert main(arguments if address in arguments else [*arguments, address]) == 1
    sentence = capsys.readouterr().err
    assert "the one that was typed" in sentence or "nowhere.db" in sentence


def test_a_database_that_does_not_answer_is_said_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(DATABASE_VARIABLE, "postgresql://nearer:quiet-plum@127.0.0.1:1/clinic")
    assert main(["therapist", "list"]) == 1
    errors = capsys.readouterr().err
    assert "does not answer" in errors and "plum" not in errors and len(errors.splitlines()) == 1
