"""Around every screen of the demo: that nobody is real, as whom one looks, and a tour of three stops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nearer.views import text as words
from nearer.views.layout.escape import markup

STOPS = 3


@dataclass(frozen=True)
class TourStop:
    """A stop of a tour, counted from 1: what it shows, and what leads on (no address: it stands on the screen)."""

    number: int
    sentence: str
    onwards: str
    address: str = ""


def write_demo_banner(people: Sequence[tuple[str, str]], current: str) -> str:
    """`people` are names, each with where the link to look as them leads; they fold out below the one of now."""
    others = [(address, name) for name, address in people if name != current]
    template = '<aside class="nearer-demo" aria-label="{}"><p>{} <span>{}</span></p>'
    template += '<details><summary><span>{}</span> <strong>{}</strong></summary><div class="names">'
    template += '<a href="{}">{}</a>' * len(others) + '</div></details><a class="leave" href="/bye">{}</a></aside>'
    opening = words.frame.DEMO_NAME, words.frame.DEMO_BANNER, words.frame.DEMO_NOT_KEPT, words.frame.DEMO_LOOKS_AS
    names = (text for other in others for text in other)
    return markup(template, *opening, current, *names, words.frame.DEMO_LEAVE)


def write_tour(stop: TourStop) -> str:
    """A tour's stop: what it shows, and the way on. Whoever looks as somebody else arrives with a page of their own."""
    title = words.frame.tour_place(stop.number, STOPS)
    tour = markup('<div class="nearer-tour"><p><strong>{}</strong> {}</p>', title, stop.sentence)
    if stop.address:
        inside = "" if stop.address.startswith("/demo/") else " data-inside"
        tour += markup(f'<p class="on"><a{inside} href="{{}}">{{}}</a></p>', stop.address, stop.onwards)
    return tour + "</div>"
