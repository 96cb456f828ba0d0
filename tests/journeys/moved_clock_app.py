"""Nearer as `streamlit run` serves it, but for the clock of the idle lock, which a journey moves on:
the seconds that passed at once stand in the file `passed` beside the notebook's folder."""

from __future__ import annotations

import os
import sys
import time
from functools import partial
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from streamlit.starlette import App  # noqa: E402  the path has to be known first

from nearer.privacy.vault import Vault  # noqa: E402
from nearer.session.services import get_services  # noqa: E402
from nearer.web.app import serving  # noqa: E402

PASSED = Path(os.environ["NEARER_DATA"]).parent / "passed"


def moved() -> float:
    return time.monotonic() + (float(PASSED.read_text("utf-8")) if PASSED.exists() else 0.0)


import_module("nearer.session.services").Vault = partial(Vault, clock=moved)  # type: ignore[attr-defined]
app = App(ROOT / "nearer" / "shell.py", **serving(get_services()))
