"""Waiting for what comes by itself, and not for longer than a test may."""

from __future__ import annotations

import time
from collections.abc import Callable

LOOK_EVERY = 0.005  # seconds


def wait_until(is_true: Callable[[], bool], seconds: float) -> bool:
    """Whether it comes true within so many seconds."""
    last = time.monotonic() + seconds
    while not is_true():
        if time.monotonic() > last:
            return False
        time.sleep(LOOK_EVERY)
    return True
