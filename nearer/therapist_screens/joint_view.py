"""The joint view: what both show each other, for a couple and their therapist at one screen."""

from __future__ import annotations

from functools import partial

from nearer.caseload.couple import Couple
from nearer.caseload.couple_chart import couple_chart
from nearer.caseload.joint_view import read_joint_view
from nearer.charts.closeness_chart import draw_closeness, make_closeness
from nearer.session.values import TherapistSession
from nearer.therapist_screens.couple import read_couple_in_address
from nearer.views import text as words
from nearer.views.layout.frame import caption


def open_joint_view(session: TherapistSession) -> Couple:
    """The couple of this address with what both show each other. NotFound for one of somebody else's."""
    couple = read_couple_in_address()
    read = partial(read_joint_view, session, couple)
    return session.read_once("joint view", couple, lambda: session.write_own(read, lambda couple: couple.record.logged))


def draw_joint_weeks(couple: Couple) -> None:
    """One large chart of both, or that there are no weeks."""
    if not couple.people:
        caption(words.couple.NO_WEEKS)
        return
    chart = couple_chart(couple, weeks_shown=0)
    draw_closeness(make_closeness(chart.weeks, chart.annotations), "joint-weeks")
