"""Whether a statement stays in one clinic: each table in it has its `clinic_id` equal to a value, or to another table's
that has. So a database that is spread over machines by that column (Citus) asks one of them."""

from __future__ import annotations

import re
import sys
from functools import cache
from pathlib import Path
from types import FrameType

from nearer.database.therapist_schema import EVERY_TABLE

STORAGE = tuple(
    f"/nearer/{room}/"
    for room in (
        *("database", "sealed", "storage", "clinic_accounts", "hand_over", "clinic_manager", "custom_questionnaires"),
        *("personal_records", "sign_ins"),
    )
)
_TABLE = re.compile(r"\b(?:FROM|JOIN|INTO|UPDATE|,)\s+(\w+)(?:\s+AS\s+(\w+))?")
_VALUE = re.compile(r"\b(\w+)\.clinic_id = (?:\?|%\(\w+\)s)")
_SAME = re.compile(r"\b(\w+)\.clinic_id = (\w+)\.clinic_id")
# What is asked of all clinics at once, and why.
EXCEPTIONS = {
    "notebook_file._row_counts": "a file is one clinic, and a copy of it has all of its rows",
    "notebook_file.upgrade": "a step of the schema is for every row",
}


@cache
def tables_out_of_reach(statement: str) -> frozenset[str]:
    """Tables of ours, by the name they have in the statement, whose clinic it does not say."""
    text = " ".join(statement.split())
    if re.match(r"INSERT INTO \w+ \(clinic_id,", text) and " SELECT " not in text:
        return frozenset()
    named = {alias or table for table, alias in _TABLE.findall(text) if table in EVERY_TABLE.tables}
    matches = set(_VALUE.findall(text))
    while more := {two[1 - end] for two in _SAME.findall(text) for end in (0, 1) if two[end] in matches} - matches:
        matches |= more
    return frozenset(named - matches)


def refuse_other_clinics(_connection: object, _cursor: object, statement: str, *_about: object) -> None:
    """For SQLAlchemy, before each statement: AssertionError for one of storage that crosses clinics."""
    if statement.startswith(("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")) and tables_out_of_reach(statement):
        caller = _who_asks(sys._getframe())
        assert caller is None or caller in EXCEPTIONS, f"{caller} crosses clinics: {statement}"


def _who_asks(frame: FrameType | None) -> str | None:
    """The function of storage that runs this statement; None where a test asks by itself."""
    while frame is not None:
        file = frame.f_code.co_filename
        if "/tests/" in file and "one_clinic" not in file:
            return None
        if any(room in file for room in STORAGE) and not re.search("/.venv/|/migrations/", file):
            return f"{Path(file).stem}.{frame.f_code.co_qualname.partition('.<locals>')[0]}"
        frame = frame.f_back
    return None
