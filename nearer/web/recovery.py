"""The second key: the recovery code shown once, what it opens, and changing the passphrase."""

from __future__ import annotations

import hmac
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nearer.privacy import normal_code, suggest_passphrase
from nearer.storage import change_passphrase, confirm_recovery, forget_tries, recover
from nearer.web import words
from nearer.web.doors import admit, at_work, get, go, held_by, post
from nearer.web.forms import FieldRefused
from nearer.web.house import Front
from nearer.web.newcomers import LONGEST_NAME, read_passphrase
from nearer.web.session import SignedIn, read_token
from nearer.web.templating import page
from nearer.web.tries import address_buckets, longest_wait, name_bucket, note_failed, one_at_a_time

GROUP = 4


def routes(front: Front) -> list[Route]:
    """The pages about keys."""
    return [
        get(front, "/recover", show_recover),
        post(front, "/recover", take_recover),
        get(front, "/recovery-code", show_code),
        post(front, "/recovery-code", take_code),
        get(front, "/passphrase", show_passphrase),
        post(front, "/passphrase", take_passphrase),
    ]


async def show_recover(front: Front, request: Request) -> Response:
    return _key_page("recover")


async def take_recover(front: Front, request: Request, form: dict[str, str]) -> Response:
    """Open with the recovery code. A name that has to wait does not wait here, so nobody can be shut out by guesses."""
    name = form.get("name", "")
    addresses = address_buckets(front, request)
    try:
        async with one_at_a_time(name_bucket(name)):
            held = await at_work(_recover, front, addresses, form)
    except FieldRefused as refused:
        return _key_page("recover", name, refused)
    return await admit(front, request, held)


def _recover(front: Front, addresses: tuple[str, ...], form: dict[str, str]) -> SignedIn:
    notebook, now, name = front.house.notebook, front.house.clock(), form.get("name", "")
    wait = longest_wait(notebook, addresses, now)
    if wait:
        raise FieldRefused("form", words.waiting(wait))
    passphrase = read_passphrase(form, name)
    opened = recover(notebook, name, form.get("code", ""), passphrase, now)
    if opened is None:
        note_failed(notebook, addresses, now)
        raise FieldRefused("code", words.NO_RECOVERY)
    forget_tries(notebook, name_bucket(name))
    _close_all_of(front, opened.principal.person)
    return SignedIn(opened.principal, notebook, opened.recovery_code)


async def show_code(front: Front, request: Request) -> Response:
    held = held_by(front, request)
    if held is None or held.recovery_code is None:
        return go("/")
    return page("recovery-code", code=held.recovery_code, problem="")


async def take_code(front: Front, request: Request, form: dict[str, str]) -> Response:
    """Take the last group as proof that the code was kept; the whole code is as good."""
    held = held_by(front, request)
    if held is None or held.recovery_code is None:
        return go("/")
    typed, code = normal_code(form.get("group", "")), normal_code(held.recovery_code)
    if not any(hmac.compare_digest(typed.encode(), kept.encode()) for kept in (code, code[-GROUP:])):
        return page("recovery-code", 422, code=held.recovery_code, problem=words.GROUP_DIFFERS)
    await at_work(confirm_recovery, held.notebook, held.principal)
    token = read_token(request.cookies, front.reach.secure) or ""
    front.house.vault.replace(token, replace(held, recovery_code=None))
    return go("/")


async def show_passphrase(front: Front, request: Request) -> Response:
    held = held_by(front, request)
    return go("/") if held is None or held.notebook.demo else _key_page("passphrase", held.principal.nickname)


async def take_passphrase(front: Front, request: Request, form: dict[str, str]) -> Response:
    """Change the passphrase and end every other sign-in of this person."""
    held = held_by(front, request)
    if held is None or held.notebook.demo:
        return go("/")
    try:
        async with one_at_a_time(name_bucket(held.principal.nickname)):
            await at_work(_change, front, held, form)
    except FieldRefused as refused:
        return _key_page("passphrase", held.principal.nickname, refused)
    _close_all_of(front, held.principal.person)
    return await admit(front, request, held)


def _change(front: Front, held: SignedIn, form: dict[str, str]) -> None:
    now, bucket = front.house.clock(), name_bucket(held.principal.nickname)
    wait = longest_wait(held.notebook, (bucket,), now)
    if wait:
        raise FieldRefused("form", words.waiting(wait))
    new = read_passphrase(form, held.principal.nickname)
    if not change_passphrase(held.notebook, held.principal, form.get("old", ""), new):
        note_failed(held.notebook, (bucket,), now)
        raise FieldRefused("old", words.OLD_DIFFERS)
    forget_tries(held.notebook, bucket)


def _close_all_of(front: Front, person: object) -> None:
    front.house.vault.close_where(lambda held: held.principal.person == person)


def _key_page(template: str, name: str = "", refused: FieldRefused | None = None) -> Response:
    status = 200 if refused is None else 422
    return page(template, status, name=name[:LONGEST_NAME], refused=refused, suggestion=suggest_passphrase())
