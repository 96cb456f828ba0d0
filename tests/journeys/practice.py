"""A practice that is there already when a journey begins: a therapist, and couples who let her in."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from playwright.sync_api import Page, expect

from nearer.domain.responses import build_response
from nearer.domain.roles_and_audiences import Part, Role
from nearer.domain.weeks import local_week
from nearer.privacy.principal import Principal
from nearer.shipped import shipped_catalogue
from nearer.storage.couple.counting_consent import save_counted
from nearer.storage.couple.credentials import confirm_recovery
from nearer.storage.couple.invitations import create_invitation
from nearer.storage.couple.new_people import NewPerson
from nearer.storage.couple.people import join_couple, start_couple
from nearer.storage.couple.response_saving import save_response
from nearer.storage.notebook import Notebook, open_notebook
from nearer.typed_answers.answer_parsing import read_answers
from tests.journeys import page_actions
from tests.journeys.browser import Person
from tests.storage import clinic
from tests.storage.making import PASSPHRASE
from tests.warm_server import WarmServer
from tests.web import running
from tools.live_server import LiveServer

THERAPIST = "Dr Rao"
_WEEK = {"circles": "5", "understood": "mostly", "touch": "partly", "alone": "a-little", "at-ease": "mostly"}


@contextmanager
def serve_practice(folder: Path, couples: Sequence[tuple[str, ...]], parts: Sequence[Part]) -> Iterator[LiveServer]:
    """Everybody checked in for three weeks, grants these parts and may be counted."""
    notebook, now = open_notebook(folder / "notebook"), datetime.now(UTC)
    rao = clinic.make_therapist_with_passphrase(notebook, THERAPIST)
    for names in couples:
        for person in _moved_in(notebook, names, now - timedelta(weeks=4)):
            confirm_recovery(notebook, person)
            clinic.connect_therapist(notebook, person, rao, now)
            clinic.grant_parts(notebook, person, *parts, now=now)
            save_counted(notebook, person, clinic.make_counting_consent(rao), now)
            for ago in (3, 2, 1):
                _check_in(notebook, person, now - timedelta(weeks=ago))
    notebook.close()
    server = WarmServer(folder / "notebook", folder / "server.log")
    yield server.start()
    server.kill()


def first_sign_in(rao: Person) -> None:
    """With the passphrase, and an authenticator app that is set up now."""
    page = rao.page
    page.goto("/sign-in")
    page.get_by_label("Name or nickname").fill(THERAPIST)
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page_actions.click(page.get_by_role("button", name="Open my notebook"))
    raw = base64.b32decode(page.locator(".secret").inner_text().replace(" ", ""))
    page.get_by_label("The six digits your app shows now").fill(page_actions.wait_for_app_code(page, raw))
    page_actions.click(page.get_by_role("button", name="Confirm"))
    page_actions.click(page.get_by_role("button", name="I have written them down"))
    page_actions.keep_recovery_code(rao, "Caseload")


def _moved_in(notebook: Notebook, names: Sequence[str], start: datetime) -> tuple[Principal, ...]:
    """One person, or two who joined."""
    first = start_couple(notebook, _new(names[0], Role.SURVIVOR), running.PASSPHRASE, start).principal
    if len(names) == 1:
        return (first,)
    code = create_invitation(notebook, first, start)
    return first, join_couple(notebook, code, _new(names[1], Role.PARTNER), running.PASSPHRASE, start).principal


def _check_in(notebook: Notebook, person: Principal, moment: datetime) -> None:
    asks = shipped_catalogue().check_in
    week = build_response(asks, read_answers(asks, _WEEK), local_week(moment, person.zone))
    save_response(notebook, person, week, uuid4(), moment)


def _new(name: str, role: Role) -> NewPerson:
    return NewPerson(name, role, "Asia/Kolkata", "en", notice_sha256="0" * 64)


def write_therapist_note(therapist: Person, note: str) -> None:
    """On the page of a couple, which is open."""
    field = therapist.page.get_by_label("A new note")
    field.fill(note)
    field.blur()
    page_actions.press_button(therapist.page, "Keep this note")
    expect(therapist.page.locator("[data-testid=stText]").get_by_text(note)).to_be_visible()


def compare_words_with_colleague(page: Page, code: str, words: list[str]) -> None:
    """On the page of a couple, which is open: the colleague whose code this is has these six words."""
    page_actions.wait_until_at_rest(page)
    page_actions.click(page.get_by_text("Hand over, or ask a colleague to cover"))
    field = page.get_by_label("The code of your colleague")
    field.fill(code)
    field.blur()
    page_actions.press_button(page, "Whose code is it?")
    expect(page.locator(".nearer-six li")).to_have_text(words)
