"""A couple, their questionnaires and their answers, made in one line each."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import text

import nearer.clinic_accounts
import nearer.clinic_manager
import nearer.custom_questionnaires
import nearer.hand_over
import nearer.personal_records
import nearer.storage
from nearer.custom_questionnaires.versions import CustomQuestionnaireFile
from nearer.database.engines import is_file, reading, writing
from nearer.database.notebook_file import DEMO_ID, check_notebook
from nearer.database.notebook_folder import NOTEBOOK_FILE, new_file
from nearer.database.sqlite_engines import file_engine, sqlites_own
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.responses import Response, build_response
from nearer.domain.roles_and_audiences import Role
from nearer.domain.weeks import Week, local_week
from nearer.privacy.principal import Principal
from nearer.storage.couple.form_drafts import Draft, open_draft
from nearer.storage.couple.invitations import create_invitation
from nearer.storage.couple.new_people import NewPerson
from nearer.storage.couple.people import join_couple, start_couple
from nearer.storage.couple.response_saving import save_response
from nearer.storage.notebook import Notebook
from nearer.typed_answers.answer_parsing import read_answers
from nearer.yaml_files.loader import load_questionnaire
from tests.postgres_server import running_server
from tests.storage.copies import made_once

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)  # a Monday, of week 48
ZONE = "Asia/Kolkata"
WEEK = local_week(NOW, ZONE)
PASSPHRASE = "plum-quiet-arch-tide"

ROOMS_OF_ACTS = [
    nearer.personal_records,
    *(nearer.storage, nearer.clinic_accounts, nearer.hand_over, nearer.clinic_manager, nearer.custom_questionnaires),
]  # each room whose public functions act on the notebook as somebody

_HEAD = """
version: 1.0
status: active
language: en
summary: For the tests.
audience: both
source: Written for the tests.
licence: CC0-1.0
answer_lists:
  how:
    - {code: none, text: Not at all, weight: 0}
    - {code: some, text: Some, weight: 2}
    - {code: much, text: Much, weight: 4}
    - {code: na, text: Does not apply, not_applicable: yes}
sections: [{id: all, title: All}]
"""
_CHECK_IN = """
id: closeness-weekly
title: This week
purpose: closeness
repeat: weekly
items:
  - {id: touch, section: all, text: Touch, answers: how}
  - {id: talk, section: all, text: Talk, answers: how}
  - {id: ease, section: all, text: Ease, answers: how}
scales:
  - {id: closeness, title: Us, items: [touch, talk, ease], method: percent, need: 1/3, higher: better, part: closeness}
"""
_BODY = """
id: body
title: The body
items:
  - {id: pain, section: all, text: Pain, answers: how}
  - {id: sleep, section: all, text: Sleep, answers: how}
  - {id: where, section: all, text: Where, type: text, max_length: 2000, show_if: {item: pain, is: [much]}}
  - {id: hope, section: all, text: Hope, type: text, max_length: 2000}
scales:
  - {id: body, title: Body, items: [pain, sleep], method: percent, need: 1/2, higher: worse}
"""
_BOTH = """
id: both
title: Both
items:
  - {id: pain, section: all, text: Pain, answers: how}
  - {id: near, section: all, text: Near, answers: how}
scales:
  - {id: pain, title: Pain, items: [pain], method: sum, need: 1, higher: worse}
  - {id: near, title: Near, items: [near], method: sum, need: 1, higher: better, part: closeness}
"""
BOTH: Questionnaire = load_questionnaire(_HEAD + _BOTH, "both.yaml")
BODY_FILE = (_HEAD + _BODY).encode()
CUSTOM_FILE = CustomQuestionnaireFile("yaml", BODY_FILE, BODY_FILE.decode())
CHECK_IN: Questionnaire = load_questionnaire(_HEAD + _CHECK_IN, "closeness-weekly.yaml")
BODY: Questionnaire = load_questionnaire(_HEAD + _BODY, "body.yaml")


def make_new_person(nickname: str, role: Role = Role.SURVIVOR, zone: str = ZONE) -> NewPerson:
    return NewPerson(nickname, role, zone, "en", notice_sha256="0" * 64)


def start_demo_file(path: Path) -> None:
    """A new notebook that says it is a demo."""
    new_file(path)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(f"PRAGMA application_id={DEMO_ID}")


def make_demo_file(folder: Path) -> Notebook:
    """A notebook in a file whose people need no passphrase, so that a test starts at once."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    start_demo_file(folder / NOTEBOOK_FILE)
    return open_demo_file(folder)


def open_demo_file(folder: Path) -> Notebook:
    """What `write_demo` wrote, its people without passphrases."""
    check_notebook(folder / NOTEBOOK_FILE, DEMO_ID)
    return Notebook(engine=file_engine(folder / NOTEBOOK_FILE), demo=True, path=folder / NOTEBOOK_FILE)


def make_person(notebook: Notebook, nickname: str, now: datetime = NOW, zone: str = ZONE) -> Principal:
    return start_couple(notebook, make_new_person(nickname, zone=zone), None, now).principal


@made_once
def make_couple(
    notebook: Notebook, first: str = "Meera", second: str = "Ravi", now: datetime = NOW
) -> tuple[Principal, Principal]:
    meera = make_person(notebook, first, now)
    code = create_invitation(notebook, meera, now)
    return meera, join_couple(notebook, code, make_new_person(second, Role.PARTNER), None, now).principal


def make_check_in(week: Week | None = WEEK, note: str = "", **raw: object) -> Response:
    return build_response(CHECK_IN, read_answers(CHECK_IN, raw), week, note)


def make_body_response(note: str = "", **raw: object) -> Response:
    return build_response(BODY, read_answers(BODY, raw), None, note)


def save_new_response(notebook: Notebook, principal: Principal, response: Response, now: datetime = NOW) -> UUID:
    key = uuid4()
    save_response(notebook, principal, response, key, now)
    return key


def find_drawers_written(notebook: Notebook, write: Callable[[], object]) -> set[str]:
    """The drawers in which there is another entry than before, by their ids as the file has them."""
    macs = "SELECT drawer_id, mac FROM entries"
    before = [row["mac"] for row in read_rows(notebook, macs)]
    write()
    return {row["drawer_id"] for row in read_rows(notebook, macs) if row["mac"] not in before}


def find_draft(notebook: Notebook, principal: Principal, questionnaire: str, week: Week | None) -> Draft | None:
    draft = open_draft(notebook, principal, questionnaire, week)
    return draft if draft.version else None


def save_weekly_check_ins(notebook: Notebook, principal: Principal, weeks: int, now: datetime = NOW) -> None:
    """One check-in a week, the last of them in the week of `now`."""
    for ago in range(weeks - 1, -1, -1):
        moment = now - timedelta(weeks=ago)
        save_new_response(notebook, principal, make_check_in(local_week(moment, ZONE), touch="some"), moment)


def find_functions_taking(parameter: str, kind: str = "") -> dict[str, Callable[..., Any]]:
    """Every public function of storage, and of what is beside it, with a notebook and e.g. a `principal`.

    Of this kind, where one is named.
    """
    modules = [
        importlib.import_module(found.name)
        for room in ROOMS_OF_ACTS
        for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}.")
    ]
    functions = [one for module in modules for one in vars(module).values() if _is_public(one, module.__name__)]
    parameters = {one.__name__: inspect.signature(one).parameters for one in functions}
    return {
        function.__name__: function
        for function in functions
        if {"notebook", parameter} <= set(parameters[function.__name__])
        and kind in ("", parameters[function.__name__][parameter].annotation)
    }


def _is_public(value: object, module: str) -> bool:
    return inspect.isfunction(value) and value.__module__ == module and not value.__name__.startswith("_")


def read_rows(notebook: Notebook, statement: str, **values: object) -> list[Mapping[str, Any]]:
    """What stands in the tables, past every function of the notebook."""
    beside = reading(notebook.engine) if is_file(notebook.engine.dialect) else running_server().engine().begin()
    with beside as connection:
        return [
            {name: _plain(value) for name, value in row._mapping.items()}
            for row in connection.execute(text(statement), values)
        ]


def read_all_rows(notebook: Notebook) -> dict[str, list[Any]]:
    """Every row of every table, past every function of the notebook; of SQLite."""
    with sqlites_own(notebook.engine) as raw:
        tables = [name for (name,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
        return {table: raw.execute(f"SELECT * FROM {table}").fetchall() for table in tables}


def _plain(value: object) -> object:
    """An id as SQLite keeps it."""
    return value.hex if isinstance(value, UUID) else value


def tamper(notebook: Notebook, statement: str, **values: object) -> None:
    """Change the tables as somebody with the file could."""
    if not is_file(notebook.engine.dialect):
        with running_server().engine().begin() as connection:
            connection.execute(text(statement), values)
        return
    with writing(notebook.engine) as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        connection.execute(text(statement), values)


def read_file_rows(path: Path, statement: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(statement).fetchall()
        connection.commit()
    return rows
