"""From a click's message to the last reply, on the server's side: Nearer's screens beside the empty app's rerun."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import cycle
from tempfile import TemporaryFile

from benchmarks.measure import Measure, medians_of, seconds
from benchmarks.servers import MANY, look_around, start_notebook
from benchmarks.session import StreamlitSession
from tools.live_server import LiveServer


def click_measures(nearer: LiveServer, empty: LiveServer) -> Iterator[Measure]:
    """Acts of a person, each beside what a click costs in the empty app."""
    cookie = start_notebook(nearer, "Asha")
    session = StreamlitSession(empty.url)
    session.connect()
    acts = {
        "empty": lambda: session.rerun().seconds,
        "click in a twelve-item form, draft saved": form_click(nearer, cookie),
        "page switch": page_switch(nearer, cookie),
        "closeness page with its chart": drawn_page(nearer, "weeks", "plotly_chart"),
        "barriers page with its pictures": drawn_page(nearer, "picture", "plotly_chart"),
        "sharing page of two": drawn_page(nearer, "sharing", "button_group"),
        "many": many_items_drawn(nearer, cookie),
    }
    medians = medians_of({**acts, "disk": durable_write}, rounds=15)
    yield Measure("this disk: 4 KiB made durable (a save needs several)", 1000 * medians.pop("disk"), "ms")
    beside, many = 1000 * medians.pop("empty"), 1000 * medians.pop("many")
    for (name, median), target in zip(medians.items(), (0.15, 0.2, 0.35, 0.35, 0.35), strict=True):
        yield Measure(name, 1000 * median, "ms", target, beside)
    yield Measure(f"a form of {MANY} items drawn", many, "ms", target=1.5 * beside + 5 * MANY)


def durable_write() -> float:
    """One small write and fsync where the measured notebook lies: what a busy disk adds to every save."""
    with TemporaryFile() as file:
        file.write(bytes(4096))
        file.flush()
        return seconds(lambda: os.fsync(file.fileno()))


def form_click(nearer: LiveServer, cookie: str) -> Callable[[], float]:
    """One more of the twelve items gets one more answer."""
    session = StreamlitSession(nearer.url, cookie)
    session.connect("questions")
    form = session.press("open-bench-twelve-items")
    items = [(one.id, option) for option in (1, 2) for one in form.of_kind("radio")]
    assert len(items) == 24, f"The form shows {len(items) // 2} of its twelve items"
    options = {one.id: one.options for one in form.of_kind("radio")}
    turns = cycle(items)

    def click() -> float:
        item, option = next(turns)
        run = session.click(item, string_value=options[item][option])
        assert any("data-kept" in one.body for one in run.of_kind("html")), "The form does not say what is kept"
        return run.seconds

    return click


def many_items_drawn(nearer: LiveServer, cookie: str) -> Callable[[], float]:
    """Every item of a long form on one screen, drawn anew."""
    session = StreamlitSession(nearer.url, cookie)
    session.connect("questions")
    session.press("open-bench-many-items")

    def draw() -> float:
        run = session.rerun()
        assert len(run.of_kind("radio")) == MANY, "The form does not show all of its items"
        return run.seconds

    return draw


def page_switch(nearer: LiveServer, cookie: str) -> Callable[[], float]:
    """To and fro between two screens."""
    session = StreamlitSession(nearer.url, cookie)
    session.connect()
    turns = cycle(["sharing", ""])
    return lambda: session.switch_page(next(turns)).seconds


def drawn_page(nearer: LiveServer, path: str, kind: str) -> Callable[[], float]:
    """A page of two made-up people, with an element of this kind on it."""
    session = StreamlitSession(nearer.url, look_around(nearer))
    session.connect()

    def open_page() -> float:
        session.switch_page("")
        run = session.switch_page(path)
        assert run.of_kind(kind), f"The page '{path}' drew no {kind}"
        return run.seconds

    return open_page
