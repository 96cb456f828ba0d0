"""Recovery code and passphrase: showing the code once, signing in with it, and changing either."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nearer.clinic_accounts.account_credentials import (
    change_account_passphrase,
    confirm_account_code,
    renew_account_code,
    sign_in_account,
)
from nearer.privacy.passphrases import suggest_passphrase
from nearer.privacy.typed_codes import normal_code
from nearer.sign_ins.signed_in import SignedIn, SignedInParty
from nearer.storage.couple.credentials import (
    MAX_NAME,
    change_passphrase,
    confirm_recovery,
    recover,
    renew_recovery_code,
    sign_in,
)
from nearer.web import text as words
from nearer.web.form_fields import FieldRefused
from nearer.web.login_throttling import (
    address_buckets,
    book_or_refuse,
    lock_for,
    name_bucket,
    own_bucket,
    refund_attempt_with_fallback,
)
from nearer.web.registration import read_passphrase
from nearer.web.request_helpers import (
    get,
    post,
    redirect,
    run_for_stranger,
    run_in_thread,
    session_from,
    start_session,
)
from nearer.web.services import WebContext
from nearer.web.session_cookie import read_token
from nearer.web.templating import page

GROUP = 4
MAX_CODE_SHOWN = 80
CHANGED = "/passphrase/changed"
_Outcome = TypeVar("_Outcome")


def routes(context: WebContext) -> list[Route]:
    """The pages about keys."""
    return [
        get(context, "/recover", show_recover),
        post(context, "/recover", take_recover),
        get(context, "/recovery-code", show_code),
        post(context, "/recovery-code", take_code),
        get(context, "/recovery-code/new", show_new_code),
        post(context, "/recovery-code/new", take_new_code),
        get(context, "/passphrase", show_passphrase),
        post(context, "/passphrase", take_passphrase),
        get(context, CHANGED, show_changed),
    ]


async def show_recover(_context: WebContext, _request: Request) -> Response:
    return key_page("recover", therapist=False)


async def take_recover(context: WebContext, request: Request, form: dict[str, str]) -> Response:
    """Sign in with the recovery code. A throttled name is not throttled here, so guessing cannot lock anybody out."""
    name = form.get("name", "")
    addresses = address_buckets(context, request)
    try:
        async with lock_for(name_bucket(name)):
            signed_in = await run_for_stranger(_recover, context, addresses, form)
    except FieldRefused as refused:
        return key_page("recover", name, refused, therapist=False)
    return await start_session(context, request, signed_in)


def _recover(context: WebContext, addresses: tuple[str, ...], form: dict[str, str]) -> SignedIn:
    notebook, now, name = context.services.notebook, context.services.clock(), form.get("name", "")
    passphrase = read_passphrase(form, name)
    book_or_refuse(notebook, addresses, now)
    outcome = recover(notebook, name, form.get("code", ""), passphrase, now)
    if outcome is None:
        raise FieldRefused("code", words.NO_RECOVERY)
    refund_attempt_with_fallback(notebook, addresses, now, name_bucket(name))
    signed_in = SignedIn(outcome.principal, notebook, outcome.recovery_code)
    context.sign_ins.end_all(signed_in)
    return signed_in


async def show_code(context: WebContext, request: Request) -> Response:
    signed_in = session_from(context, request)
    if signed_in is None or signed_in.recovery_code is None:
        return redirect("/")
    return _code_page(signed_in)


async def take_code(context: WebContext, request: Request, form: dict[str, str]) -> Response:
    """Take the last group as proof that the code was kept; the whole code is as good."""
    signed_in = session_from(context, request)
    if signed_in is None or signed_in.recovery_code is None:
        return redirect("/")
    typed, code = normal_code(form.get("group", "")), normal_code(signed_in.recovery_code)
    if not any(hmac.compare_digest(typed.encode(), right.encode()) for right in (code, code[-GROUP:])):
        return _code_page(signed_in, words.GROUP_DIFFERS, form.get("group", "")[:MAX_CODE_SHOWN])
    await run_in_thread(_confirm, signed_in)
    token = read_token(request.cookies, context.reach.secure) or ""
    context.services.vault.replace(token, replace(signed_in, recovery_code=None))
    return redirect("/")


def _code_page(signed_in: SignedInParty, problem: str = "", typed: str = "") -> Response:
    values = {"code": signed_in.recovery_code, "therapist": not isinstance(signed_in, SignedIn)}
    return page("recovery-code", 422 if problem else 200, **values, problem=problem, typed=typed)


def _confirm(signed_in: SignedInParty) -> None:
    if isinstance(signed_in, SignedIn):
        confirm_recovery(signed_in.notebook, signed_in.principal)
    else:
        confirm_account_code(signed_in.notebook, signed_in.account)


async def show_new_code(context: WebContext, request: Request) -> Response:
    signed_in = session_from(context, request)
    if signed_in is None or signed_in.notebook.demo:
        return redirect("/")
    return key_page("new-recovery-code", signed_in.name)


async def take_new_code(context: WebContext, request: Request, form: dict[str, str]) -> Response:
    """Make another recovery code, to be written down and confirmed like the first one."""
    signed_in = session_from(context, request)
    if signed_in is None or signed_in.notebook.demo:
        return redirect("/")
    try:
        async with lock_for(own_bucket(signed_in.who)):
            code = await run_in_thread(_new_code, context, signed_in, form)
    except FieldRefused as refused:
        return key_page("new-recovery-code", signed_in.name, refused)
    token = read_token(request.cookies, context.reach.secure) or ""
    context.services.vault.replace(token, replace(signed_in, recovery_code=code))
    return redirect("/recovery-code")


def _new_code(context: WebContext, signed_in: SignedInParty, form: dict[str, str]) -> str:
    def is_theirs(typed: str) -> bool:
        if isinstance(signed_in, SignedIn):
            outcome = sign_in(signed_in.notebook, signed_in.name, typed)
            return outcome is not None and outcome.principal.id == signed_in.who
        account = sign_in_account(signed_in.notebook, signed_in.name, typed)
        return account is not None and account.id == signed_in.who

    with_present_passphrase(context, signed_in, form, is_theirs)
    if isinstance(signed_in, SignedIn):
        return renew_recovery_code(signed_in.notebook, signed_in.principal)
    return renew_account_code(signed_in.notebook, signed_in.account)


async def show_passphrase(context: WebContext, request: Request) -> Response:
    signed_in = session_from(context, request)
    return redirect("/") if signed_in is None or signed_in.notebook.demo else _passphrase_page(signed_in)


async def take_passphrase(context: WebContext, request: Request, form: dict[str, str]) -> Response:
    """Change the passphrase of a person or a therapist, and end every other sign-in of theirs."""
    signed_in = session_from(context, request)
    if signed_in is None or signed_in.notebook.demo:
        return redirect("/")
    try:
        async with lock_for(own_bucket(signed_in.who)):
            await run_in_thread(_change, context, signed_in, form)
    except FieldRefused as refused:
        return _passphrase_page(signed_in, refused)
    await run_in_thread(context.sign_ins.end_all, signed_in)
    reply = await start_session(context, request, signed_in)
    reply.headers["Location"] = CHANGED
    return reply


async def show_changed(context: WebContext, request: Request) -> Response:
    return redirect("/") if session_from(context, request) is None else page("passphrase-changed")


def _change(context: WebContext, signed_in: SignedInParty, form: dict[str, str]) -> None:
    new = read_passphrase(form, signed_in.name)

    def change(typed: str) -> bool:
        if isinstance(signed_in, SignedIn):
            return change_passphrase(signed_in.notebook, signed_in.principal, typed, new)
        return change_account_passphrase(signed_in.notebook, signed_in.account, typed, new)

    with_present_passphrase(context, signed_in, form, change)


def with_present_passphrase(
    context: WebContext, signed_in: SignedInParty, form: dict[str, str], act: Callable[[str], _Outcome | None]
) -> _Outcome:
    """What an action that asks for the passphrase again returns; nothing, or False, says that it was wrong. Tries have
    their limit."""
    now, bucket = context.services.clock(), own_bucket(signed_in.who)
    book_or_refuse(signed_in.notebook, (bucket,), now)
    outcome = act(form.get("old", ""))
    if not outcome:
        raise FieldRefused("old", words.OLD_DIFFERS)
    refund_attempt_with_fallback(signed_in.notebook, (), now, bucket)
    return outcome


def _passphrase_page(signed_in: SignedInParty, refused: FieldRefused | None = None) -> Response:
    return key_page("passphrase", signed_in.name, refused, person=isinstance(signed_in, SignedIn))


def key_page(template: str, name: str = "", refused: FieldRefused | None = None, **more: bool) -> Response:
    status = 200 if refused is None else 422
    return page(template, status, name=name[:MAX_NAME], refused=refused, suggestion=suggest_passphrase(), **more)
