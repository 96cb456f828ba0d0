"""What people do all day reads no large table of PostgreSQL from end to end, however many couples there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Connection, Engine, event, text

from benchmarks.clinic_rows import copy_clinic
from nearer.database.postgres_engine import postgres_engine
from nearer.database.schema import metadata
from nearer.domain.weekly_scores import WeeklyScale
from nearer.domain.weeks import local_week
from nearer.privacy.principal import Principal, Therapist
from nearer.storage.couple.form_drafts import Draft, save_draft
from nearer.storage.couple.people import read_couple_members
from nearer.storage.couple.response_saving import save_response
from nearer.storage.couple.responses import read_own_responses, read_partner_responses
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.assignments import AssignmentRequest, save_assignments
from nearer.storage.therapist.caseload import read_caseload, read_couple_record
from nearer.storage.therapist.counted import read_counted
from nearer.storage.therapist.last_scores import WantedScores
from tests.postgres_server import APP, CLINIC, Server, find_binaries, running_server
from tests.storage.clinic import connect_therapist, grant_parts, make_therapist
from tests.storage.making import NOW, ZONE, make_check_in, make_couple, save_weekly_check_ins

pytestmark = pytest.mark.skipif(find_binaries() is None, reason="no PostgreSQL on this machine")
COUPLES_OF_ONE_THERAPIST, COPIES, WEEKS = 12, 60, 4
LATER = NOW + timedelta(weeks=1)
THIS_WEEK = local_week(LATER, ZONE)
# Those with thousands of rows.
LARGE = {"entries", "responses", "drawers", "drawer_keys", "therapist_keys", "ledgers", "access_log", "assignments"}
WANTED = WantedScores(WeeklyScale("closeness-weekly", "closeness"), frozenset({"body"}))
# What a therapist opened and asked for in years, of which nothing else is as much.
OF_YEARS = (
    "INSERT INTO access_log SELECT clinic_id, couple_id, person_id, therapist_id, what,"
    " (date '2024-01-01' + number)::text, at FROM access_log, generate_series(1, 100) number",
    "INSERT INTO assignments SELECT clinic_id, couple_id, gen_random_uuid(), person_id, therapist_id, questionnaire,"
    " due, interval_weeks, asked, declined FROM assignments, generate_series(1, 30)",
)
Act = Callable[[Notebook, Principal, Therapist], object]
ACTS: dict[str, Act] = {
    "a check-in": lambda notebook, meera, _rao: save_response(
        notebook, meera, make_check_in(THIS_WEEK, touch="much"), uuid4(), LATER
    ),
    "a draft": lambda notebook, meera, _rao: save_draft(notebook, meera, Draft("body", None, {"pain": "some"}), LATER),
    "who is there": lambda notebook, meera, _rao: read_couple_members(notebook, meera),
    "own weeks": lambda notebook, meera, _rao: read_own_responses(notebook, meera),
    "the partner's weeks": lambda notebook, meera, _rao: read_partner_responses(notebook, meera),
    "a caseload": lambda notebook, _meera, rao: read_caseload(notebook, rao, LATER),
    "a caseload with scores": lambda notebook, _meera, rao: read_caseload(notebook, rao, LATER, WANTED),
    "who is counted": lambda notebook, _meera, rao: read_counted(notebook, rao, LATER, WANTED),
    "a couple's page": lambda notebook, meera, rao: read_couple_record(notebook, rao, meera.couple, LATER),
}
Clinic = tuple[Server, Principal, Therapist]


@pytest.fixture(scope="module")
def large_clinic() -> Clinic:
    server = running_server()
    server.empty()
    notebook = Notebook(server.engine(role=APP), demo=True, path=None)
    rao, (meera, others) = make_therapist(notebook), _people(notebook)
    for person in (meera, *others):
        connect_therapist(notebook, person, rao)
        grant_parts(notebook, person)
        save_weekly_check_ins(notebook, person, WEEKS)
        save_assignments(notebook, rao, person.couple, [AssignmentRequest(person.id, "body", THIS_WEEK)], NOW)
    read_caseload(notebook, rao, NOW)
    copy_clinic(server.engine(), COPIES, lambda _table: None)
    for statement in OF_YEARS:
        server.execute(statement, CLINIC)
    server.execute("VACUUM ANALYZE", CLINIC)
    return server, meera, rao


def _people(notebook: Notebook) -> tuple[Principal, list[Principal]]:
    """Meera, and somebody of each other couple."""
    names = [("Meera", "Ravi"), *((f"Asha {number}", f"Dev {number}") for number in range(1, COUPLES_OF_ONE_THERAPIST))]
    first, *others = (make_couple(notebook, *both)[0] for both in names)
    return first, others


class Plans:
    """What PostgreSQL would do for each statement of this engine, asked in the same transaction, before it runs.

    And what it counted, asked at the end of each transaction in the connection itself: other connections tell
    what they counted seconds later.
    """

    def __init__(self, engine: Engine) -> None:
        self.read_in_order: list[str] = []
        self.counted_in_order: dict[str, int] = {}  # of each large table, the rows read from its beginning on
        self.statements = 0
        event.listen(engine, "before_cursor_execute", self._explain)
        event.listen(engine, "commit", self._count)
        event.listen(engine, "rollback", self._count)

    def _explain(self, connection: Connection, cursor: Any, statement: str, values: Any, *_about: object) -> None:
        if statement.startswith(("SELECT", "UPDATE", "DELETE")) and any(table in statement for table in LARGE):
            with cursor.connection.cursor() as other:
                other.execute(f"EXPLAIN (FORMAT JSON) {statement}", values)
                [[[plan]]] = other.fetchall()
            self.statements += 1
            self.read_in_order += [f"{table}: {statement}" for table in scanned(plan["Plan"]) if table in LARGE]

    def _count(self, connection: Connection) -> None:
        counted = "SELECT relname, seq_tup_read FROM pg_stat_xact_user_tables WHERE seq_tup_read > 0"
        other = connection.connection.cursor()
        other.execute(counted)
        self.counted_in_order |= {name: number for name, number in other.fetchall() if name in LARGE}


def scanned(plan: dict[str, Any]) -> Iterator[str]:
    """Each table that a plan reads from end to end."""
    if plan["Node Type"] == "Seq Scan":
        yield plan["Relation Name"]
    for part in plan.get("Plans", ()):
        yield from scanned(part)


@pytest.mark.parametrize("act", ACTS)
def test_no_large_table_is_read_from_end_to_end(large_clinic: Clinic, act: str) -> None:
    """Neither by the plan of any statement, as EXPLAIN has it, nor by what PostgreSQL counted."""
    server, meera, rao = large_clinic
    engine = postgres_engine(server.address(CLINIC, APP))
    plans = Plans(engine)
    ACTS[act](Notebook(engine, demo=True, path=None), meera, rao)
    engine.dispose()
    assert plans.statements > 0
    assert plans.read_in_order == []
    assert plans.counted_in_order == {}


def test_a_table_that_is_read_from_end_to_end_would_be_noticed(large_clinic: Clinic) -> None:
    server, _meera, _rao = large_clinic
    engine = postgres_engine(server.address(CLINIC, "postgres"))
    plans = Plans(engine)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT count(body) FROM entries")).scalar_one()
    engine.dispose()
    assert rows > COPIES * COUPLES_OF_ONE_THERAPIST and set(metadata.tables) >= LARGE
    assert [line.partition(":")[0] for line in plans.read_in_order] == ["entries"]
    assert plans.counted_in_order == {"entries": rows}
