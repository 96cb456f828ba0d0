"""FHIR without a screen: convert, validate, score and export."""

from __future__ import annotations

import io
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pytest import CaptureFixture, MonkeyPatch

from nearer.cli import main
from nearer.database.notebook_folder import NOTEBOOK_FILE
from nearer.domain.responses import build_response
from nearer.domain.roles_and_audiences import Role
from nearer.privacy.principal import Principal
from nearer.shipped import shipped_catalogue
from nearer.storage.couple.invitations import create_invitation
from nearer.storage.couple.people import join_couple, start_couple
from nearer.storage.couple.response_saving import save_response
from nearer.storage.notebook import Notebook, open_notebook
from nearer.typed_answers.answer_parsing import read_answers
from tests.fhir.resource_builders import make_resource, make_weighted_choice
from tests.fhir.test_bundles import OFTEN, SYSTEM, UNITS, form
from tests.fhir_responses.test_responses import response
from tests.hashing import BeforeHashing, Hashing
from tests.storage.making import PASSPHRASE, make_new_person, read_rows

SHIPPED = Path(__file__).parents[2] / "questionnaires" / "goals.yaml"


def run(capsys: CaptureFixture[str], *arguments: str) -> tuple[int, Any]:
    code = main(list(arguments))
    return code, json.loads(capsys.readouterr().out or "null")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "sleep.json"
    file.write_bytes(json.dumps(make_resource(), indent=3).encode())
    return file


def test_an_unchanged_import_goes_out_as_the_very_bytes(source: Path, capsys: CaptureFixture[str]) -> None:
    target = source.with_name("again.json")
    code, report = run(capsys, "convert", str(source), str(target))
    assert (code, report["status"], report["items"]) == (0, "taken", 3)
    assert target.read_bytes() == source.read_bytes()


def test_fhir_becomes_a_file_of_ours_that_is_valid(source: Path, capsys: CaptureFixture[str]) -> None:
    target = source.with_name("sleep.yaml")
    assert run(capsys, "convert", str(source), str(target))[0] == 0
    code, [report] = run(capsys, "validate", str(target))
    assert (code, report["items"], report["problems"]) == (0, 3, [])


def test_a_file_of_ours_becomes_fhir_and_comes_back_the_same(tmp_path: Path, capsys: CaptureFixture[str]) -> None:
    there, back = tmp_path / "goals.json", tmp_path / "goals.yaml"
    assert run(capsys, "convert", str(SHIPPED), str(there))[0] == 0
    assert run(capsys, "convert", str(there), str(back))[1]["status"] == "taken"
    assert run(capsys, "validate", str(back))[0] == 0


def test_a_refused_file_writes_nothing_and_names_the_item(tmp_path: Path, capsys: CaptureFixture[str]) -> None:
    source, target = tmp_path / "bad.json", tmp_path / "out.yaml"
    source.write_text(json.dumps(make_resource(item=[{"linkId": "x", "type": "likert", "text": "Q"}])))
    code, report = run(capsys, "convert", str(source), str(target))
    assert (code, report["status"], report["problems"][0]["item"]) == (1, "refused", "x")
    assert not target.exists()


def test_the_validate_command_takes_fhir_too(source: Path, capsys: CaptureFixture[str]) -> None:
    code, [report] = run(capsys, "validate", str(source))
    assert (code, report["ok"], report["status"], report["id"]) == (0, True, "taken", "sleep")


def test_the_score_command_takes_a_fhir_response(source: Path, capsys: CaptureFixture[str]) -> None:
    response = {"resourceType": "QuestionnaireResponse", "status": "completed", "item": [{"linkId": "zzz"}]}
    answers = source.with_name("r.json")
    answers.write_text(json.dumps(response))
    code, report = run(capsys, "score", str(source), str(answers))
    assert (code, report["problems"][0]["item"]) == (1, "zzz")


def written(folder: Path, **files: dict[str, Any]) -> dict[str, str]:
    for name, resource in files.items():
        (folder / f"{name}.json").write_text(json.dumps(resource))
    return {name: str(folder / f"{name}.json") for name in files}


def test_a_questionnaire_and_its_value_sets_are_converted_together(tmp_path: Path, capsys: CaptureFixture[str]) -> None:
    files = written(tmp_path, units=UNITS, form=form(), system=SYSTEM, often=OFTEN)
    for target, sources in {"a.yaml": [*files.values()], "b.json": [*files.values()][::-1]}.items():
        code, report = run(capsys, "convert", *sources, str(tmp_path / target))
        assert (code, report["status"], report["items"]) == (0, "taken", 2)
    [from_yaml], [from_json] = (run(capsys, "validate", str(tmp_path / name))[1] for name in ("a.yaml", "b.json"))
    assert from_yaml["problems"] == from_json["problems"] == []


def test_converting_there_and_back_gives_the_same_hash(tmp_path: Path, capsys: CaptureFixture[str]) -> None:
    names = [str(tmp_path / name) for name in ("a.json", "b.yaml", "c.json", "d.yaml")]
    Path(names[0]).write_text(json.dumps(make_resource()))
    hashes = {run(capsys, "convert", one, two)[1]["sha256"] for one, two in pairwise(names)}
    assert len(hashes) == 1


def test_value_sets_beside_a_questionnaire_are_valid_and_alone_they_are_not(
    tmp_path: Path, capsys: CaptureFixture[str]
) -> None:
    files = written(tmp_path, form=form(), often=OFTEN, units=UNITS, system=SYSTEM)
    code, reports = run(capsys, "validate", *files.values())
    assert code == 0 and [report["ok"] for report in reports] == [True] * 4
    code, [alone] = run(capsys, "validate", files["often"])
    assert code == 1 and "holds value sets and no questions" in alone["problems"][0]["message"]


def test_a_response_is_scored_with_value_sets_in_files_of_their_own(
    tmp_path: Path, capsys: CaptureFixture[str]
) -> None:
    items = [{"linkId": "c", "answer": [{"valueCoding": {"code": "often"}}]}]
    resource = response(item=items, questionnaire=make_resource()["url"])
    files = written(tmp_path, form=form(), r=resource, often=OFTEN, units=UNITS, system=SYSTEM)
    code, report = run(capsys, "score", *files.values())
    assert (code, report["status"]) == (0, "taken")
    assert main(["score", files["form"], files["r"]]) == 1


def test_two_questionnaires_are_not_converted_into_one(tmp_path: Path, capsys: CaptureFixture[str]) -> None:
    files = written(tmp_path, one=make_resource(), two=make_resource(title="Two"))
    assert main(["convert", *files.values(), str(tmp_path / "out.yaml")]) == 1
    assert "name one questionnaire" in capsys.readouterr().err and not (tmp_path / "out.yaml").exists()


def couple(notebook: Notebook) -> tuple[Principal, Principal]:
    now = datetime.now(UTC)
    meera = start_couple(notebook, make_new_person("Meera"), PASSPHRASE, now).principal
    code = create_invitation(notebook, meera, now)
    return meera, join_couple(notebook, code, make_new_person("Ravi", Role.PARTNER), PASSPHRASE, now).principal


def export(name: str, folder: Path, passphrase: str, monkeypatch: MonkeyPatch) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(passphrase + "\n"))
    return main(["export", name, "--data", str(folder)])


def test_the_export_command_gives_ones_own_responses_and_nobody_elses(
    tmp_path: Path, capsys: CaptureFixture[str], monkeypatch: MonkeyPatch
) -> None:
    notebook, now = open_notebook(tmp_path), datetime.now(UTC)
    meera, ravi = couple(notebook)
    weekly = shipped_catalogue().questionnaires["closeness-weekly"]
    item = weekly.items[0]
    for person, code in ((meera, item.options[0].code), (ravi, item.options[-1].code)):
        answers = read_answers(weekly, {item.id: code})
        save_response(notebook, person, build_response(weekly, answers, None), person.id, now)
    notebook.close()
    assert export("Meera", tmp_path, PASSPHRASE, monkeypatch) == 0
    bundle = json.loads(capsys.readouterr().out)
    kinds = [entry["resource"]["resourceType"] for entry in bundle["entry"]]
    assert kinds == ["Questionnaire", "QuestionnaireResponse", "Observation"]
    assert (
        bundle["entry"][1]["resource"]["item"][0]["item"][0]["answer"][0]["valueCoding"]["code"] == item.options[0].code
    )


def test_the_export_command_names_what_stays_behind_by_its_day_where_the_person_is(
    tmp_path: Path, capsys: CaptureFixture[str], monkeypatch: MonkeyPatch
) -> None:
    notebook = open_notebook(tmp_path)
    meera, _ravi = couple(notebook)
    weekly = shipped_catalogue().questionnaires["closeness-weekly"]
    answers = read_answers(weekly, {weekly.items[0].id: weekly.items[0].options[0].code})
    gone = replace(build_response(weekly, answers, None), sha256="0" * 64)
    save_response(notebook, meera, gone, meera.id, datetime(2026, 11, 22, 20, 0, tzinfo=UTC))  # 01:30 in Kolkata
    notebook.close()
    assert export("Meera", tmp_path, PASSPHRASE, monkeypatch) == 0
    assert "closeness-weekly of 2026-11-23" in capsys.readouterr().err


def test_the_export_command_with_another_passphrase_gives_nothing(
    tmp_path: Path, capsys: CaptureFixture[str], monkeypatch: MonkeyPatch
) -> None:
    notebook = open_notebook(tmp_path)
    couple(notebook)
    notebook.close()
    assert export("Meera", tmp_path, "another one", monkeypatch) == 1
    captured = capsys.readouterr()
    assert captured.out == "" and "do not belong together" in captured.err


def test_a_passphrase_for_an_export_is_counted_before_it_is_checked(
    tmp_path: Path, monkeypatch: MonkeyPatch, before_hashing: BeforeHashing
) -> None:
    """So that of many at once no more are let through than of as many one after the other."""
    notebook = open_notebook(tmp_path)
    couple(notebook)
    notebook.close()
    tried: list[str] = []

    def count(hashing: Hashing) -> None:
        tried.append(hashing.typed.decode())
        with closing(sqlite3.connect(tmp_path / NOTEBOOK_FILE)) as file:
            assert file.execute("SELECT failed FROM attempts").fetchall() == [(len(tried),)]

    before_hashing(count)
    for guess in ("first", "second", "third", "fourth", "fifth"):
        assert export("Meera", tmp_path, guess, monkeypatch) == 1
    assert tried == ["first", "second", "third", "fourth"]


def test_an_export_that_works_forgets_the_wrong_passphrases_before_it(tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    notebook = open_notebook(tmp_path)
    couple(notebook)
    notebook.close()
    for _ in range(2):
        assert export("Meera", tmp_path, "another one", monkeypatch) == 1
    assert export("Meera", tmp_path, PASSPHRASE, monkeypatch) == 0
    again = open_notebook(tmp_path)
    assert read_rows(again, "SELECT failed FROM attempts") == []
    again.close()


def test_the_export_command_makes_no_notebook_where_there_is_none(tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    assert export("Meera", tmp_path, PASSPHRASE, monkeypatch) == 1
    assert list(tmp_path.iterdir()) == []


def test_the_score_command_says_why_a_form_has_no_score(tmp_path: Path, capsys: CaptureFixture[str]) -> None:
    items = [make_weighted_choice(list("abcd"), [1, 2, 3, 4], linkId=f"q{n}") for n in range(9)]
    files = {"q.json": make_resource(url="urn:x:1", title="PHQ-9", item=items), "r.json": response()}
    files["r.json"] |= {"questionnaire": "urn:x:1", "item": []}
    for name, resource in files.items():
        (tmp_path / name).write_text(json.dumps(resource))
    assert main(["score", *(str(tmp_path / name) for name in files)]) == 0
    errors = capsys.readouterr().err
    assert "q.json: PHQ-9: no score. The weights of 'q0' are not those that are published." in errors
