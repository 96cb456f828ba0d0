"""Leaving: everything of one person deleted for good; the one who stays keeps all of their own."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from datetime import datetime

from sqlalchemy import Engine, bindparam, exists, or_, select, update

from nearer.domain.roles_and_audiences import Audience
from nearer.language.error_catalogue.notebook_errors import NotebookText
from nearer.privacy.principal import Principal
from nearer.storage.couple.credentials import sign_in
from nearer.storage.couple.partner_messages import PARTNER_MESSAGE
from nearer.storage.couple.sharing import close_to
from nearer.storage.database.schema import couples, drawers, metadata, offers, people
from nearer.storage.errors import NotSaved
from nearer.storage.notebook import Notebook
from nearer.storage.sealed.authorisation import Writer, own_couple
from nearer.storage.therapist.schema import case_records

_NAMES_A_PERSON = ("owner_id", "reader_id", "person_id")
_DROPS = tuple(  # every table that names a person, those that point to others first
    table.delete().where(own_couple(table), or_(*(table.c[name] == bindparam("person") for name in named)))
    for table in reversed(metadata.sorted_tables)
    if (named := [name for name in _NAMES_A_PERSON if name in table.c])
)
_NOBODY_LEFT = ~exists(select(people).where(own_couple(people)))
_DROP_EMPTY_COUPLE = tuple(table.delete().where(own_couple(table), _NOBODY_LEFT) for table in (case_records, couples))
_DROP_OFFERS = offers.delete().where(own_couple(offers))
_OWN_SAID = update(drawers).where(
    own_couple(drawers), drawers.c.owner_id == bindparam("person"), drawers.c.part == PARTNER_MESSAGE
)
_CLOSE_SAID = _OWN_SAID.values(audience=Audience.ME.value)
_NOW_FIRST = update(people).where(own_couple(people), people.c.person_id == bindparam("person")).values(first=True)


def erase_me(notebook: Notebook, principal: Principal, passphrase: str, now: datetime) -> bool:
    """Delete everything of the person, at once and for good. False, and nothing changed, for another passphrase.

    The partner keeps all that is their own, closed to everybody else. NotSaved in the demo.
    """
    with notebook.read_as(principal) as reader:
        name = reader.person.nickname
    if notebook.demo:
        raise NotSaved(NotebookText.NOTHING_TO_DELETE)
    opened = sign_in(notebook, name, passphrase)
    if opened is None or opened.principal.person != principal.person:
        return False
    with notebook.write_as(principal, now) as writer:
        _leave_partner(writer)
        for drop in (*_DROPS, *_DROP_EMPTY_COUPLE):
            writer.execute(drop)
    _close_gaps(notebook.engine)
    return True


def _leave_partner(writer: Writer) -> None:
    """What they shared is theirs alone from now on, in new drawers: whoever joins later finds nothing open."""
    row = writer.find_partner()
    if row is None:
        return
    partner = Writer.for_owner(writer.connection, row, writer.now)
    close_to(partner, "partner")
    for change in (_DROP_OFFERS, _CLOSE_SAID, _NOW_FIRST):  # what was said and agreed was for the one who leaves
        partner.execute(change)


def _close_gaps(engine: Engine) -> None:
    """Write the file anew. A full disk leaves the gaps, in which secure_delete has overwritten what stood there."""
    with engine.connect() as connection, suppress(sqlite3.OperationalError):
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("VACUUM")
