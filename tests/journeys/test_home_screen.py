"""Nearer is put on a phone's home screen under a name that says nothing, and without a connection keeps nothing."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.browser import (
    Person,
    axe_violations,
    draw_in_both_colours,
    save_screenshot,
    sideways_scroll,
    small_targets,
)
from tools.live_server import LiveServer

_ICON_SIZES = """icons => Promise.all(icons.map(async ({src}) => {
  const picture = await createImageBitmap(await (await fetch(src)).blob());
  return `${picture.width}x${picture.height}`;
}))"""


def test_a_neutral_name_is_chosen_and_the_manifest_has_it_with_icons_from_here(
    server: LiveServer, person: Callable[..., Person]
) -> None:
    visitor = person(server, "visitor", width=375)
    page = visitor.page
    page.goto("/sign-in")
    page.get_by_role("link", name="Put it on my home screen").tap()
    page.get_by_role("link", name="Garden").tap()
    expect(page.get_by_role("link", name="Garden")).to_have_attribute("aria-current", "true")
    address = page.locator("link[rel=manifest]").get_attribute("href")
    manifest = page.evaluate("address => fetch(address).then(reply => reply.json())", address)
    assert (manifest["name"], manifest["display"], manifest["start_url"]) == ("Garden", "standalone", "/")
    assert page.evaluate(_ICON_SIZES, manifest["icons"]) == [icon["sizes"] for icon in manifest["icons"]]
    for colours in draw_in_both_colours(page):
        save_screenshot(page, f"home-screen-{colours}")
        assert (axe_violations(page), small_targets(page), sideways_scroll(page)) == ([], [], 0)
