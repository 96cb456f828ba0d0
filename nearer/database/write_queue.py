"""Who of this process reads and writes a notebook's file when: nobody asks SQLite again and again whether it is free.

SQLite has no queue: whoever finds the file locked sleeps and tries anew, and who slept longest has no better chance
(https://www.sqlite.org/c3ref/busy_timeout.html). So writers wait here, first come, first served; and as readers and a
commit shut each other out (https://www.sqlite.org/lockingv3.html), readers wait while one commits. Other processes
still wait by SQLite's own means.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

MAX_WAIT_SECONDS = 20  # then somebody is told that the notebook is busy


class QueueTimeout(Exception):
    """Others wrote for too long."""


class WriteQueue:
    """For one engine; where all share one connection, `together` is false and reading is a turn like writing.

    QueueTimeout when somebody waited too long.
    """

    def __init__(self, together: bool) -> None:
        self._together, self._max_wait = together, MAX_WAIT_SECONDS
        self._changed = threading.Condition()
        self._reading, self._joined, self._committing = 0, 0, False
        self._writing: int | None = None
        self._waiting: deque[tuple[int, threading.Event]] = deque()
        self._own = threading.local()

    @property
    def waiting(self) -> int:
        """How many wait to write, or for somebody who writes for them."""
        return len(self._waiting) + self._joined

    def read(self) -> AbstractContextManager[None]:
        """While it lasts nobody of this process commits. Who reads already reads on without waiting."""
        return self._read() if self._together else self.write()

    @contextmanager
    def _read(self) -> Iterator[None]:
        depth = getattr(self._own, "depth", 0)
        with self._changed:
            if not depth and not self._wait_for(lambda: not self._committing):
                raise QueueTimeout
            self._reading += 1
        self._own.depth = depth + 1
        try:
            yield
        finally:
            self._own.depth = depth
            with self._changed:
                self._reading -= 1
                self._changed.notify_all()

    @contextmanager
    def write(self) -> Iterator[None]:
        """One after the other, in the order they came. RuntimeError inside another one, or inside a read."""
        self.refuse_inside()
        own_thread, called = threading.get_ident(), threading.Event()
        with self._changed:
            if self._writing is None:
                self._writing = own_thread
                called.set()
            else:
                self._waiting.append((own_thread, called))
        try:
            if not called.wait(self._max_wait):
                raise QueueTimeout
            yield
        finally:
            self._leave_queue(own_thread, called)

    @contextmanager
    def join(self) -> Iterator[None]:
        """While it lasts somebody waits for what another one writes for them."""
        with self._changed:
            self._joined += 1
        try:
            yield
        finally:
            with self._changed:
                self._joined -= 1

    def refuse_inside(self) -> None:
        """RuntimeError in a thread that reads or writes already, and would wait for itself."""
        if getattr(self._own, "depth", 0) or self._writing == threading.get_ident():
            raise RuntimeError("open already")

    @contextmanager
    def commit(self) -> Iterator[None]:
        """Alone, once those who read now are done; for whoever has the turn to write."""
        with self._changed:
            self._committing = True
            alone = self._wait_for(lambda: not self._reading)
        try:
            if not alone:
                raise QueueTimeout
            yield
        finally:
            with self._changed:
                self._committing = False
                self._changed.notify_all()

    def _wait_for(self, is_true: Callable[[], bool]) -> bool:
        return self._changed.wait_for(is_true, self._max_wait)

    def _leave_queue(self, own_thread: int, called: threading.Event) -> None:
        """Call the next one; or, who was never called, leave the queue."""
        with self._changed:
            if (own_thread, called) in self._waiting:
                self._waiting.remove((own_thread, called))
            elif self._waiting:
                self._writing, following = self._waiting.popleft()
                following.set()
            else:
                self._writing = None
