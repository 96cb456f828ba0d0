"""What a service manager asks: whether the server is there, and whether what people write finds room."""

from __future__ import annotations

import shutil
from types import SimpleNamespace

import pytest

from tests.web.running import Running


@pytest.mark.parametrize(
    ("free", "status", "text"), [(10**10, 200, "ok"), (0, 503, "disk full"), (10**6, 503, "disk full")]
)
def test_the_health_check_says_that_a_full_disk_is_not_ok(
    running: Running, monkeypatch: pytest.MonkeyPatch, free: int, status: int, text: str
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(total=10**11, used=0, free=free))
    reply = running.browser().get("/healthz")
    assert (reply.status_code, reply.text) == (status, text)
