"""A therapist's caseload of a year: made once, and opened with no key in hand, as after signing in."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from benchmarks.measure import Measure
from nearer.domain import Audience, Event, EventKind, Part, Response, Role, Score, local_week
from nearer.privacy import Principal, Therapist
from nearer.shipped import shipped_catalogue
from nearer.storage import (
    Choice,
    Meeting,
    NewPerson,
    Notebook,
    accept_invitation,
    caseload,
    connect,
    couple_pages,
    invite,
    invite_therapist,
    join_couple,
    keep_event,
    keep_response,
    new_therapist_code,
    open_demo_notebook,
    set_audience,
    start_couple,
)
from nearer.storage.ids import new_id
from nearer.storage.therapists.connecting import offered_by
from nearer.views.caseload import caseload_html
from nearer.wiring.caseload import looked_through, rows_of
from nearer.wiring.therapist_visit import TherapistVisit

COUPLES, WEEKS = 300, 52
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
START = NOW - timedelta(weeks=WEEKS)
ZONE = "Asia/Kolkata"


def caseload_measures() -> Iterator[Measure]:
    """Both of every couple grant everything; each has three events."""
    notebook, therapist = make(COUPLES, WEEKS)
    name = f"caseload of {COUPLES} couples x {WEEKS} weeks, from the notebook to its table"
    yield Measure(name, quickest(notebook, therapist), "s", target=1)
    couple = caseload(notebook, therapist, NOW)[0].couple
    begun = time.perf_counter()
    couple_pages(notebook, therapist, couple, NOW)
    yield Measure("one couple of it in full", time.perf_counter() - begun, "s")


def quickest(notebook: Notebook, therapist: Therapist, clock: Callable[[], float] = time.perf_counter) -> float:
    """Seconds of the quickest of three from the notebook to the table as it is sent, with no drawer opened before.

    What was loaded is out of the collector's sight, as it is in the server.
    """
    here, taken = TherapistVisit(notebook, therapist, shipped_catalogue(), NOW), []
    gc.collect()
    gc.freeze()
    for _ in range(3):
        therapist.drawer_keys.clear()
        begun = clock()
        caseload_html(rows_of(looked_through(here)), here.week)
        taken.append(clock() - begun)
    gc.unfreeze()
    return min(taken)


def make(couples: int, weeks: int) -> tuple[Notebook, Therapist]:
    """A notebook of made-up couples. What they wrote before they grant it is opened with it, which is quickest made."""
    notebook = open_demo_notebook()
    code = invite_therapist(notebook, "Dr Rao", START)
    therapist = accept_invitation(notebook, code, ZONE, None, START)
    door = new_therapist_code(notebook, therapist, NOW)
    for number in range(couples):
        first = start_couple(notebook, _new(f"A {number}", Role.SURVIVOR), None, START).principal
        joined = invite(notebook, first, START)
        second = join_couple(notebook, joined, _new(f"B {number}", Role.PARTNER), None, START).principal
        for one in (first, second):
            _live(notebook, one, weeks)
            public = offered_by(notebook, one, door, NOW).public
            connect(notebook, one, Meeting(door, public, "0" * 64), NOW)
            for part in Part:
                set_audience(notebook, one, Choice(part, Audience.THERAPIST, include_earlier=True), NOW)
    return notebook, therapist


def _live(notebook: Notebook, person: Principal, weeks: int) -> None:
    for ago in range(weeks):
        moment = START + timedelta(weeks=ago + 1)
        scores = (Score("closeness", Decimal(f"{40 + ago % 30}.5"), 7, 4, True, None),)
        parts = {"closeness": Part.CLOSENESS}
        week = local_week(moment, ZONE)
        response = Response("closeness-weekly", "1.0", "0" * 64, "en", week, {}, scores, "", parts)
        keep_response(notebook, person, response, new_id(moment), moment)
    for place in range(3):
        moment = START + timedelta(weeks=place * 10)
        keep_event(notebook, person, Event(EventKind.THERAPY_SESSION, "", moment.date()), new_id(moment), moment)


def _new(name: str, role: Role) -> NewPerson:
    return NewPerson(name, role, ZONE, "en", notice_sha256="")
