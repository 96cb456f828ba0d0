"""Sentences of a therapist's caseload."""

from __future__ import annotations

from datetime import date

from nearer.domain.weeks import Week
from nearer.language.dates_and_numbers import day, short_day, weekday
from nearer.language.sentences import _, counted
from nearer.trends.alerts import LOW_RUN
from nearer.trends.caseload_reasons import CaseloadReason, ReasonKind
from nearer.trends.claims import ClaimKind
from nearer.views.text.reasons import reason_name
from nearer.views.text.small_numbers import number_word, with_capital

TITLE = _("Caseload")
NOBODY_YET = _("Nobody has let you in so far. Under Connecting is your code for the people you work with.")
CAPTION = _("Couples who let you in, with the reason to look at each")
COLUMNS = {
    "why": _("Why"),
    "name": _("Couple"),
    "last": _("Last check-in"),
    "visit": _("Next visit"),
    "open": _("Open"),
}
SIGN_COLUMN = _("Sign")
SEARCH = _("Find a name, a tag or a reason")
KEYS = _("Keys: / to search, then Enter opens the first couple found. j and k go down and up, Enter opens.")
ALL = _("All")
NEW = _("New since I looked")
TAGS, SHOW, PAGES = _("Tags"), _("Show"), _("Pages")
NO_MATCH = _("No couple fits this.")
CLEAR = _("Show all couples")
NO_VISIT, NOTHING_OPEN, NEVER = _("none"), _("–"), _("none to read")
NEW_ROW = _("new")
SURE = _("How often a reason means nothing")
BARS = _("Bars below a line mark the weeks of the reason.")


def unreadable_couple(names: str, reason: str) -> str:
    """Why a couple is not on the caseload; `reason` is whole sentences."""
    return _("This caseload is without {names}. {reason}").format(names=names, reason=reason)


def group_name(group: str) -> str:
    """The word that stands beside a shape."""
    return {
        "attention": _("look here"),
        "silent": _("silent"),
        "steady": _("as before"),
        "rising": _("rising"),
        "early": _("too early"),
        "nothing": _("nothing to read"),
        "dealt": _("dealt with"),
        "archived": _("archived"),
    }[group]


def choice(show: str) -> str:
    """A choice of what is shown, with a capital."""
    name = {"": str(ALL), "new": str(NEW)}.get(show) or group_name(show)
    return with_capital(name)


def picture_title(weeks: int) -> str:
    """Over the small pictures: how far back they go."""
    return counted("{n} week", "{n} weeks", weeks).format(n=weeks)


def couples(number: int, look: int, this_week: int) -> str:
    """How many there are, how many to look at, and of how many this week's check-in can be read."""
    number_words = counted("{n} couple", "{n} couples", number).format(n=number)
    if not this_week:  # as on every Monday morning
        return _("{couples} · {look} to look at").format(couples=number_words, look=look)
    return _("{couples} · {look} to look at · {week} answered this week").format(
        couples=number_words, look=look, week=this_week
    )


def both_silent(weeks: int) -> str:
    """The reason of two people without a check-in; `weeks` is the shorter of both gaps."""
    return counted("Both silent for {n} week", "Both silent for {n} weeks", weeks).format(n=weeks)


def reason_in_short(reason: CaseloadReason, name: str) -> str:
    """A reason in a few words; `name` is whose weeks say it, empty for what two lines say."""
    sentence = _sentence(reason)
    return _("{name}: {sentence}").format(name=name, sentence=sentence) if name else sentence


def _sentence(reason: CaseloadReason) -> str:
    if reason.worsening is not None:
        return _("{instrument} got worse").format(instrument=reason.worsening.instrument)
    if reason.kind is ReasonKind.QUIET_WEEKS and reason.alert is not None:
        silent = len(reason.alert.weeks)
        return counted("silent for {n} week", "silent for {n} weeks", silent).format(n=silent)
    if reason.kind is ReasonKind.TOO_EARLY and reason.claim is not None:
        return counted("{n} week so far", "{n} weeks so far", reason.claim.answered).format(n=reason.claim.answered)
    may_be_chance = reason.claim is not None and reason.claim.kind in (ClaimKind.LEANING_UP, ClaimKind.LEANING_DOWN)
    match reason.kind:
        case ReasonKind.LOW_WEEKS:
            low = counted("{n} week below usual range", "{n} weeks below usual range", LOW_RUN)
            return low.format(n=number_word(LOW_RUN))
        case ReasonKind.WIDE_GAP:
            return reason_name(ReasonKind.WIDE_GAP)
        case ReasonKind.FALLING:
            return _("leaning down, may be chance") if may_be_chance else _("has likely gone down")
        case ReasonKind.RISING:
            return _("leaning up, may be chance") if may_be_chance else _("has likely gone up")
        case ReasonKind.UNCLEAR:
            return _("no clear direction")
    return _("no weeks to read")


def then_now(before: str, now: str) -> str:
    return _("{before} → {now}").format(before=before, now=now)


def both_scores(first: str, second: str) -> str:
    return _("{first} / {second}").format(first=first, second=second)


def last_check_in(weeks_since: int | None) -> str:
    """The last check-in in words (this week, last week, 3 weeks ago); None where no check-in can be read."""
    if weeks_since is None:
        return str(NEVER)
    if weeks_since == 0:
        return _("this week")
    ago = counted("{n} week ago", "{n} weeks ago", weeks_since).format(n=weeks_since)
    return _("last week") if weeks_since == 1 else ago


def next_visit(day: date | None, today: date) -> str:
    """A day in words: today, tomorrow, Monday, 3 Dec."""
    if day is None:
        return str(NO_VISIT)
    ahead = (day - today).days
    if ahead <= 1:
        return _("tomorrow") if ahead else _("today")
    return weekday(day) if ahead < 7 else short_day(day)


def is_open(title: str, week: Week, weeks_ahead: int) -> str:
    """What is asked: when it is due, or since when it is late, which is so many weeks below 0 ahead."""
    if weeks_ahead < 0:
        return _("{title}, late since {day}").format(title=title, day=short_day(week.monday()))
    when = _("this week") if weeks_ahead == 0 else _("week of {day}").format(day=short_day(week.monday()))
    return _("{title}, {when}").format(title=title, when=when)


def open_number(number: int) -> str:
    return counted("{n} open", "{n} open", number).format(n=number)


def sparkline(names: list[tuple[str, str]], weeks: int) -> str:
    """The picture in words: how far it goes back and where each line ends."""
    ends = ", ".join(_("{name} {score}").format(name=name, score=score) for name, score in names)
    return counted("The last {n} week. Last: {ends}", "The last {n} weeks. Last: {ends}", weeks).format(
        n=weeks, ends=ends
    )


def sorted_by(column: str, down: bool) -> str:
    """What pressing a column's head does, for who cannot see the arrow."""
    direction = _("from the end") if down else _("from the start")
    return _("{column}, sort {way}").format(column=column, way=direction)


def page_number(page: int) -> str:
    return _("Page {page}").format(page=page)


def ended_by(name: str, when: date) -> str:
    return _("{name} ended it on {day}").format(name=name, day=day(when))
