"""A therapist drops a form and its value sets, each in a file of its own, and has one questionnaire."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.fhir.test_bundles import OFTEN, SYSTEM, UNITS, form
from tests.journeys import page_actions
from tests.journeys.browser import Person
from tests.journeys.test_a_therapist import invited, looked_at
from tools.live_server import LiveServer

NAME = "Dr Pillai"


def test_a_form_and_its_value_sets_are_dropped_together(
    server: LiveServer, person: Callable[..., Person], tmp_path: Path
) -> None:
    iyer = person(server, NAME)
    page_actions.send_account_forms(iyer, invited(server, NAME))
    page_actions.open_from_menu(iyer, "Questionnaires")
    files = {"often": OFTEN, "form": form(), "units": UNITS, "codes": SYSTEM}
    for name, resource in files.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(resource))
    page_actions.drop_files(iyer.page, *(tmp_path / f"{name}.json" for name in files))
    expect(iyer.page.get_by_text("4 files are added.")).to_be_visible()
    page_actions.unfold_reports(iyer.page)
    expect(iyer.page.get_by_text("Its value sets are taken into form.json.")).to_have_count(3)
    expect(iyer.page.get_by_text("Taken whole: 2 items.")).to_be_visible()
    expect(iyer.page.get_by_role("button", name="Look, then offer it")).to_have_count(1)
    page_actions.wait_until_at_rest(iyer.page)
    looked_at(iyer, "questionnaires-together")
    page_actions.open_custom_questionnaires(iyer.page)
    page_actions.click(iyer.page.get_by_text("As a person sees it"))
    expect(iyer.page.get_by_text("Often", exact=True)).to_be_visible()
