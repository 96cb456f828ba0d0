"""Whether the trail is as a manager saw it last; and noting that they know where it is not.

A changed trail cannot be put right. Once a manager has noted it, the lines until then are only compared with how they
were at that moment, and those after it are checked as before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row

from nearer.clinic_accounts.clinic_trail import (
    NOTED,
    TrailLine,
    TrailStamp,
    append_trail,
    is_unbroken,
    line_digest,
    read_trail,
    trail_state,
)
from nearer.database.row_errors import NotSaved
from nearer.language.error_catalogue.notebook_errors import TherapistText
from nearer.privacy.principal import Manager
from nearer.sealed.account_authorisation import AccountWriter
from nearer.storage.notebook import Notebook

LAST_LINE, _NOTED = (
    "trail",
    "trail noted",
)  # in the ledger's last_seen: what was seen last; a state, and when it was noted


@dataclass(frozen=True, slots=True)
class TrailCheck:
    """`state` tells these lines from all others. `noted` is when the manager last noted a change (aware UTC)."""

    is_whole: bool
    state: str
    noted: datetime | None


def check_trail(lines: list[Row[Any]], last_seen: Mapping[str, str]) -> TrailCheck:
    """The lines, compared with what a manager's ledger has of them."""
    state, _divider, moment = last_seen.get(_NOTED, "").rpartition(" ")
    noted = datetime.fromisoformat(moment) if moment else None
    return TrailCheck(is_unbroken(lines, last_seen.get(LAST_LINE, ""), state), trail_state(lines), noted)


def note_trail(notebook: Notebook, manager: Manager, state: str, now: datetime) -> None:
    """The manager knows that the lines of this `state` are not as they were written; the trail says that they noted it.

    NotSaved where they changed again since. A trail that is whole stays as it is.
    """

    def act(writer: AccountWriter) -> None:
        lines, last_seen = read_trail(writer.connection), writer.ledger.last_seen
        if check_trail(lines, last_seen).is_whole:
            return
        if trail_state(lines) != state:
            raise NotSaved(TherapistText.TRAIL_CHANGED_AGAIN)
        line = TrailLine(NOTED, manager.kind, manager.name, manager.id)
        append_trail(writer.connection, line, TrailStamp(writer.now, by_name=manager.name))
        last_seen[LAST_LINE] = line_digest(read_trail(writer.connection)[-1])
        last_seen[_NOTED] = f"{state} {writer.now.astimezone(UTC).isoformat()}"
        writer.seal()

    notebook.act_as_manager(manager, None, act, now)
