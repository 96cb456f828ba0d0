"""The accounts on a manager's page, as HTML: a card an account with small rows of weeks, and the trail as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC

from nearer.clinic_manager.overview import AccountOverview, TrailEvent
from nearer.clinic_page.clinic import Clinic
from nearer.inks import write_style
from nearer.views import text as words
from nearer.views.layout.escape import list_markup, markup
from nearer.views.layout.table_html import plain_table_html
from nearer.views.picture_uri import picture_uri

COLUMN_PIXELS, COLUMNS_PIXELS, SHOWN_LINES = 26, 28, 20
_STYLE = write_style("rect{fill:%teal}")
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">{style}{bars}</svg>'


def needs_html(sentences: Sequence[str], next_sentence: str) -> str:
    """The box of what needs the manager, with the one next thing below it."""
    tone = "needs-them" if sentences else "calm"
    needs = list_markup(sentences, "nearer-lines") if sentences else markup("<p>{}</p>", words.clinic.NOTHING_NEEDS_YOU)
    head = markup(f'<section class="clinic-needs {tone}"><h2>{{}}</h2>', words.clinic.NEEDS_TITLE)
    return head + needs + markup('<p class="clinic-next"><b>{}</b> {}</p></section>', words.clinic.NEXT, next_sentence)


def account_html(clinic: Clinic, account: AccountOverview) -> str:
    """One account: its name, since when, the last sign-in, and its weeks; couples only of a therapist."""
    about = " ".join(_account_lines(clinic, account))
    head = markup('<article class="clinic-account"><h3>{}</h3><p>{}</p><div>', account.name, about)
    rows = _write_row(words.clinic.SIGN_INS, account.sign_ins)
    if account.kind == "therapist":
        rows += _write_row(words.clinic.COUPLES_OPENED, account.couples_opened)
    return f"{head}{rows}</div></article>"


def _account_lines(clinic: Clinic, account: AccountOverview) -> Iterator[str]:
    yield words.clinic.since(clinic.session.day_of(account.started))
    if account.revoked is not None:
        yield words.clinic.ended(clinic.session.day_of(account.revoked))
    elif account.last_sign_in is None:
        yield words.clinic.NEVER_SIGNED_IN
    else:
        today = clinic.session.now.astimezone(UTC).date()
        yield words.clinic.last_sign_in(account.last_sign_in, today)


def _write_row(title: str, weeks: Sequence[int | None]) -> str:
    """A column a week with its number, the newest last; a dash for one that is too small to show."""
    numbers = "".join(markup("<li>{}</li>", words.clinic.HIDDEN if week is None else str(week)) for week in weeks)
    picture = markup('<figure><figcaption>{}</figcaption><img src="{}" alt="">', title, _columns_uri(weeks))
    return f"{picture}<ol>{numbers}</ol></figure>"


def _columns_uri(weeks: Sequence[int | None]) -> str:
    """The columns as a picture inside the page; what they say stands in numbers below it."""
    largest = max(1, *(week or 0 for week in weeks))
    bars = (_draw_bar(index, week or 0, largest) for index, week in enumerate(weeks))
    svg = _SVG.format(width=COLUMN_PIXELS * len(weeks), height=COLUMNS_PIXELS, style=_STYLE, bars="".join(bars))
    return picture_uri(svg)


def _draw_bar(index: int, week: int, largest: int) -> str:
    height = 1 if not week else max(3, round(COLUMNS_PIXELS * week / largest))
    return f'<rect x="{index * COLUMN_PIXELS + 5}" y="{COLUMNS_PIXELS - height}" width="16" height="{height}"/>'


def trail_html(clinic: Clinic, lines: Sequence[TrailEvent]) -> str:
    """The newest line first: when, what was done, to whom, by whom."""
    columns = (words.clinic.WHEN, words.clinic.WHAT, words.clinic.BY)
    rows = [
        (
            words.clinic.moment(line.at.astimezone(clinic.session.zone)),
            words.clinic.act(line.act, line.kind, line.name),
            line.by_name or words.clinic.BY_COMMAND,
        )
        for line in lines
    ]
    return f'<div class="clinic-trail">{plain_table_html(words.clinic.NEWEST_FIRST, columns, rows)}</div>'


def ended_lines(clinic: Clinic) -> list[str]:
    """A line an account that was revoked or reset, the last one first."""
    day_of = clinic.session.day_of
    return [f"{one.name}. {words.clinic.ended(day_of(one.revoked))}" for one in clinic.ended if one.revoked]
