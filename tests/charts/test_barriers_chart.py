"""The lines of what was in the way: what is drawn, that no words meet, and that nothing is called better."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import combinations

import plotly.graph_objects as go
import pytest

from nearer.charts.barriers import barriers_alt, barriers_figure, legend_html
from nearer.inks import INKS
from nearer.views.barrier_rows import BarrierDot, BarrierRow
from nearer.views.chart_values import Accent
from tests.charts.test_closeness_chart import DIRECTION
from tests.views.test_style import STYLE, TOKENS

NOW, BEFORE = date(2026, 11, 2), date(2026, 10, 5)
PHONE = 315  # pixels between the two ends of a line at a window of 375
FORTY = "Being seen, undressed and in plain light"
ENDS, OTHER_ENDS = ("Not at all", "All of the time"), ("Kind", "Hard going")
ARABIC = "الخوف من الرفض"


def dot(extent: float, band: str = "Quite a lot", day: date | None = NOW, is_earlier: bool = False) -> BarrierDot:
    return BarrierDot(extent, band, f"{extent:g}", "Meera", Accent.TEAL, day, is_earlier)


def row(title: str, extent: float = 60, band: str = "Quite a lot") -> BarrierRow:
    before = dot(40, "A little in the way", BEFORE, is_earlier=True)
    return BarrierRow(f"x/{title}", title, dot(extent, band), before, ends=ENDS)


def make_row_of_two(title: str, name: str = "Meera", other: str = "Ravi") -> BarrierRow:
    mine = BarrierDot(80, "Very much in the way", "80", name, Accent.TEAL, day=None, is_earlier=False)
    return BarrierRow(
        "x/both",
        title,
        mine,
        other=BarrierDot(20, "A little in the way", "20", other, Accent.CLAY, day=None, is_earlier=False),
        before=None,
    )


def boxes(figure: go.Figure) -> list[tuple[float, float, float, float]]:
    """Left, right, top and bottom of every text on a phone, at 7.9 pixels a bold letter of 14, in the chart's units."""
    drawn = []
    for note in figure.layout.annotations:
        if note.yref != "paper":
            width = len(re.sub("<.*?>", "", note.text)) * 7.9
            left = -8 if note.xanchor == "left" else PHONE + 8 - width
            drawn.append((left, left + width, note.y, note.y + 18))
    return drawn


def test_in_the_barriers_chart_this_time_is_filled_the_time_before_is_hollow_and_a_line_joins_them() -> None:
    figure = barriers_figure([row("Sleep")])
    [dots] = figure.data
    assert dots.x == (40, 60) and dots.marker.color == (INKS["paper"], INKS["teal"])
    assert dots.marker.size[0] > dots.marker.size[1] + 2, "where both are alike, a ring is left of the one below"
    ends = [(line.x0, line.x1) for line in figure.layout.shapes]
    assert ends == [(0, 100), (40, 60)]


def end_notes(figure: go.Figure) -> list[tuple[str, str]]:
    """The words at the ends of lines, from the top, with their side."""
    return [(note.text, note.xanchor) for note in figure.layout.annotations if not note.text.startswith("<b>")]


def test_the_ends_of_a_line_are_called_as_the_outermost_bands_of_its_own_scale() -> None:
    """Below the last of the lines that have the same ones; told before the first of them."""
    other = replace(row("Disagreements"), ends=OTHER_ENDS)
    rows = [row("Sleep"), row("Pain"), other, row("Worry")]
    figure = barriers_figure(rows)
    assert end_notes(figure) == [
        *zip(ENDS, ("left", "right"), strict=True),
        *zip(OTHER_ENDS, ("left", "right"), strict=True),
        *zip(ENDS, ("left", "right"), strict=True),
    ]
    titles = {note.text: note.y for note in figure.layout.annotations}
    assert (
        titles["<b>Pain</b>"] < titles["Kind"]
        and titles["<b>Disagreements</b>"] < titles["Kind"] < titles["<b>Worry</b>"]
    )
    alt = barriers_alt(rows)
    assert alt.index("From “Not at all” to “All of the time”: Sleep") < alt.index(
        "From “Kind” to “Hard going”: Disagreements"
    )
    assert alt.count("“Not at all”") == 2


def test_long_words_at_the_two_ends_are_one_below_the_other_on_a_phone() -> None:
    figure = barriers_figure([replace(row("Sleep"), ends=(FORTY, FORTY + "!"))])
    lines = [(note.text, note.xanchor, note.y) for note in figure.layout.annotations if not note.text.startswith("<b>")]
    assert [(text, side) for text, side, _ in lines] == [
        ("Being seen, undressed and in plain", "left"), ("light", "left"),
        ("Being seen, undressed and in plain", "right"), ("light!", "right"),
    ]  # fmt: skip
    assert len({y for *_, y in lines}) == 4 and figure.layout.height >= max(y for *_, y in lines) + 20


def test_barriers_of_changed_questions_or_answered_once_are_not_joined_to_an_earlier_time() -> None:
    other = BarrierRow("x", "Sleep", dot(60), dot(40, is_earlier=True), is_same_definition=False)
    for single in (
        other,
        BarrierRow("x", "Sleep", dot(60), before=None),
        BarrierRow("x", "Sleep", None, dot(40, is_earlier=True)),
    ):
        assert len(barriers_figure([single]).layout.shapes) == 1


def test_a_barrier_not_answered_this_time_says_so_beside_its_hollow_dot() -> None:
    lonely = BarrierRow("x", "Sleep", None, dot(40, day=BEFORE, is_earlier=True))
    assert "No answer this time" in barriers_figure([lonely]).layout.annotations[1].text
    assert barriers_alt([lonely]).endswith("Sleep: No answer this time; Quite a lot (40), 5 October 2026.")


def test_the_text_alternative_tells_every_line_with_bands_and_days() -> None:
    assert barriers_alt([row("Sleep")]).endswith(
        "Sleep: Quite a lot (60), 2 November 2026; A little in the way (40), 5 October 2026."
    )
    assert barriers_alt([make_row_of_two("Talking")]).endswith(
        "Talking: Ravi: A little in the way; Meera: Very much in the way."
    )
    assert barriers_alt([]) == "A picture without a line yet."


@pytest.mark.parametrize("title", ["Sleep", FORTY, ARABIC, "Guilt and feeling a burden", "x" * 90, FORTY * 3])
@pytest.mark.parametrize("band", ["Quite a lot", "Very much in the way", FORTY])
def test_no_words_meet_on_a_phone_whatever_a_scale_is_called(title: str, band: str) -> None:
    figure = barriers_figure([row(title, band=band), make_row_of_two(title, "N" * 40, "ليلى"), row(title)])
    for (left, right, top, bottom), (left_2, right_2, top_2, bottom_2) in combinations(boxes(figure), 2):
        assert right <= left_2 or right_2 <= left or bottom <= top_2 or bottom_2 <= top
    tracks = {shape.y0 for shape in figure.layout.shapes}
    assert all(not top - 4 < track < bottom for track in tracks for _, _, top, bottom in boxes(figure))


@pytest.mark.parametrize(
    ("title", "band"), [("Guilt and feeling a burden", "Quite a lot"), ("Giving and receiving", "Missing at times")]
)
def test_a_band_stands_beside_its_title_where_both_have_room_on_a_phone(title: str, band: str) -> None:
    first, second = barriers_figure([row(title, band=band)]).layout.annotations[:2]
    assert first.y == second.y and (first.xanchor, second.xanchor) == ("left", "right")


def test_where_one_band_has_no_room_beside_its_title_every_band_is_below_its_own() -> None:
    long = row("Guilt and feeling a burden", band="Very much in the way")
    for rows in ([row("Sleep"), long], [row("Sleep"), make_row_of_two("Talking")]):
        title, band, *_ = barriers_figure(rows).layout.annotations
        assert (title.text, title.xanchor, band.xanchor) == ("<b>Sleep</b>", "left", "left") and band.y > title.y


def test_a_chart_of_forty_barriers_has_room_for_each_and_is_small_to_send() -> None:
    figure = barriers_figure([row(f"Line {number}") for number in range(40)])
    assert figure.layout.height == 40 * 52 + 30 and list(figure.layout.yaxis.range) == [40 * 52 + 30, 0]
    assert len(figure.to_json()) < 30_000


def test_a_title_cannot_carry_markup_into_the_picture() -> None:
    texts = [note.text for note in barriers_figure([row("<a href=x>y</a>", band="<b>z</b>")]).layout.annotations]
    assert texts[:2] == ["<b>&lt;a href=x&gt;y&lt;/a&gt;</b>", "<b>&lt;b&gt;z&lt;/b&gt;</b>"]


def test_no_word_of_direction_stands_in_the_picture_or_its_alternative() -> None:
    rows = [row("Sleep", 90), row("Pain", 5), make_row_of_two("Talking")]
    assert not re.search(DIRECTION, barriers_alt(rows) + barriers_figure(rows).to_json(), re.IGNORECASE)


def test_every_colour_of_a_chart_is_painted_in_its_variable_of_the_theme() -> None:
    for name, colour in INKS.items():
        assert TOKENS[name].split(", ")[0] == colour
        if name == "violet":  # of alerts, which no chart draws
            continue
        rgb = ", ".join(str(int(colour[place : place + 2], 16)) for place in (1, 3, 5))
        for what in ("fill", "stroke"):
            rule = f'.js-plotly-plot [style*="{what}: rgb({rgb})"] {{ {what}: var(--{name}) !important; }}'
            assert rule in STYLE


def test_a_chart_uses_no_colour_that_does_not_follow_the_theme() -> None:
    colours = set(re.findall(r"#[0-9a-f]{6}", barriers_figure([row("Sleep"), make_row_of_two("Talking")]).to_json()))
    assert colours <= set(INKS.values())


def test_a_barrier_on_which_both_agree_is_drawn_as_one_dot_in_a_colour_of_neither_person() -> None:
    mine = BarrierDot(80, "Missing at times", "80", "Meera", Accent.TEAL, day=None, is_earlier=False)
    alike = BarrierRow(
        "x",
        "Talking",
        mine,
        other=BarrierDot(70, "Missing at times", "70", "Ravi", Accent.CLAY, day=None, is_earlier=False),
        before=None,
    )
    title, band, *_ = barriers_figure([alike]).layout.annotations
    assert (band.text, band.y, band.font.color) == ("<b>Both: Missing at times</b>", title.y, INKS["ink"])
    assert "Meera: Missing at times" in barriers_alt([alike]), "who listens hears both"


@pytest.mark.parametrize(("partner", "seen"), [(80, 20), (78.5, 20), (70, 14)])
def test_two_people_with_the_same_answer_have_both_their_dots_in_sight(partner: float, seen: int) -> None:
    mine = BarrierDot(80, "Quite a lot", "80", "Meera", Accent.TEAL, day=None, is_earlier=False)
    same = BarrierRow(
        "x",
        "Talking",
        mine,
        other=BarrierDot(partner, "Quite a lot", "80", "Ravi", Accent.CLAY, day=None, is_earlier=False),
        before=None,
    )
    [dots] = barriers_figure([same]).data
    assert dots.marker.size == (seen, 14)


def test_barriers_side_by_side_show_whose_dot_is_whose_by_name_colour_and_shape() -> None:
    assert legend_html([row("Sleep")]) == ""
    legend = legend_html([row("Sleep"), make_row_of_two("Talking", name="<Meera>")])
    assert '<li class="teal dot">&lt;Meera&gt;</li><li class="clay dot">Ravi</li>' in legend
    [dots] = barriers_figure([make_row_of_two("Talking")]).data
    assert dots.marker.symbol == ("circle", "diamond") and dots.marker.color == (INKS["teal"], INKS["clay"])
    for accent, shape in ((".teal", "●"), ("", "◆")):
        assert f'.nearer-whose {accent}.dot::before {{ content: "{shape}"' in STYLE
