"""Names of events above a chart: each beside its line, none over another nor crossed by another's line."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations, pairwise, permutations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from nearer.charts.event_names import MAX_NAME_CHARACTERS, NARROWEST, EventNames
from nearer.charts.event_places import EventPlace, PlotRoom, place_events
from nearer.charts.text_width import plain_width
from nearer.views.chart_values import ChartEvent

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
DAYS = (LAST - FIRST).days
LANE = 17  # pixels of height
ROOM = PlotRoom(200, 12, 80)
WIDTHS = st.integers(NARROWEST, 1600)  # pixels of a chart
TITLES = st.text("abcdefghMW ", min_size=1, max_size=80).filter(str.strip)
EVENTS = st.lists(st.tuples(st.integers(0, DAYS), TITLES), max_size=16)


def event(day: int, title: str, days: int = 0) -> ChartEvent:
    begin = FIRST + timedelta(days=day)
    return ChartEvent(begin, begin + timedelta(days=days), f"{title}, some day", title)


def names(events: list[ChartEvent], right: int = 12) -> EventNames:
    return EventNames(sorted(events, key=lambda event: event.begin), FIRST, LAST, 12, right)


class Drawn:
    """A name and its line in a chart of some width, in pixels from the first day and from the top of the drawing."""

    def __init__(self, note: dict[str, Any], line: dict[str, Any], plot: int) -> None:
        self.line = plot * (date.fromisoformat(line["x0"]) - FIRST).days / DAYS
        self.line_top = (line["y1"] - 1) * 100
        at = plot * (date.fromisoformat(note["x"]) - FIRST).days / DAYS + note["xshift"]
        width = plain_width(note["text"], note["font"]["size"])
        self.left, self.right = (at - width, at) if note["xanchor"] == "right" else (at, at + width)
        self.foot = note["yshift"]


def drawn(of: EventNames, width: int) -> list[Drawn]:
    lines = [line for line in of.lines(100) if line["y0"] == 0]
    plot = width - of.left - of.right
    return [Drawn(note, line, plot) for note, line in zip(of.notes(), lines, strict=True)]


@given(EVENTS, WIDTHS, st.integers(12, 140))
def test_no_event_name_meets_another_or_is_crossed_by_the_line_of_another(
    events: list[tuple[int, str]], width: int, right: int
) -> None:
    of = names([event(*one) for one in events], right)
    parts = drawn(of, width)
    assert len(parts) == len(events)
    for one, other in combinations(parts, 2):
        assert one.foot != other.foot or one.right <= other.left or other.right <= one.left
    for name, other in permutations(parts, 2):
        assert other.line_top <= name.foot or not name.left < other.line < name.right
    assert all(part.foot + LANE <= of.height for part in parts)


@given(EVENTS, WIDTHS, st.integers(12, 140))
def test_every_event_name_is_within_the_chart(events: list[tuple[int, str]], width: int, right: int) -> None:
    of = names([event(*one) for one in events], right)
    assert all(part.left >= -of.left and part.right <= width - of.left for part in drawn(of, width))


def test_the_line_of_an_event_crosses_no_name_of_another() -> None:
    """As a therapist saw it: the line of the scan went through the name of the visit nine days before."""
    close = names([event(300, "A visit"), event(309, "Esther: A scan"), event(340, "Visit")], 74)
    heights = [part.line_top for part in drawn(close, NARROWEST)]
    assert all(height > 0 for height in heights), "each is seen up to its name"
    assert len(set(heights)) == 3


def test_where_event_names_would_cross_a_line_ends_below_them() -> None:
    """The left one has no room at its left, nor the right one at its right, and each name passes the other's line."""
    assert place_events([20, 60], [150, 60], PlotRoom(80, 12, 12)) == [
        EventPlace(ends_here=False, lane=1, joined=False),
        EventPlace(ends_here=True, lane=0, joined=True),
    ]


def test_event_names_go_up_to_the_left_like_stairs() -> None:
    assert [place.lane for place in place_events([0, 30, 60], [90, 90, 90], ROOM)] == [2, 1, 0]


def test_event_names_far_apart_share_a_line_and_one_at_the_edge_stays_inside() -> None:
    surgery, scan = names([event(20, "Surgery"), event(350, "Scan")]).notes()
    assert surgery["yshift"] == scan["yshift"]
    assert (surgery["xanchor"], scan["xanchor"]) == ("left", "right")


def test_a_long_event_name_is_cut_short_and_cannot_carry_markup() -> None:
    [note] = names([event(20, "word " * 20)]).notes()
    assert len(str(note["text"])) <= MAX_NAME_CHARACTERS and str(note["text"]).endswith("…")
    assert names([event(20, "<b>x</b>")]).notes()[0]["text"] == "&lt;b&gt;x&lt;/b&gt;"


def test_each_event_has_its_line_from_the_foot_up_to_its_name_and_a_longer_one_a_bar() -> None:
    lines = names([event(20, "Scan"), event(22, "Chemotherapy", days=30)]).lines(100)
    dotted = [line for line in lines if line["y0"] == 0]
    bars = [line for line in lines if line["y0"] == 1]
    assert [line["x0"] for line in dotted] == ["2026-01-21", "2026-01-23"]
    assert all(line["y1"] > 1 for line in dotted)
    assert [(bar["x0"], bar["x1"]) for bar in bars] == [("2026-01-23", "2026-02-22")]
    assert names([]).height < names([event(1, "Scan")]).height


def test_an_event_that_began_before_the_chart_stands_at_its_edge() -> None:
    begun = ChartEvent(FIRST - timedelta(days=9), FIRST + timedelta(days=9), "Radiotherapy, some days", "Radiotherapy")
    assert names([begun]).notes()[0]["x"] == FIRST.isoformat()


def test_of_four_hundred_events_every_line_ends_below_the_names_and_no_name_is_over_another() -> None:
    """It would not end at all if every plan was tried."""
    middles, widths = [number * 0.65 for number in range(400)], [60.0] * 400
    places = place_events(middles, widths, PlotRoom(260, 20, 40))
    assert not any(place.joined for place in places)
    spans = [
        (place.lane, *((at - width, at) if place.ends_here else (at, at + width)))
        for at, width, place in zip(middles, widths, places, strict=True)
    ]
    for lane, *_ in spans:
        of_lane = sorted(span[1:] for span in spans if span[0] == lane)
        assert all(end < start for (_, end), (start, _) in pairwise(of_lane))
