"""Why a couple stands where it stands in a caseload: patterns drawn by hand, each with the reason it has to give."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from nearer.trends.caseload_reasons import ReasonKind, reasons_of, urgency_rank
from nearer.trends.claims import ClaimKind, claim_of
from nearer.trends.error_rates import error_rates
from nearer.trends.series import Series
from nearer.trends.worsening import DatedScore, Worsening
from tests.trends.series_builders import make_series, week_of_series

STEADY = "50,60,50,60,50,60,50,60,50,60"
RISING = "20,25,30,35,40,45,50,55,60,65,70,75"


def first_reason(*lines: str) -> tuple[ReasonKind, int | None, str]:
    [reasons] = reasons_of([tuple(make_series(line) for line in lines)])
    return reasons[0].kind, reasons[0].person, str(reasons[0].week)


@pytest.mark.parametrize(
    ("lines", "kind", "person", "number"),
    [
        ((STEADY, "50,60,50,60,50,60,50,60,10,10"), ReasonKind.LOW_WEEKS, 1, 10),
        (("80,80,80,80,80,80,80,80", "80,80,80,80,80,45,45,45"), ReasonKind.WIDE_GAP, None, 8),
        ((STEADY, "50,60,50,60,50,60,50,60,-,-"), ReasonKind.QUIET_WEEKS, 1, 10),
        ((STEADY, STEADY), ReasonKind.UNCLEAR, 0, 10),
        ((RISING, RISING), ReasonKind.RISING, 0, 12),
        (("50,60,50", "60,50,60"), ReasonKind.TOO_EARLY, 0, 3),
    ],
)
def test_each_pattern_on_the_caseload_gives_a_reason_that_names_the_person_and_the_weeks(
    lines: tuple[str, ...], kind: ReasonKind, person: int | None, number: int
) -> None:
    assert first_reason(*lines) == (kind, person, str(week_of_series(number)))


def test_the_reasons_stand_in_the_order_of_a_caseload() -> None:
    couples = [
        (make_series("50,60,50"),),
        (make_series(RISING),),
        (make_series(STEADY),),
        (make_series("50,60,50,60,50,60,-,-"),),
        (make_series("80,80,80,80,80,80,80,80"), make_series("80,80,80,80,80,45,45,45")),
        (make_series("50,60,50,60,50,60,50,60,10,10"),),
    ]
    ordered = sorted(reasons_of(couples), key=urgency_rank)
    assert [reasons[0].kind for reasons in ordered] == [
        ReasonKind.LOW_WEEKS,
        ReasonKind.WIDE_GAP,
        ReasonKind.QUIET_WEEKS,
        ReasonKind.UNCLEAR,
        ReasonKind.RISING,
        ReasonKind.TOO_EARLY,
    ]


def test_couples_with_the_same_reason_come_by_the_newest_week() -> None:
    early, late = reasons_of([(make_series("50,60,50"),), (make_series("50,60,50", week_of_series(9)),)])
    assert sorted([early, late], key=urgency_rank) == [late, early]


def worse(day: date) -> Worsening:
    return Worsening("PHQ-9", DatedScore(date(2026, 1, 5), Decimal(7)), DatedScore(day, Decimal(16)), Decimal(6))


def test_a_worsened_instrument_stands_before_every_reason_of_the_weeks_and_the_newest_answer_first() -> None:
    low, early, late = date(2026, 1, 5), date(2026, 6, 1), date(2026, 6, 8)
    couples = [
        (make_series("50,60,50,60,50,60,50,60,10,10"),),
        (make_series(STEADY), None),
        (make_series(STEADY), make_series(STEADY)),
    ]
    couple_reasons = reasons_of(couples, [((),), ((worse(early),), ()), ((worse(low),), (worse(late),))])
    assert [reasons[0].kind for reasons in couple_reasons] == [ReasonKind.LOW_WEEKS, *[ReasonKind.WORSENED] * 2]
    assert [(one.person, one.worsening) for one in couple_reasons[2][:2]] == [(1, worse(late)), (0, worse(low))]
    assert sorted(couple_reasons, key=urgency_rank) == [couple_reasons[2], couple_reasons[1], couple_reasons[0]]


def test_of_a_person_without_weeks_to_read_nothing_is_said_and_the_other_keeps_their_place() -> None:
    [reasons] = reasons_of([(None, make_series(STEADY))])
    assert [(one.kind, one.person) for one in reasons] == [(ReasonKind.UNCLEAR, 1)]
    [nobody, worsened] = reasons_of([(None, None), (None, None)], [((), ()), ((), (worse(date(2026, 6, 1)),))])
    assert [one.kind for one in nobody] == [ReasonKind.NOTHING]
    assert [(one.kind, one.person) for one in worsened] == [(ReasonKind.WORSENED, 1)]


def test_a_fall_of_somebody_in_low_weeks_is_no_second_reason_and_one_of_their_partner_is() -> None:
    fell = "80,80,80,80,80,80,70,60,50,40,30,20"
    assert claim_of(make_series(fell)).kind is ClaimKind.LIKELY_DOWN
    [reasons] = reasons_of([(make_series(fell), make_series("80,80,-,80,-,80,70,60,50,45,-,40"))])
    assert [(one.kind, one.person) for one in reasons] == [(ReasonKind.LOW_WEEKS, 0), (ReasonKind.FALLING, 1)]


def test_low_weeks_that_are_over_are_no_reason_any_more() -> None:
    assert first_reason("50,60,50,60,50,60,10,10,50,60")[0] is ReasonKind.UNCLEAR


def test_silence_after_low_weeks_takes_nothing_back_and_is_a_reason_of_its_own() -> None:
    [reasons] = reasons_of([(make_series("50,60,50,60,50,60,10,10,-,-"),)])
    assert [reason.kind for reason in reasons[:2]] == [ReasonKind.LOW_WEEKS, ReasonKind.QUIET_WEEKS]


def test_a_wide_gap_stays_a_reason_when_one_of_the_couple_stops_answering() -> None:
    assert first_reason("80,80,80,80,80,80", "80,45,45,45,-,-") == (ReasonKind.WIDE_GAP, None, str(week_of_series(4)))


def test_no_clear_direction_before_week_eight_is_too_early() -> None:
    assert first_reason("50,60,50,60,50,60,50")[0] is ReasonKind.TOO_EARLY
    assert first_reason("50,60,50,60,50,60,50,60")[0] is ReasonKind.UNCLEAR


def test_a_couple_of_which_nothing_can_be_read_comes_last_and_says_so() -> None:
    nobody, empty = reasons_of([(), (Series(None, ()),)])
    assert [nobody[0].kind, empty[0].kind] == [ReasonKind.NOTHING, ReasonKind.NOTHING]
    assert urgency_rank(nobody) > urgency_rank(reasons_of([(make_series("50,60,50"),)])[0])


def test_a_person_alone_has_no_gap_and_otherwise_the_reasons_they_would_have_with_a_partner() -> None:
    alone, both = reasons_of([(make_series(STEADY),), (make_series(STEADY), make_series(RISING))])
    assert alone == tuple(reason for reason in both if reason.person == 0)


def test_every_reason_but_too_early_carries_its_measured_rates() -> None:
    [reasons] = reasons_of([(make_series("80,80,80,80,80,80,10,10,-,-"), make_series(STEADY))])
    alerts = [reason.alert for reason in reasons if reason.alert]
    assert [alert.rates for alert in alerts] == [error_rates().alerts[alert.kind.value] for alert in alerts]
    assert all(reason.claim is not None and reason.claim.rates for reason in reasons if reason.alert is None)
