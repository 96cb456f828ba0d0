"""A sheet for a visit, put together by the person it is about: nothing goes in but what they tick."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from hashlib import sha256

import streamlit as st

from nearer.guide import questions_of
from nearer.privacy import Principal
from nearer.sheet import Sheet, SheetLine, SheetMark, sheet_pdf
from nearer.shipped import shipped_guide
from nearer.storage import (
    DatedScores,
    Kept,
    Notebook,
    keep_questions,
    own_questions,
    own_responses,
    own_therapist,
)
from nearer.trends import ReasonKind, reasons_of
from nearer.views import words
from nearer.views.frame import caution, quiet
from nearer.views.sheet import Offered, draw_offered
from nearer.wiring.acting import act, say_once
from nearer.wiring.closeness import Closeness, closeness
from nearer.wiring.couple_files import sheet_line
from nearer.wiring.initials import initials_of, with_initials
from nearer.wiring.last_answers import hopes_of, with_rating, worst_scales
from nearer.wiring.text_drafts import TextField, clear_fields, draw_lines
from nearer.wiring.undo import offer_undo
from nearer.wiring.undo_bar import show_undo
from nearer.wiring.visit import Visit, session_token, visit, visit_of
from nearer.wiring.worsening import definitions_of, worsenings_of

ASKING = "asking-your-doctor"  # the topic whose questions are offered
SAID = "sheet-said"
LONGEST, MOST = 1200, 8  # characters of own questions together, and how many of them
OWN = TextField("sheet-questions", LONGEST)


@dataclass(frozen=True)
class OwnSheet:
    """All that can be ticked, read anew for the screen and for the file."""

    shown: Closeness
    responses: tuple[Kept, ...]
    kept: tuple[str, ...]

    @property
    def offered(self) -> tuple[Offered, ...]:
        """Every line by its part, in the order of the sheet."""
        found = {
            words.sheet.CHANGED: self._worsened(),
            words.sheet.WEEKS: self._weeks(),
            words.sheet.DATES: (said for _day, said in self._dates()),
            words.sheet.BARRIERS: self._barriers(),
            words.sheet.HOPES: self._hopes(),
            words.sheet.QUESTIONS: (*map(self._text, self.kept), *questions_of(shipped_guide().topics[ASKING])),
        }
        return tuple(
            Offered(_key(part, said), part, said) for part, lines in found.items() for said in dict.fromkeys(lines)
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
            if one.key in ticked and one.part in parts and one.said != self._picture:
                parts[one.part] += (one.said,)
        marks = [SheetMark(day, said) for day, said in self._dates() if _key(words.sheet.DATES, said) in ticked]
        lines = (self._line,) if _key(words.sheet.WEEKS, self._picture) in ticked else ()
        made = words.weeks.day(self.shown.visit.today)
        return Sheet(self._me, made, lines, tuple(marks), tuple(parts.items()), words.sheet.OWN_FOOT)

    @property
    def _initials(self) -> dict[str, str]:
        home = self.shown.visit.household
        return initials_of([one.nickname for one in (home.me, home.partner) if one is not None])

    @property
    def _me(self) -> str:
        return self._initials[self.shown.visit.household.me.nickname]

    @property
    def _line(self) -> SheetLine:
        line = sheet_line(self.shown.lines[0])
        return SheetLine(self._me, line.points, line.dashed)

    @property
    def _picture(self) -> str:
        return words.sheet.picture(len(self.shown.lines[0].points))

    def _text(self, written: str) -> str:
        return with_initials(self._initials, written)

    def _worsened(self) -> Iterator[str]:
        here = self.shown.visit
        scored = [
            DatedScores(one.questionnaire, one.sha256, here.day_of(one.saved), one.scores) for one in self.responses
        ]
        for one in worsenings_of(scored, definitions_of(here.catalogue), here.today):
            yield words.sheet.scored_again(self._me, one)

    def _weeks(self) -> Iterator[str]:
        if self.shown.lines[0].points:
            yield self._picture
            for one in reasons_of([(self.shown.own,)])[0]:
                if one.kind is not ReasonKind.NOTHING:
                    said = words.reasons.reason_sentence(one, self._me)
                    yield words.sheet.claim(said, words.reasons.reason_rates(one))

    def _dates(self) -> Iterator[tuple[date, str]]:
        events = [one.event for one in self.shown.events]
        texts = ((one.begin, words.events.dated(one, self._text)) for one in events)
        yield from dict.fromkeys(texts)

    def _barriers(self) -> Iterator[str]:
        yield from worst_scales(self.shown.visit.catalogue, self.responses)

    def _hopes(self) -> Iterator[str]:
        for hope, near in hopes_of(self.shown.visit.catalogue, self.responses):
            yield with_rating(self._text(hope), near)


def own_sheet(here: Visit) -> OwnSheet:
    responses, kept = own_responses(here.notebook, here.principal), own_questions(here.notebook, here.principal)
    return OwnSheet(closeness(here), responses, kept)


@st.fragment
def draw_own_sheet() -> None:
    """Everything there is to tick, own questions, and the button that makes the file."""
    here = visit()
    if here is None:
        st.rerun()
    show_undo()
    quiet(words.sheet.LEAD)
    say_once(SAID)
    own = own_sheet(here)
    ticked = draw_offered(own.offered)
    draw_lines(OWN, words.sheet.OWN_QUESTIONS)
    questions = _questions()
    if ticked or questions:
        if unprintable := own.sheet(ticked, questions).unprintable:
            caution(f"{words.sheet.unprintable(unprintable)} {words.sheet.REWRITE}")
        # Streamlit keeps the callable beyond the lock, so it holds the token and no keys.
        data = partial(_made, session_token(), ticked, questions)
        st.download_button(words.sheet.MAKE, data, words.sheet.FILE, "application/pdf",
                           key="own-sheet", on_click="ignore", type="primary")  # fmt: skip
        quiet(words.sheet.STAYS)
    else:
        quiet(words.sheet.NOTHING_YET)
    _draw_keeping(own, ticked, questions)


def _draw_keeping(own: OwnSheet, ticked: frozenset[str], questions: tuple[str, ...]) -> None:
    """Questions for the next visit, to be kept for a therapist and taken out again."""
    if own.kept:
        quiet(words.sheet.kept(len(own.kept)))
        st.button(words.sheet.FORGET, key="forget-questions", type="tertiary", on_click=_forget)
    wanted = tuple(dict.fromkeys((*own.kept, *questions, *own.of_guide(ticked))))
    therapist = own_therapist(own.shown.visit.notebook, own.shown.visit.principal)
    if wanted != own.kept and therapist is not None and therapist.ended is None:
        quiet(words.sheet.keep_lead(therapist.name))
        st.button(words.sheet.KEEP, key="keep-questions", on_click=_keep, args=(tuple(own.of_guide(ticked)),))


def _forget() -> None:
    def change(here: Visit) -> None:
        kept = own_questions(here.notebook, here.principal)
        keep_questions(here.notebook, here.principal, (), here.now)
        offer_undo(words.undo.QUESTIONS, _keep_again, kept)

    act(SAID, change)


def _keep_again(notebook: Notebook, principal: Principal, kept: tuple[str, ...], now: datetime) -> None:
    """With what was kept since."""
    since = own_questions(notebook, principal)
    keep_questions(notebook, principal, tuple(dict.fromkeys((*kept, *since))), now)


def _keep(of_guide: tuple[str, ...]) -> None:
    act(SAID, partial(_keep_more, of_guide))


def _keep_more(of_guide: tuple[str, ...], here: Visit) -> None:
    """Beside what is kept now, which another window may have changed, all that stands in the field now."""
    before = own_questions(here.notebook, here.principal)
    keep_questions(here.notebook, here.principal, tuple(dict.fromkeys((*before, *_lines(), *of_guide))), here.now)
    clear_fields(OWN)


def _questions() -> tuple[str, ...]:
    """As many as a sheet has room for."""
    return _lines()[:MOST]


def _lines() -> tuple[str, ...]:
    lines = (line.strip() for line in OWN.text.splitlines())
    return tuple(line for line in lines if line)


def _key(part: str, said: str) -> str:
    return sha256(f"{part}|{said}".encode()).hexdigest()[:16]


def _made(token: str | None, ticked: frozenset[str], questions: tuple[str, ...]) -> bytes:
    """The file of whoever is signed in under the token at this moment; NotFound when the notebook is closed."""
    return sheet_pdf(own_sheet(visit_of(token)).sheet(ticked, questions))
