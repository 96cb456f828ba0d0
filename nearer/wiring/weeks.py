"""What a person's weeks look like to them: own weeks, and the other's where shared."""

from __future__ import annotations

from collections.abc import Iterable

from nearer.domain import Questionnaire, Week
from nearer.storage import Kept, Member, Shown, own_responses, shared_by_partner
from nearer.views.circles import Picture
from nearer.views.weeks import Accent, Line, Point
from nearer.wiring.visit import Visit

CHECK_IN = "closeness-weekly"
CLOSENESS = "closeness"
CIRCLES = "circles"


def check_in_questionnaire(visit: Visit) -> Questionnaire:
    """The weekly closeness questionnaire; every shipped catalogue has it."""
    return visit.catalogue.questionnaires[CHECK_IN]


def own_weeks(visit: Visit) -> tuple[Kept, ...]:
    """The person's check-ins, the newest version of each week, oldest first."""
    return own_responses(visit.notebook, visit.principal, CHECK_IN)


def partner_weeks(visit: Visit) -> tuple[Shown, ...]:
    """The other's check-ins as far as they are shared; empty without a partner too."""
    return shared_by_partner(visit.notebook, visit.principal, CHECK_IN)


def lines(visit: Visit) -> tuple[Line, ...]:
    """The person's own line, and the other's when anything of it is shared."""
    home = visit.household
    found = [_line(home.me, own_weeks(visit))]
    if home.partner is not None:
        found.append(_line(home.partner, partner_weeks(visit)))
    return tuple(line for place, line in enumerate(found) if place == 0 or line.points)


def latest_week(lines: Iterable[Line]) -> Week | None:
    """The last week that anybody in these lines answered."""
    return max((point.week for line in lines for point in line.points), default=None)


def pictures(visit: Visit, week: Week) -> tuple[Picture, ...]:
    """The circles of one week: the person's own, and the other's when shared."""
    home = visit.household
    members: list[tuple[Member, Iterable[Kept | Shown]]] = [(home.me, own_weeks(visit))]
    if home.partner is not None:
        members.append((home.partner, partner_weeks(visit)))
    drawn = (_picture(visit, member, weeks, week) for member, weeks in members)
    return tuple(picture for picture in drawn if picture is not None)


def _line(member: Member, weeks: Iterable[Kept | Shown]) -> Line:
    points = tuple(
        Point(one.week, one.scores[CLOSENESS], one.sha256)
        for one in weeks
        if one.week is not None and CLOSENESS in one.scores
    )
    return Line(member.nickname, Accent.TEAL if member.first else Accent.CLAY, points)


def _picture(visit: Visit, member: Member, weeks: Iterable[Kept | Shown], week: Week) -> Picture | None:
    step = next((one.scores[CIRCLES] for one in weeks if one.week == week and CIRCLES in one.scores), None)
    if step is None:
        return None
    options = check_in_questionnaire(visit).item(CIRCLES).options
    text = next((option.text for option in options if option.weight == step), "")
    return Picture(member.nickname, int(step), text, "a" if member.first else "b")
