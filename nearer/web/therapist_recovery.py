"""Somebody with an account of the clinic who lost the passphrase: recovery code and second factor, and a new one."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nearer.clinic_accounts.account_credentials import open_by_code, recover_account
from nearer.clinic_accounts.second_factor import has_authenticator, use_code
from nearer.privacy.principal import ClinicAccount
from nearer.sign_ins.signed_in import AccountSignedIn
from nearer.storage.notebook import Notebook
from nearer.web import text as words
from nearer.web.form_fields import FieldRefused
from nearer.web.login_throttling import (
    book_or_refuse,
    buckets_of_attempt,
    lock_for,
    refund_attempt_with_fallback,
)
from nearer.web.recovery import key_page
from nearer.web.registration import read_passphrase
from nearer.web.request_helpers import get, post, run_for_stranger, start_session
from nearer.web.second_factor import before_code
from nearer.web.services import WebContext

PATH = "/recover/therapist"


def routes(context: WebContext) -> list[Route]:
    return [get(context, PATH, show_recover), post(context, PATH, take_recover)]


async def show_recover(_context: WebContext, _request: Request) -> Response:
    return key_page("recover", therapist=True)


async def take_recover(context: WebContext, request: Request, form: dict[str, str]) -> Response:
    """Under the limits of signing in: here digits can be guessed, by whoever has the code on paper."""
    name = form.get("name", "")
    buckets = buckets_of_attempt(context, request, name)
    try:
        async with lock_for(buckets[0]):
            signed_in = await run_for_stranger(_recover, context, buckets, form)
    except FieldRefused as refused:
        return key_page("recover", name, refused, therapist=True)
    return await start_session(context, request, signed_in)


def _recover(context: WebContext, buckets: tuple[str, ...], form: dict[str, str]) -> AccountSignedIn:
    notebook, now, name = context.services.notebook, context.services.clock(), form.get("name", "")
    passphrase = read_passphrase(form, name)
    book_or_refuse(notebook, buckets, now)
    account = open_by_code(notebook, name, form.get("code", ""))
    if account is None:
        raise FieldRefused("code", words.NO_RECOVERY)
    if has_authenticator(notebook, account) and not use_code(notebook, account, form.get("digits", ""), now):
        raise FieldRefused("digits", words.CODE_NOT_NOW)
    refund_attempt_with_fallback(notebook, buckets[1:], now, buckets[0])
    code = recover_account(notebook, account, passphrase)
    signed_in = _signed_in(notebook, account, code)
    context.sign_ins.end_all(signed_in)
    return signed_in


def _signed_in(notebook: Notebook, account: ClinicAccount, code: str) -> AccountSignedIn:
    """Sign in with the new code to write down; whoever has no app yet sets one up first, and gets a code after it."""
    signed_in = before_code(notebook, account)
    return AccountSignedIn(account, notebook, recovery_code=code) if signed_in.waits_for_code else signed_in
