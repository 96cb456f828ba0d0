"""Totals of questionnaires on paper are typed in by a therapist, for themselves alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from nearer.database.row_errors import NotFound, NotSaved
from nearer.privacy.principal import Principal
from nearer.session.values import TherapistSession
from nearer.shipped import shipped_catalogue, shipped_instruments
from nearer.storage.notebook import Notebook, open_demo_notebook
from nearer.storage.therapist.paper_totals import (
    MAX_TOTALS,
    Total,
    delete_total,
    read_totals,
    save_total,
    save_totals,
)
from nearer.therapist_presenters.paper_totals import (
    TypedRow,
    TypedTotals,
    paper_instruments,
    save_typed_totals,
    total_decimals,
    total_sentence,
)
from nearer.views import text as words
from tests.storage.clinic import connect_therapist, end_connections, make_therapist
from tests.storage.making import NOW, make_couple, read_rows


@pytest.fixture
def notebook_and_couple() -> tuple[Notebook, Principal, Principal]:
    notebook = open_demo_notebook()
    return (notebook, *make_couple(notebook))


@pytest.fixture
def session(notebook_and_couple: tuple[Notebook, Principal, Principal]) -> TherapistSession:
    notebook, meera, _ravi = notebook_and_couple
    rao = make_therapist(notebook)
    connect_therapist(notebook, meera, rao)
    return TherapistSession(notebook, rao, shipped_catalogue(), NOW)


def ors(person: Principal, value: str = "21.5") -> Total:
    return Total(person.id, "ors", NOW.date(), Decimal(value))


def row(place: int, value: str | None = "21.5", days_ago: int | None = 0) -> TypedRow:
    """What stands in one row of the table; None is nothing."""
    day = None if days_ago is None else NOW.date() - timedelta(days=days_ago)
    return TypedRow(place, day, None if value is None else Decimal(value), value is None and days_ago is None)


def typed(session: TherapistSession, person: Principal, *typed_rows: TypedRow, instrument: str = "ors") -> TypedTotals:
    return save_typed_totals(session, person.couple, (person.id, instrument), typed_rows)


def test_every_instrument_with_a_published_range_can_be_typed_in() -> None:
    instruments = paper_instruments()
    assert {"ors", "srs", "phq-9", "gad-7", "csi-16", "rdas", "msis"} <= set(instruments)
    assert set(instruments) == {one.id for one in shipped_instruments() if one.range}


def test_a_paper_total_of_a_marked_line_may_have_decimals_and_a_sum_is_a_whole_number() -> None:
    assert [total_decimals(paper_instruments()[name]) for name in ("ors", "phq-9", "fsfi")] == [1, 0, 1]


def test_totals_of_several_sessions_are_kept_at_once_with_their_bands_and_replaced_on_the_same_day(
    session: TherapistSession, notebook_and_couple: tuple[Notebook, Principal, Principal]
) -> None:
    meera = notebook_and_couple[1]
    result = typed(session, meera, row(1, "21.5"), row(2, None, None), row(3, "24", 7))
    assert (result.saved, result.sentence) == ((1, 3), "2 totals are kept.")
    assert typed(session, meera, row(1, "26")).sentence == "1 total is kept."
    earlier, total = read_totals(session.notebook, session.therapist, meera.couple)
    assert (earlier.value, total.value) == (24, 26)
    sentence = total_sentence(total, "Meera")
    assert sentence == "Meera: Outcome Rating Scale 26 on 23 November 2026: At or above the line"
    assert total_sentence(ors(meera), "Meera").endswith("21.5 on 23 November 2026: Below the line")
    delete_total(session.notebook, session.therapist, meera.couple, total)
    assert read_totals(session.notebook, session.therapist, meera.couple) == (earlier,)


@pytest.mark.parametrize(("wrong", "instrument"), [
    (row(2, "41", 1), "ors"), (row(2, "-1", 1), "ors"), (row(2, "5", -1), "ors"), (row(2, None, 1), "ors"),
    (row(2, "5", None), "ors"), (row(2, "28", 1), "phq-9"), (row(2, "5", 1), "wai-sr-of-nobody"),
])  # fmt: skip
def test_a_row_that_is_no_total_from_paper_is_named_and_the_others_are_kept(
    session: TherapistSession,
    notebook_and_couple: tuple[Notebook, Principal, Principal],
    wrong: TypedRow,
    instrument: str,
) -> None:
    """PHQ-9 goes from 0 to 27, ORS from 0 to 40; tomorrow has no total, and an instrument nobody knows none at all."""
    result = typed(session, notebook_and_couple[1], row(1, "20"), wrong, instrument=instrument)
    known = instrument in paper_instruments()
    assert result.saved == ((1,) if known else ())
    rows_left = "Row 2 needs" if known else "Rows 1, 2 need"
    end = f"{rows_left} a day and a total that fits. What you typed is still there."
    assert result.sentence == (f"1 total is kept. {end}" if known else end)
    assert len(read_totals(session.notebook, session.therapist, notebook_and_couple[1].couple)) == len(result.saved)


def test_two_rows_of_one_day_are_neither_kept_and_an_empty_table_says_so(
    session: TherapistSession, notebook_and_couple: tuple[Notebook, Principal, Principal]
) -> None:
    result = typed(session, notebook_and_couple[1], row(1, "20"), row(2, "22"), row(3, "24", 1))
    assert (result.saved, result.sentence) == (
        (3,), "1 total is kept. Rows 1, 2 have the same day. Please keep one of them.",
    )  # fmt: skip
    assert typed(session, notebook_and_couple[1], row(1, None, None)).sentence == words.paper_totals.NOTHING_TYPED


def test_no_more_totals_are_kept_than_there_is_room_for_and_a_day_can_still_be_corrected(
    session: TherapistSession, notebook_and_couple: tuple[Notebook, Principal, Principal]
) -> None:
    meera = notebook_and_couple[1]
    *days, beyond = (replace(ors(meera), day=NOW.date() - timedelta(days=number)) for number in range(MAX_TOTALS + 1))
    save_totals(session.notebook, session.therapist, meera.couple, days)
    save_total(session.notebook, session.therapist, meera.couple, replace(days[0], value=Decimal(9)))
    with pytest.raises(NotSaved, match=f"{MAX_TOTALS} totals"):
        save_total(session.notebook, session.therapist, meera.couple, beyond)
    assert len(read_totals(session.notebook, session.therapist, meera.couple)) == MAX_TOTALS


def test_no_total_is_kept_of_somebody_who_never_connected(
    session: TherapistSession, notebook_and_couple: tuple[Notebook, Principal, Principal]
) -> None:
    _notebook, meera, ravi = notebook_and_couple
    for person in (ravi, replace(meera, id=uuid4())):
        with pytest.raises(NotFound):
            typed(session, replace(person, couple=meera.couple), row(1))


def test_paper_totals_are_read_by_no_other_therapist_of_the_couple_and_not_in_the_file(
    session: TherapistSession, notebook_and_couple: tuple[Notebook, Principal, Principal]
) -> None:
    notebook, meera, _ravi = notebook_and_couple
    typed(session, meera, row(1))
    end_connections(notebook, meera, NOW)
    iyer = make_therapist(notebook, "Dr Iyer")
    connect_therapist(notebook, meera, iyer)
    assert read_totals(notebook, iyer, meera.couple) == ()
    [record] = read_rows(notebook, "SELECT * FROM case_records")
    assert b"21.5" not in record["body"] and b"ors" not in record["body"]
