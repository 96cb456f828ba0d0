"""What happens while people answer, counted, so that a fault comes at one of these moments and not after a time."""

from __future__ import annotations

import threading


class Moments:
    """Something begins or is acknowledged: a fault comes while the first is on its way, or right after the second."""

    def __init__(self) -> None:
        self._number, self._changed = 0, threading.Condition()

    def note(self) -> None:
        with self._changed:
            self._number += 1
            self._changed.notify_all()

    def wait_for(self, more: int, seconds: float) -> None:
        """Until so many more came, in whichever threads; AssertionError when they do not."""
        with self._changed:
            wanted = self._number + more
            assert self._changed.wait_for(lambda: self._number >= wanted, seconds), "nothing happens any more"
