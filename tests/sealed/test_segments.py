"""Weeks of one drawer are sealed together, a quarter at a time: nothing is lost between them, and damage is named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from nearer.database.row_errors import EntryBroken
from nearer.domain.roles_and_audiences import Audience, Part, SharedPart
from nearer.privacy.principal import Principal, Therapist
from nearer.sealed.segments import MAX_WEEKS
from nearer.storage.couple.responses import (
    SavedResponse,
    read_every_response,
    read_latest_answers,
    read_own_responses,
    read_partner_responses,
)
from nearer.storage.couple.sharing import AudienceChange, set_audiences
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.caseload import read_caseload, read_couple_record
from nearer.storage.therapist.last_scores import WantedScores
from tests.shared_parts import make_audience_changes, therapists_only
from tests.storage.clinic import connect_therapist, grant_parts, make_therapist
from tests.storage.making import NOW, WEEK, make_body_response, make_check_in, read_rows, save_new_response, tamper

FLIP = "body = CAST(substr(body, 1, 60) || x'0007' || substr(body, 63) AS BLOB)"
OLDEST = "(SELECT min(entry_id) FROM entries WHERE kind = 'record')"


def save_week(notebook: Notebook, person: Principal, week: int, clock: datetime | None = None) -> None:
    """The check-in of a week after the first one, with the week's number as its note."""
    moment = NOW + timedelta(weeks=week)
    save_new_response(
        notebook, person, make_check_in(WEEK.plus(week), touch="some", note=f"week {week}"), clock or moment
    )


def notes_of(notebook: Notebook, person: Principal) -> list[str | None]:
    return [response.note for response in read_own_responses(notebook, person)]


def segments_of(notebook: Notebook, kind: str = "note") -> int:
    [row] = read_rows(notebook, f"SELECT count(*) AS number FROM entries WHERE kind = '{kind}'")
    return int(row["number"])


def test_every_quarter_of_weeks_is_one_entry_of_each_part(notebook: Notebook, meera: Principal) -> None:
    weeks = 2 * MAX_WEEKS + 1
    for week in range(weeks):
        save_week(notebook, meera, week)
        for kind in ("record", "answers", "scores", "note"):
            assert segments_of(notebook, kind) == week // MAX_WEEKS + 1
    assert notes_of(notebook, meera) == [f"week {week}" for week in range(weeks)]


def test_a_full_quarter_is_not_written_again(notebook: Notebook, meera: Principal) -> None:
    for week in range(MAX_WEEKS):
        save_week(notebook, meera, week)
    before = read_rows(notebook, "SELECT entry_id, mac FROM entries")
    save_week(notebook, meera, MAX_WEEKS)
    after = read_rows(notebook, "SELECT entry_id, mac FROM entries")
    assert len(after) == 2 * len(before) and all(row in after for row in before)


def test_weeks_saved_in_one_moment_lie_in_as_few_entries(notebook: Notebook, meera: Principal) -> None:
    for number in range(2 * MAX_WEEKS):
        save_new_response(notebook, meera, make_check_in(touch="some", note=str(number)))
    assert segments_of(notebook) == 2
    every = read_every_response(notebook, meera)
    assert [one.note for one in every if isinstance(one, SavedResponse)] == [str(n) for n in range(2 * MAX_WEEKS)]


def test_a_clock_that_was_set_back_begins_no_entry_for_each_save(notebook: Notebook, meera: Principal) -> None:
    for _ in range(MAX_WEEKS):
        save_new_response(notebook, meera, make_check_in(touch="some", note="before"), NOW + timedelta(hours=5))
    for _ in range(MAX_WEEKS):
        save_new_response(notebook, meera, make_check_in(touch="some", note="after"))
    assert segments_of(notebook) == 2 and notes_of(notebook, meera) == ["after"]


def test_a_response_to_a_questionnaire_that_is_not_weekly_is_one_entry_of_each_part(
    notebook: Notebook, meera: Principal
) -> None:
    for _ in range(3):
        save_new_response(notebook, meera, make_body_response(pain="some", note="n"))
    assert segments_of(notebook) == 3 and notes_of(notebook, meera) == ["n"] * 3


def test_the_weeks_after_a_choice_of_readers_lie_in_another_entry(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    save_week(notebook, meera, 0)
    set_audiences(notebook, meera, make_audience_changes(Part.NOTES, audience=Audience.PARTNER), NOW)
    save_week(notebook, meera, 1)
    assert segments_of(notebook) == 2
    assert [one.note for one in read_partner_responses(notebook, ravi)] == ["week 1"]
    assert notes_of(notebook, meera) == ["week 0", "week 1"]


@pytest.mark.only_sqlite
def test_beside_a_damaged_quarter_weeks_are_saved_and_the_others_are_read(notebook: Notebook, meera: Principal) -> None:
    for week in range(MAX_WEEKS + 1):
        save_week(notebook, meera, week)
    damage = f"UPDATE entries SET {FLIP} WHERE kind = 'note' AND entry_id != "
    tamper(notebook, damage + "(SELECT min(entry_id) FROM entries WHERE kind = 'note')")
    before = read_rows(notebook, "SELECT entry_id, mac FROM entries WHERE kind = 'note'")
    save_week(notebook, meera, MAX_WEEKS + 1)
    save_week(notebook, meera, MAX_WEEKS + 2)
    after = read_rows(notebook, "SELECT entry_id, mac FROM entries WHERE kind = 'note'")
    assert len(after) == 3 and all(row in after for row in before)  # what a copy may put right stays
    with pytest.raises(EntryBroken, match="note in closeness-weekly of 2027-W08"):
        read_own_responses(notebook, meera)
    every = read_every_response(notebook, meera)
    broken = [place for place, one in enumerate(every) if isinstance(one, EntryBroken)]
    assert broken == [MAX_WEEKS]
    assert "2027-W08" in str(every[MAX_WEEKS]) and "note" in str(every[MAX_WEEKS])


@pytest.mark.only_sqlite
def test_the_latest_answers_open_no_older_quarter(notebook: Notebook, meera: Principal) -> None:
    for week in range(MAX_WEEKS + 1):
        save_week(notebook, meera, week)
    tamper(notebook, f"UPDATE entries SET {FLIP} WHERE entry_id = {OLDEST}")
    [latest] = read_latest_answers(notebook, meera)
    assert latest.answers is not None and latest.answers["touch"] == "some"
    with pytest.raises(EntryBroken):
        read_own_responses(notebook, meera)


def by_partner(notebook: Notebook, meera: Principal, ravi: Principal, rao: Therapist) -> object:
    return read_partner_responses(notebook, ravi)


def by_therapist(notebook: Notebook, meera: Principal, ravi: Principal, rao: Therapist) -> object:
    return read_couple_record(notebook, rao, meera.couple, NOW + timedelta(weeks=3))


@pytest.mark.parametrize("read", [by_partner, by_therapist])
@pytest.mark.parametrize(
    "change", ["DELETE FROM responses WHERE number = 2", "UPDATE responses SET week = '2026-W40' WHERE number = 2"]
)
def test_a_response_taken_away_or_relabelled_is_missed_by_whoever_reads_it(
    notebook: Notebook, couple: tuple[Principal, Principal], read: Callable[..., object], change: str
) -> None:
    meera, ravi = couple
    rao = make_therapist(notebook)
    connect_therapist(notebook, meera, rao)
    grant_parts(notebook, meera)
    set_audiences(notebook, meera, make_audience_changes(Part.NOTES, audience=Audience.PARTNER), NOW)
    for week in range(3):
        save_week(notebook, meera, week)
    read(notebook, meera, ravi, rao)
    tamper(notebook, change)
    with pytest.raises(EntryBroken):
        read(notebook, meera, ravi, rao)


def test_a_caseload_misses_the_last_answers_that_somebody_took_away(
    notebook: Notebook, couple: tuple[Principal, Principal]
) -> None:
    meera, _ravi = couple
    rao, wanted = make_therapist(notebook), WantedScores(None, frozenset({"body"}), NOW - timedelta(days=1))
    connect_therapist(notebook, meera, rao)
    set_audiences(notebook, meera, [AudienceChange(SharedPart(Part.BARRIERS, "body"), therapists_only(rao))], NOW)
    for days in range(2):
        save_new_response(notebook, meera, make_body_response(pain="some"), NOW + timedelta(days=days))
    later = NOW + timedelta(days=3)
    read_caseload(notebook, rao, later, wanted)
    tamper(notebook, "DELETE FROM responses WHERE number = 2")
    with pytest.raises(EntryBroken):
        read_caseload(notebook, rao, later, wanted)
