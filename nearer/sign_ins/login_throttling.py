"""The counts of failed attempts, in the table that all servers of a clinic share."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Engine, select

from nearer.database.engines import serialised, writing
from nearer.database.schema import HOME, attempts, matches
from nearer.sign_ins.attempt_count import AttemptCount, count_attempt, take_back_attempt


@dataclass(frozen=True, slots=True)
class AttemptTable:
    """The table within one transaction; buckets are in it by their hash."""

    connection: Connection

    def find(self, bucket: str) -> AttemptCount | None:
        row = self.connection.execute(select(attempts).where(_of_bucket(bucket))).one_or_none()
        return None if row is None else AttemptCount(bucket, row.failed, row.last, row.until)

    def save(self, count: AttemptCount) -> None:
        self.delete(count.bucket)
        key = {"clinic_id": HOME, "bucket_sha256": _hash_bucket(count.bucket)}
        values = {"failed": count.failed, "last": count.last, "until": count.until}
        self.connection.execute(attempts.insert(), key | values)

    def delete(self, bucket: str) -> None:
        self.connection.execute(attempts.delete().where(_of_bucket(bucket)))

    def delete_older(self, moment: datetime) -> None:
        self.connection.execute(attempts.delete().where(matches(attempts, clinic_id=HOME), attempts.c.last < moment))


def book_attempt(engine: Engine, buckets: Sequence[str], now: datetime) -> float:
    """Count an attempt against every bucket before it is made, and say 0; or the seconds to wait, and count nothing.

    NotSaved when the disk refuses: then nothing was counted.
    """
    return serialised(engine, lambda connection: count_attempt(AttemptTable(connection), buckets, now))


def refund_attempt(engine: Engine, buckets: Sequence[str], now: datetime) -> None:
    """An attempt that was booked and worked: it does not count."""
    serialised(engine, lambda connection: take_back_attempt(AttemptTable(connection), buckets, now))


def forget_failed_attempts(engine: Engine, bucket: str) -> None:
    """After an attempt that worked."""
    with writing(engine) as connection:
        AttemptTable(connection).delete(bucket)


def _of_bucket(bucket: str) -> ColumnElement[bool]:
    return matches(attempts, clinic_id=HOME, bucket_sha256=_hash_bucket(bucket))


def _hash_bucket(bucket: str) -> bytes:
    return hashlib.sha256(bucket.encode("utf-8", "surrogatepass")).digest()
