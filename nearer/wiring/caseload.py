"""The caseload from the notebook: which couple stands where, and why; searched, filtered and sorted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

import streamlit as st

from nearer.domain import Week, local_week
from nearer.storage import Case, CasePerson, Connected, PersonPages, Readable, ScoredWeek, caseload
from nearer.trends import Reason, ReasonKind, Series, measured, place_of, reasons_of, series_of
from nearer.views import words
from nearer.views.caseload import SHOWN_WEEKS, CaseRow
from nearer.views.spoken import paragraphs
from nearer.views.weeks import Accent, Line, Point
from nearer.wiring.screens import ADDRESSES
from nearer.wiring.therapist_visit import TherapistVisit
from nearer.wiring.weeks import CHECK_IN, CLOSENESS
from nearer.wiring.worsening import definitions_of, wanted_scores, worsenings_of

COUPLE = "of"
SEARCH, FILTER, SORT = "caseload-search", "caseload-filter", "caseload-sort"
MOST_DRAWN = 2 * SHOWN_WEEKS  # a person can have two weekly questionnaires

Scored = tuple[Week, Decimal, str]  # a week, its score, and which definition it was scored by


@dataclass(frozen=True)
class Looked:
    """One couple with its reasons; the first decides where it stands."""

    case: Case
    lines: tuple[Line, ...]
    reasons: tuple[Reason, ...]
    last: Week | None
    visit: date | None

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(one.who.nickname for one in self.case.people)


def looked_through(here: TherapistVisit) -> list[Looked]:
    """Every couple in the order of its reason; of whom no week can be read, nothing is said, not even silence."""
    cases = caseload(here.notebook, here.therapist, here.now, wanted_scores(here.catalogue, here.now))
    find = definitions_of(here.catalogue)
    series = [tuple(_series(here, one) for one in case.people) for case in cases]
    worse = [tuple(worsenings_of(one.others, find, here.today) for one in case.people) for case in cases]
    found = zip(cases, reasons_of(series, worse), strict=True)
    looked = [Looked(case, _drawn(case), why, _last(case), _next(case, here.today)) for case, why in found]
    return sorted(looked, key=lambda one: place_of(one.reasons))


def chosen(looked: list[Looked]) -> list[Looked]:
    """Those that fit the search and the filter, in the order asked for."""
    sought = str(st.session_state.get(SEARCH) or "").casefold().strip()
    only = st.session_state.get(FILTER)
    fits = [one for one in looked if any(sought in name.casefold() for name in one.names)]
    kept = [one for one in fits if only is None or only in {reason.kind for reason in one.reasons}]
    return sorted(kept, key=_KEYS.get(str(st.session_state.get(SORT)), lambda one: place_of(one.reasons)))


def draw_choices() -> None:
    """Search, filter and order."""
    for place, draw in zip(st.columns(3), (_draw_search, _draw_filter, _draw_order), strict=True):
        with place:
            draw()


def draw_rates() -> None:
    """How often each reason stands there with nothing behind it."""
    paragraphs(words.reasons.about_reasons(measured()))


def _draw_search() -> None:
    st.text_input(words.caseload.SEARCH, key=SEARCH, autocomplete="off", max_chars=40)


def _draw_filter() -> None:
    kinds, said = list(ReasonKind), words.reasons.reason_name
    st.selectbox(words.caseload.FILTER, kinds, index=None, key=FILTER, format_func=said)


def _draw_order() -> None:
    st.selectbox(words.caseload.SORT, words.caseload.ORDERS, key=SORT)


def rows_of(looked: Iterable[Looked]) -> list[CaseRow]:
    return [_row(one) for one in looked]


def line_of(who: Connected, weeks: Iterable[ScoredWeek | Readable]) -> Line:
    """One person's granted check-ins, in the colour that stands for them on every screen."""
    points = tuple(
        Point(one.week, one.scores[CLOSENESS], one.sha256)
        for one in weeks
        if one.questionnaire == CHECK_IN and one.week is not None and CLOSENESS in one.scores
    )
    return Line(who.nickname, Accent.TEAL if who.first else Accent.CLAY, points)


def series_until_now(weeks: list[Scored], this_week: Week) -> Series:
    """The weeks scored like the latest one, with every week that is over, so that silence shows. Oldest week first."""
    if not weeks:
        return series_of({})
    last, _score, alike = weeks[-1]
    scores: dict[Week, Decimal | None] = {week: score for week, score, like in weeks if like == alike}
    over = this_week.plus(-1)
    return series_of(scores | {over: None} if last < over else scores)


def week_of(here: TherapistVisit, who: Connected) -> Week:
    """This week where the person is."""
    return local_week(here.now, who.zone)


def names_of(people: Iterable[CasePerson | PersonPages]) -> str:
    return words.caseload.both(tuple(one.who.nickname for one in people))


def said_of(reason: Reason, names: tuple[str, ...]) -> str:
    """`names` are those of the couple's people, whether anything of them can be read or not."""
    return words.reasons.reason_sentence(reason, "" if reason.person is None else names[reason.person])


def _series(here: TherapistVisit, one: CasePerson) -> Series | None:
    return series_until_now(_scored(one), week_of(here, one.who)) if one.weeks else None


def _scored(one: CasePerson) -> list[Scored]:
    """The granted check-ins without anything to draw them with: a caseload has tens of thousands."""
    return [(each.week, each.scores[CLOSENESS], each.sha256) for each in one.weeks
            if each.questionnaire == CHECK_IN and CLOSENESS in each.scores]  # fmt: skip


def _drawn(case: Case) -> tuple[Line, ...]:
    """A line for each of whom weeks can be read, as far back as a small picture goes."""
    return tuple(line_of(one.who, one.weeks[-MOST_DRAWN:]) for one in case.people if one.weeks)


def _row(one: Looked) -> CaseRow:
    names = one.names
    first, *others = one.reasons
    address = f"/{ADDRESSES['couple']}?{urlencode({COUPLE: str(one.case.couple)})}"
    return CaseRow(
        address=address,
        names=names_of(one.case.people),
        granted=_ended(one.case),
        why=said_of(first, names),
        sure=words.reasons.reason_rates(first),
        also=tuple(said_of(reason, names) for reason in others),
        lines=one.lines,
        last=words.caseload.last_check_in(one.last),
        visit=words.caseload.next_visit(one.visit),
    )


def _ended(case: Case) -> str:
    """What has to be known of who can not be read any more."""
    ended = [one.who.ended.date() for one in case.people if one.who.ended is not None]
    return words.therapist.ended_on(max(ended)) if ended else ""


def _last(case: Case) -> Week | None:
    return max((one.last_week for one in case.people if one.last_week is not None), default=None)


def _next(case: Case, today: date) -> date | None:
    return min((day for day in case.visits if day >= today), default=None)


def _by_name(one: Looked) -> str:
    return " ".join(one.names).casefold()


def _by_last(one: Looked) -> int:
    return -one.last.monday().toordinal() if one.last else 0


def _by_visit(one: Looked) -> date:
    return one.visit or date.max


_KEYS: dict[str, Callable[[Looked], str | int | date]] = {
    words.caseload.BY_NAME: _by_name,
    words.caseload.BY_LAST: _by_last,
    words.caseload.BY_VISIT: _by_visit,
}
