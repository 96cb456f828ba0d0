"""Another key for a drawer and all that is in it, so that whoever had the one before opens nothing of it any more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from sqlalchemy import Row, Select, Table, and_, select, update

from nearer.database.schema import drafts, entries, matches
from nearer.database.therapist_schema import connections, hand_over_answers, hand_overs, scored_weeks, therapists
from nearer.privacy.seal import SealBroken, new_key, own_mac, reseal_body
from nearer.sealed.authorisation import Reader, Writer
from nearer.sealed.drawers import KEY_TABLES, Drawer, KeyRecipient, open_drawer, seal_key_for
from nearer.sealed.entries import bind_draft, bind_entry, bind_weeks
from nearer.sealed.hand_overs import (
    IS_COLLEAGUE,
    HandOverParty,
    HandOverTerms,
    answer_mac,
    hand_on_share,
    question_of,
    take_share,
    unwrap_share,
    wrap_share,
)

# What a drawer's key seals: the table, how its rows are read, what each body is bound to.
SEALED: tuple[tuple[Table, Select[*tuple[Any, ...]], Callable[[Mapping[Any, Any]], bytes]], ...] = (
    (entries, select(entries), bind_entry),
    (drafts, select(drafts), bind_draft),
    (scored_weeks, select(scored_weeks), bind_weeks),
)


def renew_drawer(before: Reader, writer: Writer, row: Row[Any], others: Iterable[KeyRecipient]) -> None:
    """Seal the person's own drawer of this row anew, for its owner and these others and for nobody else.

    `before` has the keys that it was sealed with. What was damaged before stays as it is, and is named when it is read.
    """
    old, drawer = open_drawer(before, row).key, Drawer(row.drawer_id, new_key())
    for table, rows, bind_row in SEALED:
        for sealed in writer.execute(rows.where(writer.own(table, drawer_id=drawer.id))).all():
            values, associated_data = sealed._mapping, bind_row(sealed._mapping)
            with suppress(SealBroken):
                body = reseal_body(sealed.body, old, drawer.key, associated_data)
                anew = {"body": body}
                if "mac" in table.c:
                    if sealed.mac != own_mac(before.principal.keys, associated_data + sealed.body):
                        continue
                    anew["mac"] = own_mac(writer.principal.keys, associated_data + body)
                same = matches(table, **{column.name: values[column.name] for column in table.primary_key})
                writer.execute(update(table).where(same).values(anew))
    for keys in KEY_TABLES.values():
        writer.delete(keys, drawer_id=drawer.id)
    for reader in (KeyRecipient(writer.principal.id, writer.principal.keys.public), *others):
        seal_key_for(writer, drawer, reader)


def renew_answers(before: Reader, writer: Writer) -> None:
    """What the person is asked in a hand-over, and what they answered, under their new keys.

    So both therapists know an answer as theirs, and an open question can still be answered. What a therapist asked
    stays as it is, since it is in their ledger; a question changed outside Nearer stays one.
    """
    same = and_(
        *(connections.c[name] == hand_over_answers.c[name] for name in ("clinic_id", "couple_id", "person_id")),
        connections.c.therapist_id == hand_overs.c.therapist_id,
    )
    rows = select(hand_overs, *(hand_over_answers.c[name] for name in ("agreed", "answered", "share", "sealed_share")))
    rows_with_therapist = rows.add_columns(connections.c.public_key, therapists.c.name).join_from(
        hand_overs, hand_over_answers
    )
    questions = rows_with_therapist.join(connections, same).join(therapists, IS_COLLEAGUE)
    for row in writer.execute(questions.where(writer.own(hand_over_answers)).order_by(connections.c.since)).all():
        party = HandOverParty(HandOverTerms.of(row), writer.principal.id, row.public_key)
        own = writer.own(hand_over_answers, hand_over_id=row.hand_over_id)
        if values := dict(_renew_answer(before, writer, row, party)):
            writer.execute(update(hand_over_answers).where(own).values(values))


def _renew_answer(before: Reader, writer: Writer, row: Row[Any], party: HandOverParty) -> Iterator[tuple[str, bytes]]:
    """The MAC over an answer and what a yes handed on; of an open question what a yes will hand on."""
    old, keys = before.principal.keys, writer.principal.keys
    if row.answered is None:
        with suppress(SealBroken):
            yield "share", wrap_share(unwrap_share(question_of(row), old, party), keys, party)
        return
    yield "mac", answer_mac(keys, party, row.agreed)
    if row.share is not None:
        with suppress(SealBroken):
            handed_on = take_share(row.share, old, party, row.colleague_key)
            yield "share", hand_on_share(handed_on, keys, party)
