"""To be counted: a person's own yes to stand in their therapist's figures, apart from what they let them read.

The yes is a drawer with nothing in it, to which the therapist has a key: whoever only writes the file cannot make one,
and taking the key away is all that a no needs.
"""

from __future__ import annotations

from datetime import datetime

from nearer.database.schema import consents
from nearer.domain.roles_and_audiences import Audience, Part, SharedPart
from nearer.privacy.principal import Principal
from nearer.sealed.authorisation import Reader, Writer
from nearer.storage.couple.people import save_consent
from nearer.storage.couple.readers import BE_COUNTED, read_newest_audiences, withdraw_consents
from nearer.storage.couple.sharing import Choice, set_audience
from nearer.storage.notebook import Notebook

TO_BE_COUNTED = SharedPart(Part.COUNTED)


def may_be_counted(notebook: Notebook, principal: Principal) -> bool:
    """Whether the therapist may count the person who asks."""
    with notebook.read_as(principal) as reader:
        return "therapist" in _readers(reader)


def save_counted(notebook: Notebook, principal: Principal, notice_sha256: str, now: datetime) -> None:
    """Say yes, having read the notice with this hash; saying it twice changes nothing.

    NotSaved without a therapist, KeyChanged when their key is not the one that was compared.
    """
    with notebook.write_as(principal, now) as writer:
        if "therapist" not in _readers(writer):
            _set(writer, Audience.THERAPIST)
            save_consent(writer, BE_COUNTED, notice_sha256)


def withdraw_counted(notebook: Notebook, principal: Principal, now: datetime) -> None:
    """Say no again: from this moment on the person is in no figure."""
    with notebook.write_as(principal, now) as writer:
        _set(writer, Audience.ME)
        withdraw_consents(writer, consents.c.purpose == BE_COUNTED, now)


def _set(writer: Writer, audience: Audience) -> None:
    set_audience(writer, Choice(TO_BE_COUNTED, audience), _readers(writer))


def _readers(reader: Reader) -> frozenset[str]:
    return read_newest_audiences(reader)[TO_BE_COUNTED].others
