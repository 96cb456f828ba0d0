"""The clock goes wrong: set forward and back, summer time, the turn of the year. What was saved stays in its order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from nearer.database.row_errors import NotSaved
from nearer.domain.weeks import Week, local_week
from nearer.storage.couple.form_drafts import Draft, open_draft, save_draft
from nearer.storage.couple.response_saving import save_response
from nearer.storage.couple.responses import read_own_responses
from nearer.storage.notebook import Notebook
from tests.faults.conftest import Rounds
from tests.storage.making import NOW, make_body_response, make_check_in, make_demo_file, make_person, save_new_response


@pytest.fixture
def notebook(tmp_path: Path) -> Iterator[Notebook]:
    opened = make_demo_file(tmp_path)
    yield opened
    opened.close()


def test_with_a_clock_that_jumps_the_order_is_the_one_of_saving(notebook: Notebook, rounds: Rounds) -> None:
    meera = make_person(notebook, "Meera")
    sent: list[str] = []
    for random in rounds(25):
        moment = NOW + timedelta(days=random.uniform(-3650, 3650))
        save_new_response(notebook, meera, make_body_response(pain="some", note=str(len(sent))), moment)
        sent.append(str(len(sent)))
        assert sorted(response.note for response in read_own_responses(notebook, meera)) == sorted(sent)
    newest = [response.note for response in read_own_responses(notebook, meera)]
    assert newest in (sent, sent[::-1])


def test_a_draft_typed_before_the_clock_was_set_back_is_kept_and_goes_on(notebook: Notebook) -> None:
    meera = make_person(notebook, "Meera")
    version = save_draft(notebook, meera, Draft("body", None, {"pain": "some"}, note="before"), NOW)
    earlier = NOW - timedelta(days=400)
    seen = open_draft(notebook, meera, "body", None)
    assert (seen.version, seen.note) == (version, "before")
    assert save_draft(notebook, meera, Draft("body", None, {}, note="after", version=version), earlier) == 2


def test_a_check_in_of_a_week_that_a_wrong_clock_began_early_is_refused_and_the_draft_stays(
    notebook: Notebook,
) -> None:
    """The clock ran ahead while the form was open, and is right again when it is sent."""
    meera = make_person(notebook, "Meera")
    ahead = NOW + timedelta(weeks=3)
    week = local_week(ahead, "Asia/Kolkata")
    save_draft(notebook, meera, Draft("closeness-weekly", week, {"touch": "some"}), ahead)
    with pytest.raises(NotSaved, match="week is closed"):
        save_new_response(notebook, meera, make_check_in(week, touch="some"), NOW)
    assert open_draft(notebook, meera, "closeness-weekly", week).answers == {"touch": "some"}


# Summer time begins and ends in Berlin; 2026 has a week 53 (ISO 8601), which Sunday 3 January 2027 belongs to.
@pytest.mark.parametrize(
    "zone, days, hours, weeks",
    [
        ("Europe/Berlin", (datetime(2026, 3, 28), datetime(2026, 3, 31)), 1, ["2026-W13", "2026-W14"]),
        ("Europe/Berlin", (datetime(2026, 10, 24), datetime(2026, 10, 27)), 1, ["2026-W43", "2026-W44"]),
        ("Asia/Kolkata", (datetime(2026, 12, 27), datetime(2027, 1, 4)), 3, ["2026-W52", "2026-W53", "2027-W01"]),
        ("Pacific/Auckland", (datetime(2026, 12, 27), datetime(2027, 1, 4)), 3, ["2026-W52", "2026-W53", "2027-W01"]),
    ],
)
def test_whatever_the_clock_does_a_check_in_belongs_to_one_week_of_the_person(
    notebook: Notebook, zone: str, days: tuple[datetime, datetime], hours: int, weeks: list[str]
) -> None:
    place = ZoneInfo(zone)
    moment, end = (day.replace(tzinfo=place).astimezone(UTC) for day in days)
    meera = make_person(notebook, "Meera", moment, zone)
    seen: list[Week] = []
    while moment <= end:
        week = local_week(moment, zone)
        assert week.monday() <= moment.astimezone(place).date() <= week.monday() + timedelta(days=6)
        if week not in seen:
            seen.append(week)
        save_new_response(notebook, meera, make_check_in(week, touch="some"), moment)
        for other in (week.plus(-1), week.plus(1)):
            with pytest.raises(NotSaved):
                save_response(notebook, meera, make_check_in(other, touch="some"), meera.id, moment)
        moment += timedelta(hours=hours)
    assert [str(week) for week in seen] == weeks
    assert {str(response.week) for response in read_own_responses(notebook, meera)} == set(weeks)
