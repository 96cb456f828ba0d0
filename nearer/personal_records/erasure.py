"""Erasure: everything of one person deleted for good, while their partner keeps all of their own."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select, update

from nearer.database.engines import is_file, reading
from nearer.database.row_errors import NotSaved
from nearer.database.schema import blinded_lists, couples, metadata, people
from nearer.database.sqlite_engines import close_gaps
from nearer.database.therapist_schema import case_records, hand_overs
from nearer.language.error_catalogue.notebook_errors import NotebookText
from nearer.privacy.principal import Principal
from nearer.sealed.authorisation import Writer, find_couple, scope_of
from nearer.storage.couple.credentials import is_passphrase
from nearer.storage.notebook import Notebook

_NAMES_A_PERSON = ("owner_id", "reader_id", "person_id")


def erase_me(notebook: Notebook, principal: Principal, passphrase: str, now: datetime) -> bool:
    """Delete everything of the person, at once and for good, and say whether the passphrase was right.

    For another passphrase nothing is changed. The partner keeps all that is their own, closed to whoever leaves. Rows
    that were changed outside Nearer are no obstacle: they go like the others.
    NotSaved in the demo.
    """
    with reading(notebook.engine, scope_of(principal)) as connection:
        name = find_couple(connection, principal).own.nickname
    if notebook.demo:
        raise NotSaved(NotebookText.NOTHING_TO_DELETE)
    if not is_passphrase(notebook, principal.id, name, passphrase):
        return False
    with notebook.erase_as(principal, now) as writer:
        _leave_partner(writer)
        _delete_everything(writer)
    if is_file(notebook.engine.dialect):
        close_gaps(notebook.engine)
    return True


def _leave_partner(writer: Writer) -> None:
    """The partner is the first now, without blinded lists; they close to who leaves with their next save."""
    writer.execute(blinded_lists.delete().where(writer.of_couple(blinded_lists)))
    writer.execute(update(people).where(writer.of_couple(people)).values(first=True))


def _delete_everything(writer: Writer) -> None:
    """The person's rows of every table, those that point to others first; with the last person goes the couple."""
    for table in reversed(metadata.sorted_tables):
        if of_person := [table.c[name] == writer.principal.id for name in _NAMES_A_PERSON if name in table.c]:
            writer.execute(table.delete().where(writer.of_couple(table), or_(*of_person)))
    if writer.execute(select(people).where(writer.of_couple(people))).first() is None:
        for table in (hand_overs, case_records, couples):
            writer.execute(table.delete().where(writer.of_couple(table)))
