"""Nearer as `streamlit run` serves it, but for its two clocks, which a journey moves on.

Beside the folder of the notebook, `passed` has the seconds that passed at once for the idle lock, `days` the days that
passed in the calendar.
"""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from streamlit.starlette import App  # noqa: E402  the path has to be known first

from nearer.session.services import get_services  # noqa: E402
from nearer.web.app import serving  # noqa: E402

PASSED, DAYS = (Path(os.environ["NEARER_DATA"]).parent / name for name in ("passed", "days"))


def _number_in(file: Path) -> float:
    return float(file.read_text("utf-8")) if file.exists() else 0.0


def moved() -> float:
    return time.monotonic() + _number_in(PASSED)


def moved_day() -> datetime:
    return datetime.now(UTC) + timedelta(days=_number_in(DAYS))


services = import_module("nearer.session.services")
services.monotonic = moved  # type: ignore[attr-defined]
services._utc_now = moved_day  # type: ignore[attr-defined]
app = App(ROOT / "nearer" / "shell.py", **serving(get_services()))
