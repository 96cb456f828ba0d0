"""The second key: the recovery code shown once, what it opens, and changing either key."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nearer.privacy import normal_code, suggest_passphrase
from nearer.storage import (
    change_passphrase,
    change_therapist_passphrase,
    confirm_recovery,
    forget_tries,
    new_recovery_code,
    recover,
    sign_in,
)
from nearer.web import words
from nearer.web.doors import admit, anybody, at_work, get, go, held_by, post
from nearer.web.forms import FieldRefused
from nearer.web.house import Front
from nearer.web.newcomers import LONGEST_NAME, read_passphrase
from nearer.web.session import Anybody, SignedIn, read_token
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
        get(front, "/recovery-code/new", show_new_code),
        post(front, "/recovery-code/new", take_new_code),
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
    close_all_of(front, opened.principal.person)
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


async def show_new_code(front: Front, request: Request) -> Response:
    held = held_by(front, request)
    return go("/") if held is None or held.notebook.demo else _key_page("new-recovery-code", held.principal.nickname)


async def take_new_code(front: Front, request: Request, form: dict[str, str]) -> Response:
    """Make another recovery code, to be written down and confirmed like the first one."""
    held = held_by(front, request)
    if held is None or held.notebook.demo:
        return go("/")
    try:
        async with one_at_a_time(name_bucket(held.principal.nickname)):
            code = await at_work(_new_code, front, held, form)
    except FieldRefused as refused:
        return _key_page("new-recovery-code", held.principal.nickname, refused)
    token = read_token(request.cookies, front.reach.secure) or ""
    front.house.vault.replace(token, replace(held, recovery_code=code))
    return go("/recovery-code")


def _new_code(front: Front, held: SignedIn, form: dict[str, str]) -> str:
    def is_theirs(typed: str) -> bool:
        opened = sign_in(held.notebook, held.principal.nickname, typed)
        return opened is not None and opened.principal.person == held.principal.person

    with_present_passphrase(front, held, form, is_theirs)
    return new_recovery_code(held.notebook, held.principal)


async def show_passphrase(front: Front, request: Request) -> Response:
    held = anybody(front, request)
    return go("/") if held is None or held.notebook.demo else _key_page("passphrase", held.name)


async def take_passphrase(front: Front, request: Request, form: dict[str, str]) -> Response:
    """Change the passphrase of a person or a therapist, and end every other sign-in of theirs."""
    held = anybody(front, request)
    if held is None or held.notebook.demo:
        return go("/")
    try:
        async with one_at_a_time(name_bucket(held.name)):
            await at_work(_change, front, held, form)
    except FieldRefused as refused:
        return _key_page("passphrase", held.name, refused)
    close_all_of(front, held.who)
    return await admit(front, request, held)


def _change(front: Front, held: Anybody, form: dict[str, str]) -> None:
    new = read_passphrase(form, held.name)

    def change(typed: str) -> bool:
        if isinstance(held, SignedIn):
            return change_passphrase(held.notebook, held.principal, typed, new)
        return change_therapist_passphrase(held.notebook, held.therapist, typed, new)

    with_present_passphrase(front, held, form, change)


def with_present_passphrase(front: Front, held: Anybody, form: dict[str, str], act: Callable[[str], bool]) -> None:
    """Do what needs the passphrase once more; `act` says whether it was the right one. Tries wait as at sign-in."""
    now, bucket = front.house.clock(), name_bucket(held.name)
    wait = longest_wait(held.notebook, (bucket,), now)
    if wait:
        raise FieldRefused("form", words.waiting(wait))
    if not act(form.get("old", "")):
        note_failed(held.notebook, (bucket,), now)
        raise FieldRefused("old", words.OLD_DIFFERS)
    forget_tries(held.notebook, bucket)


def close_all_of(front: Front, person: UUID) -> None:
    """Drop the keys of one person or therapist wherever they are signed in."""
    front.house.vault.close_where(lambda held: held.who == person)


def _key_page(template: str, name: str = "", refused: FieldRefused | None = None) -> Response:
    status = 200 if refused is None else 422
    return page(template, status, name=name[:LONGEST_NAME], refused=refused, suggestion=suggest_passphrase())
