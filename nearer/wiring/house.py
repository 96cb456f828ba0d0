"""The one house of this process: vault, notebook, catalogue and help lines, opened once before anyone is served."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from functools import lru_cache

from nearer.privacy import Principal, Vault
from nearer.shipped import shipped_catalogue, shipped_help
from nearer.storage import Notebook, data_folder, fill_demo, open_demo_notebook, open_notebook
from nearer.web import House


@lru_cache(maxsize=1)
def house() -> House:
    """Open everything; raises NotebookUnusable or QuestionnaireError, each a sentence with its remedy."""
    return House(
        vault=Vault(),
        notebook=open_notebook(data_folder(os.environ)),
        catalogue=shipped_catalogue(),
        help=shipped_help(),
        open_demo=_demo,
        clock=_utc_now,
    )


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _demo() -> tuple[Notebook, tuple[Principal, ...]]:
    notebook = open_demo_notebook()
    return notebook, fill_demo(notebook, shipped_catalogue(), _utc_now())
