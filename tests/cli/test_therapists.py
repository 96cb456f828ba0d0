"""Therapists from the command line, beside a Nearer that is running."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from nearer.cli import main
from nearer.clinic_accounts.accounts import accept_invitation, list_accounts
from nearer.privacy.principal import Manager, Therapist
from nearer.storage.notebook import Notebook, open_notebook
from tests.storage.making import PASSPHRASE, ZONE

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Notebook]:
    """A notebook as a running Nearer holds it."""
    monkeypatch.setenv("NEARER_DATA", str(tmp_path))
    notebook = open_notebook(tmp_path)
    yield notebook
    notebook.close()


def test_inviting_a_therapist_prints_a_code_that_lets_in_once_while_nearer_is_running(
    running: Notebook, capsys: Captured
) -> None:
    assert main(["therapist", "add", "Dr Rao"]) == 0
    printed = capsys.readouterr()
    accept_invitation(running, json.loads(printed.out)["code"], ZONE, PASSPHRASE, datetime.now(UTC))
    assert [one.name for one in list_accounts(running, Therapist)] == ["Dr Rao"]
    assert "works once, within seven days" in printed.err


def test_listing_and_revoking_a_therapist_print_the_state_of_each_account(running: Notebook, capsys: Captured) -> None:
    main(["therapist", "add", "Dr Rao"])
    capsys.readouterr()
    assert main(["therapist", "list"]) == 0
    [listed] = json.loads(capsys.readouterr().out)
    assert (listed["name"], listed["started"], listed["revoked"]) == ("Dr Rao", None, None)
    assert main(["therapist", "revoke", "dr rao"]) == 0
    assert list_accounts(running, Therapist) == ()


@pytest.mark.parametrize("name", ["", "x" * 41])
def test_a_name_that_cannot_be_used_is_refused_with_a_sentence(running: Notebook, capsys: Captured, name: str) -> None:
    assert main(["therapist", "add", name]) == 1
    assert "name" in capsys.readouterr().err


def test_revoking_a_therapist_who_is_not_there_is_refused(running: Notebook, capsys: Captured) -> None:
    assert main(["therapist", "revoke", "Dr Nobody"]) == 1
    assert capsys.readouterr().err == (
        "Dr Nobody: no therapist has this name, and none was invited under it. "
        "nearer therapist list shows the names: check this one.\n"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="where people keep data is by platform")
@pytest.mark.parametrize("command", ["therapist", "clinic"])
@pytest.mark.parametrize("act", [["add", "Dr Rao"], ["list"], ["revoke", "Dr Rao"]])
def test_without_nearer_data_no_second_notebook_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured, command: str, act: list[str]
) -> None:
    monkeypatch.delenv("NEARER_DATA")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert main([command, *act]) == 1
    printed = capsys.readouterr()
    assert "none was made" in printed.err and "NEARER_DATA" in printed.err and not printed.out
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="where people keep data is by platform")
def test_without_nearer_data_it_is_said_which_file_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.delenv("NEARER_DATA")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    open_notebook(tmp_path / "nearer").close()
    assert main(["therapist", "list"]) == 0
    assert str(tmp_path / "nearer" / "nearer.db") in capsys.readouterr().err


def test_therapists_are_invited_as_well_while_nearer_is_not_running(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setenv("NEARER_DATA", str(tmp_path / "new"))
    assert main(["therapist", "add", "Dr Rao"]) == 0
    assert main(["therapist", "list"]) == 0


def test_the_first_manager_is_invited_listed_and_revoked_as_a_therapist_is(running: Notebook, capsys: Captured) -> None:
    assert main(["clinic", "add", "Ms Shah"]) == 0
    printed = capsys.readouterr()
    assert "works once, within seven days" in printed.err and "/invited" in printed.err
    accepted = accept_invitation(running, json.loads(printed.out)["code"], ZONE, PASSPHRASE, datetime.now(UTC))
    assert isinstance(accepted, Manager)
    assert main(["clinic", "list"]) == 0
    assert [one["name"] for one in json.loads(capsys.readouterr().out)] == ["Ms Shah"]
    assert main(["therapist", "list"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert main(["clinic", "revoke", "ms shah"]) == 0
    assert capsys.readouterr().err == "ms shah opens nothing any more.\n"
    assert [one.revoked is not None for one in list_accounts(running, Manager)] == [True]


def test_the_commands_for_therapists_touch_no_manager_and_those_for_managers_no_therapist(
    running: Notebook, capsys: Captured
) -> None:
    main(["clinic", "add", "Ms Shah"])
    capsys.readouterr()
    assert main(["therapist", "revoke", "Ms Shah"]) == 1
    assert main(["therapist", "add", "Ms Shah"]) == 1
    assert "name" in capsys.readouterr().err
    assert main(["clinic", "revoke", "Dr Nobody"]) == 1
    assert capsys.readouterr().err == (
        "Dr Nobody: no manager has this name, and none was invited under it. "
        "nearer clinic list shows the names: check this one.\n"
    )
