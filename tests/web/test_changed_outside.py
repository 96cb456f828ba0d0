"""Rows that somebody changed past Nearer: nobody is let in by them, and whose they are is told what to do."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from sqlalchemy import text

from nearer.database.engines import writing
from nearer.sign_ins.signed_in import SignedIn
from nearer.storage.couple.invitations import create_invitation
from tests.web.running import PASSPHRASE, Running, start_form


def test_a_person_whose_notebook_was_changed_outside_sees_nothing_of_it_and_reads_what_to_do(
    running: Running,
) -> None:
    name = running.nickname()
    browser = running.started(name)
    with writing(running.services.notebook.engine) as connection:
        connection.execute(text("UPDATE people SET zone = 'Europe/London' WHERE nickname = :name"), {"name": name})
    reply = running.browser().post("/sign-in", name=name, passphrase=PASSPHRASE)
    assert reply.status_code == 409 and "set-cookie" not in reply.headers
    assert "changed outside Nearer" in reply.text and "put back a copy" in reply.text
    assert "What is deleted" in browser.get("/leave").text  # whoever is in can still delete everything
    assert "Everything of yours is deleted" in browser.post("/leave", old=PASSPHRASE, sure="yes").text


def test_a_planted_invitation_is_refused_with_what_to_do(running: Running) -> None:
    browser = running.started(running.nickname())
    signed_in = running.services.vault.find(browser.token)
    assert isinstance(signed_in, SignedIn)
    create_invitation(running.services.notebook, signed_in.principal, datetime.now(UTC))
    code = hashlib.sha256(b"AAAAAAAAAAAAAAAA").digest()
    with writing(running.services.notebook.engine) as connection:
        planted = "UPDATE invitations SET code_sha256 = :code WHERE person_id = :who"
        connection.execute(text(planted), {"code": code, "who": signed_in.principal.id.hex})
    form = start_form(running.nickname(), code="AAAA-AAAA-AAAA-AAAA", role="partner")
    reply = running.browser().post("/join", **form)
    assert reply.status_code == 409 and "not made by Nearer" in reply.text and "set-cookie" not in reply.headers


def test_a_notebook_that_cannot_be_read_just_now_is_said_and_nothing_is_called_changed(running: Running) -> None:
    name = running.nickname()
    running.started(name)
    engine, path = running.services.notebook.engine, running.services.notebook.path
    assert path is not None
    engine.dispose()
    path.rename(path.with_suffix(".away"))
    try:
        reply = running.browser().post("/sign-in", name=name, passphrase=PASSPHRASE)
    finally:
        path.with_suffix(".away").rename(path)
    assert reply.status_code == 503 and "unable to open" in reply.text and "changed" not in reply.text
