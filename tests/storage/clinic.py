"""A therapist and the people who let them in, made in one line each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from nearer.domain import Audience, Part
from nearer.privacy import Principal, Therapist
from nearer.storage import (
    Choice,
    Meeting,
    Notebook,
    accept_invitation,
    connect,
    invite_therapist,
    new_therapist_code,
    offered_by,
    set_audience,
    sharing,
)
from nearer.storage.therapists.brought import mark_questionnaire, offer_questionnaire, own_questionnaires
from tests.storage.making import NOW, PASSPHRASE, ZONE

NOTICE = "1" * 64


def therapist(notebook: Notebook, name: str = "Dr Rao", now: datetime = NOW) -> Therapist:
    return accept_invitation(notebook, invite_therapist(notebook, name, now), ZONE, None, now)


def therapist_of_file(notebook: Notebook, name: str = "Dr Rao") -> Therapist:
    """One of a real notebook, which needs a passphrase."""
    now = datetime.now(UTC)
    return accept_invitation(notebook, invite_therapist(notebook, name, now), ZONE, PASSPHRASE, now)


def let_in(notebook: Notebook, principal: Principal, by: Therapist, now: datetime = NOW) -> None:
    """Connect, with nothing granted."""
    code = new_therapist_code(notebook, by, now)
    connect(notebook, principal, Meeting(code, offered_by(notebook, principal, code, now).public, NOTICE), now)


def grant(notebook: Notebook, principal: Principal, *parts: Part, earlier: bool = True, now: datetime = NOW) -> None:
    """Let the therapist read these parts beside whoever reads them already; all of them where none is named."""
    for part in parts or tuple(Part):
        others = sharing(notebook, principal)[part].others | {"therapist"}
        set_audience(notebook, principal, Choice(part, Audience.of(others), earlier), now)


def take_back(notebook: Notebook, principal: Principal, *parts: Part, now: datetime = NOW) -> None:
    for part in parts:
        others = sharing(notebook, principal)[part].others - {"therapist"}
        set_audience(notebook, principal, Choice(part, Audience.of(others)), now)


def offer(notebook: Notebook, by: Therapist, key: UUID, now: datetime = NOW, marks: Iterable[str] = ()) -> None:
    """Offer a questionnaire; where nobody has looked so far, mark these of its questions before."""
    if next(one for one in own_questionnaires(notebook, by) if one.id == key).marks is None:
        mark_questionnaire(notebook, by, key, marks)
    offer_questionnaire(notebook, by, key, now)
