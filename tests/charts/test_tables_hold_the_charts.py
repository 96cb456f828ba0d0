"""The table beside each chart holds every drawn mark, point by point, and nothing that is not drawn."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

import pandas as pd
import plotly.graph_objects as go

from nearer.charts.barriers import barriers_figure
from nearer.charts.barriers_over_time import over_time_figure, over_time_rows
from nearer.charts.closeness_chart import closeness_figure
from nearer.charts.filled_weeks import filled_figure
from nearer.charts.item_chart import items_figure, items_table_html
from nearer.domain.roles_and_audiences import Role
from nearer.frames.answers_frame import answers_by_week
from nearer.frames.columns import FramePerson, FrameResponse
from nearer.frames.scores_frame import scores_frame
from nearer.inks import INKS
from nearer.shipped import shipped_catalogue, shipped_instruments
from nearer.views.barrier_detail import barriers_table_html
from nearer.views.barrier_rows import BarrierRow
from nearer.views.chart_values import Accent
from nearer.views.layout.table_html import filled_rows, weeks_table_html
from tests.charts.test_barriers_chart import dot, make_row_of_two, row
from tests.views.tables import make_answers_frame, make_item, make_person_weeks, make_weeks_frame

MEERA = (20, 30, None, 40, 62, None, None, 70)
RAVI = (None, 40, 50, 40, None, 55, 60, 61)


def rows_of(table: str) -> list[list[str]]:
    """The cells of each row of an HTML table as text, the head first."""
    rows = re.findall(r"<tr>(.*?)(?:</tr>|(?=<tr>|</thead>|</tbody>))", table, re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", one, re.DOTALL) for one in rows]
    return [[html.unescape(re.sub("<[^<>]*>", "", cell)) for cell in row] for row in cells]


def day_of(text: str) -> date:
    """*28 Sep 2026* of a table."""
    return datetime.strptime(text, "%d %b %Y").date()


def drawn(trace: go.Scatter) -> dict[date, float]:
    """The marks of a line: its day and its height."""
    return {date.fromisoformat(day): y for day, y in zip(trace.x, trace.y, strict=True) if y is not None}


def column(rows: Sequence[Sequence[str]], place: int) -> dict[date, float]:
    """The numbers of a column by the day of their row; what is no number is no check-in."""
    return {day_of(cells[0]): float(cells[place]) for cells in rows if cells[place] != "no check-in"}


def test_the_table_of_weeks_has_every_score_of_the_closeness_chart() -> None:
    frame = make_weeks_frame([make_person_weeks("Meera", MEERA), make_person_weeks("Ravi", RAVI, Accent.CLAY)])
    traces = {trace.name: trace for trace in closeness_figure(frame).data if trace.name}
    head, *rows = rows_of(weeks_table_html(frame, events=()))
    assert head == ["Week from", "Meera", "Ravi", "Apart"]
    assert len(rows) == 8
    for place, name in enumerate(("Meera", "Ravi"), start=1):
        assert column(rows, place) == drawn(traces[name]) != {}


def test_the_table_of_filled_weeks_has_both_lines_of_its_chart() -> None:
    own, low = (
        make_weeks_frame([make_person_weeks("Meera", MEERA)]),
        make_weeks_frame([make_person_weeks("Meera", [one or 20 for one in MEERA])]),
    )
    solid, dotted = (trace for trace in filled_figure(own, low, ends=None).data if trace.name)
    rows = filled_rows(own, low)
    assert (column(rows, 1), column(rows, 2)) == (drawn(solid), drawn(dotted))


def test_the_table_of_each_question_has_every_answer_of_its_chart() -> None:
    items = [
        make_item("I felt understood.", ("Not at all", "Partly", "Fully")),
        make_item("I felt safe.", ("No", "Yes")),
    ]
    chosen = answers_by_week(
        make_answers_frame([(items[0], (0, None, 2, 1)), (items[1], (1, 0, None, None))]),
        "option",
        [one.id for one in items],
    )
    figure, tables = items_figure(chosen, items, Accent.TEAL), items_table_html(chosen, items).split("<details>")[1:]
    for table, trace, item in zip(tables, figure.data, items, strict=True):
        head, *rows = rows_of(table)
        assert head == ["Week from", "Your answer"] and len(rows) == 4
        words = [option.text for option in item.options]
        told = {day_of(day): answer for day, answer in rows if answer != "no answer"}
        assert told == {day: words[int(y)] for day, y in drawn(trace).items()}


def test_the_table_of_barriers_has_this_time_and_the_time_before_of_the_chart() -> None:
    lines = [row("Sleep"), BarrierRow("x/Pain", "Pain", None, dot(10, "A little in the way", date(2026, 3, 1), True)),
             BarrierRow("x/Mood", "Mood", dot(77), before=None)]  # fmt: skip
    head, *rows = rows_of(barriers_table_html(lines))
    assert head == ["What", "This time", "The time before"]
    marks = iter(barriers_figure(lines).data[0].x)
    for cells, barrier in zip(rows, lines, strict=True):
        assert cells[0] == barrier.title
        told = [cell for cell in (cells[2], cells[1]) if cell != "–"]  # drawn in this order
        assert len(told) == len(barrier.dots)
        for cell, mark in zip(told, barrier.dots, strict=True):
            assert cell.startswith(f"{mark.band} ({next(marks):g}), ") and mark.day
            assert day_of(cell.rpartition(", ")[2]) == mark.day
    assert next(marks, None) is None


def test_the_table_of_barriers_has_both_people_of_the_chart() -> None:
    lines = [make_row_of_two("Talking"), make_row_of_two("Privacy")]
    head, *rows = rows_of(barriers_table_html(lines))
    assert head == ["What", "Meera", "Ravi"]
    assert rows == [
        [title, "Very much in the way (80)", "A little in the way (20)"] for title in ("Talking", "Privacy")
    ]
    assert barriers_figure(lines).data[0].x == (80, 20, 80, 20)


def test_a_title_in_a_chart_covers_the_line_of_an_event_behind_it() -> None:
    titles = over_time_figure([("Your body", of_time((10, 35, 80))), ("Sleep", of_time((10, 35, 80)))], ())
    assert {note.bgcolor for note in titles.layout.annotations} == {INKS["paper"]}


def test_the_table_of_a_scale_over_time_has_every_dot_of_its_chart() -> None:
    scales = [("Your body", of_time((10, 35, 80)))]
    [trace] = over_time_figure(scales, ()).data
    rows = over_time_rows(scales)
    assert {cells[0] for cells in rows} == {"Your body"} and len(rows) == 3
    numbers = {day_of(day): float(re.findall(r"\((.*)\)", band)[0]) for _, day, band in rows}
    assert numbers == drawn(trace), "more is more in the way, as it is drawn"


def test_over_time_a_scale_without_bands_shows_its_number() -> None:
    rows = of_time((10, 35, 80)).assign(band=None)
    assert [band for _, _, band in over_time_rows([("Your body", rows)])] == ["80", "35", "10"]


def of_time(scores: Sequence[int]) -> pd.DataFrame:
    """One scale of ours in which more is more in the way, asked every week."""
    who = FramePerson("couple", "Meera", Role.SURVIVOR, True, "Meera")
    definition = next(one for one in shipped_catalogue().questionnaires.values() if one.id == "emotional-barriers")
    scale = definition.scales[0]
    days = [date(2026, 9, 7), date(2026, 10, 5), date(2026, 11, 2)]
    responses = [FrameResponse(who, definition, day, scores={scale.id: Decimal(score)})
                 for day, score in zip(days, scores, strict=True)]  # fmt: skip
    frame = scores_frame(responses, shipped_instruments())
    return frame[frame["scale"] == scale.id].assign(rough=False)
