"""A form is finished from its draft as it stands, or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from nearer.domain.responses import Response
from nearer.privacy.principal import Principal
from nearer.storage.couple.drafts import Draft, check_unchanged
from nearer.storage.couple.responses import is_kept, put_response
from nearer.storage.database.engines import writing
from nearer.storage.notebook import Notebook


@dataclass(frozen=True, slots=True)
class Finishing:
    """A response with the draft it is made from, and the key that makes a second sending harmless."""

    response: Response
    draft: Draft
    key: UUID


def finish_draft(notebook: Notebook, principal: Principal, finishing: Finishing, now: datetime) -> None:
    """Keep the response that a form was finished with, as `keep_response` does.

    DraftChangedElsewhere when another window saved or finished the form since its draft was opened here.
    """
    response, key = finishing.response, finishing.key
    with writing(notebook.engine) as connection:
        if not is_kept(connection, principal, response, key):
            check_unchanged(connection, principal, finishing.draft)
            put_response(connection, principal, response, key, now)
