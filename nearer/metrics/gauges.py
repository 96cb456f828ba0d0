"""Gauges read when asked for: how many are signed in, whether the database answers, its size, the newest copy's age."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Engine
from sqlalchemy.pool import QueuePool

import nearer
from nearer.backups.copies import last_copied
from nearer.database.engines import is_within_reach, was_damage_met, writers_waiting
from nearer.database.row_errors import NotRead
from nearer.metrics.counters import Metric, Sample, gauge
from nearer.web.services import Services


def read_gauges(services: Services) -> Iterator[Metric]:
    """The gauges of now; one that cannot be read is left out, and `nearer_database_up` is 0."""
    notebook = services.notebook
    yield Metric("nearer_info", "gauge", (Sample(1, (("version", nearer.__version__),)),))
    yield gauge("nearer_open_sessions", len(services.vault))
    yield from _pool(notebook.engine)
    up = is_within_reach(notebook.engine)
    yield gauge("nearer_database_up", up)
    yield gauge("nearer_database_damage_met", was_damage_met(notebook.engine))
    if up:
        yield from _database(services)


def _pool(engine: Engine) -> Iterator[Metric]:
    if isinstance(engine.pool, QueuePool):
        yield gauge("nearer_database_connections_in_use", engine.pool.checkedout())


def _database(services: Services) -> Iterator[Metric]:
    engine, path = services.notebook.engine, services.notebook.path
    try:
        yield gauge("nearer_writers_waiting", writers_waiting(engine))
    except NotRead:
        return
    if path is None:
        from nearer.database.postgres_engine import read_bytes

        yield gauge("nearer_database_bytes", read_bytes(engine))
        return
    yield gauge("nearer_database_bytes", path.stat().st_size)
    if (copied := last_copied(path)) is not None:
        yield gauge("nearer_newest_copy_age_seconds", (services.clock() - copied).total_seconds())
