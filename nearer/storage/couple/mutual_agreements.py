"""What two people both say yes to: steps that need both, and what would be welcome. Neither learns anything else.

A no, a *maybe*, an open question and something left out by chance are all published alike, so that not even a copy of
the notebook tells the partner which it was (nearer/privacy/private_set_intersection.py).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

from sqlalchemy import Row, select

from nearer.database.row_errors import ChangedOutside, NotSaved
from nearer.database.schema import blinded_lists
from nearer.language.error_catalogue.change_errors import ChangeText
from nearer.language.error_catalogue.notebook_errors import NotebookText
from nearer.privacy.principal import Principal
from nearer.privacy.private_set_intersection import blind, blind_again, intersect, keyed_shuffle, new_number
from nearer.privacy.seal import shared_mac
from nearer.sealed.authorisation import Reader, Writer
from nearer.sealed.entries import MARKS_LIST, read_sealed_list, save_sealed_list
from nearer.storage.couple.readers import find_reader
from nearer.storage.notebook import Notebook

YES = "yes"
AGREEMENT_LASTS = timedelta(days=30)
MAX_AGREEMENTS_SHOWN = 3
LEFT_OUT_OF = 3  # one in so many options of a list left to chance


@dataclass(frozen=True, slots=True)
class AgreementList:
    """What can be agreed on, by id in a fixed order. `chance` leaves out a random third of each person's list.

    The third stays: drawn anew every month, it would soon tell an absence by chance from a no.
    """

    list: str
    ids: tuple[str, ...]
    chance: bool = False

    @property
    def name(self) -> str:
        """The list's name with a hash of its options: with other options, what was agreed before is over."""
        return f"{self.list} {hashlib.sha256('|'.join(self.ids).encode()).hexdigest()[:16]}"

    @property
    def left_out(self) -> int:
        """How many options chance leaves out of each list."""
        return len(self.ids) // LEFT_OUT_OF if self.chance else 0

    @property
    def most_sure_of_no(self) -> Fraction:
        """How sure of a no to one option somebody can be who thought before that a yes and a no were even.

        That is Bayes' rule for who knows most: their own list is whole, they say yes to all of it and see nothing.
        Of what is not seen chance accounts for `left_out`, and half of those would have been a yes.
        """
        return 1 - Fraction(self.left_out, 2 * len(self.ids))


@dataclass(frozen=True, slots=True)
class MutualAgreement:
    """The person's own marks, until when they count, and what both say yes to.

    `both` has at most three options of a list left to chance. `until` is None where there are no marks.
    """

    marks: Mapping[str, str] = field(default_factory=dict, repr=False)
    until: datetime | None = None
    agreed: tuple[str, ...] = ()


def save_marks(
    notebook: Notebook, principal: Principal, options: AgreementList, marks: Mapping[str, str], now: datetime
) -> None:
    """Save the person's own marks for AGREEMENT_LASTS, in place of those before, which no longer count.

    NotSaved without a partner, and for a mark on something that is not in the list.
    """
    with notebook.write_as(principal, now) as writer:
        _write_marks(writer, options, marks, _read_own_list(writer, options, now))


def add_marks(
    notebook: Notebook, principal: Principal, options: AgreementList, marks: Mapping[str, str], now: datetime
) -> None:
    """Save these beside those of the list that count now, another window's among them. NotSaved as above."""
    with notebook.write_as(principal, now) as writer:
        before = _read_own_list(writer, options, now)
        _write_marks(writer, options, {**(before["marks"] if before else {}), **marks}, before)


def read_agreements(notebook: Notebook, principal: Principal, options: AgreementList, now: datetime) -> MutualAgreement:
    """The person's own marks, and what both say yes to; reading lets the partner see it too, when they next look."""
    with notebook.read_as(principal) as reader:
        own, partner_list = _read_own_list(reader, options, now), _read_partner_list(reader, options, now)
        own_list = _find_list(reader, options, principal.id)
    if own is None or own_list is None:
        return MutualAgreement()
    if partner_list is not None and own_list.answered != _hash(partner_list):
        with notebook.write_as(principal, now) as writer:
            if newest := _read_own_list(writer, options, now):  # another window may have saved in between
                _answer(writer, options, newest["number"], _read_partner_list(writer, options, now))
    return MutualAgreement(
        own["marks"],
        datetime.fromisoformat(own["until"]),
        _find_common(principal, options, own["number"], (own_list, partner_list)),
    )


def read_own_marks(notebook: Notebook, principal: Principal) -> Mapping[str, Mapping[str, str]]:
    """The person's own marks by the name of their list, then by option; nothing tells what chance left out."""
    with notebook.read_as(principal) as reader:
        lists = read_sealed_list(reader, MARKS_LIST) or {}
    return {name.split()[0]: one["marks"] for name, one in lists.items()}


def withdraw_marks(notebook: Notebook, principal: Principal, options: AgreementList | None, now: datetime) -> None:
    """Take back every yes of the person's own in this list, or with None in all; the partner sees no trace of it."""
    with notebook.write_as(principal, now) as writer:
        if lists := read_sealed_list(writer, MARKS_LIST):
            rest = {name: one for name, one in lists.items() if options is not None and name != options.name}
            save_sealed_list(writer, MARKS_LIST, rest)
        if options is None:
            writer.delete(blinded_lists)
        else:
            writer.delete(blinded_lists, list=options.name)


def publish_anew(before: Reader, writer: Writer) -> None:
    """For somebody with new keys: their blinded lists with other numbers, each with a MAC that goes with the keys."""
    rows = writer.execute(select(blinded_lists).where(writer.of_couple(blinded_lists))).all()
    lists: dict[str, Any] = read_sealed_list(writer, MARKS_LIST) or {}
    for row in rows:
        if row.owner_id != writer.principal.id:
            if row.mac == _list_mac(before, row._mapping):
                same = writer.of_couple(blinded_lists, owner_id=row.owner_id, list=row.list)
                writer.execute(blinded_lists.update().where(same).values(mac=_list_mac(writer, row._mapping)))
        elif row.list in lists:
            own = lists[row.list] = {**lists[row.list], "number": new_number().hex()}
            _publish(writer, AgreementList(row.list.split()[0], tuple(own["ids"]), own["chance"]), own)
    if lists:
        save_sealed_list(writer, MARKS_LIST, lists)


def _find_common(
    principal: Principal, options: AgreementList, number: str, lists: tuple[Row[Any], Row[Any] | None]
) -> tuple[str, ...]:
    """What both agree on, from both blinded lists. Of one left to chance both are shown the same three, which stay."""
    own_list, partner_list = lists
    if partner_list is None or partner_list.answered != _hash(own_list):
        return ()
    agreed = intersect(options.ids, partner_list.double_blinded, partner_list.points, bytes.fromhex(number))
    if not options.chance:
        return tuple(option for option in options.ids if option in agreed)
    return tuple(
        option for option in keyed_shuffle(options.ids, _couple_and_list(principal, options), b"") if option in agreed
    )[:MAX_AGREEMENTS_SHOWN]


def _left_out(principal: Principal, options: AgreementList) -> set[str]:
    """What chance leaves out of one's own list: it follows from one's own key, stays, and nobody else knows it."""
    return set(
        keyed_shuffle(options.ids, _couple_and_list(principal, options), principal.keys.private)[: options.left_out]
    )


def _read_own_list(reader: Reader, options: AgreementList, now: datetime) -> dict[str, Any] | None:
    stored: dict[str, Any] | None = (read_sealed_list(reader, MARKS_LIST) or {}).get(options.name)
    return stored if stored is not None and now < datetime.fromisoformat(stored["until"]) else None


def _write_marks(writer: Writer, options: AgreementList, marks: Mapping[str, str], before: Any) -> None:
    """Save and publish these marks in place of the list `before`, and answer the partner's."""
    if not marks.keys() <= set(options.ids):
        raise NotSaved(NotebookText.NOT_OF_THE_LIST)
    if writer.partner is None:
        raise NotSaved(NotebookText.NEEDS_BOTH)
    find_reader(writer, "partner")  # with the keys that were compared
    until = before["until"] if before else (writer.now + AGREEMENT_LASTS).isoformat()
    of_list = {"ids": list(options.ids), "chance": options.chance, "until": until}
    own: dict[str, Any] = of_list | {"marks": dict(marks), "number": new_number().hex()}
    _publish(writer, options, own)
    _save_marks(writer, options, own)
    _answer(writer, options, own["number"], _read_partner_list(writer, options, writer.now))


def _save_marks(writer: Writer, options: AgreementList, own: object) -> None:
    """Save this list's marks, and delete those that are over."""
    lists: dict[str, Any] = read_sealed_list(writer, MARKS_LIST) or {}
    live = {name: one for name, one in lists.items() if writer.now < datetime.fromisoformat(one["until"])}
    save_sealed_list(writer, MARKS_LIST, live | {options.name: own})


def _publish(writer: Writer, options: AgreementList, own: dict[str, Any]) -> None:
    agreed = {option for option, mark in own["marks"].items() if mark == YES} - _left_out(writer.principal, options)
    points = blind(options.ids, agreed, bytes.fromhex(own["number"]), _couple_and_list(writer.principal, options))
    row = {"owner_id": writer.principal.id, "list": options.name, "until": datetime.fromisoformat(own["until"])}
    row |= {"points": points, "answered": None, "double_blinded": None}
    writer.delete(blinded_lists, list=options.name)
    writer.insert(blinded_lists, **row, mac=_list_mac(writer, row))


def _answer(writer: Writer, options: AgreementList, number: str, partner_list: Row[Any] | None) -> None:
    own_list = _find_list(writer, options, writer.principal.id)
    if partner_list is not None and own_list is not None:
        answer = {
            "answered": _hash(partner_list),
            "double_blinded": blind_again(partner_list.points, bytes.fromhex(number)),
        }
        answer["mac"] = _list_mac(writer, {**own_list._mapping, **answer})
        writer.execute(blinded_lists.update().where(writer.own(blinded_lists, list=options.name)).values(answer))


def _read_partner_list(reader: Reader, options: AgreementList, now: datetime) -> Row[Any] | None:
    partner = None if reader.partner_has_new_keys else reader.partner
    row = None if partner is None else _find_list(reader, options, partner.person_id)
    if row is not None and row.mac != _list_mac(reader, row._mapping):
        raise ChangedOutside(ChangeText.BLINDED_LIST)
    return row if row is not None and now < row.until else None


def _find_list(reader: Reader, options: AgreementList, owner: object) -> Row[Any] | None:
    own_list = reader.of_couple(blinded_lists, owner_id=owner, list=options.name)
    return reader.execute(select(blinded_lists).where(own_list)).one_or_none()


def _list_mac(reader: Reader, row: Mapping[Any, Any]) -> bytes:
    """By whoever of the two made the list: points that somebody else planted would be answered, and tell them all."""
    assert reader.partner is not None, "a blinded list is for a partner"
    until = row["until"].astimezone(UTC).isoformat()
    whose = f"{reader.principal.clinic}|{reader.principal.couple}|{row['owner_id']}|{row['list']}|{until}"
    parts = (row["points"], row["answered"] or b"", row["double_blinded"] or b"")
    message = b"|".join((whose.encode(), *(hashlib.sha256(part).digest() for part in parts)))
    return shared_mac(reader.principal.keys, reader.partner.public_key, message)


def _hash(row: Row[Any]) -> bytes:
    return hashlib.sha256(row.points).digest()


def _couple_and_list(principal: Principal, options: AgreementList) -> str:
    return f"{principal.clinic}|{principal.couple}|{options.name}"
