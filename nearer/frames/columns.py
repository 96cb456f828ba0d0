"""How the tables are made: whose rows they are, the dtype of every column, and frames made from rows.

Ids and words are `str`, counts `Int64`, measures `Float64`, days `date32[day][pyarrow]`, and what has few values is a
category. Every dtype has a missing value, and missing is never 0. A CSV file is read back as it was by
`pd.read_csv(file, dtype=WEEK_COLUMNS)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

import pandas as pd
import pyarrow as pa

from nearer.domain.answers import Answer
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.roles_and_audiences import Role
from nearer.domain.weeks import Week

DATE_DTYPE = pd.ArrowDtype(pa.date32())
ROLE = pd.CategoricalDtype([role.value for role in Role])


class PersonOfCouple(Protocol):
    """Whoever of a couple rows can be about, as their own notebook, a therapist or a clinic's figures know them."""

    @property
    def id(self) -> UUID: ...

    @property
    def role(self) -> Role: ...

    @property
    def first(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class FramePerson:
    """Whose rows these are. `first` began the couple; `name` is empty where no name is to stand in the table."""

    couple: str
    person: str
    role: Role
    first: bool = True
    name: str = ""

    @classmethod
    def of(cls, couple: UUID, person: PersonOfCouple, name: str = "") -> FramePerson:
        """A person of this couple, with a name only where the table is to have names."""
        return cls(str(couple), str(person.id), person.role, person.first, name)

    @property
    def cells(self) -> tuple[object, ...]:
        """The values of PERSON_COLUMNS."""
        return self.couple, self.person, self.role.value, self.first, self.name or None


PERSON_COLUMNS = {"couple": "str", "person": "str", "role": ROLE, "first": "boolean", "name": "str"}


@dataclass(frozen=True, slots=True)
class FrameResponse:
    """One response as far as it may be read, by the definition it was answered by; `day` is where the person is.

    A partner is given no day. Scores and answers are empty where they are not granted.
    """

    who: FramePerson
    questionnaire: Questionnaire
    day: date | None
    week: Week | None = None
    scores: Mapping[str, Decimal] = field(default_factory=dict, repr=False)
    answers: Mapping[str, Answer] = field(default_factory=dict, repr=False)

    @property
    def cells(self) -> tuple[object, ...]:
        """The values of RESPONSE_COLUMNS."""
        definition = self.questionnaire
        week = (None, None) if self.week is None else (str(self.week), self.week.monday())
        return *self.who.cells, *week, self.day, definition.id, definition.version, definition.sha256


RESPONSE_COLUMNS = PERSON_COLUMNS | {
    "week": "str",
    "monday": DATE_DTYPE,
    "day": DATE_DTYPE,
    "questionnaire": "str",
    "version": "str",
    "definition": "str",
}


def all_mondays(mondays: pd.Series) -> list[date]:
    """Every Monday from the first of these to the last; empty without any."""
    present_mondays = mondays.dropna()
    return (
        list(pd.date_range(present_mondays.min(), present_mondays.max(), freq="7D").date)
        if len(present_mondays)
        else []
    )


def make_frame(columns: Mapping[str, Any], rows: Iterable[Sequence[object]]) -> pd.DataFrame:
    """A frame with these columns and dtypes, also without a row; None is missing."""
    cells = list(zip(*rows, strict=True)) or [()] * len(columns)
    return pd.DataFrame(
        {name: pd.array(list(column), dtype=columns[name]) for name, column in zip(columns, cells, strict=True)}
    )
