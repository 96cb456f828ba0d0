"""Two years of answers under names of forty letters, and under names from right to left, on a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from nearer.domain.responses import build_response
from nearer.domain.roles_and_audiences import Audience, Part, Role
from nearer.domain.weeks import local_week
from nearer.privacy.principal import Principal
from nearer.shipped import shipped_catalogue
from nearer.storage.couple.credentials import confirm_recovery
from nearer.storage.couple.invitations import create_invitation
from nearer.storage.couple.new_people import NewPerson
from nearer.storage.couple.people import join_couple, start_couple
from nearer.storage.couple.response_saving import save_response
from nearer.storage.couple.sharing import set_audiences
from nearer.storage.notebook import Notebook, open_notebook
from nearer.typed_answers.answer_parsing import read_answers
from tests.journeys import page_actions
from tests.journeys.browser import Person, axe_violations, draw_in_both_colours, save_screenshot, sideways_scroll
from tests.shared_parts import add_readers
from tests.warm_server import WarmServer
from tests.web.running import PASSPHRASE
from tools.live_server import LiveServer

Arrives = Callable[..., Person]
LONG = ("Annapurna Lakshmi Venkata Subramanian Nn", "Chandrashekharendra Venkataraghavan Naga")
RIGHT_TO_LEFT = ("عبد الرحمن بن عبد العزيز", "מרים בת אברהם")
WEEKS = 104
EVERY_WEEKS = 13  # between two answers to the questionnaires about what gets in the way
# Where a name meets what is beside it in the bar, dates of a chart each other, and which way the heading runs.
MEETS = """() => {
  const box = one => one.getBoundingClientRect();
  const name = document.querySelector(".nearer-bar summary span");
  const hides = [...function*(one) { for (; one; one = one.parentElement) yield one }(name)]
    .find(one => getComputedStyle(one).overflow === "hidden");
  const help = document.querySelector(".nearer-bar a[href='/help']");
  const dates = [...document.querySelectorAll(".st-key-weeks .xtick text")].map(box);
  const meet = dates.some((one, place) => place && one.left < dates[place - 1].right);
  const switches = [...document.querySelectorAll("[class*=st-key-switch-] [role=radiogroup]")];
  const away = switches.some(one => one.scrollWidth > one.clientWidth + 1 || box(one).right > innerWidth);
  return [away && "a switch", box(hides).right > box(help).left && "the name and Help", meet && "two dates",
    getComputedStyle(document.querySelector("h1")).direction === "rtl" && "a heading of ours from right to left"]
    .filter(Boolean);
}"""
SCREENS = {"/": "", "/weeks": "Closeness", "/picture": "What was in the way", "/sharing": "Sharing"}
OUTSIDE = """() => [...document.querySelectorAll(".js-plotly-plot")].flatMap(chart => {
  const around = chart.getBoundingClientRect();
  return [...chart.querySelectorAll(".annotation-text")].filter(text => {
    const box = text.getBoundingClientRect();
    return box.left < around.left - 1 || box.right > around.right + 1 || box.top < around.top - 1;
  }).map(text => text.textContent);
})"""


@pytest.fixture(scope="module")
def long_server(tmp_path_factory: pytest.TempPathFactory, own_port: int) -> Iterator[LiveServer]:
    """Both couples in one notebook."""
    folder = tmp_path_factory.mktemp("names")
    notebook = open_notebook(folder / "notebook")
    for names in (LONG, RIGHT_TO_LEFT):
        live_through(notebook, names)
    notebook.close()
    server = WarmServer(folder / "notebook", folder / "log", port=own_port)
    yield server.start()
    server.kill()


def live_through(notebook: Notebook, names: tuple[str, str]) -> None:
    """Two years of check-ins and questionnaires, all of which each shows the other."""
    end = datetime.now(UTC)
    begin = end - timedelta(weeks=WEEKS)
    first = start_couple(notebook, newcomer(names[0], Role.SURVIVOR), PASSPHRASE, begin).principal
    code = create_invitation(notebook, first, begin)
    second = join_couple(notebook, code, newcomer(names[1], Role.PARTNER), PASSPHRASE, begin).principal
    for place, who in enumerate((first, second)):
        confirm_recovery(notebook, who)
        for week in range(WEEKS):
            now = begin + timedelta(weeks=week)
            answer(notebook, who, "closeness-weekly", week + place, now)
            if week % EVERY_WEEKS == 0:
                answer(notebook, who, "us-two", week + place, now)
        for part in (Part.CLOSENESS, Part.BARRIERS):
            set_audiences(notebook, who, add_readers(notebook, who, Audience.PARTNER, part, earlier=True), end)


def newcomer(name: str, role: Role) -> NewPerson:
    return NewPerson(name, role, "Asia/Kolkata", "en", notice_sha256="0" * 64)


def answer(notebook: Notebook, who: Principal, name: str, turn: int, now: datetime) -> None:
    """Every question with options, another one of them each time."""
    questionnaire = shipped_catalogue().questionnaires[name]
    items = [item for item in questionnaire.items if item.type == "choice" and item.options]
    raw = {item.id: item.options[turn % len(item.options)].code for item in items}
    week = local_week(now, who.zone) if questionnaire.repeat == "weekly" else None
    response = build_response(questionnaire, read_answers(questionnaire, raw), week, "")
    save_response(notebook, who, response, uuid4(), now)


@pytest.mark.parametrize("names", [LONG, RIGHT_TO_LEFT], ids=["forty letters", "right to left"])
def test_every_screen_that_names_both_is_calm_on_a_phone(
    long_server: LiveServer, person: Arrives, names: tuple[str, str]
) -> None:
    somebody = person(long_server, names[0], width=375)
    page_actions.sign_in(somebody)
    page = somebody.page
    for address, title in SCREENS.items():
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page_actions.wait_until_at_rest(page)
        if title in ("Closeness", "What was in the way"):
            unfold_tables(page)
        assert (page.evaluate(OUTSIDE), page.evaluate(MEETS)) == ([], []), address
        for colours in draw_in_both_colours(page):
            save_screenshot(page, f"names-{len(names[0])}{address.replace('/', '-')}-{colours}")
            assert (axe_violations(page), sideways_scroll(page)) == ([], 0), (address, colours)
    page.goto("/weeks")
    page_actions.wait_until_at_rest(page)
    for choice in ("Half a year", "All"):
        page_actions.click(page.get_by_text(choice, exact=True))
        page_actions.wait_until_at_rest(page)
        page_actions.wait_until_chart_is_still(page.locator(".js-plotly-plot").first)
        assert (page.evaluate(OUTSIDE), sideways_scroll(page)) == ([], 0), choice


def unfold_tables(page: Page) -> None:
    for fold in page.locator("summary").filter(has_text="table").all():
        page_actions.click(fold)
        page_actions.wait_until_at_rest(page)
    page.locator(".js-plotly-plot .main-svg").first.wait_for()
