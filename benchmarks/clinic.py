"""A clinic's PostgreSQL with many couples: how large it is, and how long a check-in and a caseload take in it.

NEARER_BENCH_COUPLES sets how many (1,000); each has two years of weeks, and a therapist has forty of them.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import quantiles
from tempfile import gettempdir

from sqlalchemy import select

from benchmarks.caseload import NOW, ZONE, make
from benchmarks.clinic_rows import copy_clinic
from benchmarks.measure import Measure, seconds
from nearer.caseload.caseload import load_caseload
from nearer.database.schema import new_id, people
from nearer.domain.responses import Response, build_response
from nearer.domain.weeks import Week, local_week
from nearer.moves.row_copy import copy_rows
from nearer.privacy.principal import Principal, Therapist
from nearer.privacy.seal import open_private
from nearer.sealed.authorisation import make_principal
from nearer.session.values import TherapistSession
from nearer.shipped import shipped_catalogue
from nearer.storage.couple.credentials import DEMO_UNLOCK
from nearer.storage.couple.response_saving import save_response
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.caseload import read_caseload
from nearer.typed_answers.answer_parsing import read_answers
from tests.postgres_server import APP, CLINIC, Server, find_binaries

COUPLES_VARIABLE = "NEARER_BENCH_COUPLES"
WEEKS, OF_ONE_THERAPIST = 104, 40
CHECK_INS, CASELOADS = 240, 20
SIZED = ("entries", "responses", "ledgers")
LARGE = (*SIZED, "drawers", "drawer_keys", "therapist_keys", "scored_weeks")
# While rows are copied nothing needs to survive a power cut; measured is with the settings of a clinic.
FILLING = "fsync=off wal_level=minimal max_wal_senders=0 full_page_writes=off max_wal_size=16GB checkpoint_timeout=1h"
MEASURED = "shared_buffers=2GB effective_cache_size=6GB"


def clinic_measures() -> Iterator[Measure]:
    """Sizes; then check-ins of those who can be opened, and the caseload of their therapist."""
    couples = int(os.environ.get(COUPLES_VARIABLE, "1000"))
    name = f"{couples} couples x {WEEKS} weeks"
    with server_of(couples) as (server, therapist):
        yield from sizes(server, name, couples)
        notebook, before = Notebook(server.engine(role=APP), demo=True, path=None), rows_read_in_order(server)
        yield p95(f"{name}: a check-in stored", check_in_times(notebook))
        caseloads = [seconds(lambda: read_caseload(notebook, _without_keys(therapist), NOW)) for _ in range(CASELOADS)]
        yield p95(f"{name}: a caseload of {OF_ONE_THERAPIST} read", caseloads)
        session = TherapistSession(notebook, therapist, shipped_catalogue(), NOW)
        yield p95(f"{name}: the same with what it says", caseload_times(session, therapist))
        for table, rows in (rows_read_in_order(server) - before).items():
            yield Measure(f"{name}: rows of {table} read past an index", rows, "rows")


@contextmanager
def server_of(couples: int) -> Iterator[tuple[Server, Therapist]]:
    """On this machine's disk, which has to have 15 GB for ten thousand couples."""
    binaries = find_binaries()
    assert binaries is not None, "No PostgreSQL on this machine."
    server = Server(binaries, Path(gettempdir()))
    try:
        server.new_clinic()
        source, therapist = make(OF_ONE_THERAPIST, WEEKS, _check_in)
        with source.engine.connect() as first, server.engine().begin() as second:
            copy_rows(first, second, lambda _table, _number: None)
        server.dispose()
        server.restart(FILLING)
        copy_clinic(server.engine(), couples // OF_ONE_THERAPIST, _tell())
        server.dispose()
        server.restart(MEASURED)
        server.execute("VACUUM ANALYZE", CLINIC)
        server.execute("CHECKPOINT")
        yield server, therapist
    finally:
        server.close()


def sizes(server: Server, name: str, couples: int) -> Iterator[Measure]:
    """Of the whole, and of the tables that take most of it."""
    [[whole]] = server.execute("SELECT pg_database_size(current_database())", CLINIC)
    yield Measure(f"{name}: the database", int(str(whole)) / 1e9, "GB")
    yield Measure(f"{name}: a check-in", int(str(whole)) / (2 * couples * WEEKS) / 1000, "KB")
    for table in SIZED:
        [[heap, indexes]] = server.execute(f"SELECT pg_table_size('{table}'), pg_indexes_size('{table}')", CLINIC)
        yield Measure(f"{name}: {table}", int(str(heap)) / 1e9, "GB")
        yield Measure(f"{name}: indexes of {table}", int(str(indexes)) / 1e9, "GB")


def rows_read_in_order(server: Server) -> Counter[str]:
    """Of the large tables, since they were made: from their beginning on, and not by an index."""
    server.dispose()  # what a connection has counted is told when it ends
    time.sleep(1)
    counted = server.execute("SELECT relname, seq_tup_read FROM pg_stat_user_tables", CLINIC)
    return Counter({str(table): int(str(rows)) for table, rows in counted if table in LARGE})


def p95(name: str, times: list[float]) -> Measure:
    return Measure(f"{name}: 95 in 100 under", 1000 * quantiles(times, n=20)[-1], "ms")


def check_in_times(notebook: Notebook) -> list[float]:
    """Of everybody who can be opened, a week more each time around."""
    everybody = _people(notebook)
    times = []
    for number in range(CHECK_INS):
        person, moment = everybody[number % len(everybody)], NOW + timedelta(weeks=1 + number // len(everybody))
        response = _check_in(local_week(moment, ZONE), number)
        times.append(seconds(partial(save_response, notebook, person, response, new_id(moment), moment)))
    return times


def caseload_times(session: TherapistSession, therapist: Therapist) -> list[float]:
    times = []
    for _ in range(CASELOADS):
        _without_keys(therapist)
        times.append(seconds(lambda: load_caseload(session).couples))
    return times


def _without_keys(therapist: Therapist) -> Therapist:
    """As after signing in: no drawer was opened before."""
    therapist.drawer_keys.clear()
    return therapist


def _people(notebook: Notebook) -> list[Principal]:
    """Those of the first couples, whose ids begin with a moment and not with a copy's number."""
    with notebook.engine.connect() as connection:
        connection.exec_driver_sql(
            "SELECT set_config('nearer.clinic', 'home', true), set_config('nearer.door', 'on', true)"
        )
        rows = connection.execute(select(people).where(people.c.nickname.regexp_match("^[AB] [0-9]+$"))).all()
    return [make_principal(row, open_private(row.sealed_private, DEMO_UNLOCK, row.public_key)) for row in rows]


def _check_in(week: Week, number: int) -> Response:
    """All seven answers, and a note in one of five."""
    questionnaire = shipped_catalogue().check_in
    raw = {item.id: item.options[number % min(5, len(item.options))].code for item in questionnaire.items}
    note = "We sat in the garden for a while, and nobody said much. It was a good hour." if number % 5 == 0 else ""
    return build_response(questionnaire, read_answers(questionnaire, raw), week, note)


def _tell() -> Callable[[str], None]:
    begun = time.monotonic()
    return lambda what: print(f"  {time.monotonic() - begun:6.0f} s {what}", file=sys.stderr, flush=True)
