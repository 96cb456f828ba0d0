"""Reliable change against the worked example it was published with."""

from __future__ import annotations

import pytest

from nearer.trends.reliable_change import ChangeKind, Reliability, published_change, reliable_change


def test_the_published_example_fell_reliably() -> None:
    """Jacobson & Truax, 1991: from 47.5 to 32.5 with sd 7.5 and reliability .80 is -15 / 4.74 = -3.16."""
    change = reliable_change(47.5, 32.5, Reliability(sd=7.5, reliability=0.80))
    assert change.kind is ChangeKind.RELIABLE_FALL
    assert change.index == pytest.approx(-3.16, abs=0.005)


@pytest.mark.parametrize(
    ("sd", "reliability", "needed"),
    [(4.7, 0.94, 3.2), (6.5, 0.92, 5.1), (17, 0.98, 6.7), (17, 0.90, 14.9), (10.5, 0.87, 10.5)],
    ids=["CSI-4", "Body Image Scale", "CSI-16 alpha", "CSI-16 retest", "FACIT-F"],
)
def test_the_change_needed_is_the_one_worked_out_for_published_instruments(
    sd: float, reliability: float, needed: float
) -> None:
    change = reliable_change(10, 10, Reliability(sd, reliability))
    assert change.needed == pytest.approx(needed, abs=0.05)
    assert change.kind is ChangeKind.NO_RELIABLE_CHANGE


def test_a_change_just_over_the_needed_points_is_reliable_both_up_and_down() -> None:
    instrument = Reliability(4.7, 0.94)
    assert reliable_change(10, 14, instrument).kind is ChangeKind.RELIABLE_RISE
    assert reliable_change(14, 10, instrument).kind is ChangeKind.RELIABLE_FALL
    assert reliable_change(10, 13, instrument).kind is ChangeKind.NO_RELIABLE_CHANGE


@pytest.mark.parametrize(
    "instrument",
    [Reliability(None, 0.9), Reliability(5, None), Reliability(0, 0.9), Reliability(5, 1.0), Reliability(5, -0.1)],
)
def test_without_a_spread_and_a_reliability_no_change_is_called_reliable(instrument: Reliability) -> None:
    change = reliable_change(5, 50, instrument)
    assert (change.kind, change.index, change.needed) == (ChangeKind.CANNOT_TELL, None, None)


@pytest.mark.parametrize(
    ("after", "kind"),
    [
        (12, ChangeKind.NO_RELIABLE_CHANGE),
        (13, ChangeKind.RELIABLE_RISE),
        (2, ChangeKind.NO_RELIABLE_CHANGE),
        (1, ChangeKind.RELIABLE_FALL),
    ],
)
def test_where_points_are_published_that_many_or_more_are_a_reliable_change(after: float, kind: ChangeKind) -> None:
    """PHQ-9 from 7: NHS Talking Therapies count six points."""
    change = published_change(7, after, 6)
    assert (change.kind, change.needed) == (kind, 6)
