"""The picture before Plotly shows what Plotly will, at the same places, and is sound whatever it is of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from xml.etree import ElementTree

import plotly.graph_objects as go
import pytest

from nearer.charts.barriers import barriers_figure
from nearer.charts.barriers_over_time import over_time_figure
from nearer.charts.closeness_chart import closeness_figure
from nearer.charts.figure_svg import figure_svg
from nearer.charts.filled_weeks import filled_figure
from nearer.charts.item_chart import items_figure
from nearer.inks import DARK_INKS, INKS
from nearer.trends.usual_range import UsualRange
from nearer.views.chart_values import Accent, ChartAnnotations, ChartEvent
from tests.charts.test_barriers_chart import dot, make_row_of_two, row
from tests.charts.test_tables_hold_the_charts import of_time
from tests.views.tables import make_answers_frame, make_item, make_options_frame, make_person_weeks, make_weeks_frame
from tests.views.test_style import TOKENS

SVG = "{http://www.w3.org/2000/svg}"
MEERA, RAVI = (20, 40, None, 40, 60, None, 70, 80), (None, 40, 50, 40, None, 55, 60, 61)
SURGERY = ChartEvent(date(2026, 10, 8), date(2026, 10, 8), "Surgery, 8 October 2026", "Surgery")
CARE = ChartEvent(date(2026, 10, 20), date(2026, 11, 3), "Care, 20 October to 3 November 2026", "Care")
ASKED = [make_item("I felt <understood>.", ("Not at all", "Partly", "Fully & more")), make_item("Touch", ("No", "Yes"))]
CHOSEN = make_options_frame(
    make_answers_frame([(ASKED[0], (0, None, 2, 1, 1)), (ASKED[1], (1, 0, None, None, 0))]), ASKED
)


def couple(*, name: str = "Meera", annotations: ChartAnnotations | None = None) -> go.Figure:
    known = annotations or ChartAnnotations(
        events=(SURGERY, CARE), usual_range=UsualRange(30, 50), ends=("Near", "Far off")
    )
    return closeness_figure(
        make_weeks_frame([make_person_weeks(name, MEERA), make_person_weeks("Ravi", RAVI, Accent.CLAY)]), known
    )


FIGURES = {
    "closeness": couple(),
    "a therapist's": couple(annotations=ChartAnnotations(ranges={Accent.TEAL: UsualRange(30, 50)})),
    "few weeks": closeness_figure(make_weeks_frame([make_person_weeks("You", [20, None, 40])])),
    "no week": closeness_figure(make_weeks_frame([])),
    "missing weeks": filled_figure(
        make_weeks_frame([make_person_weeks("You", MEERA)]),
        make_weeks_frame([make_person_weeks("You", [10] * 8)]),
        ("Near", "Far off"),
    ),
    "barriers": barriers_figure([row("Sleep & <rest>"), make_row_of_two("Talking"), row("Worry")]),
    "no barriers": barriers_figure([]),
    "over time": over_time_figure([("Your body", of_time((10, 35, 80))), ("Sleep", of_time((0, 50, 100)))], [SURGERY]),
    "questions": items_figure(CHOSEN, ASKED, Accent.CLAY),
}


def drawn(figure: go.Figure) -> ElementTree.Element:
    return ElementTree.fromstring(figure_svg(figure))


def all_of(figure: go.Figure, name: str) -> list[ElementTree.Element]:
    return list(drawn(figure).iter(SVG + name))


def texts(figure: go.Figure) -> list[str]:
    return [text.text or "" for text in all_of(figure, "text")]


def percents(parts: Sequence[ElementTree.Element], name: str) -> list[float]:
    return [float(part.attrib[name].rstrip("%")) for part in parts]


@pytest.mark.parametrize("name", FIGURES)
def test_every_chart_has_a_sound_picture_as_high_as_itself(name: str) -> None:
    figure = FIGURES[name]
    root = drawn(figure)
    assert (root.attrib["width"], root.attrib["height"]) == ("100%", str(figure.layout.height))


@pytest.mark.parametrize("name", FIGURES)
def test_every_dot_and_every_word_of_a_chart_is_in_its_picture(name: str) -> None:
    figure = FIGURES[name]
    marked = [trace for trace in figure.data if trace.type == "scatter" and "markers" in trace.mode]
    dots = [y for trace in marked for y in trace.y if y is not None]
    diamonds = [part for part in all_of(figure, "path") if part.attrib["d"].endswith("Z") and "fill" not in part.attrib]
    assert len(all_of(figure, "circle")) + len(diamonds) == len(dots)
    layout = figure.layout.to_plotly_json()
    axes = [axis for key, axis in layout.items() if "axis" in key and axis.get("visible", True)]
    ticks = [text for axis in axes if axis.get("showticklabels", True) for text in axis.get("ticktext", ())]
    notes = [line for note in layout["annotations"] for line in note["text"].split("<br>")]
    plain = [re.sub("</?b>", "", text) for text in (*ticks, *notes)]
    unescaped = [ElementTree.fromstring(f"<t>{text}</t>").text or "" for text in plain]
    assert sorted(texts(figure)) == sorted(unescaped)


def test_a_week_without_a_check_in_is_a_gap_in_the_line_and_hatched_in_its_persons_ink() -> None:
    figure = couple()
    lines = [part.attrib["d"] for part in all_of(figure, "path") if part.attrib.get("class", "").startswith("along")]
    assert [path.count("M") for path in lines] == [3, 2], "Ravi's below Meera's: clay is drawn last"
    hatched = [part for part in all_of(figure, "rect") if part.attrib.get("fill", "").startswith("url")]
    assert len(hatched) == 3, "two of Meera's and one of Ravi's, between their first and their last"
    inks = [path.attrib["class"] for pattern in all_of(figure, "pattern") for path in pattern]
    assert inks == ["s-teal", "s-clay"]


def test_in_the_picture_weeks_are_at_equal_steps_and_each_score_is_at_its_height() -> None:
    figure = closeness_figure(make_weeks_frame([make_person_weeks("You", [0, 50, 100, 50, 0])]))
    dots = all_of(figure, "circle")
    across, down = percents(dots, "cx"), [float(part.attrib["cy"]) for part in dots]
    steps = [after - before for before, after in zip(across, across[1:], strict=False)]
    assert max(steps) - min(steps) < 0.02
    assert across[0] == pytest.approx(100 * 4 / 36, abs=0.01), "four days after the edge, of 28 and twice four"
    height = figure.layout.height - figure.layout.margin.t - figure.layout.margin.b
    assert down[:3] == pytest.approx([height * (104 - score) / 108 for score in (0, 50, 100)], abs=0.06)


def test_the_words_of_the_axis_have_a_ground_of_their_own_size() -> None:
    figure = couple()
    grounds = [part for part in all_of(figure, "rect") if part.attrib.get("class") == "f-paper"]
    inner = figure.layout.height - figure.layout.margin.t - figure.layout.margin.b
    places = [(part.attrib["x"], float(part.attrib["y"]), part.attrib["height"]) for part in grounds]
    assert places == [
        ("0.00%", pytest.approx(inner * 4 / 108, abs=0.1), "20.0"),
        ("0.00%", pytest.approx(inner * 104 / 108 - 20, abs=0.1), "20.0"),
    ]


def test_a_barrier_is_where_its_score_is_from_end_to_end() -> None:
    figure = barriers_figure([row("Sleep", extent=80)])
    assert sorted(percents(all_of(figure, "circle"), "cx")) == [40, 80]
    assert [(part.attrib["x1"], part.attrib["x2"]) for part in all_of(figure, "line")] == [
        ("0.00%", "100.00%"),
        ("40.00%", "80.00%"),
    ]


def test_in_the_barriers_picture_this_time_is_filled_and_the_time_before_is_a_ring() -> None:
    ring, filled = all_of(barriers_figure([row("Sleep")]), "circle")
    assert (ring.attrib["class"], filled.attrib["class"]) == ("f-paper s-teal", "f-teal")


def test_in_the_picture_two_people_differ_by_shape_and_stroke() -> None:
    parts = all_of(couple(), "path")
    teal, clay = (
        next(part for part in parts if part.attrib.get("class") == f"along s-{ink}") for ink in ("teal", "clay")
    )
    assert "stroke-dasharray" not in teal.attrib and clay.attrib["stroke-dasharray"] == "6,4"
    diamonds = {part.attrib["class"] for part in parts if "Z" in part.attrib["d"] and "fill" not in part.attrib}
    assert diamonds == {"f-clay"}


def test_the_soft_area_fades_to_nothing_at_the_foot() -> None:
    stops = [(stop.attrib["class"], stop.attrib["stop-opacity"]) for stop in all_of(couple(), "stop")][:2]
    assert stops == [("g-teal", "0.0"), ("g-teal", "0.3")]


@pytest.mark.parametrize("name", ["<b>x</b>", "a & b", 'say "so"', "\x00\x08\ufffe", "אבג דהו", "名" * 40, "]]>"])
def test_no_name_of_a_person_or_an_event_breaks_the_picture_of_a_chart(name: str) -> None:
    assert any(text for text in texts(couple(name=name)))


def test_a_name_is_shown_and_never_read_as_markup() -> None:
    figure = couple(name="<i>Meera")
    assert "<i>Meera" in texts(figure) and all_of(figure, "i") == []


def test_the_inks_of_a_charts_picture_by_day_and_by_night_are_those_of_the_screen() -> None:
    assert INKS.keys() == DARK_INKS.keys()
    for name in INKS:
        assert TOKENS[name].split(", ") == [INKS[name], DARK_INKS[name]]
    svg = figure_svg(couple())
    night = svg[svg.index("prefers-color-scheme:dark") : svg.index("</style>")]
    assert all(f".f-{name}{{fill:{ink}}}" in night for name, ink in DARK_INKS.items())


def test_a_charts_picture_loads_nothing_from_elsewhere_and_runs_no_script() -> None:
    for figure in FIGURES.values():
        svg = figure_svg(figure).replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?:|href|script|url\((?!#)|@import", svg)


def test_two_years_of_two_people_are_a_small_picture() -> None:
    figure = closeness_figure(
        make_weeks_frame(
            [make_person_weeks("You", [50, 40, 60, None] * 26), make_person_weeks("Ravi", [60] * 104, Accent.CLAY)]
        )
    )
    assert len(figure_svg(figure)) < 60_000


def test_a_barrier_nobody_answered_this_time_has_the_ring_alone() -> None:
    single = row("Sleep")
    figure = barriers_figure([type(single)("x", "Sleep", None, dot(10, is_earlier=True))])
    assert len(all_of(figure, "circle")) == 1


def test_a_panel_stays_within_its_part_of_the_height() -> None:
    figure = over_time_figure([("Your body", of_time((0, 50, 100))), ("Sleep", of_time((0, 50, 100)))], [])
    heights = [float(part.attrib["cy"]) for part in all_of(figure, "circle")]
    inner = figure.layout.height - figure.layout.margin.t - figure.layout.margin.b
    for panel, axis in ((heights[:3], figure.layout.yaxis), (heights[3:], figure.layout.yaxis2)):
        top, foot = inner * (1 - axis.domain[1]), inner * (1 - axis.domain[0])
        assert panel == pytest.approx([foot - (foot - top) * (score + 8) / 116 for score in (0, 50, 100)], abs=0.1)


def test_a_hatched_column_is_a_week_wide_with_its_monday_in_the_middle() -> None:
    figure = closeness_figure(make_weeks_frame([make_person_weeks("You", [0, 50, None, 50, 0])]))
    [column] = [part for part in all_of(figure, "rect") if part.attrib.get("fill", "").startswith("url")]
    [start, width] = (float(column.attrib[name].rstrip("%")) for name in ("x", "width"))
    assert (start, width) == pytest.approx((50 - 50 * 7 / 36, 100 * 7 / 36), abs=0.02)
