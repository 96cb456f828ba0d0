"""All that is granted to a therapist as one tidy table: of one couple or the whole caseload, in three kinds of file."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

import pandas as pd
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from nearer.domain.weekly_scores import WeeklyScale
from nearer.frames.columns import DATE_DTYPE, FramePerson, FrameResponse
from nearer.frames.long_frame import LONG_COLUMNS, PersonRows, long_frame
from nearer.presenters.exports import XLSX_KIND, table_csv
from nearer.presenters.weekly_scores import weekly_closeness
from nearer.presenters.worsened_scores import FindDefinition, definitions_of
from nearer.session.values import TherapistSession
from nearer.shipped import shipped_instruments
from nearer.storage.couple.responses import SavedResponse, weekly_scores
from nearer.storage.therapist.caseload import (
    ConnectedPerson,
    CoupleRecord,
    PersonRecord,
    read_caseload,
    read_couple_record,
)
from nearer.typed_answers.answer_parsing import read_answers
from nearer.views import text as words

MAX_ROWS = 1_048_575  # of a sheet of a spreadsheet below its header
_OPTIONS = {"in_memory": True, "default_date_format": "yyyy-mm-dd"}


@dataclass(frozen=True, slots=True)
class TableFile:
    """One kind of file: the words on its link, its name, its media type, and what makes it of a table."""

    text: str
    name: str
    kind: str
    write: Callable[[pd.DataFrame], bytes]


def table_files() -> tuple[TableFile, ...]:
    """The kinds that are offered."""
    table = words.long_table
    return (
        TableFile(table.CSV, table.CSV_FILE, "text/csv", table_csv),
        TableFile(table.XLSX, table.XLSX_FILE, XLSX_KIND, table_xlsx),
        TableFile(table.PARQUET, table.PARQUET_FILE, "application/vnd.apache.parquet", table_parquet),
    )


def make_table_file(file: TableFile, couple: UUID | None, names: bool, session: TherapistSession) -> bytes:
    """The file of what is granted at this moment; of every couple without an id."""
    return file.write(read_table(session, couple, names))


def read_table(session: TherapistSession, couple: UUID | None, names: bool) -> pd.DataFrame:
    """A `long_frame` of what is granted at this moment; of every couple without an id.

    NotFound for a couple that is none of this therapist's. Each person sees that they were opened.
    """
    whose = (session.notebook, session.therapist)
    couples = [one.couple for one in read_caseload(*whose, session.now)] if couple is None else [couple]
    find, weekly = definitions_of(session.catalogue), weekly_closeness(session.catalogue)
    records = (read_couple_record(*whose, one, session.now) for one in couples)
    people = [
        _person_rows(find, weekly, _frame_person(record, person.who, names), person)
        for record in records
        for person in record.people
    ]
    return long_frame(people, weekly, shipped_instruments())


def table_parquet(table: pd.DataFrame) -> bytes:
    """The table as Parquet, with every dtype; nothing in it is ever worked out as a formula."""
    file = io.BytesIO()
    table.to_parquet(file, index=False)
    return file.getvalue()


def table_xlsx(table: pd.DataFrame) -> bytes:
    """Days are days, the header stays in view, and the last sheet says what each column means."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        for first in range(0, max(len(table), 1), MAX_ROWS):
            sheet = book.add_worksheet(words.long_table.SHEET + (f" {first // MAX_ROWS + 1}" if first else ""))
            _write_rows(sheet, table.iloc[first : first + MAX_ROWS])
        _write_codebook(book.add_worksheet(words.long_table.CODEBOOK))
    return file.getvalue()


def codebook() -> list[tuple[str, str, str]]:
    """Every column with its dtype and its meaning."""
    return [(name, str(dtype), words.long_table.MEANINGS[name]) for name, dtype in LONG_COLUMNS.items()]


def _frame_person(record: CoupleRecord, who: ConnectedPerson, names: bool) -> FramePerson:
    return FramePerson.of(record.couple, who, who.nickname if names else "")


def _person_rows(find: FindDefinition, weekly: WeeklyScale, who: FramePerson, person: PersonRecord) -> PersonRows:
    responses = map(partial(_frame_saved, who, find), person.responses)
    weeks = weekly_scores(person.responses, weekly)
    return PersonRows(who, [one for one in responses if one is not None], weeks, person.events)


def _frame_saved(who: FramePerson, find: FindDefinition, saved: SavedResponse) -> FrameResponse | None:
    """None where the definition that was answered is not known any more."""
    definition = find(saved.questionnaire, saved.sha256)
    if definition is None:
        return None
    answers = read_answers(definition, saved.answers or {})
    return FrameResponse(who, definition, saved.day, saved.week, saved.scores or {}, answers)


def _write_rows(sheet: Worksheet, table: pd.DataFrame) -> None:
    sheet.write_row(0, 0, table.columns)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(table), 1), len(table.columns) - 1)
    for column, (name, cells) in enumerate(table.items()):
        if table[name].dtype == DATE_DTYPE:
            sheet.set_column(column, column, 12)
        for row, cell in enumerate(cells, start=1):
            if isinstance(cell, str):  # never `write`, which makes a formula of "{=1}"
                sheet.write_string(row, column, cell)
            elif not pd.isna(cell):
                sheet.write(row, column, cell)


def _write_codebook(sheet: Worksheet) -> None:
    sheet.freeze_panes(1, 0)
    for row, cells in enumerate([words.long_table.CODEBOOK_COLUMNS, *codebook()]):
        sheet.write_row(row, 0, map(str, cells))
    for column, width in enumerate((16, 22, 110)):
        sheet.set_column(column, column, width)
