"""The schema of a PostgreSQL is compared again once ten seconds of the clock that was handed in are over."""

from __future__ import annotations

from uuid import uuid4

from nearer.database.write_watch import SCHEMA_SECONDS, CompareAlways


def test_a_schema_that_was_compared_is_not_compared_again_for_ten_seconds() -> None:
    now = [100.0]
    watch = CompareAlways(lambda: now[0])
    assert not watch.is_schema_compared()
    watch.compared(uuid4())
    now[0] += SCHEMA_SECONDS - 1
    assert watch.is_schema_compared()
    now[0] += 1
    assert not watch.is_schema_compared()
