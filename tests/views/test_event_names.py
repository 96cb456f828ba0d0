"""Names of events above a chart: each beside its line, none over another, however many and however long."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from nearer.charts.event_names import MAX_NAME_CHARACTERS, event_lines, event_names, names_height
from nearer.views.chart_values import ChartEvent

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
ENDS = FIRST, LAST
PHONE = 300  # pixels of 364 days


def event(day: int, title: str, days: int = 0) -> ChartEvent:
    begin = FIRST + timedelta(days=day)
    return ChartEvent(begin, begin + timedelta(days=days), f"{title}, some day", title)


def box(note: dict[str, object]) -> tuple[float, float, object]:
    """Left and right edge in pixels at 6.5 a letter of 13, and the height."""
    at = PHONE * (date.fromisoformat(str(note["x"])) - FIRST).days / 364
    width = 6.5 * len(str(note["text"]))
    return (at - width, at, note["yshift"]) if note["xanchor"] == "right" else (at, at + width, note["yshift"])


@given(
    st.lists(
        st.tuples(st.integers(0, 364), st.text("abcdefgh ", min_size=1, max_size=80).filter(str.strip)), max_size=20
    )
)
def test_no_two_names_meet(events: list[tuple[int, str]]) -> None:
    marks = sorted((event(day, title) for day, title in events), key=lambda mark: mark.begin)
    notes = event_names(marks, ENDS)
    assert len(notes) == len(marks)
    for (left, right, height), (left_2, right_2, height_2) in combinations(map(box, notes), 2):
        assert height != height_2 or right <= left_2 or right_2 <= left
    assert all(note["yshift"] < names_height(marks, ENDS) - 10 for note in notes)


def test_names_far_apart_share_a_line_and_a_name_at_the_edge_ends_at_its_own() -> None:
    surgery, scan = event_names([event(20, "Surgery"), event(350, "Scan")], ENDS)
    assert surgery["yshift"] == scan["yshift"]
    assert (surgery["xanchor"], scan["xanchor"]) == ("left", "right")


def test_a_long_name_is_cut_short_and_cannot_carry_markup() -> None:
    [note] = event_names([event(20, "word " * 20)], ENDS)
    assert len(str(note["text"])) <= MAX_NAME_CHARACTERS and str(note["text"]).endswith("…")
    assert event_names([event(20, "<b>x</b>")], ENDS)[0]["text"] == "&lt;b&gt;x&lt;/b&gt;"


def test_each_event_has_its_line_from_the_foot_up_to_its_name_and_a_longer_one_a_bar() -> None:
    lines = event_lines([event(20, "Scan"), event(22, "Chemotherapy", days=30)], ENDS, 100)
    dotted = [line for line in lines if line["y0"] == 0]
    bars = [line for line in lines if line["y0"] == 1]
    assert [line["x0"] for line in dotted] == ["2026-01-21", "2026-01-23"] and dotted[0]["y1"] < dotted[1]["y1"]
    assert [(bar["x0"], bar["x1"]) for bar in bars] == [("2026-01-23", "2026-02-22")]
    assert names_height([], ENDS) < names_height([event(1, "Scan")], ENDS)


def test_an_event_that_began_before_the_chart_stands_at_its_edge() -> None:
    begun = ChartEvent(FIRST - timedelta(days=9), FIRST + timedelta(days=9), "Radiotherapy, some days", "Radiotherapy")
    assert event_names([begun], ENDS)[0]["x"] == FIRST.isoformat()
