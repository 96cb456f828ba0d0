"""The figure of the weeks says what was answered, and nothing else."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import plotly.graph_objects as go
import pytest

from nearer.charts.closeness_chart import closeness_alt, closeness_figure
from nearer.domain.weekly_scores import WeeklyScore, WeeklyScores
from nearer.domain.weeks import Week
from nearer.inks import INKS
from nearer.trends.usual_range import UsualRange
from nearer.views.chart_values import NO_ANNOTATIONS, Accent, ChartAnnotations, ChartEvent, mondays_of
from nearer.views.layout.table_html import weeks_table_html
from tests.views.tables import FIRST, make_person_weeks, make_weeks_frame
from tests.views.test_style import STYLE

USUAL = ChartAnnotations(usual_range=UsualRange(30, 50))
DIRECTION = r"\b(up|down|rise|rising|fall|falling|better|worse|improv\w*|trend|grow\w*|declin\w*)\b"


def lines_of(figure: go.Figure) -> list[go.Scatter]:
    """Each person's line, without what is behind and above the lines."""
    return [trace for trace in figure.data if trace.type == "scatter" and not trace.fill]


def areas_of(figure: go.Figure) -> list[go.Scatter]:
    """What lies under a line, one for each stretch of it."""
    return [trace for trace in figure.data if trace.type == "scatter" and trace.fill]


def columns_of(figure: go.Figure) -> go.Bar:
    """The unseen column a week that answers to a pointer."""
    return figure.data[-1]


def test_a_missing_week_is_a_gap_and_not_a_zero() -> None:
    [trace] = lines_of(closeness_figure(make_weeks_frame([make_person_weeks("You", [20, None, 40, 50, 60])])))
    assert list(trace.y) == [20, None, 40, 50, 60]
    assert trace.connectgaps is False


def test_every_week_has_its_place_on_the_axis_of_the_closeness_chart() -> None:
    [trace] = lines_of(closeness_figure(make_weeks_frame([make_person_weeks("You", [20, None, 40])])))
    assert list(trace.x) == ["2026-09-28", "2026-10-05", "2026-10-12"]


def test_weeks_run_on_over_a_year_with_53_weeks() -> None:
    frame = make_weeks_frame([make_person_weeks("You", [50, None, 50], first=Week(2026, 52))])
    assert list(frame["week"]) == ["2026-W52", "2026-W53", "2027-W01"]
    assert mondays_of(frame) == [date(2026, 12, 21), date(2026, 12, 28), date(2027, 1, 4)]


@pytest.mark.parametrize(("answered", "mode"), [(1, "markers"), (3, "markers"), (4, "lines+markers")])
def test_fewer_than_four_check_ins_are_dots_and_no_line(answered: int, mode: str) -> None:
    [trace] = lines_of(closeness_figure(make_weeks_frame([make_person_weeks("You", [50] * answered)])))
    assert trace.mode == mode


def test_a_line_breaks_where_the_questions_changed() -> None:
    scores = WeeklyScore(FIRST, Decimal(40), "old"), WeeklyScore(FIRST.plus(1), Decimal(60), "new")
    you, _ = make_person_weeks("You", [])
    [trace] = lines_of(closeness_figure(make_weeks_frame([(you, WeeklyScores.of(scores))])))
    assert list(trace.y) == [40, None, 60]


def test_two_people_differ_by_shape_and_stroke_and_not_by_colour_alone() -> None:
    mine, partner_line = lines_of(
        closeness_figure(
            make_weeks_frame([make_person_weeks("You", [1] * 4), make_person_weeks("Ravi", [2] * 4, Accent.CLAY)])
        )
    )
    assert mine.marker.symbol != partner_line.marker.symbol
    assert mine.line.dash != partner_line.line.dash


def test_names_stand_apart_where_both_lines_end_at_the_same_score() -> None:
    figure = closeness_figure(
        make_weeks_frame([make_person_weeks("You", [70]), make_person_weeks("Ravi", [70], Accent.CLAY)])
    )
    first, second = (note.yshift for note in figure.layout.annotations[:2])
    assert abs(first - second) >= 38, "a name has its number below it"


HEIGHT, FOOT, SCALE = 260, -4, 260 / 108  # of the drawing in pixels, its lowest score, and pixels a point


@pytest.mark.parametrize(("mine", "other"), [(0, 0), (0, 9), (50, 58), (100, 100), (3, 90), (100, 88)])
def test_both_names_with_their_numbers_stay_in_the_drawing_and_apart(mine: int, other: int) -> None:
    lines = [make_person_weeks("You", [mine]), make_person_weeks("Ravi", [other], Accent.CLAY)]
    labels = closeness_figure(make_weeks_frame(lines)).layout.annotations[:2]
    assert [label.text for label in labels] == [f"<b>You</b><br>{mine}", f"<b>Ravi</b><br>{other}"]
    middles = [(label.y - FOOT) * SCALE + label.yshift for label in labels]
    assert abs(middles[0] - middles[1]) >= 37
    assert all(16 <= middle <= HEIGHT - 16 for middle in middles), "not over the dates, and not over the events"
    assert (middles[0] >= middles[1]) == (mine >= other), "whoever is higher stands higher"


def test_a_name_stands_right_of_the_drawing_where_no_hatching_and_no_event_is() -> None:
    figure = closeness_figure(
        make_weeks_frame(
            [make_person_weeks("You", [70] * 6), make_person_weeks("Ravi", [60, 60, None, None, None, None])]
        )
    )
    assert [(note.xref, note.x, note.xanchor, note.xshift > 0) for note in figure.layout.annotations[:2]] == [
        ("paper", 1, "left", True)
    ] * 2


def test_no_event_crosses_the_words_of_the_axis() -> None:
    """Their ground is over the lines of events, which are before it, and as wide as they are on every screen."""
    scan = ChartEvent(date(2026, 9, 28), date(2026, 9, 28), "A scan, 28 September 2026", "A scan")
    named = ChartAnnotations((scan,), ends=("very close", "far apart"))
    figure = closeness_figure(make_weeks_frame([make_person_weeks("You", [70] * 6)]), named)
    event, top, foot = figure.layout.shapes
    assert (event.type, top.fillcolor, top.layer) == ("line", INKS["paper"], "below")
    assert [(ground.yanchor, ground.y1) for ground in (top, foot)] == [(100, -20), (0, 20)]
    assert 66 < top.x1 < 90, "pixels that the words take"
    assert not closeness_figure(make_weeks_frame([make_person_weeks("You", [70] * 6)])).layout.shapes


@pytest.mark.parametrize(
    ("name", "drawn"),
    [("Meera", "Meera"), ("Twelve signs", "Twelve signs"), ("Annapurna Lakshmi Venkata", "Annapurna…"),
     ("Chandrashekharendra", "Chandrashek…")],
)  # fmt: skip
def test_a_long_name_is_cut_between_words_and_leaves_room_for_the_dates(name: str, drawn: str) -> None:
    layout = closeness_figure(make_weeks_frame([make_person_weeks(name, [50] * 12)])).layout
    assert layout.annotations[0].text == f"<b>{drawn}</b><br>50"
    assert len(layout.xaxis.tickvals) == (4 if len(drawn) <= 10 else 3)


def test_a_name_cannot_carry_markup_into_the_figure() -> None:
    """Plotly draws `<a href>` in the name of a line, in what stands beside it and in what hovers over it."""
    figure = closeness_figure(make_weeks_frame([make_person_weeks("<b>x</b>", [50])]))
    assert figure.data[0].name == "&lt;b&gt;x&lt;/b&gt;"
    assert figure.layout.annotations[0].text == "<b>&lt;b&gt;x&lt;/b&gt;</b><br>50"
    assert "&lt;b&gt;x&lt;/b&gt;: 50" in columns_of(figure).text[0]


def test_the_ends_of_the_axis_have_words_and_no_numbers() -> None:
    """Of the bands of the scale, as its file has them."""
    weeks = make_weeks_frame([make_person_weeks("You", [20])])
    layout = closeness_figure(weeks, ChartAnnotations(ends=("Near <b>", "Far off"))).layout
    levels = {note.text: note.y for note in layout.annotations}
    assert (levels["Near &lt;b&gt;"], levels["Far off"]) == (100, 0)
    assert layout.yaxis.showticklabels is False


def test_a_tap_on_a_week_shows_both_scores_the_circles_the_event_and_ones_own_note() -> None:
    monday = date(2026, 9, 28)
    beside = ChartAnnotations(
        (ChartEvent(date(2026, 9, 30), date(2026, 9, 30), "Therapy begins, 30 September 2026"),),
        circles={(Accent.TEAL, monday): "Half shared"}, notes={monday: "We <i>laughed</i>"},
    )  # fmt: skip
    column = columns_of(
        closeness_figure(
            make_weeks_frame([make_person_weeks("You", [20, 30]), make_person_weeks("Ravi", [None, 40], Accent.CLAY)]),
            beside,
        )
    )
    assert column.text[0].split("<br>") == [
        "The week from 28 September 2026", "You: 20, Half shared", "Ravi: no check-in",
        "Therapy begins, 30 September 2026", "“We &lt;i&gt;laughed&lt;/i&gt;”",
    ]  # fmt: skip
    assert column.text[1].split("<br>") == ["The week from 5 October 2026", "You: 30", "Ravi: 40"]
    assert set(column.width) == {7 * 24 * 3600 * 1000} and column.base[0] < 0 and column.base[0] + column.y[0] > 100


def test_a_long_note_is_cut_short() -> None:
    beside = ChartAnnotations(notes={date(2026, 9, 28): "word " * 400})
    assert len(columns_of(closeness_figure(make_weeks_frame([make_person_weeks("You", [20])]), beside)).text[0]) < 250


def test_a_chart_of_closeness_uses_no_colour_that_does_not_follow_the_theme() -> None:
    lines = make_weeks_frame(
        [make_person_weeks("You", [20, None, 40]), make_person_weeks("Ravi", [60, None, 50], Accent.CLAY)]
    )
    colours = set(re.findall(r"#[0-9a-f]{6}", closeness_figure(lines, USUAL).to_json()))
    assert colours <= set(INKS.values())


def test_the_usual_range_is_named_in_the_picture() -> None:
    figure = closeness_figure(make_weeks_frame([make_person_weeks("You", [20, 30, 40])]), USUAL)
    [area] = figure.layout.shapes
    assert (area.y0, area.y1) == (30, 50)
    [name] = [note for note in figure.layout.annotations if note.text == "your usual range"]
    assert (name.x, name.xanchor, name.y) == (area.x1, "right", 30), "it ends with the range, and not behind it"


def test_the_usual_range_is_named_in_the_colour_of_whose_it_is() -> None:
    figure = closeness_figure(
        make_weeks_frame(
            [make_person_weeks("Ravi", [20, 30, 40], Accent.CLAY), make_person_weeks("Meera", [50, 60, 70])]
        ),
        USUAL,
    )
    [name] = [note for note in figure.layout.annotations if note.text == "your usual range"]
    assert name.font.color == figure.layout.shapes[0].fillcolor == INKS["clay"]


def test_a_soft_area_lies_under_the_own_line_and_ends_where_weeks_are_missing() -> None:
    lines = make_weeks_frame(
        [
            make_person_weeks("You", [20, 40, None, None, 30, 50, None, 60]),
            make_person_weeks("Ravi", [60] * 8, Accent.CLAY),
        ]
    )
    figure = closeness_figure(lines)
    areas = areas_of(figure)
    assert list(figure.data[: len(areas)]) == areas, "below every line"
    assert [dict(zip(area.x, area.y, strict=True)) for area in areas] == [
        {"2026-09-28": 20, "2026-10-05": 40},
        {"2026-10-26": 30, "2026-11-02": 50},
    ]
    for area in areas:
        assert (area.fill, area.mode, area.hoverinfo) == ("tozeroy", "none", "skip")
        assert area.fillgradient.colorscale == ((0, "rgba(15,95,99,0)"), (1, "rgba(15,95,99,0.3)"))
        assert (area.fillgradient.start, area.fillgradient.stop) == (0, 100), "as soft in every stretch"


def test_an_area_is_painted_in_the_colours_of_the_theme() -> None:
    for name, rgb in (("teal", "15, 95, 99"), ("clay", "164, 83, 47")):
        assert f'.js-plotly-plot stop[stop-color="rgb({rgb})"] {{ stop-color: var(--{name}); }}' in STYLE


def test_a_closeness_chart_of_few_dots_has_no_area_and_neither_has_a_therapists() -> None:
    assert not areas_of(closeness_figure(make_weeks_frame([make_person_weeks("You", [20, 30, 40])])))
    both = ChartAnnotations(ranges={Accent.TEAL: UsualRange(30, 50)})
    of_therapist = closeness_figure(make_weeks_frame([make_person_weeks("You", [20, 30, 40, 50])]), both)
    assert not areas_of(of_therapist) and [shape.type for shape in of_therapist.layout.shapes] == [
        "rect",
        "line",
        "line",
    ]


def test_two_ranges_that_are_alike_are_both_seen_by_their_edges() -> None:
    alike = UsualRange(30, 50)
    both = ChartAnnotations(ranges={Accent.CLAY: alike, Accent.TEAL: alike})
    lines = make_weeks_frame([make_person_weeks("Ravi", [40] * 4, Accent.CLAY), make_person_weeks("You", [40] * 4)])
    edges = [shape for shape in closeness_figure(lines, both).layout.shapes if shape.type == "line"]
    assert [(edge.y0, edge.y1) for edge in edges] == [(30, 30), (50, 50)] * 2
    assert [edge.line.color for edge in edges] == [INKS["teal"]] * 2 + [INKS["clay"]] * 2
    assert [edge.line.dash for edge in edges[1:3]] == [None, "6px,8px"], "the one above leaves the other one visible"
    alt = closeness_alt(lines, both)
    assert "Usual range of You: 30 to 50." in alt and "Usual range of Ravi: 30 to 50." in alt


def test_the_closeness_chart_is_small_to_send() -> None:
    lines = [make_person_weeks("You", [50] * 26), make_person_weeks("Ravi", [60] * 26, Accent.CLAY)]
    assert len(closeness_figure(make_weeks_frame(lines)).to_json()) < 14_000


def test_the_closeness_chart_is_drawn_also_before_anybody_has_answered() -> None:
    assert closeness_alt(make_weeks_frame([]), annotations=NO_ANNOTATIONS) == "A figure without any week yet."
    assert len(closeness_figure(make_weeks_frame([make_person_weeks("You", [])])).data) == 0


def test_the_text_alternative_tells_the_weeks_the_range_the_latest_and_the_gaps() -> None:
    assert closeness_alt(make_weeks_frame([make_person_weeks("You", [20, None, 30])]), annotations=NO_ANNOTATIONS) == (
        "Closeness from 0 to 100 for each week from 28 September 2026 to 12 October 2026. You: 2 check-ins. "
        "Between 20 and 30. Latest: 30, in the week from 12 October 2026. 1 week without a check-in."
    )


def test_no_word_of_direction_stands_in_the_figure_or_its_alternative() -> None:
    lines = [
        make_person_weeks("You", [10, 30, 50, 70, 90]),
        make_person_weeks("Ravi", [90, 70, 50, 30, 10], Accent.CLAY),
    ]
    assert not re.search(
        DIRECTION,
        closeness_alt(make_weeks_frame(lines), annotations=NO_ANNOTATIONS)
        + closeness_figure(make_weeks_frame(lines)).to_json(),
        re.IGNORECASE,
    )


def test_the_table_has_a_row_for_every_week_and_says_a_gap_in_words() -> None:
    table = weeks_table_html(make_weeks_frame([make_person_weeks("You", [20, None, 30])]), events=())
    assert table.count('<th scope="row">') == 3
    assert table.index("12 Oct 2026") < table.index("no check-in") < table.index("28 Sep 2026")


def test_the_table_names_its_caption_and_columns_and_escapes_names() -> None:
    table = weeks_table_html(make_weeks_frame([make_person_weeks("<i>You</i>", [20])]), events=())
    assert "<caption>" in table
    assert '<th scope="col">&lt;i&gt;You&lt;/i&gt;</th>' in table
