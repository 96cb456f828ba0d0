"""What tests open to others, part by part: of every questionnaire that somebody in a test answers."""

from __future__ import annotations

from nearer.domain.roles_and_audiences import PARTNER, Audience, Part, SharedPart
from nearer.privacy.principal import Principal, Therapist
from nearer.shipped import shipped_catalogue
from nearer.storage.couple.sharing import AudienceChange, read_audiences
from nearer.storage.notebook import Notebook

MADE_UP = ("body", "both", "low-mood", "form")


def shared_parts(*parts: Part) -> tuple[SharedPart, ...]:
    """Of each part all that can be shared; of every part where none is named."""
    questionnaires = (*shipped_catalogue().questionnaires, *MADE_UP)
    return tuple(shared for part in parts or Part for shared in SharedPart.parts_of(part, questionnaires))


def make_audience_changes(*parts: Part, audience: Audience, earlier: bool = False) -> list[AudienceChange]:
    """The same audience for all that these parts hold."""
    return [AudienceChange(shared, audience, earlier) for shared in shared_parts(*parts)]


def therapists_only(*therapists: Therapist) -> Audience:
    """Of therapists, and not of the partner."""
    return Audience(frozenset(one.id.hex for one in therapists))


def partner_and_therapists(*therapists: Therapist) -> Audience:
    """Of the partner too."""
    return Audience(therapists_only(*therapists).others | {PARTNER})


def add_readers(
    notebook: Notebook, principal: Principal, readers: Audience, *parts: Part, earlier: bool = False
) -> list[AudienceChange]:
    """More readers beside whoever reads these parts already."""
    now = read_audiences(notebook, principal)
    return [AudienceChange(one, Audience(now[one].others | readers.others), earlier) for one in shared_parts(*parts)]


def remove_readers(notebook: Notebook, principal: Principal, readers: Audience, *parts: Part) -> list[AudienceChange]:
    """Readers less of these parts."""
    now = read_audiences(notebook, principal)
    return [AudienceChange(one, Audience(now[one].others - readers.others)) for one in shared_parts(*parts)]
