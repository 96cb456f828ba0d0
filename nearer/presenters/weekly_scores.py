"""What a person's weeks look like to them: own weeks, and the other's where shared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from nearer.domain.questionnaire import Questionnaire
from nearer.domain.weekly_scores import WeeklyScale, WeeklyScores
from nearer.domain.weeks import Week
from nearer.session.values import PersonSession
from nearer.storage.couple.people import Member
from nearer.storage.couple.responses import SavedResponse, read_own_responses, read_partner_responses, weekly_scores
from nearer.views.charts.chart_values import Accent, Line, Picture

CHECK_IN = "closeness-weekly"
CLOSENESS = "closeness"
WEEKLY_CLOSENESS = WeeklyScale(CHECK_IN, CLOSENESS)
CIRCLES = "circles"


def check_in_questionnaire(visit: PersonSession) -> Questionnaire:
    """The weekly closeness questionnaire; every shipped catalogue has it."""
    return visit.catalogue.questionnaires[CHECK_IN]


@dataclass(frozen=True)
class OurWeeks:
    """Check-ins as far as one person may read them, opened once: their own, and what the other shares."""

    mine: tuple[SavedResponse, ...]
    partner_responses: tuple[SavedResponse, ...]

    @cached_property
    def my_scores(self) -> WeeklyScores:
        return weekly_scores(self.mine, WEEKLY_CLOSENESS)

    @cached_property
    def partner_scores(self) -> WeeklyScores:
        """Empty where the partner shares none, or is not there."""
        return weekly_scores(self.partner_responses, WEEKLY_CLOSENESS)

    @property
    def latest(self) -> Week | None:
        """The last week of which anybody's score can be read."""
        latest = (self.my_scores.latest, self.partner_scores.latest)
        return max((scored.week for scored in latest if scored is not None), default=None)


def our_weeks(visit: PersonSession) -> OurWeeks:
    """Of each week the newest version, oldest week first; the other's are empty without a partner too."""
    mine = read_own_responses(visit.notebook, visit.principal, CHECK_IN)
    alone = visit.household.partner is None
    return OurWeeks(mine, () if alone else read_partner_responses(visit.notebook, visit.principal, CHECK_IN))


def lines(visit: PersonSession, weeks: OurWeeks) -> tuple[Line, ...]:
    """The person's own line, and the other's when anything of it is shared."""
    home = visit.household
    own, partner_scores = _line(home.me, weeks.my_scores), weeks.partner_scores
    return (own, _line(home.partner, partner_scores)) if home.partner is not None and partner_scores else (own,)


def pictures(visit: PersonSession, week: Week, weeks: OurWeeks | None = None) -> tuple[Picture, ...]:
    """The circles of one week: the person's own, and the other's when shared."""
    home, check_ins = visit.household, weeks or our_weeks(visit)
    members: list[tuple[Member, Iterable[SavedResponse]]] = [(home.me, check_ins.mine)]
    if home.partner is not None:
        members.append((home.partner, check_ins.partner_responses))
    drawn = (_picture(visit, member, of_member, week) for member, of_member in members)
    return tuple(picture for picture in drawn if picture is not None)


def accent_of(member: Member) -> Accent:
    """The colour that stands for this person on every screen."""
    return Accent.TEAL if member.first else Accent.CLAY


def _line(member: Member, scores: WeeklyScores) -> Line:
    return Line(member.nickname, accent_of(member), scores)


def _picture(visit: PersonSession, member: Member, weeks: Iterable[SavedResponse], week: Week) -> Picture | None:
    step = next((step for one in weeks if one.week == week and (step := one.score(CIRCLES)) is not None), None)
    if step is None:
        return None
    options = check_in_questionnaire(visit).item(CIRCLES).options
    text = next((option.text for option in options if option.weight == step), "")
    return Picture(member.nickname, int(step), text, "a" if member.first else "b")
