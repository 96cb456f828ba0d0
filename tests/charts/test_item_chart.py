"""One's own answers, question by question, and the weeks as a file."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from datetime import date
from xml.etree import ElementTree

import plotly.graph_objects as go
import pytest

from nearer.charts.closeness_chart import closeness_alt, closeness_figure
from nearer.charts.filled_weeks import filled_figure
from nearer.charts.item_chart import items_alt, items_figure, items_table_html
from nearer.presenters.exports import table_csv, weeks_file, weeks_xlsx
from nearer.views.chart_values import Accent, ChartAnnotations, ChartEvent
from nearer.views.layout.table_html import weeks_table_html
from tests.views.tables import make_answers_frame, make_item, make_options_frame, make_person_weeks, make_weeks_frame

UNDERSTOOD, TOUCH = (
    make_item("I felt understood.", ("Not at all", "Partly", "Fully")),
    make_item("<b>Touch</b>", ("=No", "Yes")),
)
ASKED = (UNDERSTOOD, TOUCH)
ANSWERS = make_answers_frame([(UNDERSTOOD, (0, None, 2)), (TOUCH, (1, None, None))])
CHOSEN = make_options_frame(ANSWERS, ASKED)
THERAPY = ChartEvent(date(2026, 10, 7), date(2026, 10, 7), "Therapy begins, 7 October 2026")
LONG = ChartEvent(date(2026, 9, 1), date(2026, 10, 1), "Radiotherapy, 1 September 2026 to 1 October 2026")
LATER = ChartEvent(date(2027, 1, 1), date(2027, 1, 1), "Surgery, 1 January 2027")


SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def read(file: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"))))


def test_each_item_has_a_row_of_its_own_and_its_missing_weeks_stay_empty() -> None:
    figure = items_figure(CHOSEN, ASKED, Accent.TEAL)
    assert [list(trace.y) for trace in figure.data] == [[0, None, 2], [1, None, None]]
    assert not any(trace.connectgaps for trace in figure.data)
    assert figure.layout.yaxis.domain[0] >= figure.layout.yaxis2.domain[1]


def test_the_words_of_every_question_are_in_the_picture_above_its_drawing_and_below_the_one_before() -> None:
    """A line of 14 px text is 19 px high in Plotly (1.3 times its size); 1.0 of paper is the height without margins."""
    long = [make_item("word " * 30, ("No", "Yes")), UNDERSTOOD, make_item("other " * 30, ("No", "Yes"))]
    layout = items_figure(
        make_options_frame(make_answers_frame([(one, (0, 1)) for one in long]), long), long, Accent.TEAL
    ).layout
    drawn = layout.height - layout.margin.t - layout.margin.b
    floors = [0.0, *((1 - axis.domain[0]) * drawn for axis in (layout.yaxis, layout.yaxis2))]
    for note, floor in zip(layout.annotations, floors, strict=True):
        foot = (1 - note.y) * drawn - note.yshift
        assert foot - (note.text.count("<br>") + 1) * 18.2 >= floor


def test_fewer_than_four_answers_are_dots_and_no_line() -> None:
    assert {trace.mode for trace in items_figure(CHOSEN, ASKED, Accent.TEAL).data} == {"markers"}


def test_an_items_own_words_cannot_carry_markup_into_the_figure() -> None:
    assert "<b>" not in items_figure(CHOSEN, ASKED, Accent.TEAL).to_json().replace("\\u003c", "<")


def test_the_text_alternative_counts_answers_and_tells_the_latest() -> None:
    assert items_alt(CHOSEN, ASKED).startswith("I felt understood. 2 answers, latest: Fully.")


def test_the_table_of_items_says_every_answer_in_its_words_and_nothing_only_to_a_screen_reader() -> None:
    table = items_table_html(CHOSEN, ASKED)
    assert table.count("<details>") == table.count("<table") == len(ASKED)
    assert '<td>Fully</td></tr><tr><th scope="row">5 Oct 2026</th><td>no answer</td>' in table
    assert table.count("<td>Not at all</td>") == table.count("<td>Yes</td>") == 1
    assert table.count("<td>no answer</td>") == 3, "each missing one"
    assert "aria-hidden" not in table and "<b>" not in table and "&lt;b&gt;Touch" in table


def test_a_closed_question_says_its_latest_answer_in_words() -> None:
    assert re.findall("<small>(.*?)</small>", items_table_html(CHOSEN, ASKED)) == [
        "Week from 12 Oct: Fully",
        "Week from 28 Sep: Yes",
    ]
    nothing = make_options_frame(make_answers_frame([(UNDERSTOOD, (None, 1)), (TOUCH, (None, None))]), ASKED)
    assert items_table_html(nothing, ASKED).count("<small>no answer</small>") == 1


def test_an_event_stands_on_the_axis_with_its_name() -> None:
    lines, beside = make_weeks_frame([make_person_weeks("You", [20, 30, 40])]), ChartAnnotations((THERAPY, LONG, LATER))
    layout = closeness_figure(lines, beside).layout
    names = [note.text for note in layout.annotations if note.text.startswith(("Radio", "Therapy"))]
    assert names == ["Radiotherapy, 1 September…", "Therapy begins, 7 Oct…"], (
        "as much as fits beside its line on a phone"
    )
    assert [str(shape.x0) for shape in layout.shapes if shape.type == "line"][-1] == "2026-10-07"
    assert closeness_alt(lines, beside).endswith(f"Events in your weeks: {LONG.label}; {THERAPY.label}.")


def test_events_outside_of_the_weeks_leave_no_mark() -> None:
    lines = make_weeks_frame([make_person_weeks("You", [20, 30])])
    assert closeness_figure(lines, ChartAnnotations((LATER,))) == closeness_figure(lines)


def test_an_event_stands_in_the_row_of_its_week() -> None:
    table = weeks_table_html(make_weeks_frame([make_person_weeks("You", [20, 30, 40])]), (THERAPY,))
    assert "5 Oct 2026<small>Therapy begins, 7 October 2026</small>" in table


def test_two_lines_show_how_far_apart_they_are_and_nothing_where_one_is_missing() -> None:
    table = weeks_table_html(
        make_weeks_frame(
            [make_person_weeks("You", [20, 30]), make_person_weeks("Ravi", [45, None], accent=Accent.CLAY)]
        ),
        events=(),
    )
    assert "<td>20</td><td>45</td><td>25</td>" in table
    assert "<td>30</td><td>no check-in</td><td></td>" in table


def test_the_missing_weeks_of_both_are_hatched_each_in_their_own_colour_and_way() -> None:
    mine, other = (
        make_person_weeks("You", [20, None, 40]),
        make_person_weeks("Ravi", [None, 45, None, 40], accent=Accent.CLAY),
    )
    gaps = [
        trace
        for trace in closeness_figure(make_weeks_frame([mine, other])).data
        if trace.type == "bar" and trace.marker.pattern.shape
    ]
    assert [list(trace.x) for trace in gaps] == [["2026-10-05"], ["2026-10-12"]], "before the first there is no gap"
    (first, second) = (trace.marker.pattern for trace in gaps)
    assert first.shape != second.shape and first.fgcolor != second.fgcolor


def test_assumed_scores_for_missing_weeks_are_a_second_thin_line_and_ones_own_keeps_its_gap() -> None:
    figure = filled_figure(
        make_weeks_frame([make_person_weeks("You", [20, None, 40, 50, 60])]),
        make_weeks_frame([make_person_weeks("You", [20, 20, 40, 50, 60])]),
        ends=None,
    )
    own, dotted = (trace for trace in figure.data if trace.name)
    assert (list(own.y), list(dotted.y)) == ([20, None, 40, 50, 60], [20, 20, 40, 50, 60])
    assert dotted.line.width < own.line.width


def test_the_file_of_weeks_has_a_row_a_week_and_leaves_gaps_empty() -> None:
    lines = [make_person_weeks("Meera", [20, None, 40]), make_person_weeks("Ravi", [25, 30, None], accent=Accent.CLAY)]
    head, *rows = read(table_csv(weeks_file(make_weeks_frame(lines), (THERAPY,), ANSWERS, ASKED)))
    assert head == ["Week from", "Meera", "Ravi", "Apart", "I felt understood.", "<b>Touch</b>", "Events"]
    assert rows == [
        ["2026-09-28", "20", "25", "5", "Not at all", "Yes", ""],
        ["2026-10-05", "", "30", "", "", "", "Therapy begins, 7 October 2026"],
        ["2026-10-12", "40", "", "", "Fully", "", ""],
    ]


@pytest.mark.parametrize(("day", "row"), [(4, 0), (5, 1), (11, 1), (12, 2)])
def test_the_file_of_weeks_names_an_event_in_the_week_of_its_day_from_monday_to_sunday(day: int, row: int) -> None:
    event = ChartEvent(date(2026, 10, day), date(2026, 10, day), "Surgery")
    _, *rows = read(
        table_csv(weeks_file(make_weeks_frame([make_person_weeks("You", [20, 30, 40])]), (event,), None, ()))
    )
    assert [one[-1] for one in rows] == ["Surgery" if place == row else "" for place in range(3)]


def test_the_spreadsheet_of_weeks_has_scores_as_numbers_and_text_as_it_was_written() -> None:
    lines = [make_person_weeks("Meera", [20, None, 40]), make_person_weeks("=Ravi", [25, 30, None], accent=Accent.CLAY)]
    file = weeks_xlsx(weeks_file(make_weeks_frame(lines), (THERAPY,), ANSWERS, ASKED))
    with zipfile.ZipFile(io.BytesIO(file)) as book:
        strings = [one.text for one in ElementTree.fromstring(book.read("xl/sharedStrings.xml")).iter(f"{SHEET}t")]
        rows = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml")).iter(f"{SHEET}row")
        cells = [
            {one.attrib["r"][0]: strings[int(value)] if one.get("t") == "s" else float(value)
             for one in row for value in [one.findtext(f"{SHEET}v")] if value is not None}
            for row in rows
        ]  # fmt: skip
    head, *rows_of_weeks = cells
    assert list(head.values()) == [
        "Week from",
        "Meera",
        "=Ravi",
        "Apart",
        "I felt understood.",
        "<b>Touch</b>",
        "Events",
    ]
    assert [(one.get("B"), one.get("C"), one.get("D")) for one in rows_of_weeks] == [
        (20.0, 25.0, 5.0),
        (None, 30.0, None),
        (40.0, None, None),
    ]
    assert [one["A"] for one in rows_of_weeks] == ["2026-09-28", "2026-10-05", "2026-10-12"]
    assert (rows_of_weeks[0]["E"], rows_of_weeks[1]["G"]) == ("Not at all", "Therapy begins, 7 October 2026")


def test_without_an_answer_of_ones_own_the_questions_still_have_their_columns() -> None:
    table = weeks_file(
        make_weeks_frame([make_person_weeks("Ravi", [25], accent=Accent.CLAY)]), (), ANSWERS.iloc[:0], ASKED
    )
    assert read(table_csv(table)) == [
        ["Week from", "Ravi", "I felt understood.", "<b>Touch</b>", "Events"],
        ["2026-09-28", "25", "", "", ""],
    ]


def test_a_cell_that_a_spreadsheet_would_work_out_stays_text() -> None:
    formula = ChartEvent(date(2026, 9, 28), date(2026, 9, 28), "=1+1")
    item = make_item("@x", ("-1",))
    table = weeks_file(
        make_weeks_frame([make_person_weeks("+You", [20])]), (formula,), make_answers_frame([(item, (0,))]), (item,)
    )
    assert read(table_csv(table)) == [
        ["Week from", "'+You", "'@x", "Events"],
        ["2026-09-28", "20", "'-1", "'=1+1"],
    ]


@pytest.mark.parametrize(
    "figure",
    [
        closeness_figure(
            make_weeks_frame(
                [
                    make_person_weeks("You", [20, None, 40, 50]),
                    make_person_weeks("Ravi", [45, None], accent=Accent.CLAY),
                ]
            ),
            ChartAnnotations((THERAPY,)),
        ),
        closeness_figure(make_weeks_frame([])),
        filled_figure(
            make_weeks_frame([make_person_weeks("You", [20, None, 40, 50, 60])]),
            make_weeks_frame([make_person_weeks("You", [20, 20, 40, 50, 60])]),
            ("Near", "Far off"),
        ),
        items_figure(CHOSEN, ASKED, Accent.TEAL),
    ],
    ids=["closeness", "nothing", "filled", "items"],
)
def test_plotly_knows_every_property_of_a_figure(figure: go.Figure) -> None:
    """Drawing leaves this check out: here Plotly raises for a property or a value it does not know."""
    assert len(go.Figure(json.loads(figure.to_json())).data) == len(figure.data)
