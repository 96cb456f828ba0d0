"""Weekly scores to claims whose error rates are known. Nothing else in Nearer decides on a trend word."""

from __future__ import annotations

from nearer.trends.alerts import Alert, AlertKind, low_weeks, quiet_weeks, standing, wide_gap
from nearer.trends.band import UsualRange, usual_range
from nearer.trends.caseload import Reason, ReasonKind, place_of, reasons_of
from nearer.trends.claims import Claim, ClaimKind, claim_of, claims_of
from nearer.trends.couple import BothWeeks, CoupleView, Moving, MovingKind, couple_view
from nearer.trends.measured import ClaimRates, Measured, Rate, measured
from nearer.trends.overlap import Overlap, around_event
from nearer.trends.reliable_change import Change, ChangeKind, Instrument, published_change, reliable_change
from nearer.trends.series import Series, SeriesRefused, as_low_as_the_lowest, series_of
from nearer.trends.table import HUNDRED, ScoreRange, TableRefused, claim_rows, is_small_scale, series_from_csv
from nearer.trends.worsening import RECENT_DAYS, DatedScore, Worsening, is_recent

__all__ = [
    "Alert",
    "AlertKind",
    "BothWeeks",
    "Change",
    "ChangeKind",
    "Claim",
    "ClaimKind",
    "ClaimRates",
    "CoupleView",
    "DatedScore",
    "HUNDRED",
    "Instrument",
    "Measured",
    "Moving",
    "MovingKind",
    "Overlap",
    "RECENT_DAYS",
    "Rate",
    "Reason",
    "ReasonKind",
    "ScoreRange",
    "Series",
    "SeriesRefused",
    "TableRefused",
    "UsualRange",
    "Worsening",
    "around_event",
    "as_low_as_the_lowest",
    "claim_of",
    "claim_rows",
    "claims_of",
    "couple_view",
    "is_recent",
    "is_small_scale",
    "low_weeks",
    "measured",
    "place_of",
    "quiet_weeks",
    "reasons_of",
    "published_change",
    "reliable_change",
    "series_from_csv",
    "series_of",
    "standing",
    "usual_range",
    "wide_gap",
]
