"""The granted weeks of a couple as files, a row a week."""

from __future__ import annotations

from nearer.caseload.couple import Couple
from nearer.presenters.exports import table_csv, weeks_xlsx


def make_couple_csv(couple: Couple) -> bytes:
    """Everything granted of one couple, as CSV."""
    return table_csv(couple.file)


def make_couple_xlsx(couple: Couple) -> bytes:
    """Everything granted of one couple, as a spreadsheet."""
    return weeks_xlsx(couple.file)
