"""A sheet for a visit, put together by the person it is about: nothing goes in but what they tick."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from nearer.presenters.closeness import Closeness, load_closeness
from nearer.presenters.latest_answers import read_hopes, with_rating, worst_scales
from nearer.presenters.worsened_scores import definitions_of, worsenings_of
from nearer.session.values import PersonSession
from nearer.sheet.initials import initials_of, with_initials
from nearer.sheet.page import Sheet, SheetEvent, SheetLine
from nearer.shipped import shipped_guide
from nearer.storage.couple.responses import SavedResponse, read_own_responses
from nearer.storage.couple.visit_questions import read_visit_questions
from nearer.takeaway.sheet_lines import drawn_ends, sheet_line
from nearer.trends.caseload_reasons import ReasonKind, reasons_of
from nearer.views import text as words
from nearer.views.screen_values import SheetChoice

ASKING = "asking-your-doctor"  # the topic whose questions are offered


@dataclass(frozen=True)
class OwnSheet:
    """All that can be ticked, read anew for the screen and for the file."""

    closeness: Closeness
    responses: tuple[SavedResponse, ...]
    visit_questions: tuple[str, ...]

    @property
    def offered(self) -> tuple[SheetChoice, ...]:
        """Every line by its heading, in the order of the sheet."""
        lines_by_heading = {
            words.sheet.CHANGED: self._worsened_lines(),
            words.sheet.WEEKS: self._week_lines(),
            words.sheet.DATES: (line for _day, line in self._dated_lines()),
            words.sheet.BARRIERS: self._barrier_lines(),
            words.sheet.HOPES: self._hope_lines(),
            words.sheet.QUESTIONS: (
                *map(self._replace_names, self.visit_questions),
                *shipped_guide().topics[ASKING].questions,
            ),
        }
        return tuple(
            SheetChoice(_key(heading, line), heading, line)
            for heading, lines in lines_by_heading.items()
            for line in dict.fromkeys(lines)
        )

    def of_guide(self, ticked: frozenset[str]) -> Iterator[str]:
        """The questions of the guide that are ticked."""
        for question in shipped_guide().topics[ASKING].questions:
            if _key(words.sheet.QUESTIONS, question) in ticked:
                yield question

    def sheet(self, ticked: frozenset[str], questions: tuple[str, ...]) -> Sheet:
        """The sheet with what is ticked and still there, and one's own questions."""
        headings = (words.sheet.CHANGED, words.sheet.WEEKS, words.sheet.BARRIERS, words.sheet.HOPES)
        sections: dict[str, tuple[str, ...]] = dict.fromkeys(headings, ())
        sections[words.sheet.QUESTIONS] = tuple(map(self._replace_names, questions))
        for choice in self.offered:
            if choice.key in ticked and choice.heading in sections and choice.text != self._picture:
                sections[choice.heading] += (choice.text,)
        events = [SheetEvent(day, line) for day, line in self._dated_lines() if _key(words.sheet.DATES, line) in ticked]
        lines = (self._line,) if _key(words.sheet.WEEKS, self._picture) in ticked else ()
        made = words.weeks.day(self.closeness.session.today)
        until = self.closeness.session.week.monday()
        return Sheet(
            self._me, made, lines, tuple(events), tuple(sections.items()), words.sheet.OWN_FOOT,
            outside=words.sheet.OUTSIDE_PICTURE, ends=drawn_ends(lines, until), until=until,
        )  # fmt: skip

    @property
    def _initials(self) -> dict[str, str]:
        home = self.closeness.session.members
        return initials_of([one.nickname for one in (home.me, home.partner) if one is not None])

    @property
    def _me(self) -> str:
        return self._initials[self.closeness.session.members.me.nickname]

    @property
    def _line(self) -> SheetLine:
        who, scores = self.closeness.people[0]
        return sheet_line(replace(who, name=self._me), scores)

    @property
    def _picture(self) -> str:
        return words.sheet.picture(len(self.closeness.weeks.my_scores.scores))

    def _replace_names(self, own_text: str) -> str:
        return with_initials(self._initials, own_text)

    def _worsened_lines(self) -> Iterator[str]:
        session = self.closeness.session
        for worsening in worsenings_of(self.responses, definitions_of(session.catalogue), session.today):
            yield words.sheet.scored_again(self._me, worsening)

    def _week_lines(self) -> Iterator[str]:
        if self.closeness.weeks.my_scores:
            yield self._picture
            for reason in reasons_of([(self.closeness.own,)])[0]:
                if reason.kind is not ReasonKind.NOTHING:
                    sentence = words.reasons.reason_sentence(reason, self._me)
                    yield words.reasons.with_rates(sentence, reason)

    def _dated_lines(self) -> Iterator[tuple[date, str]]:
        events = [one.event for one in self.closeness.events]
        texts = ((one.begin, words.events.dated(one, self._replace_names)) for one in events)
        yield from dict.fromkeys(texts)

    def _barrier_lines(self) -> Iterator[str]:
        yield from worst_scales(self.closeness.session.catalogue, self.responses)

    def _hope_lines(self) -> Iterator[str]:
        for hope, near in read_hopes(self.closeness.session.catalogue, self.responses):
            yield with_rating(self._replace_names(hope), near)


def make_own_sheet(session: PersonSession) -> OwnSheet:
    """Everything that can be ticked, read at this moment."""
    responses, visit_questions = (
        read_own_responses(session.notebook, session.principal),
        read_visit_questions(session.notebook, session.principal),
    )
    return OwnSheet(load_closeness(session), responses, visit_questions)


def _key(heading: str, text: str) -> str:
    return sha256(f"{heading}|{text}".encode()).hexdigest()[:16]
