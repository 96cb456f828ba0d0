"""Whose rows one transaction is about: PostgreSQL shows it no others, whatever a statement forgets to ask for.

Row-level security goes by it (nearer/database/postgres_policies.py). In SQLite, where one couple has the file, it says
nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from nearer.database.schema import HOME


@dataclass(frozen=True, slots=True)
class Scope:
    """A couple's rows, or those of a therapist with the couples that ever connected with them; always of one clinic.

    `manager`: the days on which therapists opened something may be counted. `before_sign_in`: the names, slots and
    codes of everybody in the clinic may be read, as before somebody is known.
    """

    clinic: str = HOME
    couple: UUID | None = None
    therapist: UUID | None = None
    manager: bool = False
    before_sign_in: bool = False


BEFORE_SIGN_IN = Scope(before_sign_in=True)
