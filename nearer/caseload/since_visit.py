"""What changed for a couple since the last visit, line by line, from what is granted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from nearer.caseload.caseload import CaseloadCouple, week_of
from nearer.caseload.couple import Couple
from nearer.caseload.rows import open_title
from nearer.caseload.scale_cards import ScaleCard
from nearer.caseload.short_reasons import score_of
from nearer.domain.weeks import Week
from nearer.shipped import shipped_guide
from nearer.storage.therapist.caseload import CasePerson, PersonRecord
from nearer.trends.series import weeks_between
from nearer.views import text as words
from nearer.views.chart_values import Accent

WEEKS_WITHOUT_VISIT = 4


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A line: words, the number that counts in the colour of whose it is, and what is said behind it.

    A question has no day, so it stands here until it is taken out; paper has it once, among the questions.
    """

    text: str
    number: str = ""
    accent: Accent | None = None
    after: str = ""
    is_question: bool = False


@dataclass(frozen=True, slots=True)
class SinceVisit:
    """`title` says since when; `lines` are never empty."""

    title: str
    lines: tuple[ChangeLine, ...]


def since_visit(couple: Couple, caseload_couple: CaseloadCouple, cards: Iterable[ScaleCard]) -> SinceVisit:
    """Since the last visit before today; without one, of the last WEEKS_WITHOUT_VISIT."""
    today = couple.session.today
    visit = max((day for day in couple.record.visits if day < today), default=None)
    since = visit or today - timedelta(weeks=WEEKS_WITHOUT_VISIT)
    title = words.couple.since_visit(visit) if visit else words.couple.last_weeks(WEEKS_WITHOUT_VISIT)
    lines = (
        *(line for person in caseload_couple.case.people for line in _list_closeness_change(person, since)),
        *(line for card in cards for line in _list_moved_scales(card, since)),
        *(line for person in caseload_couple.case.people for line in _list_missed_weeks(couple, person, since)),
        *(line for person in couple.record.people for line in _list_new_entries(couple, person, since)),
        *(
            ChangeLine(text)
            for person in caseload_couple.case.people
            for text in _list_open_assignments(couple, caseload_couple, person)
        ),
    )  # fmt: skip
    return SinceVisit(str(title), lines or (ChangeLine(str(words.couple.NOTHING_NEW)),))


def _list_closeness_change(person: CasePerson, since: date) -> Iterator[ChangeLine]:
    """The last score up to the visit's week, and the last one of all."""
    scores = person.weekly.comparable.scores
    if not scores:
        return
    before = [scored for scored in scores if scored.week <= Week.of(since)]
    now, accent = score_of(scores[-1]), Accent.of(person.who.first)
    if before and scores[-1].week > Week.of(since):
        number = words.caseload.then_now(score_of(before[-1]), now)
        yield ChangeLine(words.couple.closeness_of(person.who.nickname), number, accent)
    elif not before:
        yield ChangeLine(words.couple.closeness_of(person.who.nickname), now, accent)


def _list_moved_scales(card: ScaleCard, since: date) -> Iterator[ChangeLine]:
    """A published instrument that was answered since, and moved by more than chance."""
    for person in card.people:
        if person.has_moved and person.scores[-1].day > since:
            before, after = (str(score.value) for score in person.scores[-2:])
            text = words.couple.scale_of(card.title, person.name)
            yield ChangeLine(
                text, words.caseload.then_now(before, after), person.accent, str(words.couple.MORE_THAN_CHANCE)
            )


def _list_missed_weeks(couple: Couple, person: CasePerson, since: date) -> Iterator[ChangeLine]:
    """Weeks that are over since the visit's, without a check-in, of whom any week can be read."""
    if person.last_week is None or not person.weekly:
        return
    scored = {one.week for one in person.weekly.scores}
    first, over = Week.of(since), week_of(couple.session, person.who)
    weeks = [first.plus(ahead) for ahead in range(1, weeks_between(first, over))]
    missed = sum(week not in scored and week > person.weekly.scores[0].week for week in weeks)
    if missed:
        yield ChangeLine(words.couple.missed(person.who.nickname, missed))


def _list_new_entries(couple: Couple, person: PersonRecord, since: date) -> Iterator[ChangeLine]:
    """Events, notes, questions, pages and steps."""
    name, guide = person.who.nickname, shipped_guide()
    for event in person.events:
        if since < event.begin <= couple.session.today:
            yield ChangeLine(
                words.events.of_person(
                    name, words.events.dated_in(couple.session.today.year, event, couple.format_own_words)
                )
            )
    for response in person.responses:
        if response.note and response.day is not None and response.day > since:
            yield ChangeLine(words.couple.note_of(name, response.day))
    if person.guide is None:
        return
    for question in person.guide.questions:
        yield ChangeLine(words.couple.question_of(name, couple.format_own_words(question)), is_question=True)
    for topic, day in person.guide.read:
        if day > since and topic in guide.topics:
            yield ChangeLine(words.couple.read_page(name, guide.topics[topic].title))
    for step, day in person.guide.done:
        if day > since and step in guide.steps:
            yield ChangeLine(words.couple.did_step(name, guide.steps[step].title))


def _list_open_assignments(couple: Couple, caseload_couple: CaseloadCouple, person: CasePerson) -> Iterator[str]:
    """All that is still asked of somebody as one line for what is late, and one for the rest."""
    own = [one for one in caseload_couple.open_assignments if one.assignment.request.person == person.who.id]
    for is_late in (True, False):
        of_time = [one for one in own if one.is_late is is_late]
        if of_time:
            titles = [open_title(couple.session, one.assignment) for one in of_time]
            since = min(one.week for one in of_time).monday() if is_late else None
            yield words.assigning.still_open(person.who.nickname, titles, since)
