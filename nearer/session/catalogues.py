"""The questionnaires of whoever is signed in: those that are shipped, and those that a therapist imported."""

from __future__ import annotations

from functools import partial

from nearer.custom_questionnaires.definitions import (
    find_answered_definition,
    find_definition_for,
    read_offered_questionnaires,
)
from nearer.custom_questionnaires.versions import read_custom_definitions
from nearer.privacy.principal import Principal, Therapist
from nearer.storage.notebook import Notebook
from nearer.yaml_files.catalogue import Catalogue


def read_person_catalogue(notebook: Notebook, principal: Principal, shipped: Catalogue) -> Catalogue:
    """The catalogue with what the person's therapist offers now; earlier definitions are found when an answer to them
    is read."""
    offered = ((one, True) for one in read_offered_questionnaires(notebook, principal))
    return shipped.joined(offered, partial(find_answered_definition, notebook, principal))


def read_therapist_catalogue(notebook: Notebook, therapist: Therapist, shipped: Catalogue) -> Catalogue:
    """The catalogue with everything this therapist imported; only what is offered can be asked of anybody."""
    custom = read_custom_definitions(notebook, therapist)
    return shipped.joined(custom, partial(find_definition_for, notebook, therapist))
