"""A therapist's caseload: each couple with its reasons and last weeks; searched, filtered and sorted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from nearer.addresses import ADDRESSES
from nearer.domain.weekly_scores import WeeklyScores
from nearer.domain.weeks import Week, local_week
from nearer.presenters.worsened_scores import definitions_of, wanted_scores, worsenings_of
from nearer.session.values import TherapistSession
from nearer.storage.therapist.caseload import Case, CasePerson, ConnectedPerson, PersonRecord, read_caseload
from nearer.trends.caseload_reasons import CaseloadReason, ReasonKind, reasons_of, urgency_rank
from nearer.trends.series import Series, comparable_series
from nearer.views import text as words
from nearer.views.chart_values import Accent, Line
from nearer.views.screen_values import SHOWN_WEEKS, CaseRow

COUPLE = "of"


@dataclass(frozen=True)
class CaseloadEntry:
    """One couple with its reasons; the first decides where it stands."""

    case: Case
    lines: tuple[Line, ...]
    reasons: tuple[CaseloadReason, ...]
    last: Week | None
    visit: date | None

    @property
    def names(self) -> tuple[str, ...]:
        """The nicknames of those who ever connected, in the couple's order."""
        return tuple(one.who.nickname for one in self.case.people)


def load_caseload(session: TherapistSession) -> list[CaseloadEntry]:
    """Every couple in the order of its reason; of whom no week can be read, nothing is said, not even silence."""
    cases = read_caseload(
        session.notebook, session.therapist, session.now, wanted_scores(session.catalogue, session.now)
    )
    find = definitions_of(session.catalogue)
    series = [tuple(_series(session, one) for one in case.people) for case in cases]
    worse = [tuple(worsenings_of(one.others, find, session.today) for one in case.people) for case in cases]
    case_reasons = zip(cases, reasons_of(series, worse), strict=True)
    entries = [
        CaseloadEntry(case, _drawn(case), why, _last(case), _next(case, session.today)) for case, why in case_reasons
    ]
    return sorted(entries, key=lambda entry: urgency_rank(entry.reasons))


def choose_entries(
    entries: Iterable[CaseloadEntry], search: str, only: ReasonKind | None, order: str
) -> list[CaseloadEntry]:
    """Those with `search` in a name and `only` among their reasons; None is any. `order` is one of `ORDERS` in words.

    Without a known order the most urgent reason comes first.
    """
    wanted = search.casefold().strip()
    fits = [entry for entry in entries if any(wanted in name.casefold() for name in entry.names)]
    filtered = [entry for entry in fits if only is None or only in {reason.kind for reason in entry.reasons}]
    keys: dict[str, Callable[[CaseloadEntry], str | int | date]] = {
        words.caseload.BY_NAME: lambda entry: " ".join(entry.names).casefold(),
        words.caseload.BY_LAST: lambda entry: -entry.last.monday().toordinal() if entry.last else 0,
        words.caseload.BY_VISIT: lambda entry: entry.visit or date.max,
    }
    return sorted(filtered, key=keys.get(order, lambda entry: urgency_rank(entry.reasons)))


def rows_of(entries: Iterable[CaseloadEntry]) -> list[CaseRow]:
    """The caseload as it is drawn, a row a couple."""
    return [_row(entry) for entry in entries]


def line_of(who: ConnectedPerson, scores: WeeklyScores) -> Line:
    """One person's granted check-ins, in the colour that stands for them on every screen."""
    return Line(who.nickname, Accent.of(who.first), scores)


def series_until_now(session: TherapistSession, who: ConnectedPerson, scores: WeeklyScores) -> Series:
    """With every week that is over where the person is, so that silence shows."""
    return comparable_series(scores, week_of(session, who).plus(-1))


def week_of(session: TherapistSession, who: ConnectedPerson) -> Week:
    """This week where the person is."""
    return local_week(session.now, who.zone)


def names_of(people: Iterable[CasePerson | PersonRecord]) -> str:
    """The names of a couple's people as they are read together."""
    return words.caseload.both(tuple(one.who.nickname for one in people))


def reason_text(reason: CaseloadReason, names: tuple[str, ...]) -> str:
    """`names` are those of the couple's people, whether anything of them can be read or not."""
    return words.reasons.reason_sentence(reason, "" if reason.person is None else names[reason.person])


def _series(session: TherapistSession, person: CasePerson) -> Series | None:
    return None if person.last_week is None else series_until_now(session, person.who, person.weekly)


def _drawn(case: Case) -> tuple[Line, ...]:
    """A line for each of whom weeks can be read, as far back as a small picture goes."""
    return tuple(
        line_of(one.who, WeeklyScores(one.weekly.scores[-SHOWN_WEEKS:]))
        for one in case.people
        if one.last_week is not None
    )


def _row(entry: CaseloadEntry) -> CaseRow:
    names = entry.names
    first, *others = entry.reasons
    address = f"/{ADDRESSES['couple']}?{urlencode({COUPLE: str(entry.case.couple)})}"
    return CaseRow(
        address=address,
        names=names_of(entry.case.people),
        granted=_ended(entry.case),
        why=reason_text(first, names),
        sure=words.reasons.reason_rates(first),
        also=tuple(reason_text(reason, names) for reason in others),
        lines=entry.lines,
        last=words.caseload.last_check_in(entry.last),
        visit=words.caseload.next_visit(entry.visit),
    )


def _ended(case: Case) -> str:
    """What has to be known of who can not be read any more."""
    ended = [one.who.ended.date() for one in case.people if one.who.ended is not None]
    return words.therapist.ended_on(max(ended)) if ended else ""


def _last(case: Case) -> Week | None:
    return max((one.last_week for one in case.people if one.last_week is not None), default=None)


def _next(case: Case, today: date) -> date | None:
    return min((day for day in case.visits if day >= today), default=None)
