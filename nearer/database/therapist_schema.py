"""The tables of therapists. Who they are belongs to the clinic; whatever is about a couple carries that couple.

In plain stand: names, dates, who is connected with whom, what was opened and asked. Notes and visits are sealed.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.schema import SchemaItem

from nearer.database.column_types import DayText, Instant, RowId, WeekText, WholeNumber
from nearer.database.schema import belongs, couple_table, keys, metadata, needed


def _therapist_table(name: str, *columns: SchemaItem) -> Table:
    """A table whose rows belong to a therapist of a clinic: every key begins with these two."""
    return Table(name, metadata, *keys("clinic_id", kind=Text), *keys("therapist_id"), *columns)


def _a_therapist(column: str = "therapist_id") -> ForeignKeyConstraint:
    return ForeignKeyConstraint(("clinic_id", column), ["therapists.clinic_id", "therapists.therapist_id"])


# The clinic's accounts: its therapists and, by their `kind`, its managers, whom no code of `therapist_codes` leads to.
# `name_key` is free for somebody else once one is revoked; `sealed_seed` comes with the authenticator app.
THERAPIST_IDLE_MINUTES = 15  # a person has 5 (storage/couple/people.py); a therapist talks between looks

therapists = _therapist_table(
    "therapists",
    *needed(Text, "kind", "name"),
    Column("name_key", Text),
    *needed(Text, "zone"),
    *needed(LargeBinary, "public_key", "signing_key", "sealed_private", "sealed_own", "sealed_unlock"),
    Column("sealed_seed", LargeBinary),
    *needed(WholeNumber, "last_step"),
    *needed(Boolean, "recovery_confirmed"),
    *needed(Instant, "started"),
    Column("revoked", Instant),
    *needed(WholeNumber, "idle_minutes", server_default=str(THERAPIST_IDLE_MINUTES)),
    *needed(Text, "language", server_default=""),
    *needed(Boolean, "shift_leaves", server_default="1"),
    UniqueConstraint("clinic_id", "name_key"),
)

therapist_slots = _therapist_table(
    "therapist_slots",
    *keys("kind", kind=Text),
    *needed(LargeBinary, "salt"),
    *needed(WholeNumber, "passes", "memory"),
    *needed(LargeBinary, "sealed_unlock"),
    _a_therapist(),
)

therapist_invitations = Table(
    "therapist_invitations",
    metadata,
    *keys("clinic_id", "name_key", kind=Text),
    *needed(Text, "kind", "name"),
    *needed(LargeBinary, "code_sha256"),
    *needed(Instant, "until"),
    UniqueConstraint("clinic_id", "code_sha256"),
)

therapist_codes = _therapist_table(
    "therapist_codes",
    *needed(LargeBinary, "code_sha256"),
    *needed(Instant, "until"),
    _a_therapist(),
    UniqueConstraint("clinic_id", "code_sha256"),
)

backup_codes = _therapist_table("backup_codes", *keys("code_sha256", kind=LargeBinary), _a_therapist())

# The two keys are what the person compared; their ledger tells when one is another. A cover ends at `until`.
connections = couple_table(
    "connections",
    *keys("connection_id"),
    *needed(RowId, "person_id", "therapist_id"),
    *needed(LargeBinary, "public_key", "signing_key"),
    *needed(RowId, "consent_id"),
    *needed(Instant, "since"),
    Column("ended", Instant),
    Column("until", Instant),
    belongs("people", "person_id"),
    belongs("consents", "consent_id"),
    _a_therapist(),
    Index(None, "clinic_id", "therapist_id"),
)

therapist_keys = couple_table(
    "therapist_keys",
    *keys("owner_id", "drawer_id", "reader_id"),
    *needed(LargeBinary, "sealed_key"),
    belongs("drawers", "owner_id", "drawer_id"),
    _a_therapist("reader_id"),
    Index(None, "clinic_id", "reader_id"),
)

# All weekly scores of one drawer in one body, so that a caseload opens one a person and not one a week.
scored_weeks = couple_table(
    "scored_weeks",
    *keys("owner_id", "drawer_id"),
    *needed(LargeBinary, "body"),
    belongs("drawers", "owner_id", "drawer_id"),
)

access_log = couple_table(
    "access_log",
    *keys("person_id", "therapist_id"),
    *keys("what", kind=Text),
    *keys("day", kind=DayText),
    *needed(Instant, "at"),
    belongs("people", "person_id"),
    _a_therapist(),
)

assignments = couple_table(
    "assignments",
    *keys("assignment_id"),
    *needed(RowId, "person_id", "therapist_id"),
    *needed(Text, "questionnaire"),
    *needed(WeekText, "due"),
    Column("interval_weeks", WholeNumber),
    *needed(Instant, "asked"),
    Column("declined", Instant),
    belongs("people", "person_id"),
    _a_therapist(),
)

case_records = couple_table(
    "case_records",
    *keys("therapist_id", "record_id"),
    *needed(Text, "kind"),
    *needed(LargeBinary, "mac", "body"),
    belongs("couples"),
    _a_therapist(),
    # All that the ledger's digest reads, so that no body is read with it.
    Index("ix_case_records_digest", "clinic_id", "therapist_id", "couple_id", "record_id", "kind", "mac"),
)

# A therapist asks a couple whether a colleague may take over, or cover until a moment. `body` has the own notes that
# come along; what opens it is in the answers (nearer/sealed/hand_overs.py).
hand_overs = couple_table(
    "hand_overs",
    *keys("hand_over_id"),
    *needed(RowId, "therapist_id", "colleague_id"),
    *needed(LargeBinary, "colleague_key", "colleague_signing"),
    Column("until", Instant),
    *needed(Instant, "proposed"),
    *needed(LargeBinary, "body"),
    belongs("couples"),
    _a_therapist(),
    ForeignKeyConstraint(
        ("clinic_id", "colleague_id"), ["therapists.clinic_id", "therapists.therapist_id"], "fk_hand_overs_colleagues"
    ),
    Index(None, "clinic_id", "therapist_id"),
    Index(None, "clinic_id", "colleague_id"),
)

# `sealed_share` is the therapist's question. `share` is the person's: what their yes hands on to the colleague; before
# an answer, what they were asked, under keys they took since.
hand_over_answers = couple_table(
    "hand_over_answers",
    *keys("hand_over_id", "person_id"),
    *needed(LargeBinary, "sealed_share"),
    Column("share", LargeBinary),
    Column("agreed", Boolean),
    Column("answered", Instant),
    Column("mac", LargeBinary),
    belongs("hand_overs", "hand_over_id"),
    belongs("people", "person_id"),
)

# What is asked is about nobody, so it stands in plain; `definition` is what was made of the `original` when it came.
# `harm_flags` are the items that may ask about harm, as a list in JSON; NULL until the therapist has looked at them.
# With the `signature` of its therapist it is offered: whoever answers it checks that:
# nearer/sealed/offered_questionnaires.py.
questionnaires = _therapist_table(
    "questionnaires",
    *keys("custom_id"),
    *needed(Text, "questionnaire", "version", "title", "sha256", "definition", "kind"),
    *needed(LargeBinary, "original"),
    *needed(Text, "original_sha256", "report", "state"),
    *needed(Instant, "imported_at"),
    Column("offered", Instant),
    Column("retired", Instant),
    Column("harm_flags", Text),
    Column("signature", LargeBinary),
    *needed(Boolean, "only_chosen", server_default="0"),
    _a_therapist(),
    UniqueConstraint("clinic_id", "therapist_id", "questionnaire", "version"),
    Index(None, "clinic_id", "sha256"),
)

# Whom a questionnaire with `only_chosen` is offered to; of a person who deletes everything no row stays.
chosen_people = couple_table(
    "chosen_people",
    *keys("person_id", "therapist_id", "custom_id"),
    belongs("people", "person_id"),
    _a_therapist(),
    Index(None, "clinic_id", "therapist_id"),
)

# All sets in one body, so that the file does not show how many there are.
assignment_sets = _therapist_table("assignment_sets", *needed(LargeBinary, "mac", "body"), _a_therapist())

# What the rows of one therapist have to be, sealed by themselves (nearer/sealed/person_ledger.py).
therapist_ledgers = _therapist_table(
    "therapist_ledgers", *needed(WholeNumber, "changes"), *needed(LargeBinary, "body"), _a_therapist()
)

# On how many days somebody signed in, and how often: a count a day (in UTC), of the last weeks and the last one.
sign_ins = _therapist_table("sign_ins", *keys("day", kind=DayText), *needed(WholeNumber, "times"), _a_therapist())

# Who was invited, accepted, revoked or reset, when and by whom: without an account, by command on the server. Rows are
# only ever added; each digest is over its row and the digest before (nearer/clinic_accounts/clinic_trail.py).
clinic_trail = Table(
    "clinic_trail",
    metadata,
    *keys("clinic_id", kind=Text),
    *keys("number", kind=WholeNumber),
    *needed(Instant, "at"),
    *needed(Text, "act", "kind", "name"),
    Column("account_id", RowId),
    Column("by_name", Text),
    *needed(LargeBinary, "digest"),
)

EVERY_TABLE = metadata  # those of database/schema.py too, now that these are written beside them
