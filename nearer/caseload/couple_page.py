"""All that a couple's page shows of them, read once a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from nearer.caseload.caseload import CaseloadCouple
from nearer.caseload.caseload_couples import find_caseload_couple, read_caseload_couples
from nearer.caseload.caseload_list import CaseloadList, apply_view
from nearer.caseload.couple import Couple
from nearer.caseload.couple_chart import CoupleChart, couple_chart
from nearer.caseload.granted_answers import granted_answers
from nearer.caseload.scale_cards import ScaleCard, scale_cards
from nearer.caseload.since_visit import SinceVisit, since_visit
from nearer.caseload.view import FROM, read_view_in_address, read_weeks_shown
from nearer.session.values import TherapistSession
from nearer.views.screen_values import SharedResponse


@dataclass(frozen=True)
class CouplePage:
    """A couple, its place in the caseload it was opened from, and the parameters of the page's address."""

    couple: Couple
    caseload_couple: CaseloadCouple
    caseload: CaseloadList
    parameters: Mapping[str, str] = field(repr=False)

    @property
    def weeks_shown(self) -> int:
        """How many weeks the chart goes back; 0 is all of them."""
        weeks_in_address = read_weeks_shown(self.parameters)
        return weeks_in_address if weeks_in_address < self.weeks_there else 0

    @cached_property
    def weeks_there(self) -> int:
        """How many weeks there are from the first check-in that can be read to this week; 0 without any."""
        mondays = self.couple.frame["monday"]
        return (self.couple.this_week.monday() - mondays.min()).days // 7 + 1 if len(mondays) else 0

    @cached_property
    def chart(self) -> CoupleChart:
        """The weeks as they are drawn."""
        return couple_chart(self.couple, self.weeks_shown)

    @cached_property
    def cards(self) -> tuple[ScaleCard, ...]:
        """Every scale over time."""
        return scale_cards(self.couple)

    @property
    def since_visit(self) -> SinceVisit:
        """What changed."""
        return since_visit(self.couple, self.caseload_couple, self.cards)

    @property
    def week_sentences(self) -> tuple[str, ...]:
        """The sentences below the chart."""
        return (*self.chart.dates_not_drawn, *self.couple.week_reasons, *self.couple.gap_sentences)

    @property
    def how_sure(self) -> tuple[str, ...]:
        """How often a couple with nothing to ask about is told the same."""
        return self.couple.week_reasons_with_rates

    @property
    def answers(self) -> tuple[SharedResponse, ...]:
        """The last answers and notes that were granted."""
        return granted_answers(self.couple)


def load_couple_page(session: TherapistSession, couple: Couple, parameters: Mapping[str, str]) -> CouplePage:
    """Load the page of a couple as its address says: which weeks, and which caseload it was opened from."""
    caseload_couple = find_caseload_couple(session, couple.record.couple)
    caseload = apply_view(read_caseload_couples(session), read_view_in_address(parameters.get(FROM, "")), session.today)
    return CouplePage(couple, caseload_couple, caseload, parameters)
