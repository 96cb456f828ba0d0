"""Until a browser has read Plotly a chart is there as a picture, and nothing jumps when the chart takes its place."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from PIL import Image, ImageChops, ImageFilter
from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys.browser import Person, new_person
from tests.views.test_views_in_a_browser import gallery as gallery
from tools.live_server import LiveServer

PLACE, PICTURE, CHART = ".st-key-drawn-g-figure", ".nearer-picture", ".js-plotly-plot .main-svg"
INK = 110  # of 255: as much darker than the paper are lines, dots and words, and neither hatching nor grid


class HeldBack:
    """Plotly's file, which arrives when the test lets it."""

    def __init__(self, page: Page) -> None:
        self.waiting: list[Route] = []
        page.route("**/PlotlyChart*", lambda route: self.waiting.append(route))

    def arrives(self) -> None:
        for route in self.waiting:
            route.continue_()


@pytest.fixture(params=[375, 1280])
def slow(request: pytest.FixtureRequest, gallery: LiveServer, browser: Browser) -> Iterator[tuple[Person, HeldBack]]:
    person = new_person(browser, gallery.url, "Meera", width=request.param)
    plotly = HeldBack(person.page)
    person.page.goto("/?screen=closeness")
    person.page.locator(f"{PLACE} {PICTURE}").wait_for()
    yield person, plotly
    person.context.close()


def ink_of(page: Page) -> Image.Image:
    """What is darker than the paper at the chart's place, without the button that keeps an image of it."""
    seen = Image.open(io.BytesIO(page.locator(PLACE).screenshot(animations="disabled"))).convert("L")
    seen.paste(255, (0, 0, seen.width, 34))
    paper = seen.getpixel((2, seen.height - 2))
    assert isinstance(paper, int)
    return seen.point([255 if paper - level > INK else 0 for level in range(256)])


def is_near(drawn: Image.Image, other: Image.Image) -> float:
    """How much of what is drawn has something of the other within two pixels."""
    wide = other.filter(ImageFilter.MaxFilter(5))
    return sum(ImageChops.darker(drawn, wide).histogram()[1:]) / sum(drawn.histogram()[1:])


def test_the_picture_before_a_chart_has_every_mark_where_the_chart_will_have_it(slow: tuple[Person, HeldBack]) -> None:
    person, plotly = slow
    picture = ink_of(person.page)
    plotly.arrives()
    person.page.locator(f"{PLACE} {CHART}").first.wait_for()
    expect(person.page.locator(f"{PLACE} {PICTURE}")).to_be_hidden()
    chart = ink_of(person.page)
    assert picture.size == chart.size
    assert is_near(picture, chart) > 0.98 and is_near(chart, picture) > 0.98
    upside_down = chart.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    assert is_near(upside_down, picture) < 0.8, "this can tell"


def test_nothing_moves_when_the_chart_comes_and_the_words_below_are_there_at_once(
    slow: tuple[Person, HeldBack],
) -> None:
    person, plotly = slow
    claim = person.page.locator(".nearer-legend").first
    claim.wait_for()
    before = claim.bounding_box()
    plotly.arrives()
    person.page.locator(f"{PLACE} {CHART}").first.wait_for()
    assert claim.bounding_box() == before
    assert (person.left_the_host, person.page_errors) == ([], [])


def test_the_picture_says_in_words_what_it_shows_and_leaves_that_to_the_chart(slow: tuple[Person, HeldBack]) -> None:
    person, plotly = slow
    alt = person.page.locator(f"{PLACE} {PICTURE}").get_attribute("alt")
    assert alt is not None and alt.startswith("Closeness from 0 to 100")
    named = person.page.get_by_role("img", name=alt)
    expect(named).to_have_count(1)
    plotly.arrives()
    person.page.locator(f"{PLACE} {CHART}").first.wait_for()
    expect(person.page.locator(f"{PLACE} [aria-label]").first).to_have_attribute("aria-label", alt)
    expect(person.page.locator(f"{PLACE} {PICTURE}")).to_be_hidden()
