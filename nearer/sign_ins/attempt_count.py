"""Failed attempts in a row: each waits longer than the one before, at most a quarter of an hour.

Nobody is locked out for good.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

FREE_ATTEMPTS = 3
FIRST_WAIT = timedelta(seconds=4)
MAX_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(days=1)
# Behind one address there may be a whole clinic; on this machine itself only its own programs start notebooks.
_SHARED = {"address": (30, timedelta(minutes=1)), "machine": (300, timedelta(minutes=1))}


def wait_after_failures(failed: int, bucket: str) -> timedelta:
    """How long to wait after so many failed attempts in a row: nothing for three, then 4 s, 8 s, 16 s ... 15 min.

    Where many share a bucket more are free, and no wait is over a minute.
    """
    free, longest = _SHARED.get(bucket.partition(":")[0], (FREE_ATTEMPTS, MAX_WAIT))
    if failed <= free:
        return timedelta(0)
    doublings: int = 2 ** min(failed - free - 1, 20)
    return min(FIRST_WAIT * doublings, longest)


@dataclass(frozen=True, slots=True)
class AttemptCount:
    """How many attempts at one bucket failed in a row, when the last one was made and until when the next one waits."""

    bucket: str
    failed: int
    last: datetime
    until: datetime

    @classmethod
    def after(cls, bucket: str, failed: int, last: datetime) -> AttemptCount:
        """The count of so many failed attempts, with the moment until which the next one has to wait."""
        return cls(bucket, failed, last, last + wait_after_failures(failed, bucket))

    def with_clock(self, now: datetime) -> AttemptCount:
        """A clock that was set back starts the wait anew."""
        return AttemptCount.after(self.bucket, self.failed, now) if now < self.last else self

    def seconds_left(self, now: datetime) -> float:
        """Never more than so many failed attempts ask for, whatever clock, or whoever, wrote until when."""
        return float(min(self.until - now, wait_after_failures(self.failed, self.bucket)).total_seconds())

    def refunded(self, now: datetime) -> AttemptCount | None:
        """The count less the last attempt, which worked and came after the wait of those before; None where it was
        alone."""
        return replace(self, failed=self.failed - 1, until=now) if self.failed > 1 else None


class AttemptCounts(Protocol):
    """A store of counts, one a bucket: the notebook's table, or memory while the disk takes nothing."""

    def find(self, bucket: str) -> AttemptCount | None:
        """None where no attempt failed."""

    def save(self, count: AttemptCount) -> None:
        """Write this count of a bucket in place of the one before."""

    def delete(self, bucket: str) -> None:
        """Forget what was there, if anything."""

    def delete_older(self, moment: datetime) -> None:
        """Forget every count whose last attempt was before this moment."""


def count_attempt(counts: AttemptCounts, buckets: Sequence[str], now: datetime) -> float:
    """Count an attempt against every bucket before it is made, and say 0; or the seconds to wait, and count nothing."""
    counts.delete_older(now - FORGOTTEN_AFTER)
    earlier = [_find_with_clock(counts, bucket, now) for bucket in buckets]
    wait = max((0.0, *(count.seconds_left(now) for count in earlier)))
    if wait <= 0:
        for count in earlier:
            counts.save(AttemptCount.after(count.bucket, count.failed + 1, now))
    return wait


def take_back_attempt(counts: AttemptCounts, buckets: Sequence[str], now: datetime) -> None:
    """An attempt that was counted and worked does not count; those before it do, and their wait is over."""
    for bucket in buckets:
        count = counts.find(bucket)
        before = None if count is None else count.refunded(now)
        if before is None:
            counts.delete(bucket)
        else:
            counts.save(before)


def _find_with_clock(counts: AttemptCounts, bucket: str, now: datetime) -> AttemptCount:
    count = counts.find(bucket)
    if count is None:
        return AttemptCount.after(bucket, 0, now)
    if (as_of_now := count.with_clock(now)) != count:
        counts.save(as_of_now)
    return as_of_now
