"""Failed attempts while the disk takes nothing: counted as the notebook counts them, and gone with this process."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime

from nearer.database.attempt_count import FORGOTTEN_AFTER, AttemptCount

MAX_BUCKETS = 10_000  # about 2 MB


class AttemptsInMemory:
    """At most MAX_BUCKETS, each forgotten a day after its last attempt; of more, the one longest without any goes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: OrderedDict[str, AttemptCount] = OrderedDict()  # the latest attempt at the end

    def __len__(self) -> int:
        return len(self._counts)

    def book(self, buckets: Sequence[str], now: datetime) -> float:
        """Count an attempt against every bucket and say 0; or the seconds to wait, and count nothing."""
        with self._lock:
            self._forget_old(now)
            counts = [self._find_with_clock(bucket, now) for bucket in buckets]
            wait = max((0.0, *(count.seconds_left(now) for count in counts)))
            if wait <= 0:
                for count in counts:
                    self._write(AttemptCount.after(count.bucket, count.failed + 1, now))
            return wait

    def refund(self, buckets: Sequence[str], now: datetime) -> None:
        """An attempt that was booked and worked does not count; those before it do, and their wait is over."""
        with self._lock:
            for bucket in buckets:
                count = self._counts.pop(bucket, None)
                if count is not None and (before := count.refunded(now)) is not None:
                    self._write(before)

    def forget(self, bucket: str) -> None:
        """After an attempt that worked."""
        with self._lock:
            self._counts.pop(bucket, None)

    def _find_with_clock(self, bucket: str, now: datetime) -> AttemptCount:
        count = self._counts.get(bucket)
        if count is None:
            return AttemptCount.after(bucket, 0, now)
        if (as_of_now := count.with_clock(now)) != count:
            self._write(as_of_now)
        return as_of_now

    def _write(self, count: AttemptCount) -> None:
        self._counts[count.bucket] = count
        self._counts.move_to_end(count.bucket)
        if len(self._counts) > MAX_BUCKETS:
            self._counts.popitem(last=False)

    def _forget_old(self, now: datetime) -> None:
        while self._counts and next(iter(self._counts.values())).last < now - FORGOTTEN_AFTER:
            self._counts.popitem(last=False)
