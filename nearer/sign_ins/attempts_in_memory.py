"""Failed attempts while the disk takes nothing: counted as the notebook counts them, and gone with this process."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime

from nearer.sign_ins.attempt_count import AttemptCount, count_attempt, take_back_attempt

MAX_BUCKETS = 10_000  # about 2 MB


class CountsInMemory:
    """At most MAX_BUCKETS; of more, the one longest without an attempt goes."""

    def __init__(self) -> None:
        self._counts: OrderedDict[str, AttemptCount] = OrderedDict()  # the latest attempt at the end

    def __len__(self) -> int:
        return len(self._counts)

    def find(self, bucket: str) -> AttemptCount | None:
        return self._counts.get(bucket)

    def save(self, count: AttemptCount) -> None:
        self._counts[count.bucket] = count
        self._counts.move_to_end(count.bucket)
        if len(self._counts) > MAX_BUCKETS:
            self._counts.popitem(last=False)

    def delete(self, bucket: str) -> None:
        self._counts.pop(bucket, None)

    def delete_older(self, moment: datetime) -> None:
        while self._counts and next(iter(self._counts.values())).last < moment:
            self._counts.popitem(last=False)


class AttemptsInMemory:
    """The counts of one notebook, for threads that try at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts = CountsInMemory()

    def __len__(self) -> int:
        return len(self._counts)

    def book(self, buckets: Sequence[str], now: datetime) -> float:
        """Count an attempt against every bucket and say 0; or the seconds to wait, and count nothing."""
        with self._lock:
            return count_attempt(self._counts, buckets, now)

    def refund(self, buckets: Sequence[str], now: datetime) -> None:
        """An attempt that was booked and worked does not count; those before it do, and their wait is over."""
        with self._lock:
            take_back_attempt(self._counts, buckets, now)

    def forget(self, bucket: str) -> None:
        """After an attempt that worked."""
        with self._lock:
            self._counts.delete(bucket)
