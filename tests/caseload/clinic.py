"""Two people and their therapist, before anything is granted."""

from __future__ import annotations

from datetime import timedelta

from nearer.privacy.principal import Principal
from nearer.session.values import TherapistSession
from nearer.shipped import shipped_catalogue
from nearer.storage.notebook import open_demo_notebook
from tests.storage.clinic import connect_therapist, make_therapist
from tests.storage.making import NOW, make_couple

ConnectedClinic = tuple[TherapistSession, Principal, Principal]


def connected_clinic() -> ConnectedClinic:
    """Meera and Ravi, connected with Dr Rao; nothing is granted or written so far."""
    notebook = open_demo_notebook()
    both = make_couple(notebook, "Meera", "Ravi", NOW - timedelta(weeks=20))
    rao = make_therapist(notebook)
    for one in both:
        connect_therapist(notebook, one, rao)
    return TherapistSession(notebook, rao, shipped_catalogue(), NOW), *both
