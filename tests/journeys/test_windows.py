"""A browser that was somebody's is handed on as empty as a new one, and as what it was asked to be."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.journeys.browser import axe_violations, lend_window, window_of
from tests.journeys.windows import Windows
from tools.live_server import LiveServer

LEAVES = """async () => {
  document.cookie = "left=1; path=/";
  localStorage.left = sessionStorage.left = 1;
  await (await caches.open("left")).put("/left", new Response("left"));
  await new Promise(done => { indexedDB.open("left").onsuccess = done; });
}"""
IS_LEFT = """async () => [document.cookie, localStorage.length, sessionStorage.length, await caches.keys(),
  await indexedDB.databases(), (await navigator.serviceWorker.getRegistrations()).length,
  (await navigator.permissions.query({name: "clipboard-read"})).state === "granted", history.length > 2].flat()
  .filter(Boolean)"""

GOES_WRONG = """() => {
  setTimeout(() => { throw new Error("broken"); });
  document.querySelector("main").insertAdjacentHTML("beforeend", "<img id=no-words src=/nothing.png>");
  document.body.append(Object.assign(document.createElement("script"), {textContent: "1"}));
}"""


def sees(page: Page) -> list[object]:
    page.goto("/help")
    return list(page.evaluate(IS_LEFT))


def test_a_browser_window_lent_again_shows_nothing_of_the_person_before(server: LiveServer, windows: Windows) -> None:
    phone = window_of(server.url, 390, "dark")
    with lend_window(windows, "Before", **phone) as before:
        assert sees(before.page) == []
        before.page.evaluate(LEAVES)
        before.context.grant_permissions(["clipboard-read"])
        before.context.add_cookies([{"name": "hidden", "value": "1", "url": server.url, "httpOnly": True}])
        assert len(sees(before.page)) >= 6
        before.context.new_page()
    with lend_window(windows, "After", **phone) as after:
        assert after.context is before.context and after.context.cookies() == []
        assert sees(after.page) == []
        assert after.page.viewport_size == {"width": 390, "height": 740}
        assert after.page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches && navigator.maxTouchPoints > 0")
        assert len(after.context.pages) == 2
        assert [before.left_the_host, after.page_errors] == [[], []]


def test_two_people_in_two_windows_at_once_share_nothing(server: LiveServer, windows: Windows) -> None:
    wide = window_of(server.url, 1290, "light")
    with lend_window(windows, "One", **wide) as window:
        assert sees(window.page) == []
        window.page.evaluate(LEAVES)
        with lend_window(windows, "Two", **wide) as two:
            assert two.context is not window.context and sees(two.page) == []


def test_what_goes_wrong_in_a_window_is_seen_by_its_person_and_not_by_the_next_one(
    server: LiveServer, windows: Windows
) -> None:
    narrow = window_of(server.url, 391, "light")
    for _hand in ("first", "second"):
        with lend_window(windows, "Unlucky", **narrow) as unlucky:
            page = unlucky.page
            assert sees(page) == [] and axe_violations(page) == []
            with page.expect_event("pageerror"):
                page.evaluate(GOES_WRONG)
            [alone] = axe_violations(page)
            assert alone.startswith("image-alt (critical): ") and "no-words" in alone
            with page.expect_request("http://elsewhere.example/"):
                page.evaluate("setTimeout(() => { location = 'http://elsewhere.example/'; })")
            assert len(unlucky.page_errors) == 1 and "broken" in unlucky.page_errors[0]
            assert unlucky.left_the_host == ["http://elsewhere.example/"]
            assert unlucky.csp_errors != []
    with lend_window(windows, "Lucky", **narrow) as lucky:
        assert sees(lucky.page) == []
    assert (lucky.page_errors, lucky.left_the_host, lucky.csp_errors) == ([], [], [])


def test_only_a_few_browser_windows_are_kept_for_the_next_person(server: LiveServer, windows: Windows) -> None:
    few = Windows(windows.browser, most_at_rest=1)
    for width in (700, 701):
        with lend_window(few, "Somebody", **window_of(server.url, width, "light")) as somebody:
            pass
    assert list(few.at_rest) == [somebody.context]
    few.at_rest.popitem()[0].close()
