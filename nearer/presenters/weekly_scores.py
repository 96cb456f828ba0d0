"""A person's weeks as they may read them: their own check-ins, and the partner's where these are shared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from nearer.answering.form_start import keep_valid_answers
from nearer.database.row_errors import EntryBroken
from nearer.domain.answers import SKIPPED
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.weekly_scores import WeeklyScale, WeeklyScores
from nearer.domain.weeks import Week
from nearer.frames.columns import FramePerson
from nearer.session.values import PersonSession
from nearer.storage.couple.form_drafts import open_draft
from nearer.storage.couple.people import Member
from nearer.storage.couple.responses import SavedResponse, read_own_responses, read_partner_responses, weekly_scores
from nearer.trends.claims import Claim, claim_of
from nearer.trends.series import Series, comparable_series
from nearer.typed_answers.answer_parsing import read_answers
from nearer.views import text as words
from nearer.views.chart_values import Accent, Picture
from nearer.yaml_files.catalogue import Catalogue


class PersonWeeks(NamedTuple):
    """One person's weekly scores, and whose they are: what a `weeks_frame` is made of."""

    who: FramePerson
    scores: WeeklyScores


def weekly_closeness(catalogue: Catalogue) -> WeeklyScale:
    """The scale that is drawn week by week."""
    return WeeklyScale(catalogue.check_in.id, catalogue.check_in.closeness_scale.id)


@dataclass(frozen=True)
class OurWeeks:
    """Check-ins as far as one person may read them, opened once: their own, and what the partner shares."""

    scale: WeeklyScale
    own_responses: tuple[SavedResponse, ...]
    partner_responses: tuple[SavedResponse, ...]

    @cached_property
    def my_scores(self) -> WeeklyScores:
        """One's own scores, oldest week first."""
        return weekly_scores(self.own_responses, self.scale)

    @cached_property
    def partner_scores(self) -> WeeklyScores:
        """Empty where the partner shares none, or is not there."""
        return weekly_scores(self.partner_responses, self.scale)

    @property
    def latest(self) -> Week | None:
        """The last week of which anybody's score can be read."""
        latest = (self.my_scores.latest, self.partner_scores.latest)
        return max((scored.week for scored in latest if scored is not None), default=None)


def load_our_weeks(session: PersonSession) -> OurWeeks:
    """Both people's weeks, oldest first, each in its newest version; the partner's are empty without one too."""
    return session.load_once("weeks", lambda: _read_weeks(session))


def _read_weeks(session: PersonSession) -> OurWeeks:
    scale = weekly_closeness(session.catalogue)
    own_responses = session.read_unchanged(read_own_responses, scale.questionnaire)
    if session.members.partner is None:
        return OurWeeks(scale, own_responses, ())
    return OurWeeks(scale, own_responses, session.read_unchanged(read_partner_responses, scale.questionnaire))


def load_own_claim(session: PersonSession, weeks: OurWeeks) -> tuple[Series, Claim]:
    """One's own weeks that can be compared, and what may be said of them."""
    return session.load_once("claim", lambda: _claim(weeks.my_scores))


def _claim(scores: WeeklyScores) -> tuple[Series, Claim]:
    own = comparable_series(scores)
    return own, claim_of(own)


def people_weeks(session: PersonSession, weeks: OurWeeks) -> tuple[PersonWeeks, ...]:
    """The person's own weeks, and the partner's when anything of them is shared."""
    home, scores = session.members, weeks.partner_scores
    own_weeks = PersonWeeks(frame_person(session, home.me), weeks.my_scores)
    return (
        (own_weeks, PersonWeeks(frame_person(session, home.partner), scores))
        if home.partner is not None and scores
        else (own_weeks,)
    )


def frame_person(session: PersonSession, member: Member) -> FramePerson:
    """The person whose rows a table holds, by name."""
    return FramePerson.of(session.principal.couple, member, member.nickname)


def pictures(session: PersonSession, week: Week, weeks: OurWeeks | None = None) -> tuple[Picture, ...]:
    """The circles of one week: the person's own, and the partner's when shared."""
    home, check_ins = session.members, weeks or load_our_weeks(session)
    members: list[tuple[Member, Iterable[SavedResponse]]] = [(home.me, check_ins.own_responses)]
    if home.partner is not None:
        members.append((home.partner, check_ins.partner_responses))
    drawn = (_make_picture(session, member, of_member, week) for member, of_member in members)
    return tuple(picture for picture in drawn if picture is not None)


def _make_picture(session: PersonSession, member: Member, weeks: Iterable[SavedResponse], week: Week) -> Picture | None:
    check_in = session.catalogue.check_in
    of_week = (one for one in weeks if one.week == week)
    response = next((one for one in of_week if _circles_overlap(check_in, one) is not None), None)
    if response is None:
        return None
    overlap = int(_circles_overlap(check_in, response) or 0)
    return Picture(member.nickname, overlap, circles_words(check_in, response), Accent.of(member.first))


def read_begun_picture(session: PersonSession) -> tuple[Picture, ...]:
    """The circles that the person chose in this week's check-in before it is saved; empty without any."""
    check_in, me = session.catalogue.check_in, session.members.me
    try:
        draft = session.read_once(open_draft, check_in.id, session.week)
    except EntryBroken:  # said where the check-in is opened
        return ()
    answers = read_answers(check_in, keep_valid_answers(check_in, draft.answers))
    items = [check_in.item(name) for name in check_in.circles_scale.items] if check_in.circles_scale else []
    pairs = (option for item in items for option in item.options if answers.get(item.id, SKIPPED).value == option.code)
    not_saved = words.this_week.not_saved
    return tuple(
        Picture(me.nickname, int(option.weight or 0), not_saved(option.text), Accent.of(me.first), is_begun=True)
        for option in pairs
    )


def circles_words(check_in: Questionnaire, response: SavedResponse) -> str:
    """The words of the pair of circles that was chosen; empty where none can be read."""
    circles, overlap = check_in.circles_scale, _circles_overlap(check_in, response)
    options = check_in.item(circles.items[0]).options if circles else ()
    return next((option.text for option in options if overlap is not None and option.weight == overlap), "")


def _circles_overlap(check_in: Questionnaire, response: SavedResponse) -> Decimal | None:
    return response.score(check_in.circles_scale.id) if check_in.circles_scale else None
