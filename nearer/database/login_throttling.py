"""The counts of failed attempts, in the table that all servers of a clinic share."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Engine, select

from nearer.database.attempt_count import FORGOTTEN_AFTER, AttemptCount
from nearer.database.engines import serialised, writing
from nearer.database.schema import HOME, attempts, matches


def book_attempt(engine: Engine, buckets: Sequence[str], now: datetime) -> float:
    """Count an attempt against every bucket before it is made, and say 0; or the seconds to wait, and count nothing.

    NotSaved when the disk refuses: then nothing was counted.
    """

    def book(connection: Connection) -> float:
        old = attempts.c.last < now - FORGOTTEN_AFTER
        connection.execute(attempts.delete().where(matches(attempts, clinic_id=HOME), old))
        counts = [_find_with_clock(connection, bucket, now) for bucket in buckets]
        wait = max((0.0, *(count.seconds_left(now) for count in counts)))
        if wait <= 0:
            for count in counts:
                _write(connection, AttemptCount.after(count.bucket, count.failed + 1, now))
        return wait

    return serialised(engine, book)


def refund_attempt(engine: Engine, buckets: Sequence[str], now: datetime) -> None:
    """An attempt that was booked and worked: it does not count."""

    def refund(connection: Connection) -> None:
        for bucket in buckets:
            count = _find(connection, bucket)
            before = None if count is None else count.refunded(now)
            if before is None:
                connection.execute(attempts.delete().where(_of_bucket(bucket)))
            else:
                once_less = {"failed": before.failed, "until": before.until}
                connection.execute(attempts.update().where(_of_bucket(bucket)).values(once_less))

    serialised(engine, refund)


def forget_failed_attempts(engine: Engine, bucket: str) -> None:
    """After an attempt that worked."""
    with writing(engine) as connection:
        connection.execute(attempts.delete().where(_of_bucket(bucket)))


def _find_with_clock(connection: Connection, bucket: str, now: datetime) -> AttemptCount:
    count = _find(connection, bucket)
    if count is None:
        return AttemptCount.after(bucket, 0, now)
    if (as_of_now := count.with_clock(now)) != count:
        _write(connection, as_of_now)
    return as_of_now


def _find(connection: Connection, bucket: str) -> AttemptCount | None:
    row = connection.execute(select(attempts).where(_of_bucket(bucket))).one_or_none()
    return None if row is None else AttemptCount(bucket, row.failed, row.last, row.until)


def _write(connection: Connection, count: AttemptCount) -> None:
    """In place of what was there."""
    connection.execute(attempts.delete().where(_of_bucket(count.bucket)))
    key = {"clinic_id": HOME, "bucket_sha256": _hash_bucket(count.bucket)}
    connection.execute(attempts.insert(), key | {"failed": count.failed, "last": count.last, "until": count.until})


def _of_bucket(bucket: str) -> ColumnElement[bool]:
    return matches(attempts, clinic_id=HOME, bucket_sha256=_hash_bucket(bucket))


def _hash_bucket(bucket: str) -> bytes:
    return hashlib.sha256(bucket.encode("utf-8", "surrogatepass")).digest()
