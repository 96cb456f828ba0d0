"""Segments: what one drawer holds of the responses to one questionnaire, a quarter of weeks sealed as one body.

Its length comes of how many responses it holds, which stands in plain, and not of what was answered or written
(docs/security.md). A quarter is opened at once, and damage to one body costs a quarter, not everything.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from nearer.database.row_errors import EntryBroken
from nearer.database.schema import entries, new_id
from nearer.language.error_catalogue.notebook_errors import NotebookText
from nearer.language.explained_errors import Explanation
from nearer.privacy.associated_data import bind
from nearer.privacy.packed_bodies import pack_body, unpack_body
from nearer.privacy.principal import Principal, Therapist
from nearer.privacy.seal import BLOCK, SealBroken, open_body, seal_body
from nearer.sealed.authorisation import OWN, Writer
from nearer.sealed.drawers import Drawer, open_drawer_key
from nearer.sealed.entries import (
    SCORES,
    bind_entry,
    check_writer,
    content_bytes,
    entry_columns,
    name_kind,
    row_with_mac,
)
from nearer.statements.bound_values import matches_bound

MAX_WEEKS = 13  # of a weekly questionnaire in one segment: a quarter
_LABELLED = (
    *("clinic_id", "couple_id", "owner_id", "response_id", "number"),
    *("questionnaire", "version", "sha256", "language", "week", "saved"),
)
_NEWEST = (
    select(entries)
    .where(matches_bound(entries, *OWN, "drawer_id", "kind", "questionnaire"))
    .order_by(entries.c.entry_id.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Padding:
    """Bytes that each response has in a segment, packed: `each`, or `longest` in one that has a longer one in it.

    Without a `longest` it is as many whole blocks as they need together.
    """

    entry_size: int
    longest: int = 0

    def length(self, packed: int, count: int) -> int:
        """The length in bytes of a segment of so many responses, longer than what is `packed`."""
        step = self.entry_size * count
        if packed >= step:
            step = self.longest * count or BLOCK
        return (packed // step + 1) * step


FORM_PADDING, CHECK_IN_PADDING, NOTE_PADDING = Padding(BLOCK), Padding(256), Padding(1920, 8192)


@dataclass(frozen=True, slots=True)
class SegmentKind:
    """Which part of the responses to which questionnaire a segment holds, of how many at the most."""

    kind: str
    questionnaire: str
    padding: Padding
    max_responses: int


def label_response(row: Mapping[Any, Any]) -> str:
    """32 hexadecimal digits over all that is plain about a response: what its parts are found by, so bound to."""
    return _label(tuple(row[name] for name in _LABELLED))


def add_to_segments(writer: Writer, drawer: Drawer, segment: SegmentKind, contents: Mapping[str, object]) -> None:
    """Add contents by the label of their response to the newest segment, and to new ones when it is full.

    One that was damaged stays as it is, and is named when it is read.
    """
    entry_id, before = _take_newest(writer, drawer, segment) if segment.max_responses > 1 else (new_id(writer.now), {})
    columns = entry_columns(writer, drawer, segment.kind, segment.questionnaire)
    contents_by_id = list((before | dict(contents)).items())
    rows = []
    for first in range(0, len(contents_by_id), segment.max_responses):
        columns = columns | {"entry_id": entry_id}
        part = dict(contents_by_id[first : first + segment.max_responses])
        sealed = _seal_contents(part, segment.padding, drawer.key, bind_entry(columns))
        rows.append(row_with_mac(writer, columns, sealed))
        entry_id = new_id(writer.now, after=entry_id)
    writer.insert_all(entries, rows)


class OpenedSegments:
    """What segments hold of responses. None is opened before something in it, or in an older one, is asked for."""

    def __init__(self, reader: Principal | Therapist, rows: Iterable[Row[Any]]) -> None:
        """`rows` of readable entries, in the order in which they were begun."""
        self._reader = reader
        self._series: dict[tuple[UUID, str], dict[tuple[UUID, str], _Series]] = defaultdict(dict)
        for row in rows:
            of_questionnaire = self._series[row.owner_id, row.questionnaire]
            of_questionnaire.setdefault((row.drawer_id, row.kind), _Series()).closed.append(row)

    def parts(self, response: Row[Any]) -> dict[str, Any]:
        """Kind -> content of a response; its scores can lie in two drawers. EntryBroken where damage may hide one."""
        label, parts = label_response(response._mapping), dict[str, Any]()
        for (_drawer, kind), series in self._series.get((response.owner_id, response.questionnaire), {}).items():
            while label not in series.bodies and series.closed:
                series.open_newest(self._reader)
            if label in series.bodies:
                content = series.bodies[label]
                parts[kind] = parts.get(SCORES, {}) | content if kind == SCORES else content
            elif series.broken:
                raise EntryBroken(_explain(kind, response.questionnaire, response.week))
        return parts

    def check_responses(self, responses: Iterable[Row[Any]]) -> None:
        """EntryBroken where what was opened is of a response that is none of these: it was changed or removed."""
        labels = {label_response(row._mapping) for row in responses}
        for (_owner, questionnaire), by_drawer in self._series.items():
            for (_drawer, kind), series in by_drawer.items():
                if series.bodies.keys() - labels:
                    raise EntryBroken(_explain(kind, questionnaire))


@dataclass(slots=True)
class _Series:
    """The segments of one kind in one drawer: those not opened so far, oldest first, and what the others hold."""

    closed: list[Row[Any]] = field(default_factory=list)
    bodies: dict[str, Any] = field(default_factory=dict)
    broken: bool = False

    def open_newest(self, reader: Principal | Therapist) -> None:
        key = open_drawer_key(reader, self.closed[-1])
        row = self.closed.pop()
        damaged = _explain(row.kind, row.questionnaire)
        try:
            check_writer(reader, row, damaged)
            self.bodies.update(_open_segment(row, key, damaged))
        except EntryBroken:
            self.broken = True


def _take_newest(writer: Writer, drawer: Drawer, segment: SegmentKind) -> tuple[UUID, dict[str, object]]:
    """Id and contents of the newest segment, taken out to go on in it; of a new one after a full or a damaged one."""
    row = writer.run(_NEWEST, drawer_id=drawer.id, kind=segment.kind, questionnaire=segment.questionnaire).first()
    if row is None:
        return new_id(writer.now), {}
    damaged = _explain(row.kind, row.questionnaire)
    with suppress(EntryBroken):
        check_writer(writer.principal, row, damaged)
        contents = _open_segment(row, drawer.key, damaged)
        if len(contents) < segment.max_responses:
            writer.delete(entries, entry_id=row.entry_id)
            return row.entry_id, contents
    return new_id(writer.now, after=row.entry_id), {}


def _open_segment(row: Row[Any], key: bytes, damaged: Explanation) -> dict[str, Any]:
    try:
        contents: dict[str, Any] = json.loads(unpack_body(open_body(row.body, key, bind_entry(row._mapping))))
    except (SealBroken, ValueError):
        raise EntryBroken(damaged) from None
    return contents


def _seal_contents(contents: Mapping[str, object], padding: Padding, key: bytes, associated_data: bytes) -> bytes:
    packed = pack_body(content_bytes(contents))
    return seal_body(packed, key, associated_data, padding.length(len(packed), len(contents)))


def _explain(kind: str, questionnaire: str, week: str = "") -> Explanation:
    if week:
        return NotebookText.WEEKS_ENTRY_DAMAGED(kind=name_kind(kind), questionnaire=questionnaire, week=week)
    return NotebookText.ENTRY_DAMAGED(kind=name_kind(kind), questionnaire=questionnaire)


@lru_cache(maxsize=8192)
def _label(plain: tuple[Any, ...]) -> str:
    *names, saved = plain
    message = bind("response", *names, saved.astimezone(UTC).isoformat())
    return hashlib.blake2b(message, digest_size=16, person=b"nearer response").hexdigest()
