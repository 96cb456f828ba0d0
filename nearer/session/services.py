"""The services of this process (vault, notebook, clock), opened before anyone is served; the rest is loaded in warm-up.

What a screen needs (pandas, Plotly, scipy, the guide, made-up people) is imported where it is used: the sign-in page
answers first, and the warm-up brings all of it while a person types their passphrase.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from nearer.database.notebook_folder import data_folder
from nearer.privacy.principal import Principal, Therapist
from nearer.privacy.vault import Vault
from nearer.shipped import shipped_catalogue, shipped_help
from nearer.storage.notebook import Notebook, open_demo_notebook, open_notebook
from nearer.web.services import Services

STYLE = Path(__file__).parents[1] / "views" / "layout" / "style.css"  # the look of every screen, sent by the server


@lru_cache(maxsize=1)
def get_services() -> Services:
    """Open the notebook; raises NotebookUnusable, a sentence with its remedy."""
    return Services(
        vault=Vault(),
        notebook=open_notebook(data_folder(os.environ)),
        read_help=shipped_help,
        open_demo=_demo,
        clock=_utc_now,
        style=STYLE,
        load_screens=_load,
        open_caseload=_caseload,
    )


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _demo() -> tuple[Notebook, tuple[Principal, ...]]:
    from nearer.demo.demo_caseload import demo_therapist
    from nearer.demo.demo_couples import fill_demo

    notebook, now = open_demo_notebook(), _utc_now()
    people = fill_demo(notebook, shipped_catalogue(), now)
    demo_therapist(notebook, now)
    return notebook, people


def _caseload(notebook: Notebook) -> Therapist:
    from nearer.demo.demo_caseload import fill_caseload

    return fill_caseload(notebook, shipped_catalogue(), _utc_now())


def _load() -> None:
    from nearer.session.loading import load_screens

    load_screens()
