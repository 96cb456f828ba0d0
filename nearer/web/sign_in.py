"""Sign-in by name and passphrase, and sign-out."""

from __future__ import annotations

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nearer.addresses import ADDRESSES
from nearer.backups.copies import copy_daily
from nearer.clinic_accounts.account_credentials import sign_in_account
from nearer.clinic_accounts.accounts import has_account
from nearer.database.row_errors import NotebookUnusable
from nearer.server.log import LOG
from nearer.sign_ins.signed_in import SignedIn, SignedInParty
from nearer.storage.couple.credentials import renew_recovery_code, sign_in
from nearer.storage.notebook import Notebook
from nearer.web import text as words
from nearer.web.known_device import forget_device
from nearer.web.login_throttling import (
    book_attempt_with_fallback,
    buckets_of_attempt,
    lock_for,
    name_bucket,
    refund_attempt_with_fallback,
)
from nearer.web.request_helpers import (
    end_session,
    get,
    post,
    redirect,
    run_for_stranger,
    run_in_thread,
    session_from,
    start_session,
)
from nearer.web.second_factor import before_code
from nearer.web.services import WebContext
from nearer.web.templating import page

CLEARED = '"cache", "cookies", "storage"'


def routes(context: WebContext) -> list[Route]:
    """The routes for signing in and out."""
    return [
        get(context, "/sign-in", show_sign_in),
        post(context, "/sign-in", take_sign_in),
        post(context, "/sign-out", take_sign_out),
        get(context, "/bye", show_bye),
    ]


async def show_sign_in(context: WebContext, request: Request) -> Response:
    if session_from(context, request) is not None:
        return redirect("/")
    return page("sign-in", name="", problem="", back="", is_wrong=False)


async def take_sign_in(context: WebContext, request: Request, form: dict[str, str]) -> Response:
    name, passphrase = form.get("name", ""), form.get("passphrase", "")
    buckets, back = buckets_of_attempt(context, request, name), screen_left(form.get("back", ""))
    run = run_for_stranger if buckets[0] == name_bucket(name) else run_in_thread
    async with lock_for(buckets[0]):
        opened_or_wait = await run(_try_passphrase, context, buckets, name, passphrase)
    if not isinstance(opened_or_wait, float):
        LOG.info("signed in" if isinstance(opened_or_wait, SignedIn) else "passphrase right, code asked")
        reply = await start_session(context, request, opened_or_wait)
        if reply.headers["location"] == "/":
            reply.headers["location"] = back
        reply.background = BackgroundTask(_copy_of_the_day, context)
        return reply
    LOG.info("sign-in refused")
    if opened_or_wait:
        wait = words.format_wait(opened_or_wait)
        reply = page("sign-in", 429, name=name, back=back, problem=wait, is_wrong=False)
        reply.headers["Retry-After"] = str(int(opened_or_wait) + 1)
        return reply
    return page("sign-in", 403, name=name, back=back, problem=words.NO_MATCH, is_wrong=True)


def screen_left(path: str) -> str:
    """The address to go on at: that of one of our screens, and of nothing else whatever a form says."""
    return path if path in {f"/{address}" for address in ADDRESSES.values()} else "/"


def _copy_of_the_day(context: WebContext) -> None:
    """After the answer to whoever signs in first on a day; nobody waits for it, and the log says when there is none."""
    path = context.services.notebook.path
    try:
        if path is not None and copy_daily(path, context.services.clock()) is not None:
            LOG.info("copy of the notebook made")
    except NotebookUnusable as refused:
        LOG.warning("no copy of the notebook: %s", refused.code)


def _try_passphrase(context: WebContext, buckets: tuple[str, ...], name: str, passphrase: str) -> SignedInParty | float:
    """The session that the passphrase opens, or the seconds to wait; 0 where it opens nothing."""
    notebook, now = context.services.notebook, context.services.clock()
    wait = book_attempt_with_fallback(notebook, buckets, now)
    if wait > 0:
        return wait
    outcome = _open(notebook, name, passphrase)
    if outcome is None:
        return 0.0
    if isinstance(outcome, SignedIn):
        refund_attempt_with_fallback(notebook, buckets[1:], now, buckets[0])
    else:  # a therapist's earlier attempts are forgotten after the code, or it could be guessed for ever
        refund_attempt_with_fallback(notebook, buckets, now)
    return outcome


def _open(notebook: Notebook, name: str, passphrase: str) -> SignedInParty | None:
    """Derive one key whether the name is a person's, a therapist's or nobody's: every attempt takes equally long."""
    if has_account(notebook, name):
        account = sign_in_account(notebook, name, passphrase)
        return None if account is None else before_code(notebook, account)
    outcome = sign_in(notebook, name, passphrase)
    if outcome is None:
        return None
    code = None if outcome.recovery_confirmed else renew_recovery_code(notebook, outcome.principal)
    return SignedIn(outcome.principal, notebook, code)


async def take_sign_out(context: WebContext, request: Request, _form: dict[str, str]) -> Response:
    return end_session(context, request, redirect("/sign-in"))


async def show_bye(context: WebContext, request: Request) -> Response:
    """The neutral page. Another site, or another port of this machine, can show it but not empty this browser."""
    reply = page("bye")
    if request.headers.get("sec-fetch-site") in ("cross-site", "same-site"):
        return reply
    reply.headers["Clear-Site-Data"] = CLEARED
    forget_device(context, reply)
    return end_session(context, request, reply)
