"""When each questionnaire was last answered: no key is needed, and nothing is opened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, func, select

from nearer.privacy import Principal
from nearer.storage.asking import asked, find_person, own_couple
from nearer.storage.connections import reading
from nearer.storage.notebook import Notebook
from nearer.storage.schema import responses

_LAST = (
    select(responses.c.questionnaire, func.max(responses.c.saved).label("saved"))
    .where(own_couple(responses), responses.c.owner_id == bindparam("person"))
    .group_by(responses.c.questionnaire)
)


def kept_dates(notebook: Notebook, principal: Principal) -> Mapping[str, datetime]:
    """The instant of the last response to each questionnaire, aware UTC; absent where there is none."""
    with reading(notebook.engine) as connection:
        find_person(connection, principal)
        rows = connection.execute(_LAST, asked(principal)).all()
    return {row.questionnaire: row.saved for row in rows}
