"""The second factor of a clinic's accounts: an authenticator app, ten codes on paper, the code at each sign-in."""

from __future__ import annotations

from dataclasses import replace

import segno
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nearer.clinic_accounts.account_credentials import has_confirmed_code, renew_account_code
from nearer.clinic_accounts.second_factor import has_authenticator, set_authenticator, use_code
from nearer.database.row_errors import NotFound, NotSaved
from nearer.privacy.principal import ClinicAccount
from nearer.privacy.totp import new_seed, seed_as_address, seed_as_text
from nearer.server.log import LOG
from nearer.sign_ins.login_throttling import forget_failed_attempts
from nearer.sign_ins.signed_in import AccountSignedIn
from nearer.storage.notebook import Notebook
from nearer.web import text as words
from nearer.web.form_fields import FieldRefused
from nearer.web.login_throttling import (
    book_attempt_with_fallback,
    buckets_of_attempt,
    lock_for,
    name_bucket,
    refund_attempt_with_fallback,
)
from nearer.web.request_helpers import account_from, get, post, redirect, run_in_thread, start_session
from nearer.web.services import WebContext
from nearer.web.session_cookie import read_token
from nearer.web.templating import page


def routes(context: WebContext) -> list[Route]:
    """The pages between the passphrase and everything else."""
    return [
        get(context, "/authenticator", show_authenticator),
        post(context, "/authenticator", take_authenticator),
        get(context, "/code", show_code),
        post(context, "/code", take_code),
    ]


def before_code(notebook: Notebook, account: ClinicAccount) -> AccountSignedIn:
    """Somebody whose passphrase was right: asked for the app's code, or to set up an app where there is none."""
    if has_authenticator(notebook, account):
        return AccountSignedIn(account, notebook, waits_for_code=True)
    return AccountSignedIn(account, notebook, seed=new_seed())


def unconfirmed_code(signed_in: AccountSignedIn) -> str | None:
    """A new recovery code for whoever has not shown so far that they wrote theirs down."""
    if has_confirmed_code(signed_in.notebook, signed_in.account):
        return None
    return renew_account_code(signed_in.notebook, signed_in.account)


async def show_authenticator(context: WebContext, request: Request) -> Response:
    signed_in = account_from(context, request)
    if signed_in is None or signed_in.required_page != "/authenticator":
        return redirect("/")
    return page("backup-codes", codes=signed_in.backup) if signed_in.backup else _set_up_page(signed_in)


async def take_authenticator(context: WebContext, request: Request, form: dict[str, str]) -> Response:
    """The app's first code; then, once they were shown, that the backup codes are written down."""
    signed_in = account_from(context, request)
    if signed_in is None or signed_in.required_page != "/authenticator":
        return redirect("/")
    if signed_in.backup:
        code = await run_in_thread(unconfirmed_code, signed_in)
        _replace_session(context, request, replace(signed_in, backup=(), recovery_code=code))
        return redirect("/" if code is None else "/recovery-code")
    try:
        codes = await run_in_thread(_set_up, context, signed_in, form)
    except FieldRefused as refused:
        return _set_up_page(signed_in, refused)
    _replace_session(context, request, replace(signed_in, seed=None, backup=codes))
    return redirect("/authenticator")


def _set_up(context: WebContext, signed_in: AccountSignedIn, form: dict[str, str]) -> tuple[str, ...]:
    try:
        typed = form.get("code", "")
        codes = set_authenticator(
            signed_in.notebook, signed_in.account, signed_in.seed or b"", typed, context.services.clock()
        )
    except (NotSaved, NotFound) as problem:
        raise FieldRefused("code", str(problem)) from None
    if codes is None:
        raise FieldRefused("code", words.CODE_NOT_NOW)
    forget_failed_attempts(signed_in.notebook.engine, name_bucket(signed_in.account.name))
    return codes


async def show_code(context: WebContext, request: Request) -> Response:
    signed_in = account_from(context, request)
    return redirect("/") if signed_in is None or not signed_in.waits_for_code else page("code", refused=None)


async def take_code(context: WebContext, request: Request, form: dict[str, str]) -> Response:
    """The second half of signing in, under the same limits as the first."""
    signed_in = account_from(context, request)
    if signed_in is None or not signed_in.waits_for_code:
        return redirect("/")
    buckets = buckets_of_attempt(context, request, signed_in.name)
    try:
        async with lock_for(buckets[0]):
            await run_in_thread(_try_code, context, signed_in, buckets, form.get("code", ""))
    except FieldRefused as refused:
        LOG.info("code refused")
        return page("code", 403, refused=refused)
    LOG.info("signed in")
    code = await run_in_thread(unconfirmed_code, signed_in)
    return await start_session(context, request, replace(signed_in, waits_for_code=False, recovery_code=code))


def _try_code(context: WebContext, signed_in: AccountSignedIn, buckets: tuple[str, ...], typed: str) -> None:
    now = context.services.clock()
    wait = book_attempt_with_fallback(signed_in.notebook, buckets, now)
    if wait > 0:
        raise FieldRefused("code", words.format_wait(wait))
    try:
        right = use_code(signed_in.notebook, signed_in.account, typed, now)
    except NotFound:  # revoked meanwhile
        right = False
    if not right:
        raise FieldRefused("code", words.CODE_NOT_NOW)
    refund_attempt_with_fallback(signed_in.notebook, buckets[1:], now, buckets[0])


def _replace_session(context: WebContext, request: Request, signed_in: AccountSignedIn) -> None:
    context.services.vault.replace(read_token(request.cookies, context.reach.secure) or "", signed_in)


def _set_up_page(signed_in: AccountSignedIn, refused: FieldRefused | None = None) -> Response:
    seed = signed_in.seed or b""
    picture = segno.make(seed_as_address(seed, signed_in.account.name), error="m").svg_inline(border=4, omitsize=True)
    values = {"picture": picture, "secret": seed_as_text(seed), "refused": refused}
    return page("authenticator", 200 if refused is None else 422, **values)
