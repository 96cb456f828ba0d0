"""A sheet for a visit, put together by the person it is about: nothing goes in but what they tick."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

import regex

from nearer.domain.weekly_scores import WeeklyScores
from nearer.frames.columns import FramePerson
from nearer.guide.doctor_questions import questions_of
from nearer.presenters.closeness import Closeness, load_closeness
from nearer.presenters.latest_answers import hopes_of, with_rating, worst_scales
from nearer.presenters.worsened_scores import definitions_of, worsenings_of
from nearer.session.values import PersonSession
from nearer.sheet.page import Sheet, SheetLine, SheetMark
from nearer.shipped import shipped_guide
from nearer.storage.couple.guide import read_visit_questions
from nearer.storage.couple.responses import SavedResponse, read_own_responses
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
        """Every line by its part, in the order of the sheet."""
        lines_by_part = {
            words.sheet.CHANGED: self._worsened(),
            words.sheet.WEEKS: self._weeks(),
            words.sheet.DATES: (said for _day, said in self._dates()),
            words.sheet.BARRIERS: self._barriers(),
            words.sheet.HOPES: self._hopes(),
            words.sheet.QUESTIONS: (
                *map(self._text, self.visit_questions),
                *questions_of(shipped_guide().topics[ASKING]),
            ),
        }
        return tuple(
            SheetChoice(_key(part, said), part, said)
            for part, lines in lines_by_part.items()
            for said in dict.fromkeys(lines)
        )

    def of_guide(self, ticked: frozenset[str]) -> Iterator[str]:
        """The questions of the guide that are ticked."""
        for said in questions_of(shipped_guide().topics[ASKING]):
            if _key(words.sheet.QUESTIONS, said) in ticked:
                yield said

    def sheet(self, ticked: frozenset[str], questions: tuple[str, ...]) -> Sheet:
        """What is ticked and still there, with one's own questions."""
        headings = (words.sheet.CHANGED, words.sheet.WEEKS, words.sheet.BARRIERS, words.sheet.HOPES)
        parts: dict[str, tuple[str, ...]] = dict.fromkeys(headings, ())
        parts[words.sheet.QUESTIONS] = tuple(map(self._text, questions))
        for one in self.offered:
            if one.key in ticked and one.part in parts and one.text != self._picture:
                parts[one.part] += (one.text,)
        marks = [SheetMark(day, said) for day, said in self._dates() if _key(words.sheet.DATES, said) in ticked]
        lines = (self._line,) if _key(words.sheet.WEEKS, self._picture) in ticked else ()
        made = words.weeks.day(self.closeness.visit.today)
        return Sheet(self._me, made, lines, tuple(marks), tuple(parts.items()), words.sheet.OWN_FOOT)

    @property
    def _initials(self) -> dict[str, str]:
        home = self.closeness.visit.household
        return initials_of([one.nickname for one in (home.me, home.partner) if one is not None])

    @property
    def _me(self) -> str:
        return self._initials[self.closeness.visit.household.me.nickname]

    @property
    def _line(self) -> SheetLine:
        who, scores = self.closeness.people[0]
        return sheet_line(replace(who, name=self._me), scores)

    @property
    def _picture(self) -> str:
        return words.sheet.picture(len(self.closeness.weeks.my_scores.scores))

    def _text(self, written: str) -> str:
        return with_initials(self._initials, written)

    def _worsened(self) -> Iterator[str]:
        session = self.closeness.visit
        for one in worsenings_of(self.responses, definitions_of(session.catalogue), session.today):
            yield words.sheet.scored_again(self._me, one)

    def _weeks(self) -> Iterator[str]:
        if self.closeness.weeks.my_scores:
            yield self._picture
            for one in reasons_of([(self.closeness.own,)])[0]:
                if one.kind is not ReasonKind.NOTHING:
                    sentence = words.reasons.reason_sentence(one, self._me)
                    yield words.sheet.claim(sentence, words.reasons.reason_rates(one))

    def _dates(self) -> Iterator[tuple[date, str]]:
        events = [one.event for one in self.closeness.events]
        texts = ((one.begin, words.events.dated(one, self._text)) for one in events)
        yield from dict.fromkeys(texts)

    def _barriers(self) -> Iterator[str]:
        yield from worst_scales(self.closeness.visit.catalogue, self.responses)

    def _hopes(self) -> Iterator[str]:
        for hope, near in hopes_of(self.closeness.visit.catalogue, self.responses):
            yield with_rating(self._text(hope), near)


def own_sheet(session: PersonSession) -> OwnSheet:
    responses, visit_questions = (
        read_own_responses(session.notebook, session.principal),
        read_visit_questions(session.notebook, session.principal),
    )
    return OwnSheet(load_closeness(session), responses, visit_questions)


def _key(part: str, text: str) -> str:
    return sha256(f"{part}|{text}".encode()).hexdigest()[:16]


# A letter as its readers see it: a grapheme cluster (UAX 29), and what a virama at its end joins it to, as in Kannada
# ಶ್ರೀ; Unicode joins those of some Indian scripts only.
_LETTER = regex.compile(
    r"[\s\p{Default_Ignorable_Code_Point}]*+((?:\X(?<=\p{Canonical_Combining_Class=Virama}\p{Join_Control}?)(?=\p{L}))*\X)"
)


_RIGHT_TO_LEFT = regex.compile(r"[\p{Bidi_Class=R}\p{Bidi_Class=AL}]")


_ISOLATE, _END_OF_ISOLATE = "\u2068", "\u2069"


def initials_of(names: Sequence[str]) -> dict[str, str]:
    """An initial for each name; numbered where two would be the same."""
    letters = [first_letter(name) for name in names]
    alike = Counter(letters)
    return {
        name: isolated(words.caseload.initial(letter, place if alike[letter] > 1 else None))
        for place, (name, letter) in enumerate(zip(names, letters, strict=True), start=1)
    }


def first_letter(name: str) -> str:
    """Whole, with its accents and vowel signs, and a capital where its script has them."""
    letter = _LETTER.match(name)
    return letter[1].title() if letter else ""


def with_initials(initials: Mapping[str, str], text: str) -> str:
    """What somebody wrote, with an initial wherever a name stands as a word of its own, in capitals or not.

    The point of an initial is also that of a sentence.
    """
    names = sorted(initials, key=len, reverse=True)
    any_name = "|".join(f"({regex.escape(name)})" for name in names)
    whole = rf"(?<!\w)(?:{any_name})(?!\w)\.?"
    return isolated(
        regex.sub(whole, lambda match: initials[names[(match.lastindex or 1) - 1]], text, flags=regex.IGNORECASE)
    )


def isolated(text: str) -> str:
    """A text with letters that run right to left, marked so that it moves nothing in the sentence around it."""
    return f"{_ISOLATE}{text}{_END_OF_ISOLATE}" if _RIGHT_TO_LEFT.search(text) else text


def sheet_line(who: FramePerson, weekly: WeeklyScores) -> SheetLine:
    """A line under the initial that stands in place of its name; whoever joined the couple has a dashed one."""
    points = tuple((scored.week.monday(), float(scored.score)) for scored in weekly.scores)
    return SheetLine(who.name, points, not who.first)
