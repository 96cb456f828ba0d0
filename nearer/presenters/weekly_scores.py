"""What a person's weeks look like to them: own weeks, and the other's where shared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from nearer.domain.questionnaire import Questionnaire
from nearer.domain.weeks import Week
from nearer.session.values import PersonSession
from nearer.storage.couple.partner_responses import SharedResponse, read_partner_responses
from nearer.storage.couple.people import Member
from nearer.storage.couple.responses import SavedResponse, read_own_responses
from nearer.views.charts.chart_values import Accent, Line, Picture, Point

CHECK_IN = "closeness-weekly"
CLOSENESS = "closeness"
CIRCLES = "circles"


def check_in_questionnaire(visit: PersonSession) -> Questionnaire:
    """The weekly closeness questionnaire; every shipped catalogue has it."""
    return visit.catalogue.questionnaires[CHECK_IN]


@dataclass(frozen=True, slots=True)
class OurWeeks:
    """Check-ins as far as one person may read them, opened once: their own, and what the other shares."""

    mine: tuple[SavedResponse, ...]
    partner_responses: tuple[SharedResponse, ...]


def our_weeks(visit: PersonSession) -> OurWeeks:
    """Of each week the newest version, oldest week first; the other's are empty without a partner too."""
    mine = read_own_responses(visit.notebook, visit.principal, CHECK_IN)
    alone = visit.household.partner is None
    return OurWeeks(mine, () if alone else read_partner_responses(visit.notebook, visit.principal, CHECK_IN))


def lines(visit: PersonSession, weeks: OurWeeks) -> tuple[Line, ...]:
    """The person's own line, and the other's when anything of it is shared."""
    home = visit.household
    own = _line(home.me, weeks.mine)
    other = _line(home.partner, weeks.partner_responses) if home.partner is not None else None
    return (own, other) if other is not None and other.points else (own,)


def latest_week(lines: Iterable[Line]) -> Week | None:
    """The last week that anybody in these lines answered."""
    return max((point.week for line in lines for point in line.points), default=None)


def pictures(visit: PersonSession, week: Week, weeks: OurWeeks | None = None) -> tuple[Picture, ...]:
    """The circles of one week: the person's own, and the other's when shared."""
    home, check_ins = visit.household, weeks or our_weeks(visit)
    members: list[tuple[Member, Iterable[SavedResponse | SharedResponse]]] = [(home.me, check_ins.mine)]
    if home.partner is not None:
        members.append((home.partner, check_ins.partner_responses))
    drawn = (_picture(visit, member, of_member, week) for member, of_member in members)
    return tuple(picture for picture in drawn if picture is not None)


def accent_of(member: Member) -> Accent:
    """The colour that stands for this person on every screen."""
    return Accent.TEAL if member.first else Accent.CLAY


def _line(member: Member, weeks: Iterable[SavedResponse | SharedResponse]) -> Line:
    points = tuple(
        Point(one.week, one.scores[CLOSENESS], one.sha256)
        for one in weeks
        if one.week is not None and CLOSENESS in one.scores
    )
    return Line(member.nickname, accent_of(member), points)


def _picture(
    visit: PersonSession, member: Member, weeks: Iterable[SavedResponse | SharedResponse], week: Week
) -> Picture | None:
    step = next((one.scores[CIRCLES] for one in weeks if one.week == week and CIRCLES in one.scores), None)
    if step is None:
        return None
    options = check_in_questionnaire(visit).item(CIRCLES).options
    text = next((option.text for option in options if option.weight == step), "")
    return Picture(member.nickname, int(step), text, "a" if member.first else "b")
