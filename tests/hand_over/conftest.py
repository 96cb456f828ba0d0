"""The stores that every promise of this room holds for (tests/storage/stores.py), and whom each file lets in there."""

from __future__ import annotations

import pytest

from nearer.privacy.principal import Principal, Therapist
from nearer.storage.notebook import Notebook
from tests.hand_over.handing_over import CoupleAndTherapist
from tests.storage.clinic import make_therapist
from tests.storage.stores import *  # noqa: F403  the list of them is there


@pytest.fixture
def couple(couple_and_therapist: CoupleAndTherapist) -> tuple[Principal, Principal]:
    return couple_and_therapist[0]


@pytest.fixture
def rao(notebook: Notebook, request: pytest.FixtureRequest) -> Therapist:
    """The one whom the two let in, where they are there."""
    return (
        request.getfixturevalue("couple_and_therapist")[1]
        if "couple" in request.fixturenames
        else make_therapist(notebook)
    )
