"""The services of this process (vault, notebook, clock), opened before anyone is served; the rest is loaded in warm-up.

What a screen needs (pandas, Plotly, scipy, the guide, made-up people) is imported where it is used: the sign-in page
answers first, and the warm-up brings all of it while a person types their passphrase.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from threading import Timer
from time import monotonic
from typing import TYPE_CHECKING

from nearer.privacy.principal import Principal, Therapist
from nearer.privacy.vault import Vault
from nearer.storage.couple.people import has_people
from nearer.storage.named_notebook import open_named_notebook
from nearer.storage.notebook import Notebook, open_notebook
from nearer.web.services import Services

if TYPE_CHECKING:
    from nearer.demo.demo_copies import DemoCopies
    from nearer.yaml_files.helplines import Helplines

DEMO_VARIABLE = "NEARER_DEMO"  # a file of `nearer demo`, shown in place of the shipped one
DEMO_DELAY_SECONDS = 3  # the first page is read for longer than that, and a couple's own form begun
STYLE = Path(__file__).parents[1] / "views" / "layout" / "style.css"  # the look of every screen, sent by the server


@lru_cache(maxsize=1)
def get_services() -> Services:
    """Open the notebook; raises NotebookUnusable, a sentence with its remedy."""
    return Services(
        vault=Vault(monotonic),
        notebook=open_named_notebook(os.environ, open_notebook),
        read_help=_read_help,
        open_demo=_demo,
        clock=_utc_now,
        style=STYLE,
        load_screens=_load,
        open_caseload=_find_demo_therapist,
    )


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _read_help() -> Helplines:
    from nearer.shipped import shipped_help

    return shipped_help()


def _demo() -> tuple[Notebook, tuple[Principal, ...]]:
    from nearer.shipped import shipped_catalogue

    return _load_copies().copy(shipped_catalogue(), _utc_now())


@lru_cache(maxsize=1)
def _load_copies() -> DemoCopies:
    from nearer.demo.demo_copies import DemoCopies

    setting = os.environ.get(DEMO_VARIABLE)
    return DemoCopies(Path(setting) if setting else None)


def _find_demo_therapist(notebook: Notebook) -> Therapist:
    from nearer.demo.demo_caseload import demo_therapist

    return demo_therapist(notebook, _utc_now())


def _load() -> None:
    from nearer.session.loading import load_screens

    load_screens()
    beside = Timer(DEMO_DELAY_SECONDS, _prepare_demo)
    beside.daemon = True
    beside.start()


def _prepare_demo() -> None:
    """Make the demo soon after the start of an empty notebook, whose first visitor may want to look around."""
    from nearer.shipped import shipped_catalogue

    if not has_people(get_services().notebook):
        _load_copies().renew(shipped_catalogue(), _utc_now())
