"""Sentences of totals from paper: what a therapist types in of instruments that were filled in there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from nearer.domain.written_numbers import written_number
from nearer.language.dates_and_numbers import and_list, day
from nearer.language.sentences import _, counted

TITLE = _("Totals from paper")
WHOSE, WHICH = _("Whose totals?"), _("Which instrument?")
KEEP, MORE_ROWS, DELETE = _("Keep these totals"), _("More rows"), _("Delete this total")
NOTHING_TYPED = _("Nothing is typed yet: each row takes a day and a total.")


def lead(paper_only: Sequence[str]) -> str:
    """`paper_only` names what may not be given electronically, of which there is something."""
    return _(
        "What was filled in on paper: type each day and total. Only you can open them. {names} may be given on paper "
        "only."
    ).format(names=and_list(paper_only))


def row_day(row: int) -> str:
    return _("Filled in on, row {row}").format(row=row)


def row_total(row: int, low: Decimal, high: Decimal) -> str:
    return _("Total from {low} to {high}, row {row}").format(
        low=written_number(low), high=written_number(high), row=row
    )


def totals_saved(number: int, left: Sequence[int], twice: Sequence[int]) -> str:
    """How many were kept; in which rows something is missing or does not fit, and which have the same day."""
    if not number and not left and not twice:
        return str(NOTHING_TYPED)
    saved = counted("{n} total is kept.", "{n} totals are kept.", number).format(n=number)
    missing = counted(
        "Row {rows} needs a day and a total that fits. What you typed is still there.",
        "Rows {rows} need a day and a total that fits. What you typed is still there.",
        len(left),
    ).format(rows=", ".join(map(str, left)))
    same = _("Rows {rows} have the same day. Please keep one of them.").format(rows=", ".join(map(str, twice)))
    return " ".join(filter(None, (saved if number else "", missing if left else "", same if twice else "")))


def dated_total(title: str, value: Decimal, when: date, band: str) -> str:
    """A total with its day; `band` may be empty."""
    sentence = _("{title} {value} on {day}").format(title=title, value=value, day=day(when))
    return _("{sentence}: {band}").format(sentence=sentence, band=band) if band else sentence


def from_paper(title: str) -> str:
    return _("{title}, from paper").format(title=title)
