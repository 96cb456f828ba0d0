"""Sentences of the service in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from nearer.language.dates_and_numbers import day, format_number
from nearer.language.sentences import _, counted

TITLE = _("The service")
LEAD = _("Everybody who lets you read and said yes to being counted. Nobody else is in any figure.")
NOBODY = _("Nobody has said yes to being counted so far. People are asked under Sharing, once they have let you in.")
TOO_FEW_IN_ALL = _("Fewer than five people said yes to being counted. No figure is made of so few.")
TOO_FEW = _("fewer than five")
HIDDEN = _("–")
OTHERS_HIDDEN = _("the others")
PARTS_HIDDEN = _("Its parts are not shown, because one has fewer than five.")
HIDDEN_NOTE = _("– is a number under five, or one that would give away a number under five.")
QUARTERS, BY_QUARTER = _("Quarter"), _("Every quarter as a table")
OUTCOME = _("What is counted")
FROM_PAPER = _("of these from paper")
COUNTED_HOW = _("How this is counted")
SURE = _("How often the weeks say something by chance")
TAKE_ALONG = _("Take along")
CSV, PDF = _("Every quarter (CSV)"), _("This quarter on one page (PDF)")
CSV_FILE, PDF_FILE = _("service.csv"), _("service.pdf")
FOOT = _(
    "Not a medical device. Made from what was granted and may be counted on this day. "
    "No figure is made of fewer than five."
)
ANSWERED = _("Weeks answered, by quarter")


def titles() -> dict[str, str]:
    """The heading of each figure."""
    return {
        "couples": _("Couples who checked in"),
        "weeks": _("Weekly check-ins"),
        "stopped": _("Still checking in"),
        "first_check_in": _("From letting you in to the first check-in"),
        "first_visit": _("From letting you in to the first visit"),
        "claim": _("What the weeks of closeness say"),
        "change": _("Change since the time before"),
        "since_first": _("Change since the first time"),
    }


def notes() -> dict[str, str]:
    """What has to be known to read a figure."""
    return {
        "couples": _("To the nearest five where a part is hidden."),
        "weeks": _("From a couple's first check-in to their last."),
        "stopped": _("Stopped: no check-in for six whole weeks or more by today."),
        "first_visit": _("By the visits you noted."),
        "claim": _("Of everybody who checked in, at the end of the quarter."),
    }


def outcome_name(outcome: str) -> str:
    """An outcome in a word or two."""
    return {
        "both": _("both of them"),
        "one": _("one of them"),
        "none": _("neither"),
        "answered": _("answered"),
        "missed": _("missed"),
        "going_on": _("going on"),
        "stopped": _("stopped"),
        "two_weeks": _("within two weeks"),
        "four_weeks": _("within four weeks"),
        "later": _("later"),
        "not_yet": _("not so far"),
        "too_early": _("too early"),
        "no_clear_direction": _("no clear direction"),
        "leaning_up": _("leaning up (may be chance)"),
        "leaning_down": _("leaning down (may be chance)"),
        "likely_up": _("likely gone up"),
        "likely_down": _("likely gone down"),
        "better": _("reliably better"),
        "unchanged": _("no reliable change"),
        "worse": _("reliably worse"),
    }[outcome]


def since_first(title: str) -> str:
    return _("{title}, since the first time").format(title=title)


def more_than_chance(points: Decimal) -> str:
    return _("{points} points or more are more than chance.").format(points=format_number(float(points)))


def from_paper(paper: int | None, n: int) -> str:
    """How many of n people are counted by totals from paper; empty for nobody."""
    if paper is None:
        return _("Some of them are totals from paper. How many is not shown, because it is too few.")
    if paper == n:
        return _("All of them are totals from paper.")
    return (
        counted("{n} of them is a total from paper.", "{n} of them are totals from paper.", paper).format(n=paper)
        if paper
        else ""
    )


def number(unit: str, n: int, about: bool) -> str:
    """*22 people*, *about 35 couples*."""
    if about:
        return counted("about {n} couple", "about {n} couples", n).format(n=n)
    if unit == "couples":
        return counted("{n} couple", "{n} couples", n).format(n=n)
    if unit == "weeks":
        return counted("{n} week", "{n} weeks", n).format(n=n)
    return counted("{n} person", "{n} people", n).format(n=n)


def part(name: str, count: int | None) -> str:
    return _("{name} {count}").format(name=name, count=str(HIDDEN) if count is None else count)


def figure(parts: Sequence[str], in_all: str) -> str:
    return _("{parts}, of {all}").format(parts=", ".join(parts), all=in_all)


def outcomes_not_shown(names: Sequence[str]) -> str:
    """Below a card: every outcome whose count is hidden."""
    return _("The others, not shown one by one: {outcomes}.").format(outcomes=", ".join(names))


def hidden_figure(title: str, in_all: str) -> str:
    """A figure of which no part is shown, with how many there are."""
    return _("{title} ({all})").format(title=title, all=in_all)


def about_figure(title: str, note: str) -> str:
    """`note` is whole sentences."""
    return _("{title}: {note}").format(title=title, note=note)


def figures_not_shown(figures: Sequence[str]) -> str:
    """One line for all of them."""
    return _("Not shown, because a part has fewer than five: {figures}.").format(figures=", ".join(figures))


def count_of(count: int | None, n: int | None) -> str:
    """A cell of the table."""
    if n is None or count is None:
        return str(HIDDEN)
    return _("{count} of {n}").format(count=count, n=n)


def quarter_name(quarter: str) -> str:
    """*July to September 2026* of 2026-Q3."""
    year, _q, number_of_year = quarter.partition("-Q")
    months = {
        "1": _("January to March {year}"),
        "2": _("April to June {year}"),
        "3": _("July to September {year}"),
        "4": _("October to December {year}"),
    }
    return months[number_of_year].format(year=year)


def quarter_lines(quarter: str) -> tuple[str, str]:
    """The quarter below its column, in two lines: *Jul to Sep* and *2026* of 2026-Q3."""
    year, _q, number_of_year = quarter.partition("-Q")
    months = {"1": _("Jan to Mar"), "2": _("Apr to Jun"), "3": _("Jul to Sep"), "4": _("Oct to Dec")}
    return str(months[number_of_year]), year


def made(quarter: str, when: date, therapist: str) -> str:
    return _("{quarter} · made on {day} by {therapist}").format(
        quarter=quarter_name(quarter), day=day(when), therapist=therapist
    )


def in_hundred(share: float) -> str:
    return _("{n} of 100").format(n=int(share * 100 + 0.5))


def columns(shares: Sequence[tuple[str, float | None]]) -> str:
    """The picture of the quarters in words."""
    return "; ".join(
        _("{quarter}: {share}").format(
            quarter=quarter_name(quarter), share=str(HIDDEN) if share is None else in_hundred(share)
        )
        for quarter, share in shares
    )


def strength(name: str, rates: Sequence[str]) -> str:
    """How often a claim of one strength is wrong, after the words of its outcome."""
    return _("“{name}”: {rates}").format(name=name, rates=" ".join(rates))


def how_counted() -> tuple[str, ...]:
    """Behind the fold: every definition."""
    return (
        _("Only scores that a person lets you read are counted, and only while their yes holds."),
        _("Somebody who takes the yes back is in no figure from that moment on, past quarters too."),
        _("Reliable change goes by the points that an instrument's source publishes; our own scales have none."),
        _("It is the last score of the quarter beside the person's first, of the same version."),
        _("Totals from paper count in the same way, beside totals from paper only."),
        _("A wait counts in the quarter in which a person let you in. Somebody who did so lately has had little time."),
        _("Two cells at least are hidden together, so that neither is what is left of the whole."),
    )
