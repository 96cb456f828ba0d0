"""To be counted: a person's own yes to stand in a therapist's figures, apart from what they let them read.

The yes is a drawer with nothing in it, to which the therapist has a key: whoever only writes the file cannot make one,
and taking the key away is all that a no needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from nearer.database.schema import consents
from nearer.domain.roles_and_audiences import Audience, Part, SharedPart
from nearer.privacy.principal import Principal
from nearer.sealed.authorisation import Reader
from nearer.storage.couple.people import save_consent
from nearer.storage.couple.readers import counting_purpose, read_newest_audiences, withdraw_consents
from nearer.storage.couple.sharing import AudienceChange, set_audience
from nearer.storage.notebook import Notebook

TO_BE_COUNTED = SharedPart(Part.COUNTED)


@dataclass(frozen=True, slots=True)
class CountingConsent:
    """A yes to one therapist, by their name in audiences, with the hash of the notice that was read."""

    reader: str
    notice_sha256: str


def may_be_counted(notebook: Notebook, principal: Principal, reader: str) -> bool:
    """Whether this therapist may count the person who asks."""
    with notebook.read_as(principal) as view:
        return reader in _readers(view)


def save_counted(notebook: Notebook, principal: Principal, consent: CountingConsent, now: datetime) -> None:
    """Say yes to one therapist; saying it twice changes nothing.

    NotSaved without this therapist, KeyChanged when their key is not the one that was compared.
    """
    with notebook.write_as(principal, now) as writer:
        before = _readers(writer)
        if consent.reader not in before:
            set_audience(writer, AudienceChange(TO_BE_COUNTED, Audience(before | {consent.reader})), before)
            save_consent(writer, counting_purpose(consent.reader), consent.notice_sha256)


def withdraw_counted(notebook: Notebook, principal: Principal, reader: str, now: datetime) -> None:
    """Say no again: from this moment on the person is in no figure of this therapist's."""
    with notebook.write_as(principal, now) as writer:
        before = _readers(writer)
        set_audience(writer, AudienceChange(TO_BE_COUNTED, Audience(before - {reader})), before)
        withdraw_consents(writer, consents.c.purpose == counting_purpose(reader), now)


def _readers(view: Reader) -> frozenset[str]:
    return read_newest_audiences(view)[TO_BE_COUNTED].others
