"""The caseload as HTML: a table that a screen reader can walk through, every text escaped, without a script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from nearer.caseload.caseload_list import CaseloadList
from nearer.caseload.groups import Group
from nearer.caseload.rows import CaseloadRow
from nearer.caseload.view import SHOWS, CaseloadView
from nearer.charts.sparkline import SPARK_HEIGHT, SPARK_WIDTH
from nearer.views import text as words
from nearer.views.chart_values import SPARK_WEEKS
from nearer.views.layout.escape import markup

SHAPES = {
    Group.ATTENTION: "!", Group.SILENT: "○", Group.STEADY: "•", Group.RISING: "↗", Group.EARLY: "…",
    Group.NOTHING: "–", Group.DEALT: "✓", Group.ARCHIVED: "▢",
}  # fmt: skip


def search_html() -> str:
    """The field to find by, the same whatever stands in it: the browser fills it from the address."""
    field = (
        '<input type="search" name="q" placeholder="{}" aria-label="{}" aria-describedby="caseload-keys"'
        ' aria-keyshortcuts="/" maxlength="60" autocomplete="off">'
    )
    hint = '<small class="keys" id="caseload-keys">{}</small>'
    form = f'<form class="caseload-search" role="search">{field}</form>{hint}'
    return markup(form, words.caseload.SEARCH, words.caseload.SEARCH, words.caseload.KEYS)


def choices_html(caseload: CaseloadList) -> str:
    """The filters of the caseload, each with how many couples it has; one without couples is not offered."""
    view = caseload.view
    offered = [show for show in ("", *SHOWS) if caseload.counts.get(show) or show == view.show]
    chips = [_write_chip(view.showing(show), choice_text(caseload, show), show == view.show) for show in offered]
    tags = [_write_chip(_search(view, tag), tag, view.search == tag) for tag in caseload.tags]
    return _write_choices(words.caseload.SHOW, chips) + (_write_choices(words.caseload.TAGS, tags) if tags else "")


def caseload_table_html(caseload: CaseloadList, rows: Sequence[CaseloadRow]) -> str:
    """The rows in their groups, or in one where another column orders them."""
    view = caseload.view
    heads = [_plain_head(words.caseload.SIGN_COLUMN), *(_write_head(view, column) for column in ("name", "why"))]
    heads += [
        markup('<th scope="col" title="{}">{}</th>', words.caseload.BARS, words.caseload.picture_title(SPARK_WEEKS)),
        *(_write_head(view, column) for column in ("last", "visit", "open")),
    ]
    parts = groupby(rows, key=lambda row: row.group) if view.order == "why" else [(None, iter(rows))]
    bodies = "".join(_write_table_body(caseload, group, list(of_group)) for group, of_group in parts)
    caption = markup("<caption>{}</caption>", words.caseload.CAPTION)
    head = f"<thead><tr>{''.join(heads)}</tr></thead>"
    table = markup('<table class="nearer-caseload" data-search="{}">', view.search_in_address)
    bars = markup('<p class="caseload-bars nearer-quiet">{}</p>', words.caseload.BARS)  # where no column has a head
    return f"{bars}{table}{caption}{head}{bodies}</table>{_write_page_links(caseload)}"


def matches_html(caseload: CaseloadList, rows: Sequence[CaseloadRow]) -> str:
    """The rows of whoever fits, or that nobody does."""
    return caseload_table_html(caseload, rows) if caseload.couples else no_match_html(caseload)


def no_match_html(caseload: CaseloadList) -> str:
    """The sentence that nothing fits the search, and the way back to everything, as HTML."""
    empty_row = '<p class="caseload-none nearer-quiet" data-search="{}">{} <a data-inside href="{}">{}</a></p>'
    return markup(
        empty_row,
        caseload.view.search_in_address,
        words.caseload.NO_MATCH,
        CaseloadView().address,
        words.caseload.CLEAR,
    )


def choice_text(caseload: CaseloadList, show: str) -> str:
    """The words of one filter, with how many couples it has."""
    return f"{words.caseload.choice(show)} {caseload.counts.get(show, 0)}"


def _write_table_body(caseload: CaseloadList, group: Group | None, rows: Sequence[CaseloadRow]) -> str:
    heading = '<tr class="unseen"><th scope="rowgroup" colspan="7">{}</th></tr>'
    opening = "" if group is None else markup(heading, choice_text(caseload, group))
    return f"<tbody>{opening}{''.join(_write_row(caseload.view, row) for row in rows)}</tbody>"


def _write_row(view: CaseloadView, row: CaseloadRow) -> str:
    is_at = ' aria-current="true"' if row.couple == view.at else ""
    names = words.caseload.COLUMNS
    new = markup("<em>{}</em>", words.caseload.NEW_ROW) if row.is_new else ""
    small_print = markup("<small>{}</small>", row.small_print) if row.small_print else ""
    why = markup("{} <b>{}</b>", row.why.text, row.why.number)
    sign = '<td class="sign"><i aria-hidden="true">{}</i> {}</td>'
    picture = f'<img src="{{}}" alt="{{}}" width="{SPARK_WIDTH}" height="{SPARK_HEIGHT}">'
    still = markup("<span>{}</span>", row.open) if row.open else markup("{}", words.caseload.NOTHING_OPEN)
    return "".join((
        markup(f'<tr class="{row.group}" data-couple="{{}}"{is_at}>', row.couple),
        markup(sign, SHAPES[row.group], words.caseload.group_name(row.group)),
        markup('<th scope="row"><a data-inside href="{}">{}</a>', row.address, row.names), new, small_print, "</th>",
        '<td class="why">', _with_lines(f"why-{row.couple}", why, row.certainty_lines),
        '</td><td class="picture">', markup(picture, row.picture, row.alt) if row.picture else "",
        markup('</td><td class="last" data-label="{}">{}</td>', names["last"], row.last),
        markup('<td class="visit" data-label="{}">{}</td>', names["visit"], row.visit),
        markup('<td class="open" data-label="{}">', names["open"]),
        _with_lines(f"open-{row.couple}", still, row.open_lines) if row.open_lines else still, "</td></tr>",
    ))  # fmt: skip


def _with_lines(name: str, text: str, lines: Sequence[str]) -> str:
    """A text that is HTML already, and below it, at a pointer, a finger or the focus, what it stands for."""
    more = "".join(markup("<p>{}</p>", line) for line in lines)
    return (
        f'<button type="button" aria-describedby="{name}">{text}</button><div role="tooltip" id="{name}">{more}</div>'
    )


def _plain_head(name: str) -> str:
    return markup('<th scope="col">{}</th>', name)


def _write_head(view: CaseloadView, column: str) -> str:
    name = str(words.caseload.COLUMNS[column])
    is_sorted = view.order == column
    state = f' aria-sort="{"descending" if view.is_descending else "ascending"}"' if is_sorted else ""
    arrow = ("▴" if view.is_descending else "▾") if is_sorted else ""
    link = f'<a data-inside href="{{}}" title="{{}}">{{}} <i aria-hidden="true">{arrow}</i></a>'
    to = view.ordered_by(column)
    return (
        f'<th scope="col"{state}>'
        + markup(link, to.address, words.caseload.sorted_by(name, to.is_descending), name)
        + "</th>"
    )


def _write_choices(name: str, chips: Sequence[str]) -> str:
    return markup('<nav class="nearer-choices" aria-label="{}">', name) + "".join(chips) + "</nav>"


def _write_chip(view: CaseloadView, text: str, is_on: bool) -> str:
    on = ' aria-current="true"' if is_on else ""
    return markup(f'<a data-inside href="{{}}"{on}>{{}}</a>', view.address, text)


def _search(view: CaseloadView, tag: str) -> CaseloadView:
    return replace(view, search="" if view.search == tag else tag, page=1, at="")


def _write_page_links(caseload: CaseloadList) -> str:
    page_views = [replace(caseload.view, page=page, at="") for page in range(1, caseload.pages + 1)]
    links = [
        _write_chip(page_view, words.caseload.page_number(page_view.page), page_view.page == caseload.view.page)
        for page_view in page_views
    ]
    return _write_choices(words.caseload.PAGES, links) if len(links) > 1 else ""
