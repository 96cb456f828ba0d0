"""Searching, filtering and ordering a caseload, without a screen."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from nearer.domain.roles_and_audiences import Role
from nearer.domain.weeks import Week
from nearer.presenters.caseload import CaseloadEntry, choose_entries
from nearer.storage.therapist.caseload import Case, CasePerson, ConnectedPerson
from nearer.trends.caseload_reasons import CaseloadReason, ReasonKind
from nearer.views import text as words
from tests.storage.making import NOW

LAST = Week.of(date(2026, 11, 16))


def entry(names: str, kinds: list[ReasonKind], last: Week | None = LAST, visit: date | None = None) -> CaseloadEntry:
    people = tuple(
        CasePerson(ConnectedPerson(uuid4(), name, Role.SURVIVOR, True, "UTC", frozenset(), NOW, None))
        for name in names.split()
    )
    reasons = tuple(CaseloadReason(kind, 0, last) for kind in kinds)
    return CaseloadEntry(Case(uuid4(), people), (), reasons, last, visit)


WORSE = entry("Chitra Mohan", [ReasonKind.WORSENED, ReasonKind.UNCLEAR], visit=date(2026, 12, 3))
GAP = entry("Bela Karim", [ReasonKind.WIDE_GAP], LAST.plus(-2), date(2026, 12, 1))
EARLY = entry("Asha", [ReasonKind.TOO_EARLY], None)
ALL = [EARLY, GAP, WORSE]


def names(search: str = "", only: ReasonKind | None = None, order: str = "") -> list[str]:
    return [entry.names[0] for entry in choose_entries(ALL, search, only, order)]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("", ["Chitra", "Bela", "Asha"]),
        (words.caseload.BY_REASON, ["Chitra", "Bela", "Asha"]),
        (words.caseload.BY_NAME, ["Asha", "Bela", "Chitra"]),
        (words.caseload.BY_LAST, ["Chitra", "Bela", "Asha"]),
        (words.caseload.BY_VISIT, ["Bela", "Chitra", "Asha"]),
    ],
)
def test_each_order_begins_with_what_it_names_and_who_has_none_of_it_comes_last(
    order: str, expected: list[str]
) -> None:
    assert names(order=order) == expected


def test_a_search_finds_a_part_of_either_name_in_any_letters() -> None:
    assert names("  KAR ") == ["Bela"]
    assert names("nobody") == []


def test_a_reason_that_is_not_the_first_is_found_too() -> None:
    assert names(only=ReasonKind.UNCLEAR) == ["Chitra"]
