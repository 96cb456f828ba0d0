"""A form is finished from its draft as it stands, or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from nearer.domain import Response
from nearer.privacy import Principal
from nearer.storage.connections import writing
from nearer.storage.drafts import Draft, check_unchanged
from nearer.storage.notebook import Notebook
from nearer.storage.responses import is_kept, put_response


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
