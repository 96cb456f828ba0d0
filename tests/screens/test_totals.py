"""Totals of what may not be shown are typed in by a therapist, for themselves alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from nearer.database.row_errors import NotFound, NotSaved
from nearer.presenters.paper_totals import paper_instruments, save_typed_total, total_sentence
from nearer.privacy.principal import Principal
from nearer.session.values import TherapistSession
from nearer.shipped import shipped_catalogue
from nearer.storage.notebook import Notebook, open_demo_notebook
from nearer.storage.therapist import paper_totals as totals
from nearer.storage.therapist.paper_totals import Total, delete_total, read_totals, save_total
from nearer.views import text as words
from tests.storage.clinic import leave, let_in, therapist
from tests.storage.making import NOW, couple, rows


@pytest.fixture
def pair() -> tuple[Notebook, Principal, Principal]:
    notebook = open_demo_notebook()
    return (notebook, *couple(notebook))


@pytest.fixture
def session(pair: tuple[Notebook, Principal, Principal]) -> TherapistSession:
    notebook, meera, _ravi = pair
    rao = therapist(notebook)
    let_in(notebook, meera, rao)
    return TherapistSession(notebook, rao, shipped_catalogue(), NOW)


def ors(person: Principal, value: str = "21.5") -> Total:
    return Total(person.person, "ors", NOW.date(), Decimal(value))


def test_only_what_is_scored_and_never_shown_is_typed_in() -> None:
    assert set(paper_instruments()) == {"ors", "srs"}


def test_a_total_is_kept_with_its_band_and_replaced_on_the_same_day(
    session: TherapistSession, pair: tuple[Notebook, Principal, Principal]
) -> None:
    meera = pair[1]
    for value in ("21.5", "26"):
        assert save_typed_total(session, meera.couple, ors(meera, value)) == words.caseload.TOTAL_KEPT
    [total] = read_totals(session.notebook, session.therapist, meera.couple)
    assert total.value == 26
    said = total_sentence(total, "Meera")
    assert said == "Meera: Outcome Rating Scale 26 on 23 November 2026: At or above the line"
    assert total_sentence(ors(meera), "Meera").endswith("21.5 on 23 November 2026: Below the line")
    delete_total(session.notebook, session.therapist, meera.couple, total)
    assert read_totals(session.notebook, session.therapist, meera.couple) == ()


@pytest.mark.parametrize("changed", [{"value": Decimal(41)}, {"value": Decimal(-1)}, {"instrument": "phq-9"},
                                     {"day": NOW.date() + timedelta(days=1)}])  # fmt: skip
def test_what_is_no_total_of_the_instrument_is_not_kept(
    session: TherapistSession, pair: tuple[Notebook, Principal, Principal], changed: dict[str, object]
) -> None:
    meera = pair[1]
    total = replace(ors(meera), **changed)  # type: ignore[arg-type]
    assert save_typed_total(session, meera.couple, total) == words.caseload.TOTAL_REFUSED
    assert read_totals(session.notebook, session.therapist, meera.couple) == ()


def test_no_more_totals_are_kept_than_there_is_room_for_and_a_day_can_still_be_corrected(
    session: TherapistSession, pair: tuple[Notebook, Principal, Principal], monkeypatch: pytest.MonkeyPatch
) -> None:
    meera = pair[1]
    monkeypatch.setattr(totals, "MAX_TOTALS", 3)
    days = [replace(ors(meera), day=NOW.date() - timedelta(days=number)) for number in range(4)]
    for total in (*days[:3], replace(days[0], value=Decimal(9))):
        save_total(session.notebook, session.therapist, meera.couple, total)
    with pytest.raises(NotSaved, match="3 totals"):
        save_total(session.notebook, session.therapist, meera.couple, days[3])
    assert len(read_totals(session.notebook, session.therapist, meera.couple)) == 3


def test_of_somebody_who_never_connected_nothing_is_kept(
    session: TherapistSession, pair: tuple[Notebook, Principal, Principal]
) -> None:
    _notebook, meera, ravi = pair
    for person in (ravi, replace(meera, person=uuid4())):
        with pytest.raises(NotFound):
            save_typed_total(session, meera.couple, ors(person))


def test_another_therapist_of_the_same_couple_reads_nothing_of_it_and_the_file_shows_no_number(
    session: TherapistSession, pair: tuple[Notebook, Principal, Principal]
) -> None:
    notebook, meera, _ravi = pair
    save_typed_total(session, meera.couple, ors(meera))
    leave(notebook, meera, NOW)
    iyer = therapist(notebook, "Dr Iyer")
    let_in(notebook, meera, iyer)
    assert read_totals(notebook, iyer, meera.couple) == ()
    [row] = rows(notebook, "SELECT * FROM case_records")
    assert b"21.5" not in row["body"] and b"ors" not in row["body"]
