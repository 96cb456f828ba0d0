"""Every file that can be taken along, pressed by whoever may have it and by everybody else."""

from __future__ import annotations

import html
import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from time import monotonic
from uuid import UUID

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.config import get_option
from streamlit.testing.v1 import AppTest

from nearer.caseload.couple import read_couple
from nearer.custom_questionnaires.versions import delete_custom_questionnaire, read_custom_questionnaires
from nearer.presenters.closeness import load_closeness
from nearer.presenters.steps import read_steps
from nearer.privacy.principal import Principal, Therapist
from nearer.privacy.vault import Vault
from nearer.screens.closeness import draw_table
from nearer.screens.settings import draw_own_file, draw_reminder
from nearer.screens.steps import draw_step
from nearer.screens.visit_sheet import draw_own_sheet
from nearer.server.config import read_reach
from nearer.session.values import PersonSession, TherapistSession
from nearer.shipped import shipped_catalogue, shipped_help
from nearer.sign_ins.signed_in import AccountSignedIn, SignedIn, SignedInParty
from nearer.storage.couple.own_steps import plan_step
from nearer.storage.notebook import Notebook, open_demo_notebook
from nearer.storage.therapist.caseload import read_caseload
from nearer.therapist_screens.service import draw_service_files
from nearer.therapist_screens.take_along import draw_fhir, draw_files, draw_table_files
from nearer.therapist_screens.therapist_questionnaires import draw_file_links, draw_import_report, opened_questionnaire
from nearer.web import file_delivery
from nearer.web.services import Services, WebContext
from nearer.web.text import NOT_FOUND
from tests.demo_copies import copy_demo_clinic
from tests.screen_server import ScreenServer
from tests.storage.clinic import revoke_therapist
from tests.storage.making import BODY_FILE
from tests.therapist_presenters.test_therapist_questionnaires import take

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
PERSON = {
    "Download the weeks (CSV)", "Download the weeks (XLSX)", "Download the picture (SVG)", "Download what I wrote",
    "My answers as FHIR (.json)", "Make the sheet (PDF)", "For your calendar", "Download the reminder",
}  # fmt: skip
THERAPIST = {
    "Visit sheet (PDF)", "The weeks (CSV)", "The weeks (XLSX)", "The same as a file (.json)", "As FHIR (.json)",
    "As a file of ours (.yaml)", "The table (CSV)", "The table (XLSX)", "The table (Parquet)",
    "This quarter on one page (PDF)", "Every quarter (CSV)",
}  # fmt: skip
Offers = dict[str, str]  # the words on each link, and its address


@dataclass
class ClinicWithBrowsers:
    """Two people and a therapist in one notebook, each signed in, and a browser for whichever cookie."""

    services: Services
    tokens: dict[str, str]
    server: ScreenServer
    meera: Principal
    rao: Therapist
    web: TestClient

    @property
    def notebook(self) -> Notebook:
        return self.services.notebook

    def person(self) -> PersonSession:
        return PersonSession(self.notebook, self.meera, shipped_catalogue(), NOW)

    def therapist(self) -> TherapistSession:
        return TherapistSession(self.notebook, self.rao, shipped_catalogue(), NOW)

    def couple(self) -> UUID:
        """The couple whose page is open: one that both of them let the therapist read."""
        return read_caseload(self.notebook, self.rao, NOW)[0].couple

    def press(self, address: str, token: str = "") -> httpx2.Response:
        self.web.cookies.clear()
        return self.web.get(address, headers={"Cookie": f"nearer={token}"} if token else {})


@pytest.fixture
def clinic(screen_server: ScreenServer) -> Iterator[ClinicWithBrowsers]:
    catalogue, notebook = shipped_catalogue(), open_demo_notebook()
    (meera, ravi, *_), rao = copy_demo_clinic(notebook)
    plan_step(notebook, meera, "hand-massage", NOW.date() + timedelta(days=1), NOW)
    take(TherapistSession(notebook, rao, catalogue, NOW), "body.yaml", BODY_FILE)
    vault: Vault[SignedInParty] = Vault(monotonic)
    services = Services(
        vault, notebook, shipped_help, lambda: (notebook, ()), lambda: NOW, ROOT, lambda: None,
        lambda _: rao,
    )  # fmt: skip
    parties: dict[str, SignedInParty] = {
        "meera": SignedIn(meera, notebook),
        "ravi": SignedIn(ravi, notebook),
        "rao": AccountSignedIn(rao, notebook),
    }
    tokens = {name: vault.open(party, 300) for name, party in parties.items()}
    screen_server.services = services
    with TestClient(
        Starlette(routes=file_delivery.routes(WebContext(services, read_reach(get_option, os.environ))))
    ) as web:
        yield ClinicWithBrowsers(services, tokens, screen_server, meera, rao, web)


def screen() -> None:
    import streamlit as st

    st.session_state["draw"]()


def drawn(app: AppTest) -> Offers:
    bodies = " ".join(str(one.proto.body) for one in app.get("html"))
    links = re.findall(r'<a class="nearer-file[^"]*" href="(/file/[0-9a-f]{32})" download>([^<]*)</a>', bodies)
    return {html.unescape(words): address for address, words in links}


def draw(clinic: ClinicWithBrowsers, who: str, *parts: Callable[[], object]) -> AppTest:
    """The parts of a screen, as they are drawn for somebody who is signed in."""
    clinic.server.turn_to(clinic.tokens[who])
    app = AppTest.from_function(screen, default_timeout=90)
    app.session_state["draw"] = lambda: [part() for part in parts]
    app.session_state["custom-open"] = read_custom_questionnaires(clinic.notebook, clinic.rao)[0].id
    return app.run()


def of_person(clinic: ClinicWithBrowsers) -> Offers:
    session = clinic.person()
    steps = read_steps(session)
    app = draw(
        clinic, "meera", draw_own_sheet, partial(draw_table, load_closeness(session)),
        partial(draw_own_file, session), draw_reminder, partial(draw_step, steps, steps.guide.steps["hand-massage"]),
    )  # fmt: skip
    return drawn(app.checkbox[0].check().run())


def of_therapist(clinic: ClinicWithBrowsers) -> Offers:
    def questionnaire() -> None:
        opened = opened_questionnaire(clinic.therapist())
        assert opened is not None
        draw_import_report(opened)
        draw_file_links(opened)

    couple = read_couple(clinic.therapist(), clinic.couple())
    return drawn(
        draw(
            clinic, "rao", partial(draw_files, couple), partial(draw_table_files, None), questionnaire,
            partial(draw_service_files, "2026-Q4"),
        )
    )  # fmt: skip


OFFERED = {"meera": of_person, "rao": of_therapist}


def test_no_screen_offers_a_file_in_another_way() -> None:
    """Fifteen places draw a link, and the tests below press each of them; nobody uses Streamlit's button."""
    texts = [file.read_text("utf-8") for room in ("nearer", "pages") for file in (ROOT / room).rglob("*.py")]
    assert sum(text.count("download_button") for text in texts) == 0
    assert sum(len(re.findall(r"^ +draw_download\(", text, re.MULTILINE)) for text in texts) == 15


def test_each_download_is_given_to_the_one_it_was_offered_to_and_kept_nowhere(clinic: ClinicWithBrowsers) -> None:
    for who, words in (("meera", PERSON), ("rao", THERAPIST)):
        offers = OFFERED[who](clinic)
        assert set(offers) == words
        for word, address in offers.items():
            reply = clinic.press(address, clinic.tokens[who])
            assert (reply.status_code, len(reply.content) > 100) == (200, True), word
            assert reply.headers["content-disposition"].startswith("attachment; filename="), word


@pytest.mark.parametrize("who", ["meera", "rao"])
def test_a_download_is_given_to_no_other_person_and_to_nobody_after_signing_out(
    clinic: ClinicWithBrowsers, who: str
) -> None:
    offers, token = OFFERED[who](clinic), clinic.tokens[who]
    others = ["", "never-a-token", *(other for name, other in clinic.tokens.items() if name != who)]
    for word, address in offers.items():
        for other in others:
            refused = clinic.press(address, other)
            assert (refused.status_code, refused.text) == (404, NOT_FOUND), word
    other_window = clinic.services.vault.open(replace(clinic.services.vault.find(token), files={}), 300)
    assert {clinic.press(address, other_window).status_code for address in offers.values()} == {404}
    clinic.services.vault.close(token)
    assert {clinic.press(address, token).status_code for address in offers.values()} == {404}


@pytest.mark.parametrize(("who", "before"), [("meera", {"recovery_code": "X"}), ("rao", {"waits_for_code": True})])
def test_whoever_is_not_wholly_signed_in_is_given_no_download(
    clinic: ClinicWithBrowsers, who: str, before: dict[str, object]
) -> None:
    offers, vault = OFFERED[who](clinic), clinic.services.vault
    vault.replace(clinic.tokens[who], replace(vault.find(clinic.tokens[who]), **before))
    assert {clinic.press(address, clinic.tokens[who]).status_code for address in offers.values()} == {404}


def test_a_revoked_therapist_is_given_no_download(clinic: ClinicWithBrowsers) -> None:
    offers = of_therapist(clinic)
    revoke_therapist(clinic.notebook, clinic.rao.name, NOW)
    assert {clinic.press(address, clinic.tokens["rao"]).status_code for address in offers.values()} == {404}


def test_a_download_that_is_gone_since_the_screen_was_drawn_is_not_given(clinic: ClinicWithBrowsers) -> None:
    offers, token = of_person(clinic), clinic.tokens["meera"]
    plan_step(clinic.notebook, clinic.meera, "hand-massage", None, NOW)
    assert clinic.press(offers["For your calendar"], token).status_code == 404
    offers, token = of_therapist(clinic), clinic.tokens["rao"]
    delete_custom_questionnaire(
        clinic.notebook, clinic.rao, read_custom_questionnaires(clinic.notebook, clinic.rao)[0].id
    )
    for word in ("The same as a file (.json)", "As FHIR (.json)", "As a file of ours (.yaml)"):
        assert clinic.press(offers[word], token).status_code == 404, word


def test_a_download_holds_what_is_there_when_it_is_asked_for(clinic: ClinicWithBrowsers) -> None:
    """Also after the screen was drawn again, and however often others draw theirs: no click comes to nothing."""
    word, token = "Download what I wrote", clinic.tokens["meera"]
    app = draw(clinic, "meera", partial(draw_own_file, clinic.person()))
    offered = drawn(app)
    plan_step(clinic.notebook, clinic.meera, "hand-massage", None, NOW)
    app.run()
    assert drawn(app) == offered
    of_therapist(clinic)
    for _ in range(2):
        assert "hand-massage" not in json.loads(clinic.press(offered[word], token).content)["steps planned"]


def test_a_record_number_goes_out_with_the_person_it_was_typed_for_and_no_other(clinic: ClinicWithBrowsers) -> None:
    couple, token = read_couple(clinic.therapist(), clinic.couple()), clinic.tokens["rao"]
    ids = [str(one.who.id) for one in couple.record.people]
    app = draw(clinic, "rao", partial(draw_fhir, couple))
    assert drawn(app) == {}
    app.selectbox[0].set_value(ids[0]).run()
    app.text_input[0].set_value("MRN-77").run()
    reply = clinic.press(drawn(app)["As FHIR (.json)"], token)
    assert (reply.status_code, reply.headers["content-type"]) == (200, "application/fhir+json")
    assert b'"MRN-77"' in reply.content
    app.selectbox[0].set_value(ids[1]).run()
    assert app.text_input[0].value == ""
    assert b'"subject":' not in clinic.press(drawn(app)["As FHIR (.json)"], token).content
    revoke_therapist(clinic.notebook, clinic.rao.name, NOW)
    assert clinic.press(drawn(app)["As FHIR (.json)"], token).status_code == 404


def test_the_oldest_downloads_are_dropped_when_there_are_very_many(clinic: ClinicWithBrowsers) -> None:
    from nearer.session.downloads import MAX_OFFERED, Download, draw_download, for_person

    def many() -> None:
        for number in range(MAX_OFFERED + 5):
            draw_download(Download(str(number), str(number), "a.txt", "text/plain"), for_person(lambda _: b"x"))

    offers, token = drawn(draw(clinic, "meera", many)), clinic.tokens["meera"]
    codes = [clinic.press(address, token).status_code for address in offers.values()]
    assert codes == [404] * 5 + [200] * MAX_OFFERED
