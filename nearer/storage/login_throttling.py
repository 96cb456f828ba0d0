"""Failed tries: each waits longer than the one before, at most a quarter of an hour; nobody is locked out for good."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from nearer.storage.database.engines import reading, writing
from nearer.storage.database.schema import tries
from nearer.storage.database.uuids import HOME
from nearer.storage.notebook import Notebook

FREE_ATTEMPTS = 3
FIRST_WAIT = timedelta(seconds=4)
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(days=1)

_FIND = select(tries).where(tries.c.clinic_id == HOME, tries.c.bucket_sha256 == bindparam("bucket"))
_DROP = tries.delete().where(tries.c.clinic_id == HOME, tries.c.bucket_sha256 == bindparam("bucket"))
_DROP_OLD = tries.delete().where(tries.c.clinic_id == HOME, tries.c.last < bindparam("before"))


def wait_after_failures(failed: int) -> timedelta:
    """How long to wait after so many failed tries in a row: nothing for three, then 4 s, 8 s, 16 s ... 15 min."""
    if failed <= FREE_ATTEMPTS:
        return timedelta(0)
    doublings: int = 2 ** min(failed - FREE_ATTEMPTS - 1, 20)
    return min(FIRST_WAIT * doublings, LONGEST_WAIT)


def seconds_to_wait(notebook: Notebook, bucket: str, now: datetime) -> float:
    """Seconds until the next try of this bucket is allowed; 0 means go. A clock set back starts the wait anew."""
    with reading(notebook.engine) as connection:
        row = connection.execute(_FIND, {"bucket": _hashed(bucket)}).one_or_none()
    if row is None:
        return 0.0
    if now < row.last:
        return _start_anew(notebook, bucket, now)
    return _seconds_left(row, now)


def record_failed_attempt(notebook: Notebook, bucket: str, now: datetime) -> None:
    """Count one more; names that do not exist are counted like those that do."""
    with writing(notebook.engine) as connection:
        connection.execute(_DROP_OLD, {"before": now - FORGOTTEN_AFTER})
        row = connection.execute(_FIND, {"bucket": _hashed(bucket)}).one_or_none()
        _put(connection, bucket, 1 if row is None else row.failed + 1, now)


def forget_failed_attempts(notebook: Notebook, bucket: str) -> None:
    """After a try that worked."""
    with writing(notebook.engine) as connection:
        connection.execute(_DROP, {"bucket": _hashed(bucket)})


def _start_anew(notebook: Notebook, bucket: str, now: datetime) -> float:
    with writing(notebook.engine) as connection:
        row: Row[Any] | None = connection.execute(_FIND, {"bucket": _hashed(bucket)}).one_or_none()
        if row is None:
            return 0.0
        if now < row.last:
            _put(connection, bucket, row.failed, now)
            return wait_after_failures(row.failed).total_seconds()
    return _seconds_left(row, now)


def _seconds_left(row: Row[Any], now: datetime) -> float:
    left: timedelta = row.until - now
    return max(0.0, left.total_seconds())


def _put(connection: Connection, bucket: str, failed: int, now: datetime) -> None:
    connection.execute(_DROP, {"bucket": _hashed(bucket)})
    row = {"bucket_sha256": _hashed(bucket), "failed": failed, "last": now, "until": now + wait_after_failures(failed)}
    connection.execute(tries.insert(), {"clinic_id": HOME} | row)


def _hashed(bucket: str) -> bytes:
    return hashlib.sha256(bucket.encode("utf-8", "surrogatepass")).digest()
