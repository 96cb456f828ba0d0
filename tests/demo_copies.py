"""The demo's people for tests that begin with them, written once and then copied (tests/storage/copies.py)."""

from __future__ import annotations

from datetime import datetime

from nearer.demo.demo_caseload import fill_caseload
from nearer.demo.demo_couples import fill_demo
from nearer.demo.sample_caseload import scripted_couples
from nearer.privacy.principal import Principal, Therapist
from nearer.shipped import shipped_catalogue
from nearer.storage.notebook import Notebook
from tests.storage.copies import made_once
from tests.storage.making import NOW


@made_once
def copy_demo(notebook: Notebook, now: datetime = NOW) -> tuple[Principal, ...]:
    """Meera, Ravi and the others, as `fill_demo` writes them."""
    return fill_demo(notebook, shipped_catalogue(), now)


@made_once
def copy_demo_clinic(notebook: Notebook) -> tuple[tuple[Principal, ...], Therapist]:
    """Those, and the demo's therapist with her caseload."""
    return fill_demo(notebook, shipped_catalogue(), NOW), fill_caseload(
        notebook, shipped_catalogue(), NOW, scripted_couples()
    )
