"""What the partner's drawers open of their responses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import Row

from nearer.domain.weeks import Week
from nearer.privacy.principal import Principal
from nearer.storage.couple.responses import EVERY_RESPONSE, WANTED, open_parts, scores_of, week_of
from nearer.storage.database.engines import reading
from nearer.storage.notebook import Notebook
from nearer.storage.sealed.authorisation import bind_values, find_partner, find_person
from nearer.storage.sealed.entries import ANSWERS, NOTE_ENTRY, SCORES, select_readable_entries

_SHARED_ENTRIES = select_readable_entries(ANSWERS, SCORES, NOTE_ENTRY).where(WANTED)


@dataclass(frozen=True, slots=True)
class SharedResponse:
    """What a partner shows of one response: no time, no id, no count. None says nothing about why nothing is shown."""

    questionnaire: str
    version: str
    sha256: str
    week: Week | None
    scores: Mapping[str, Decimal] = field(repr=False)
    answers: Mapping[str, object] | None = field(repr=False)
    note: str | None = field(repr=False)


def read_partner_responses(
    notebook: Notebook, principal: Principal, questionnaire: str | None = None
) -> tuple[SharedResponse, ...]:
    """What the partner's drawers open to the asking person, by questionnaire and week; of each the last answered.

    A response that shows nothing is not there: kept private, declined, skipped and never begun look the same.
    """
    with reading(notebook.engine) as connection:
        find_person(connection, principal)
        partner = find_partner(connection, principal)
        if partner is None:
            return ()
        values = bind_values(principal) | {"owner": partner.person_id, "wanted": questionnaire}
        rows = connection.execute(EVERY_RESPONSE, values).all()
        entries = connection.execute(_SHARED_ENTRIES, values).all()
    last = {(row.questionnaire, row.week): row for row in rows}
    opened = open_parts(principal, entries, {row.response_id for row in last.values()})
    shared_responses = (
        _shown(row, opened[row.response_id]) for _, row in sorted(last.items()) if row.response_id in opened
    )
    return tuple(one for one in shared_responses if one.scores or one.answers or one.note)


def _shown(row: Row[Any], parts: Mapping[str, Any]) -> SharedResponse:
    return SharedResponse(
        questionnaire=row.questionnaire,
        version=row.version,
        sha256=row.sha256,
        week=week_of(row),
        scores=scores_of(parts),
        answers=parts.get(ANSWERS) or None,
        note=parts.get(NOTE_ENTRY) or None,
    )
