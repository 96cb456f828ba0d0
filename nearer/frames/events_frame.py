"""Events beside the weeks as a table."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from nearer.domain.events import Event, EventKind
from nearer.frames.columns import DATE_DTYPE, PERSON_COLUMNS, FramePerson, make_frame

EVENT_COLUMNS = PERSON_COLUMNS | {
    "kind": pd.CategoricalDtype([kind.value for kind in EventKind]),
    "title": "str",
    "begin": DATE_DTYPE,
    "end": DATE_DTYPE,
    "days": "Int64",
    "entered": DATE_DTYPE,
}


def events_frame(events: Iterable[tuple[FramePerson, Event]]) -> pd.DataFrame:
    """One row an event.

    Columns, with dtype and unit:

    - couple, person: str, ids
    - role: category, survivor or partner
    - first: boolean, whether the person began the couple
    - name: str, missing where no name is to be seen
    - kind: category, surgery, chemotherapy ... as in `EventKind`
    - title: str, the person's own words, missing without any
    - begin, end: date32[day][pyarrow], the first and the last day; the same for an event of one day
    - days: Int64, how many days that is, both ends counted
    - entered: date32[day][pyarrow], the day (UTC) on which it was written down; missing where that is not shown
    """
    return make_frame(EVENT_COLUMNS, (_make_row(who, event) for who, event in events))


def _make_row(who: FramePerson, event: Event) -> tuple[object, ...]:
    end = event.end or event.begin
    entered = event.entered.date() if event.entered else None
    return *who.cells, event.kind.value, event.title or None, event.begin, end, (end - event.begin).days + 1, entered
