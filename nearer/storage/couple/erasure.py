"""Erasure: everything of one person deleted for good, while their partner keeps all of their own."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from datetime import datetime

from sqlalchemy import Engine, or_, select, update

from nearer.domain.roles_and_audiences import Audience
from nearer.language.error_catalogue.notebook_errors import NotebookText
from nearer.privacy.principal import Principal
from nearer.storage.couple.credentials import sign_in
from nearer.storage.couple.sharing import close_to
from nearer.storage.database.schema import couples, drawers, metadata, offers, people
from nearer.storage.errors import NotSaved
from nearer.storage.notebook import Notebook
from nearer.storage.sealed.authorisation import Writer
from nearer.storage.sealed.entries import PARTNER_MESSAGE
from nearer.storage.therapist.schema import case_records

_NAMES_A_PERSON = ("owner_id", "reader_id", "person_id")


def erase_me(notebook: Notebook, principal: Principal, passphrase: str, now: datetime) -> bool:
    """Delete everything of the person, at once and for good, and say whether the passphrase was right.

    For another passphrase nothing is changed. The partner keeps all that is their own, closed to everybody else.
    NotSaved in the demo.
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
        _delete_everything(writer)
    _close_gaps(notebook.engine)
    return True


def _leave_partner(writer: Writer) -> None:
    """What the partner shared is theirs alone from now on, in new drawers: whoever joins later finds nothing open."""
    row = writer.find_partner()
    if row is None:
        return
    partner = Writer.for_owner(writer.connection, row, writer.now)
    close_to(partner, "partner")
    # What was said and agreed was for the one who leaves.
    partner.execute(offers.delete().where(partner.of_couple(offers)))
    messages = partner.own(drawers, part=PARTNER_MESSAGE)
    partner.execute(update(drawers).where(messages).values(audience=Audience.ME.value))
    partner.execute(update(people).where(partner.own(people)).values(first=True))


def _delete_everything(writer: Writer) -> None:
    """The person's rows of every table, those that point to others first; with the last person goes the couple."""
    for table in reversed(metadata.sorted_tables):
        if named := [table.c[name] == writer.principal.person for name in _NAMES_A_PERSON if name in table.c]:
            writer.execute(table.delete().where(writer.of_couple(table), or_(*named)))
    if writer.execute(select(people).where(writer.of_couple(people))).first() is None:
        for table in (case_records, couples):
            writer.execute(table.delete().where(writer.of_couple(table)))


def _close_gaps(engine: Engine) -> None:
    """Write the file anew. A full disk leaves the gaps, in which secure_delete has overwritten what stood there."""
    with engine.connect() as connection, suppress(sqlite3.OperationalError):
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("VACUUM")
