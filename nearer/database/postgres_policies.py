"""Row-level security: which rows of each table a transaction sees, by the clinic, couple or therapist it is about.

It stops a statement that forgot its WHERE. Who may sign in as Nearer's role can name any couple, so it stops no thief:
what is private is sealed (docs/security.md).
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Table

from nearer.database.therapist_schema import EVERY_TABLE

# Read by names, slots and codes before anybody is known; and only read.
_READ_BEFORE_SIGN_IN = frozenset({"people", "slots", "invitations", "ledgers"})
# Of a couple nothing but that it is there: so that a therapist's ledger knows one that left from one that was hidden.
_WHOLE_CLINIC = frozenset({"couples"})
# In a therapist's ledger, so theirs also when nobody of the couple is connected with them any more.
_OF_A_THERAPIST = frozenset({"case_records", "hand_overs"})
# Counted by a clinic's manager; and only read.
_COUNTED = frozenset({"access_log"})
# Rows are added and read; nobody changes one or takes it away.
_APPENDED = frozenset({"clinic_trail"})

# Each is written in a SELECT, which is asked once for a statement and not for each row.
_CLINIC = "clinic_id = (SELECT current_setting('nearer.clinic', true))"
_COUPLE = "couple_id = (SELECT NULLIF(current_setting('nearer.couple', true), '')::uuid)"
_THERAPIST = "therapist_id = (SELECT NULLIF(current_setting('nearer.therapist', true), '')::uuid)"
_LET_IN = f"couple_id IN (SELECT connections.couple_id FROM connections WHERE connections.{_THERAPIST})"
_MANAGER = "(SELECT current_setting('nearer.manager', true)) = 'on'"
_BEFORE_SIGN_IN = "(SELECT current_setting('nearer.before_sign_in', true)) = 'on'"

# Of the names of our own tables, which no statement can take as a value.
_ENABLE = "ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
_FORCE = "ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
_LIFT = "ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY"
_DROP = "DROP POLICY IF EXISTS {name} ON {table}"
_CREATE = "CREATE POLICY {name} ON {table} FOR {purpose} {rule} ({rows})"


def policies(table: Table) -> dict[str, tuple[str, str]]:
    """Name -> what it is for (ALL, SELECT or INSERT) and which rows it lets through."""
    if table.name in _APPENDED:
        return {"read": ("SELECT", _CLINIC), "appended": ("INSERT", _CLINIC)}
    if "couple_id" not in table.c or table.name in _WHOLE_CLINIC:
        return {"of_the_clinic": ("ALL", _CLINIC)}
    let_in = _THERAPIST if table.name == "connections" else _LET_IN
    if table.name in _OF_A_THERAPIST:
        let_in = f"{_THERAPIST} OR {_LET_IN}"
    own = {"of_the_couple": ("ALL", f"{_CLINIC} AND ({_COUPLE} OR {let_in})")}
    if table.name in _COUNTED:
        own["counted"] = ("SELECT", f"{_CLINIC} AND {_MANAGER}")
    if table.name in _READ_BEFORE_SIGN_IN:
        own["before_sign_in"] = ("SELECT", f"{_CLINIC} AND {_BEFORE_SIGN_IN}")
    return own


def statements() -> Iterator[str]:
    """Everything that turns it on, for the owner too; what was there before is put anew."""
    for table in EVERY_TABLE.sorted_tables:
        yield _ENABLE.format(table=table.name)
        yield _FORCE.format(table=table.name)
        for name, (purpose, rows) in policies(table).items():
            yield _DROP.format(table=table.name, name=name)
            rule = "WITH CHECK" if purpose == "INSERT" else "USING"
            yield _CREATE.format(table=table.name, name=name, purpose=purpose, rule=rule, rows=rows)


def lifted() -> Iterator[str]:
    """Statements that let the tables' owner see every row, until the transaction forces the policies again or ends."""
    return (_LIFT.format(table=table.name) for table in EVERY_TABLE.sorted_tables)
