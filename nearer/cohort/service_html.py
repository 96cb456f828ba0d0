"""The service on a screen, as HTML: quarters to choose, a card a figure, and a table of every quarter."""

from __future__ import annotations

from collections.abc import Sequence

from nearer.addresses import ADDRESSES
from nearer.cohort.figures import Figure, answered_by_quarter, figures_of
from nearer.cohort.pictures import FIGURE_STYLE, cohort_figure_svg, columns_svg
from nearer.cohort.service_cohort import Service
from nearer.views import text as words
from nearer.views.layout.escape import markup
from nearer.views.layout.table_html import table_markup
from nearer.views.picture_uri import picture_uri
from nearer.yaml_files.catalogue import Catalogue

QUARTER = "quarter"  # in the address


def quarters_html(service: Service, quarter: str) -> str:
    """A link to each quarter, the newest first."""
    links = ""
    for name in reversed(service.quarters):
        on = ' aria-current="true"' if name == quarter else ""
        address = f"/{ADDRESSES['service']}?{QUARTER}={name}"
        links += markup(f'<a data-inside href="{{}}"{on}>{{}}</a>', address, words.service.quarter_name(name))
    return markup('<nav class="nearer-choices" aria-label="{}">', words.service.QUARTERS) + links + "</nav>"


def service_cards_html(service: Service, figures: Sequence[Figure]) -> str:
    """A card a figure, one for the weeks answered in every quarter, and a line of what is too small to show."""
    shares = answered_by_quarter(service)
    labelled_shares = [(words.service.quarter_lines(quarter), share) for quarter, share in shares]
    head = markup("<article><h3>{}</h3>", words.service.ANSWERED)
    columns = markup(
        '<img src="{}" alt="{}"></article>',
        picture_uri(columns_svg(labelled_shares, FIGURE_STYLE)),
        words.service.columns(shares),
    )
    cards = [_write_card(figure) for figure in figures if not figure.is_hidden]
    drawn = '<div class="service-cards">' + "".join([*cards[:2], head + columns, *cards[2:]]) + "</div>"
    return drawn + _write_hidden([figure for figure in figures if figure.is_hidden])


def quarters_table_html(service: Service, catalogue: Catalogue) -> str:
    """A row an outcome, a column a quarter: how many of how many."""
    quarters = service.quarters
    cells: dict[tuple[str, str], dict[str, str]] = {}
    for quarter in quarters:
        for figure in figures_of(service, catalogue, quarter):
            if figure.is_rough:
                cells.setdefault((figure.title, ""), {})[quarter] = figure.sentence
                continue
            for part in figure.parts:
                cell = words.service.count_of(part.count, figure.n)
                cells.setdefault((figure.title, part.name), {})[quarter] = cell
            if figure.paper != 0:
                cell = words.service.count_of(figure.paper, figure.n)
                cells.setdefault((figure.title, words.service.FROM_PAPER), {})[quarter] = cell
    names = [words.service.quarter_name(quarter) for quarter in quarters]
    rows_html = "".join(
        markup('<tr><th scope="row">{} <small>{}</small></th>' + "<td>{}</td>" * len(quarters), title, name,
               *(row.get(quarter, words.service.HIDDEN) for quarter in quarters)) + "</tr>"
        for (title, name), row in cells.items()
    )  # fmt: skip
    table = table_markup(words.service.BY_QUARTER, [words.service.OUTCOME, *names], rows_html, "service-table")
    scrolls = markup(
        '<div class="service-scrolls" role="region" tabindex="0" aria-label="{}">', words.service.BY_QUARTER
    )
    return f"{scrolls}{table}</div>"


def _write_card(figure: Figure) -> str:
    card = markup("<article><h3>{} <small>{}</small></h3>", figure.title, figure.in_all)
    picture = ""
    if svg := cohort_figure_svg(figure, FIGURE_STYLE):
        picture = markup('<img src="{}" alt="{}">', picture_uri(svg), figure.sentence)
    card += f"<div>{picture}<ul>{_write_counts(figure)}</ul></div>"
    return card + _write_notes(figure) + "</article>"


def _write_counts(figure: Figure) -> str:
    """A row an outcome with its count, and one row for all that are not shown."""
    rows = [(part.tone, str(part.count), part.name) for part in figure.parts if part.count is not None]
    if _hidden_outcomes(figure):
        rows.append(("", str(words.service.HIDDEN), str(words.service.OTHERS_HIDDEN)))
    return "".join(markup('<li class="{}"><b>{}</b> <span>{}</span></li>', *row) for row in rows)


def _write_notes(figure: Figure) -> str:
    """Which outcomes are not shown, and what has to be known to read the figure."""
    hidden = _hidden_outcomes(figure)
    notes = (*([words.service.outcomes_not_shown(hidden)] if hidden else []), *figure.notes)
    return "".join(markup("<p>{}</p>", note) for note in notes)


def _hidden_outcomes(figure: Figure) -> list[str]:
    return [part.name for part in figure.parts if part.count is None]


def _write_hidden(figures: Sequence[Figure]) -> str:
    if not figures:
        return ""
    figure_sentences = [words.service.hidden_figure(figure.title, figure.in_all) for figure in figures]
    notes = [words.service.about_figure(figure.title, figure.paper_note) for figure in figures if figure.paper_note]
    return markup(
        '<p class="nearer-quiet">{}</p>', " ".join((words.service.figures_not_shown(figure_sentences), *notes))
    )
