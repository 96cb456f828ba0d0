"""Failed tries while the disk takes nothing: counted as the notebook counts them, and gone with this process."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime

from nearer.database.login_throttling import FORGOTTEN_AFTER, wait_after_failures

MAX_BUCKETS = 10_000  # about 2 MB


class TriesInMemory:
    """At most `most` buckets, each forgotten a day after its last try; of more, the one longest without a try goes."""

    def __init__(self, most: int = MAX_BUCKETS) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._counted: OrderedDict[str, tuple[int, datetime]] = OrderedDict()  # failed and last, the latest at the end

    def __len__(self) -> int:
        return len(self._counted)

    def book(self, buckets: Sequence[str], now: datetime) -> float:
        """Count a try against every bucket and say 0; or the seconds to wait, and count nothing."""
        with self._lock:
            self._forget_old(now)
            wait = max((0.0, *(self._wait(bucket, now) for bucket in buckets)))
            if wait == 0:
                for bucket in buckets:
                    self._write(bucket, self._counted.get(bucket, (0, now))[0] + 1, now)
            return wait

    def take_back(self, buckets: Sequence[str]) -> None:
        """A try that was booked and worked does not count; those before it do, and their wait is over."""
        with self._lock:
            for bucket in buckets:
                failed, last = self._counted.pop(bucket, (0, None))
                if last is not None and failed > 1:
                    self._write(bucket, failed - 1, last - wait_after_failures(failed - 1, bucket))

    def forget(self, bucket: str) -> None:
        """After a try that worked."""
        with self._lock:
            self._counted.pop(bucket, None)

    def _wait(self, bucket: str, now: datetime) -> float:
        """A clock set back starts the wait anew."""
        failed, last = self._counted.get(bucket, (0, now))
        if now < last:
            last = now
            self._write(bucket, failed, now)
        return (last + wait_after_failures(failed, bucket) - now).total_seconds()

    def _write(self, bucket: str, failed: int, last: datetime) -> None:
        self._counted[bucket] = failed, last
        self._counted.move_to_end(bucket)
        if len(self._counted) > self._most:
            self._counted.popitem(last=False)

    def _forget_old(self, now: datetime) -> None:
        while self._counted and next(iter(self._counted.values()))[1] < now - FORGOTTEN_AFTER:
            self._counted.popitem(last=False)
