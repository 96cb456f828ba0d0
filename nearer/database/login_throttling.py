"""Failed tries: each waits longer than the one before, at most a quarter of an hour; nobody is locked out for good."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, select

from nearer.database.engines import serialised, writing
from nearer.database.schema import HOME, matches, tries

FREE_ATTEMPTS = 3
FIRST_WAIT = timedelta(seconds=4)
MAX_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(days=1)
# Behind one address there may be a whole clinic; on this machine itself only its own programs start notebooks.
_SHARED = {"address": (30, timedelta(minutes=1)), "machine": (300, timedelta(minutes=1))}


def wait_after_failures(failed: int, bucket: str = "") -> timedelta:
    """How long to wait after so many failed tries in a row: nothing for three, then 4 s, 8 s, 16 s ... 15 min.

    Where many share a bucket more are free, and no wait is over a minute.
    """
    free, longest = _SHARED.get(bucket.partition(":")[0], (FREE_ATTEMPTS, MAX_WAIT))
    if failed <= free:
        return timedelta(0)
    doublings: int = 2 ** min(failed - free - 1, 20)
    return min(FIRST_WAIT * doublings, longest)


def book_attempt(engine: Engine, buckets: Sequence[str], now: datetime) -> float:
    """Count a try against every bucket before it is made, and say 0; or the seconds to wait, and count nothing.

    NotSaved when the disk refuses: then nothing was counted.
    """

    def book(connection: Connection) -> float:
        connection.execute(tries.delete().where(matches(tries, clinic_id=HOME), tries.c.last < now - FORGOTTEN_AFTER))
        failed: dict[str, int] = {}
        waits = [0.0]
        for bucket in buckets:
            row = _find(connection, bucket)
            if row is not None and now < row.last:  # a clock set back starts the wait anew
                _write_tries(connection, bucket, row.failed, now)
                row = _find(connection, bucket)
            failed[bucket] = 0 if row is None else row.failed
            waits.append(0.0 if row is None else _seconds_left(row, bucket, now))
        if max(waits) <= 0:
            for bucket, count in failed.items():
                _write_tries(connection, bucket, count + 1, now)
        return max(waits)

    return serialised(engine, book)


def take_back_attempt(engine: Engine, buckets: Sequence[str], now: datetime) -> None:
    """A try that was booked and worked: it does not count."""

    def take_back(connection: Connection) -> None:
        for bucket in buckets:
            row = _find(connection, bucket)
            if row is not None and row.failed > 1:
                once_less = {"failed": row.failed - 1, "until": now}  # it came after the wait of those before it
                connection.execute(tries.update().where(_of_bucket(bucket)).values(once_less))
            else:
                connection.execute(tries.delete().where(_of_bucket(bucket)))

    serialised(engine, take_back)


def forget_failed_attempts(engine: Engine, bucket: str) -> None:
    """After a try that worked."""
    with writing(engine) as connection:
        connection.execute(tries.delete().where(_of_bucket(bucket)))


def _seconds_left(row: Row[Any], bucket: str, now: datetime) -> float:
    """Never more than so many failed tries ask for, whatever clock, or whoever, wrote until when."""
    longest = wait_after_failures(row.failed, bucket)
    return float(min(row.until - now, longest).total_seconds())


def _find(connection: Connection, bucket: str) -> Row[Any] | None:
    return connection.execute(select(tries).where(_of_bucket(bucket))).one_or_none()


def _write_tries(connection: Connection, bucket: str, failed: int, now: datetime) -> None:
    """Write down so many failed tries, the last one now, in place of what was there."""
    connection.execute(tries.delete().where(_of_bucket(bucket)))
    key = {"clinic_id": HOME, "bucket_sha256": _hash_bucket(bucket)}
    times = {"failed": failed, "last": now, "until": now + wait_after_failures(failed, bucket)}
    connection.execute(tries.insert(), key | times)


def _of_bucket(bucket: str) -> ColumnElement[bool]:
    return matches(tries, clinic_id=HOME, bucket_sha256=_hash_bucket(bucket))


def _hash_bucket(bucket: str) -> bytes:
    return hashlib.sha256(bucket.encode("utf-8", "surrogatepass")).digest()
