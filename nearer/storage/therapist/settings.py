"""What a therapist sets for themselves: time zone, idle time, passphrase."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, update

from nearer.language.error_catalogue.notebook_errors import NotebookText
from nearer.privacy.key_slots import wrap
from nearer.privacy.principal import Therapist
from nearer.storage.couple.credentials import check_new_passphrase
from nearer.storage.couple.names import check_zone
from nearer.storage.errors import NotSaved
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.accounts import about_therapist, unlock_therapist
from nearer.storage.therapist.schema import therapists

_SET = update(therapists).where(
    therapists.c.clinic_id == bindparam("clinic"), therapists.c.therapist_id == bindparam("person")
)


@dataclass(frozen=True, slots=True)
class TherapistSettings:
    """A therapist's own: time zone name, minutes without a touch until the lock (1 to 15), language tag.

    Without a language they are spoken to in their browser's.
    """

    zone: str
    idle_minutes: int
    language: str = ""


def read_therapist_settings(notebook: Notebook, therapist: Therapist) -> TherapistSettings:
    with notebook.read_as_therapist(therapist) as reader:
        row = reader.account
    return TherapistSettings(row.zone, row.idle_minutes, row.language)


def save_therapist_settings(notebook: Notebook, therapist: Therapist, chosen: TherapistSettings) -> None:
    """NotSaved with a sentence when a value is out of bounds."""
    check_zone(chosen.zone)
    if isinstance(chosen.idle_minutes, bool) or not 1 <= chosen.idle_minutes <= 15:
        raise NotSaved(NotebookText.MINUTES_OUT_OF_RANGE)
    values = {"zone": chosen.zone, "idle_minutes": chosen.idle_minutes, "language": chosen.language}
    with notebook.write_as_therapist(therapist) as writer:
        writer.execute(_SET, **values)


def change_therapist_passphrase(notebook: Notebook, therapist: Therapist, old: str, new: str) -> bool:
    """False when the old one is another. Only 32 bytes are wrapped anew; the authenticator app stays as it is."""
    with notebook.read_as_therapist(therapist) as reader:
        row = reader.account
    check_new_passphrase(new, row.name)
    unlock = unlock_therapist(row, old)
    if unlock is None:
        return False
    slot = wrap(unlock, new, about_therapist(row))
    with notebook.write_as_therapist(therapist) as writer:
        writer.execute(_SET, salt=slot.salt, passes=slot.passes, memory=slot.memory, slot_unlock=slot.sealed)
    return True
