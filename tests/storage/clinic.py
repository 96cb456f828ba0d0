"""A therapist and the people who let them in, made in one line each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from nearer.clinic_accounts.accounts import accept_invitation, invite_therapist, revoke_by_command
from nearer.custom_questionnaires.offering import offer_questionnaire
from nearer.custom_questionnaires.versions import (
    read_custom_questionnaires,
    save_harm_flags,
)
from nearer.domain.roles_and_audiences import Audience, Part
from nearer.domain.weekly_scores import WeeklyScale
from nearer.privacy.principal import Principal, Therapist
from nearer.storage.couple.counting_consent import CountingConsent
from nearer.storage.couple.sharing import set_audiences
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.last_scores import WantedScores
from nearer.storage.therapist.therapist_connections import (
    KeyComparison,
    create_therapist_code,
    end_connection,
    read_own_therapists,
    read_therapist_offer,
    save_connection,
)
from tests.shared_parts import add_readers, remove_readers, therapists_only
from tests.storage.making import NOW, PASSPHRASE, ZONE

NOTICE = "1" * 64
WEEKS = WantedScores(WeeklyScale("closeness-weekly", "closeness"))


def make_therapist(notebook: Notebook, name: str = "Dr Rao", now: datetime = NOW) -> Therapist:
    return accept_invitation(notebook, invite_therapist(notebook, name, now), ZONE, None, now)


def revoke_therapist(notebook: Notebook, name: str, now: datetime) -> None:
    revoke_by_command(notebook, Therapist, name, now)


def make_therapist_with_passphrase(notebook: Notebook, name: str = "Dr Rao") -> Therapist:
    """One of a real notebook, which needs a passphrase."""
    now = datetime.now(UTC)
    return accept_invitation(notebook, invite_therapist(notebook, name, now), ZONE, PASSPHRASE, now)


def connect_therapist(notebook: Notebook, principal: Principal, by: Therapist, now: datetime = NOW) -> None:
    """Connect, with nothing granted."""
    code = create_therapist_code(notebook, by, now)
    save_connection(
        notebook,
        principal,
        KeyComparison(code, read_therapist_offer(notebook, principal, code, now).keys, NOTICE),
        now,
    )


def read_connected_therapists(notebook: Notebook, principal: Principal) -> Audience:
    """Every therapist who is connected with this person now."""
    therapists = read_own_therapists(notebook, principal)
    return Audience(frozenset(one.reader for one in therapists if one.ended is None))


def make_counting_consent(by: Therapist) -> CountingConsent:
    return CountingConsent(by.id.hex, NOTICE)


def grant_parts(
    notebook: Notebook,
    principal: Principal,
    *parts: Part,
    earlier: bool = True,
    now: datetime = NOW,
    to: Therapist | None = None,
) -> None:
    """Let a therapist, or all who are connected, read these parts, or all parts, beside whoever reads them already."""
    readers = read_connected_therapists(notebook, principal) if to is None else therapists_only(to)
    set_audiences(notebook, principal, add_readers(notebook, principal, readers, *parts, earlier=earlier), now)


def withdraw_parts(
    notebook: Notebook, principal: Principal, *parts: Part, now: datetime = NOW, by: Therapist | None = None
) -> None:
    readers = read_connected_therapists(notebook, principal) if by is None else therapists_only(by)
    set_audiences(notebook, principal, remove_readers(notebook, principal, readers, *parts), now)


def end_connections(notebook: Notebook, principal: Principal, now: datetime = NOW) -> None:
    """End the connection with every therapist."""
    for one in read_own_therapists(notebook, principal):
        end_connection(notebook, principal, one.reader, now)


def offer_custom_questionnaire(
    notebook: Notebook, by: Therapist, key: UUID, now: datetime = NOW, harm_flags: Iterable[str] = ()
) -> None:
    """Offer a questionnaire; where nobody has looked so far, mark these of its questions before."""
    if next(one for one in read_custom_questionnaires(notebook, by) if one.id == key).harm_flags is None:
        save_harm_flags(notebook, by, key, harm_flags)
    offer_questionnaire(notebook, by, key, now, people=None)
