"""The one table of a couple or a caseload: what is granted at this moment, and no trace of anything else."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid4

import pandas as pd
import pytest

from nearer.database.row_errors import NotFound
from nearer.domain.events import Event, EventKind
from nearer.domain.roles_and_audiences import Part
from nearer.frames.long_frame import LONG_COLUMNS
from nearer.privacy.principal import Principal, Therapist
from nearer.privacy.seal import new_key_pair
from nearer.session.values import TherapistSession
from nearer.shipped import shipped_catalogue
from nearer.storage.couple.events import save_event
from nearer.storage.couple.visit_questions import save_visit_questions
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.access_log import read_access_log
from nearer.takeaway import table_files as long_table
from nearer.takeaway.table_files import codebook, make_table_file, read_table, table_files
from nearer.yaml_files.catalogue import Catalogue
from tests.storage.clinic import connect_therapist, grant_parts, make_therapist, revoke_therapist, withdraw_parts
from tests.storage.making import (
    BODY,
    CHECK_IN,
    NOW,
    make_body_response,
    make_check_in,
    save_new_response,
    save_weekly_check_ins,
)

CATALOGUE = Catalogue({**shipped_catalogue().questionnaires, "body": BODY, CHECK_IN.id: CHECK_IN})
DOCS = Path(__file__).parents[2] / "docs" / "codebook.md"


@pytest.fixture
def session(notebook: Notebook, couple: tuple[Principal, Principal]) -> TherapistSession:
    """Both let the therapist in; nothing is granted so far."""
    rao = make_therapist(notebook)
    for one in couple:
        connect_therapist(notebook, one, rao)
    return session_of(notebook, rao)


def session_of(notebook: Notebook, rao: Therapist) -> TherapistSession:
    return TherapistSession(notebook, rao, CATALOGUE, NOW)


def write(notebook: Notebook, who: Principal, words: str = "") -> None:
    """Three weeks, a questionnaire with words, a note, an event and a question."""
    save_weekly_check_ins(notebook, who, 3)
    save_new_response(
        notebook,
        who,
        make_body_response("a note " + words, pain="much", sleep="some", where=f"{words} where", hope=f"{words} hope"),
    )
    save_event(notebook, who, Event(EventKind.OTHER, f"{words} event", NOW.date()), uuid4(), NOW)
    save_visit_questions(notebook, who, (f"{words} question",), NOW)


def test_the_table_for_a_therapist_has_everything_granted_of_both_and_no_name(
    notebook: Notebook, couple: tuple[Principal, Principal], session: TherapistSession
) -> None:
    write(notebook, couple[0])
    save_new_response(notebook, couple[1], make_check_in(touch="much"))
    for one in couple:
        grant_parts(notebook, one)
    table = read_table(session, couple[0].couple, names=False)
    scores = 3 + 1 + 1 + 2  # her weeks, her scale, his week, and the two weeks that he missed
    assert table["record"].value_counts().to_dict() == {"score": scores, "answer": 3 + 4 + 1, "event": 1}
    assert set(table["person"]) == {str(one.id) for one in couple} and table["name"].isna().all()
    assert set(table["date"]) >= {date(2026, 11, 23), date(2026, 11, 9)}
    assert set(read_table(session, couple[0].couple, names=True)["name"]) == {"Adaeze", "Bertil"}


@pytest.mark.parametrize("names", [False, True])
def test_a_part_not_granted_leaves_no_trace_in_a_table(
    notebook: Notebook, couple: tuple[Principal, Principal], session: TherapistSession, names: bool
) -> None:
    """Nobody can tell from any of the three files whether he wrote anything at all."""
    write(notebook, couple[0])
    grant_parts(notebook, couple[0])
    before = [make_table_file(one, None, names, session) for one in table_files()]
    write(notebook, couple[1], "marker-of-bertil")
    after = [make_table_file(one, None, names, session) for one in table_files()]
    assert [_parts(one) for one in after] == [_parts(one) for one in before]
    grant_parts(notebook, couple[1], Part.ANSWERS)
    table = read_table(session, None, names)
    assert set(table.loc[table["person"] == str(couple[1].id), "record"]) == {"answer"}


def test_a_part_taken_back_is_not_in_the_next_table_for_a_therapist(
    notebook: Notebook, couple: tuple[Principal, Principal], session: TherapistSession
) -> None:
    write(notebook, couple[0])
    grant_parts(notebook, couple[0])
    withdraw_parts(notebook, couple[0], Part.ANSWERS, Part.EVENTS)
    assert set(read_table(session, None, names=False)["record"]) == {"score"}
    withdraw_parts(notebook, couple[0], Part.CLOSENESS)
    assert set(read_table(session, None, names=False)["questionnaire"]) == {"body"}
    withdraw_parts(notebook, couple[0], Part.BARRIERS)
    assert len(read_table(session, None, names=False)) == 0


def test_a_stranger_of_any_kind_is_given_no_table(
    notebook: Notebook, couple: tuple[Principal, Principal], session: TherapistSession
) -> None:
    write(notebook, couple[0])
    grant_parts(notebook, couple[0])
    iyer, rao = make_therapist(notebook, "Dr Iyer"), session.therapist
    with pytest.raises(NotFound):
        read_table(session_of(notebook, iyer), couple[0].couple, names=False)
    assert len(read_table(session_of(notebook, iyer), None, names=False)) == 0
    for stranger in (
        replace(rao, id=uuid4()), replace(rao, clinic="elsewhere"), replace(rao, keys=new_key_pair()),
        replace(iyer, id=rao.id),
    ):  # fmt: skip
        for whose in (couple[0].couple, None):
            with pytest.raises(NotFound):
                read_table(session_of(notebook, stranger), whose, names=False)
    with pytest.raises(NotFound):
        read_table(session, uuid4(), names=False)
    revoke_therapist(notebook, rao.name, NOW)
    with pytest.raises(NotFound):
        read_table(session, None, names=False)


def test_a_person_reads_in_the_access_log_that_a_table_of_them_was_made(
    notebook: Notebook, couple: tuple[Principal, Principal], session: TherapistSession
) -> None:
    write(notebook, couple[0])
    grant_parts(notebook, couple[0])
    read_table(session, None, names=False)
    assert {one.what for one in read_access_log(notebook, couple[0])} == {"caseload", "pages"}
    assert read_access_log(notebook, couple[1]) == ()


def test_every_kind_of_table_file_gives_the_documented_dtypes_and_no_formula(
    notebook: Notebook, couple: tuple[Principal, Principal], session: TherapistSession
) -> None:
    write(notebook, couple[0], "=1+1")
    grant_parts(notebook, couple[0])
    table = read_table(session, None, names=False)
    csv, xlsx, parquet = (make_table_file(one, None, False, session) for one in table_files())
    from_csv = pd.read_csv(io.BytesIO(csv), dtype=LONG_COLUMNS)
    pd.testing.assert_frame_equal(pd.read_parquet(io.BytesIO(parquet)), table)
    pd.testing.assert_frame_equal(from_csv.drop(columns=["value", "words"]), table.drop(columns=["value", "words"]))
    assert "=1+1 event" in set(table["value"]) and not any(str(cell).startswith("=") for cell in from_csv["value"])
    assert {"'=1+1 event", "'=1+1 hope"} <= set(from_csv["value"])
    assert b"<f>" not in b"".join(_parts(xlsx).values())


def test_the_spreadsheet_for_a_therapist_has_real_days_a_header_that_stays_and_a_codebook(
    notebook: Notebook, couple: tuple[Principal, Principal], session: TherapistSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(notebook, couple[0], "{=1}")
    grant_parts(notebook, couple[0])
    xlsx = table_files()[1]
    parts = {name: content.decode() for name, content in _parts(make_table_file(xlsx, None, False, session)).items()}
    data, last = parts["xl/worksheets/sheet1.xml"], parts["xl/worksheets/sheet2.xml"]
    assert all('ySplit="1"' in one and 'state="frozen"' in one for one in (data, last))
    days = (date(2026, 11, 23) - date(1899, 12, 30)).days  # how a spreadsheet counts days
    assert re.search(rf'<c r="G\d+" s="\d+"><v>{days}</v></c>', data)
    assert (
        'formatCode="yyyy\\-mm\\-dd"' in parts["xl/styles.xml"] or 'formatCode="yyyy-mm-dd"' in parts["xl/styles.xml"]
    )
    assert 'name="Codebook"' in parts["xl/workbook.xml"] and "Points of the scale" in parts["xl/sharedStrings.xml"]
    assert "<f>" not in data and len(re.findall("<row ", last)) == len(LONG_COLUMNS) + 1
    monkeypatch.setattr(long_table, "MAX_ROWS", 5)
    longer = _parts(make_table_file(xlsx, None, False, session))
    rows = [content.count(b"<row ") - 1 for name, content in sorted(longer.items()) if "worksheets/sheet" in name]
    assert rows[:2] == [5, 5] and sum(rows[:-1]) == len(read_table(session, None, names=False))


def test_the_docs_have_every_column_with_its_dtype_and_meaning() -> None:
    rows = [line for line in DOCS.read_text("utf-8").splitlines() if line.startswith("| `")]
    assert rows == [f"| `{name}` | {dtype} | {meaning} |" for name, dtype, meaning in codebook()]
    assert len(rows) == len(LONG_COLUMNS)


def _parts(content: bytes) -> dict[str, bytes]:
    """The inside of a spreadsheet without the moment it was made; any other file as it is."""
    if not content.startswith(b"PK"):
        return {"": content}
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return {name: book.read(name) for name in book.namelist() if name != "docProps/core.xml"}
