"""Failed attempts in a row: each waits longer than the one before, at most a quarter of an hour.

Nobody is locked out for good.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

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
        """So many failed, the last one at this moment."""
        return cls(bucket, failed, last, last + wait_after_failures(failed, bucket))

    def with_clock(self, now: datetime) -> AttemptCount:
        """A clock that was set back starts the wait anew."""
        return AttemptCount.after(self.bucket, self.failed, now) if now < self.last else self

    def seconds_left(self, now: datetime) -> float:
        """Never more than so many failed attempts ask for, whatever clock, or whoever, wrote until when."""
        return float(min(self.until - now, wait_after_failures(self.failed, self.bucket)).total_seconds())

    def refunded(self, now: datetime) -> AttemptCount | None:
        """Without the last attempt, which worked and came after the wait of those before; None where it was alone."""
        return replace(self, failed=self.failed - 1, until=now) if self.failed > 1 else None
