"""A sheet's content to PDF. What people wrote reaches the template as data, never as its language."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import typst

from nearer.inks import INKS
from nearer.sheet.printing import FAMILIES, FONTS_FOLDER, isolated, printed, runs_right_to_left, unprintable_in

TEMPLATE = Path(__file__).parent / "sheet.typ"


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One person by their initial, with (Monday, score 0 to 100) of each answered week; `is_dashed` tells two apart."""

    initial: str
    points: tuple[tuple[date, float], ...]
    is_dashed: bool


@dataclass(frozen=True, slots=True)
class SheetEvent:
    """An event or a visit: with a number where it is in the picture, which is its place among those that are."""

    day: date
    label: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Every text as it is to stand there; a section is a heading with its lines, and one without lines is left out.

    `write_on` is the heading of the lines to write on, which fill what is left of the page; without it there are none.
    `outside` stands before the events of days that are not in the picture, `ends` at the two ends of its foot:
    the days of `drawn_days`. The picture goes on to the week of the Monday `until`, which may be after the last answer.
    """

    title: str
    made: str
    lines: tuple[SheetLine, ...]
    events: tuple[SheetEvent, ...]
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    foot: str
    write_on: str = ""
    outside: str = ""
    ends: tuple[str, str] = ("", "")
    until: date | None = None

    @property
    def unprintable(self) -> tuple[str, ...]:
        """The letters that none of the fonts has, printed as boxes."""
        initials, events = (line.initial for line in self.lines), (event.label for event in self.events)
        section_texts = (text for title, lines in self.sections for text in (title, *lines))
        return unprintable_in(
            [
                self.title,
                self.made,
                *initials,
                *events,
                *section_texts,
                self.foot,
                self.write_on,
                self.outside,
                *self.ends,
            ]
        )


def sheet_pdf(sheet: Sheet) -> bytes:
    """One A4 page; what does not fit is made smaller and never runs on to a second one.

    Set in the fonts of this room, so that it looks the same on every machine.
    """
    content = {"sheet": _page_json(sheet)}
    return typst.compile(
        TEMPLATE, format="pdf", font_paths=[FONTS_FOLDER], ignore_system_fonts=True, sys_inputs=content
    )


def _page_json(sheet: Sheet) -> str:
    in_picture, outside = _events_in_picture(sheet)
    return json.dumps(
        {
            "fonts": FAMILIES,
            "title": printed(sheet.title),
            "made": printed(sheet.made),
            "picture": weeks_svg(sheet.lines, [event.day for event in in_picture], sheet.until) if sheet.lines else "",
            "width": WIDTH_OVERALL,
            "initials": [[x, y, colour, printed(initial)] for x, y, colour, initial in initial_places(sheet.lines)],
            "ends": [[LEFT, FOOT, printed(sheet.ends[0])], [WIDTH, FOOT, printed(sheet.ends[1])]],
            "events": [
                printed(f"{number}: {isolated(event.label)}") for number, event in enumerate(in_picture, start=1)
            ],
            "outside": printed(f"{sheet.outside}: {_join_labels(outside)}") if outside else "",
            "sections": [[printed(title), [_line(line) for line in lines]] for title, lines in sheet.sections if lines],
            "foot": printed(sheet.foot),
            "write_on": printed(sheet.write_on),
        }
    )


def _events_in_picture(sheet: Sheet) -> tuple[list[SheetEvent], list[SheetEvent]]:
    """The events between the first and the last day drawn, and the others; without a picture a list of all."""
    if not sheet.lines:
        return list(sheet.events), []
    first, last = drawn_days(sheet.lines, sheet.until)
    in_picture = [event for event in sheet.events if first <= event.day <= last]
    return in_picture, [event for event in sheet.events if not first <= event.day <= last]


def _join_labels(events: Sequence[SheetEvent]) -> str:
    return " · ".join(isolated(event.label) for event in events)


def _line(text: str) -> tuple[str, str]:
    return printed(text), "rtl" if runs_right_to_left(text) else "ltr"


WIDTH, HEIGHT, LEFT, TOP, FOOT = 520, 150, 24, 16, 172


WIDTH_OVERALL, HEIGHT_OVERALL = WIDTH + LEFT + 24, 180  # the numbers beside it included


_WEEK = 7


_INITIAL = 12  # units from the foot of one initial to that of the next


_APART = 34  # events nearer to each other than this share a place for their numbers


def weeks_svg(lines: Sequence[SheetLine], event_days: Sequence[date], until: date | None) -> str:
    """0 to 100 up, weeks along, whole, to the week of `until`; a thin upright line with its number for each event."""
    first, last = drawn_days(lines, until)
    drawn = [
        *_draw_grid(),
        *_draw_days(event_days, first, last),
        *(part for line in lines for part in _draw_line(line, first, last)),
    ]
    size = f'viewBox="0 0 {WIDTH_OVERALL} {HEIGHT_OVERALL}" font-family="Noto Sans" font-size="9"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(drawn)}</svg>'


def initial_places(lines: Sequence[SheetLine]) -> Iterator[tuple[float, float, str, str]]:
    """Where each initial stands, right of the picture at the height of its line's end: x, y of its foot, colour, text.

    They are no part of the picture, in which letters of most scripts would not be joined.
    """
    foot = float("-inf")
    for line in sorted(lines, key=lambda line: (-max(line.points)[1], line.is_dashed)):
        _day, score = max(line.points)
        foot = max(_score_y(score) + 4, foot + _INITIAL)
        yield WIDTH + 6, foot, _colour(line), line.initial


def _draw_grid() -> Iterator[str]:
    for score in (0, 50, 100):
        y = _score_y(score)
        yield f'<path d="M{LEFT} {y}H{WIDTH}" stroke="#bbb" stroke-width="0.5"/><text x="0" y="{y + 3}">{score}</text>'


def _draw_days(days: Sequence[date], first: date, last: date) -> Iterator[str]:
    places: list[tuple[float, list[int]]] = []
    for number, day in enumerate(days, start=1):
        x = _day_x(day, first, last)
        yield f'<path d="M{x:.1f} {TOP}V{_score_y(0)}" stroke="#777" stroke-width="0.8" stroke-dasharray="2 3"/>'
        if places and x - places[-1][0] < _APART:
            places[-1][1].append(number)
        else:
            places.append((x, [number]))
    for x, numbers in places:
        label = str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}-{numbers[-1]}"
        yield f'<text x="{x - 3:.1f}" y="10">{label}</text>'


def _draw_line(line: SheetLine, first: date, last: date) -> Iterator[str]:
    colour, dash = _colour(line), ' stroke-dasharray="5 3"' if line.is_dashed else ""
    steps, before = [], None
    for day, score in sorted(line.points):
        joined = before is not None and (day - before).days == _WEEK
        x, y = _day_x(day, first, last), _score_y(score)
        steps.append(f"{'L' if joined else 'M'}{x:.1f} {y:.1f}")
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.2" fill="{colour}"/>'
        before = day
    yield f'<path d="{"".join(steps)}" fill="none" stroke="{colour}" stroke-width="1.4"{dash}/>'


def drawn_days(lines: Sequence[SheetLine], until: date | None) -> tuple[date, date]:
    """The Monday of the first week that is drawn, and the Sunday of the last."""
    days = [day for line in lines for day, _score in line.points]
    last = max(days) if until is None else max(*days, until)
    return min(days), last + timedelta(days=_WEEK - 1)


def _colour(line: SheetLine) -> str:
    return INKS["clay"] if line.is_dashed else INKS["teal"]


def _day_x(day: date, first: date, last: date) -> float:
    return LEFT + 10 + (WIDTH - LEFT - 20) * (day - first).days / max(1, (last - first).days)


def _score_y(score: float) -> float:
    return TOP + (HEIGHT - TOP) * (1 - score / 100)
