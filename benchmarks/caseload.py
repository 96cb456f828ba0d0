"""A therapist's caseload of a year: made once, and opened with no key in hand, as after signing in."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from benchmarks.measure import Measure
from nearer.caseload.caseload import load_caseload
from nearer.caseload.caseload_html import caseload_table_html
from nearer.caseload.caseload_list import apply_view
from nearer.caseload.rows import rows_of
from nearer.caseload.view import CaseloadView
from nearer.clinic_accounts.accounts import accept_invitation, invite_therapist
from nearer.cohort.figures import figures_of
from nearer.cohort.service_cohort import read_service
from nearer.cohort.service_html import service_cards_html
from nearer.database.schema import new_id
from nearer.domain.events import Event, EventKind
from nearer.domain.responses import Response
from nearer.domain.roles_and_audiences import Audience, Part, Role
from nearer.domain.scoring import Score
from nearer.domain.weeks import Week, local_week
from nearer.privacy.principal import Principal, Therapist
from nearer.session.values import TherapistSession
from nearer.shipped import shipped_catalogue
from nearer.storage.couple.events import save_event
from nearer.storage.couple.invitations import create_invitation
from nearer.storage.couple.new_people import NewPerson
from nearer.storage.couple.people import join_couple, start_couple
from nearer.storage.couple.response_saving import save_response
from nearer.storage.couple.sharing import set_audiences
from nearer.storage.notebook import Notebook, open_demo_notebook
from nearer.storage.therapist.caseload import read_caseload, read_couple_record
from nearer.storage.therapist.therapist_connections import (
    KeyComparison,
    create_therapist_code,
    read_therapist_offer,
    save_connection,
)
from tests.shared_parts import make_audience_changes

COUPLES, WEEKS = 300, 52
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
START = NOW - timedelta(weeks=WEEKS)
ZONE = "Asia/Kolkata"
Answer = Callable[[Week, int], Response]  # of a week, and how many came before it


def caseload_measures() -> Iterator[Measure]:
    """Both of every couple grant everything; each has three events."""
    notebook, therapist = make(COUPLES, WEEKS)
    name = f"caseload of {COUPLES} couples x {WEEKS} weeks, from the notebook to its table"
    yield Measure(name, quickest(notebook, therapist), "s", target=1)
    name = f"the service of {COUPLES} couples x {WEEKS} weeks, from the notebook to its cards"
    yield Measure(name, counted(notebook, therapist), "s", target=1)
    couple = read_caseload(notebook, therapist, NOW)[0].couple
    begun = time.perf_counter()
    read_couple_record(notebook, therapist, couple, NOW)
    yield Measure("one couple of it in full", time.perf_counter() - begun, "s")


def quickest(notebook: Notebook, therapist: Therapist, clock: Callable[[], float] = time.perf_counter) -> float:
    """Seconds of the quickest of three from the notebook to the table as it is sent, with no drawer opened before.

    What was loaded is out of the collector's sight, as it is in the server.
    """
    session, taken = TherapistSession(notebook, therapist, shipped_catalogue(), NOW), []
    gc.collect()
    gc.freeze()
    for _ in range(3):
        therapist.drawer_keys.clear()
        begun = clock()
        caseload = apply_view(load_caseload(session).couples, CaseloadView(), session.today)
        caseload_table_html(caseload, rows_of(session, caseload))
        taken.append(clock() - begun)
    gc.unfreeze()
    return min(taken)


def counted(notebook: Notebook, therapist: Therapist, clock: Callable[[], float] = time.perf_counter) -> float:
    """Seconds of the quickest of three from the notebook to the cards of one quarter, with no drawer opened before."""
    session, taken = TherapistSession(notebook, therapist, shipped_catalogue(), NOW), []
    for _ in range(3):
        therapist.drawer_keys.clear()
        begun = clock()
        service = read_service(session)
        service_cards_html(service, figures_of(service, session.catalogue, service.quarter(None)))
        taken.append(clock() - begun)
    return min(taken)


def make(couples: int, weeks: int, answer: Answer | None = None) -> tuple[Notebook, Therapist]:
    """A notebook of made-up couples. What they wrote before they grant it is opened with it, which is quickest made.

    Without `answer` each week has a score and nothing else.
    """
    notebook = open_demo_notebook()
    code = invite_therapist(notebook, "Dr Rao", START)
    therapist = accept_invitation(notebook, code, ZONE, None, START)
    assert isinstance(therapist, Therapist)
    door = create_therapist_code(notebook, therapist, NOW)
    for number in range(couples):
        first = start_couple(notebook, _new(f"A {number}", Role.SURVIVOR), None, START).principal
        joined = create_invitation(notebook, first, START)
        second = join_couple(notebook, joined, _new(f"B {number}", Role.PARTNER), None, START).principal
        for person in (first, second):
            _live(notebook, person, weeks, answer or _score_alone)
            offer = read_therapist_offer(notebook, person, door, NOW)
            save_connection(notebook, person, KeyComparison(door, offer.keys, "0" * 64), NOW)
            set_audiences(
                notebook, person, make_audience_changes(audience=Audience(frozenset({offer.reader})), earlier=True), NOW
            )
    return notebook, therapist


def _live(notebook: Notebook, person: Principal, weeks: int, answer: Answer) -> None:
    for ago in range(weeks):
        moment = NOW - timedelta(weeks=weeks - ago - 1)
        save_response(notebook, person, answer(local_week(moment, ZONE), ago), new_id(moment), moment)
    for place in range(3):
        moment = START + timedelta(weeks=place * 10)
        save_event(notebook, person, Event(EventKind.THERAPY_SESSION, "", moment.date()), new_id(moment), moment)


def _score_alone(week: Week, number: int) -> Response:
    scores = (Score("closeness", Decimal(f"{40 + number % 30}.5"), 7, 4, True, None),)
    return Response("closeness-weekly", "1.0", "0" * 64, "en", week, {}, scores, "", {"closeness": Part.CLOSENESS})


def _new(name: str, role: Role) -> NewPerson:
    return NewPerson(name, role, ZONE, "en", notice_sha256="")
