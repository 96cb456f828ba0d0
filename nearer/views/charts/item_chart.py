"""One's own answers question by question: small pictures of the same weeks, one below the other, and a table."""

from __future__ import annotations

import html
from textwrap import wrap

import plotly.graph_objects as go
import streamlit as st

from nearer.domain.weeks import Week
from nearer.views import text as words
from nearer.views.charts.chart_values import Items, ItemWeeks
from nearer.views.charts.closeness_chart import COLOURS, LINE_FROM, STILL, figure_of, week_axis
from nearer.views.layout.escape import markup

_EACH = 112  # pixels of height for one question
_HEAD, _FOOT = 0.42, 0.9  # where in it the drawing begins and ends, below the question's own words
_LEFT = 96  # pixels for the first and the last answer option
_TITLE_CHARACTERS = 38  # of a line that fits a phone


def draw_items(items: Items, key: str) -> None:
    """Draw the small pictures with their text alternative, and the table."""
    config = STILL | {"displayModeBar": False}
    st.plotly_chart(items_figure(items), config=config, alt=items_alt(items), key=key)
    st.html(items_table_html(items))


def items_figure(items: Items) -> go.Figure:
    """One figure, one narrow row an item, the first answer option at its foot and the last one on top."""
    count = len(items.items)
    layout: dict[str, object] = {
        "template": {"layout": {}},
        "height": _EACH * count + 40,
        "margin": {"l": _LEFT, "r": 12, "t": 8, "b": 40},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "xaxis": week_axis(items.weeks) | {"anchor": f"y{count}" if count > 1 else "y"},
        "annotations": [_title(items, place) for place in range(count)],
    }
    for place, item in enumerate(items.items):
        domain = [1 - (place + _FOOT) / count, 1 - (place + _HEAD) / count]
        layout[f"yaxis{place + 1}"] = _axis(item) | {"domain": domain}
    return figure_of([_trace(items, place) for place in range(count)], layout)


def items_alt(items: Items) -> str:
    """For each item how many answers there are, and the latest."""
    return " ".join(_item_alt(item) for item in items.items)


def items_table_html(items: Items) -> str:
    """A row a week, a column an item under its number; an answer as the place of its option, 1 for the first."""
    head = markup("<caption>{}</caption>", words.closeness.ITEMS_TABLE)
    columns = "".join(
        markup('<th scope="col" title="{}" aria-label="{}">{}</th>', item.text, item.text, str(place))
        for place, item in enumerate(items.items, start=1)
    )
    head += markup('<thead><tr><th scope="col">{}</th>', words.closeness.WEEK_COLUMN) + f"{columns}</tr></thead>"
    body = "".join(_row(items, place) for place in reversed(range(len(items.weeks))))
    return f'<table class="nearer-table nearer-weeks nearer-items">{head}<tbody>{body}</tbody></table>'


def _row(items: Items, week: int) -> str:
    cells = ["–" if (chosen := item.chosen[week]) is None else str(chosen + 1) for item in items.items]
    row = '<tr><th scope="row">{}</th>' + "<td>{}</td>" * len(cells) + "</tr>"
    return markup(row, words.weeks.day_in_table(items.weeks[week].monday()), *cells)


def _item_alt(item: ItemWeeks) -> str:
    answers = [chosen for chosen in item.chosen if chosen is not None]
    if not answers:
        return words.closeness.alt_item(item.text, 0, words.closeness.NO_CHECK_IN)
    return words.closeness.alt_item(item.text, len(answers), item.options[answers[-1]])


def _trace(items: Items, place: int) -> dict[str, object]:
    item, colour = items.items[place], COLOURS[items.accent]
    answered = sum(chosen is not None for chosen in item.chosen)
    return {
        "type": "scatter",
        "mode": "lines+markers" if answered >= LINE_FROM else "markers",
        "x": [week.monday().isoformat() for week in items.weeks],
        "y": list(item.chosen),
        "yaxis": f"y{place + 1}",
        "text": [_said(item, week, chosen) for week, chosen in zip(items.weeks, item.chosen, strict=True)],
        "hovertemplate": "%{text}<extra></extra>",
        "connectgaps": False,
        "line": {"color": colour, "width": 1.5},
        "marker": {"color": colour, "size": 6},
        "cliponaxis": False,
    }


def _said(item: ItemWeeks, week: Week, chosen: int | None) -> str:
    if chosen is None:
        return ""
    return html.escape(words.closeness.answer_in_week(item.options[chosen], words.weeks.short_day(week.monday())))


def _axis(item: ItemWeeks) -> dict[str, object]:
    top = len(item.options) - 1
    ends = [html.escape(item.options[0]), html.escape(item.options[-1])]
    return {"range": [-0.3, top + 0.3], "tickvals": [0, top], "ticktext": ends, "fixedrange": True, "zeroline": False}


def _title(items: Items, place: int) -> dict[str, object]:
    """The item's text above its row, from the left edge of the figure."""
    lines = wrap(words.closeness.numbered(place + 1, items.items[place].text), _TITLE_CHARACTERS)
    across = {"x": 0, "xref": "paper", "xanchor": "left", "xshift": 4 - _LEFT, "align": "left"}
    height = {"y": 1 - (place + _HEAD) / len(items.items), "yref": "paper", "yanchor": "bottom", "yshift": 6}
    text = "<br>".join(map(html.escape, lines))
    return across | height | {"text": text, "showarrow": False, "font": {"size": 14}}
