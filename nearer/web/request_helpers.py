"""Helpers of the pages before Streamlit: GET and POST routes, worker threads, starting and ending a session."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import ParamSpec, TypeVar

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from nearer.clinic_accounts.accounts import read_account_settings
from nearer.clinic_manager.sign_in_counts import count_sign_in
from nearer.database.row_errors import EntryBroken, NotFound, NotRead, NotSaved
from nearer.language.sentences import current_language
from nearer.server.log import LOG
from nearer.sign_ins.signed_in import AccountSignedIn, SignedIn, SignedInParty
from nearer.storage.couple.people import Settings, read_settings
from nearer.storage.notebook import Notebook
from nearer.web.form_fields import FormRefused, read_form
from nearer.web.known_device import remember_device
from nearer.web.services import WebContext
from nearer.web.session_cookie import clear_cookie, read_token, set_cookie
from nearer.web.templating import page

GetPage = Callable[[WebContext, Request], Awaitable[Response]]
PostPage = Callable[[WebContext, Request, dict[str, str]], Awaitable[Response]]
P = ParamSpec("P")
T = TypeVar("T")

_AT_WORK = anyio.CapacityLimiter(8)
_FOR_STRANGERS = anyio.CapacityLimiter(1)  # of the two keys that are derived at once, one is for who is known


def get(context: WebContext, path: str, show: GetPage) -> Route:
    """A page that is looked at."""
    return Route(path, partial(_answer_get, context, show), methods=["GET"])


def post(context: WebContext, path: str, take: PostPage) -> Route:
    """A form that is sent; one from elsewhere, too large or garbled is refused before `take` sees it."""
    return Route(path, partial(_answer_post, context, take), methods=["POST"])


async def _answer_get(context: WebContext, show: GetPage, request: Request) -> Response:
    try:
        return await show(context, request)
    except (EntryBroken, NotRead) as reason:
        return _refusal_page(reason)


async def _answer_post(context: WebContext, take: PostPage, request: Request) -> Response:
    try:
        form = await read_form(request)
    except FormRefused as refused:
        return page("sentence", refused.status, sentence=str(refused))
    try:
        return await take(context, request, form)
    except (EntryBroken, NotSaved) as reason:
        return _refusal_page(reason)


def _refusal_page(reason: EntryBroken | NotSaved) -> Response:
    """Somebody changed the notebook outside Nearer, or the disk refuses: nobody is let in, and is told why."""
    if isinstance(reason, EntryBroken):
        kind, status = "changed outside", 409
    else:
        kind, status = "not read" if isinstance(reason, NotRead) else "not saved", 503
    LOG.warning("%s: %s", kind, reason.code)
    return page("sentence", status, sentence=str(reason))


async def run_in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run what hashes a passphrase or opens the notebook in a thread, so that everybody else is served meanwhile."""
    return await anyio.to_thread.run_sync(partial(work, *args, **kwargs), limiter=_AT_WORK)


async def run_for_stranger(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run work of whoever is not signed in and not known: one after the other, so that they slow nobody who is."""
    return await anyio.to_thread.run_sync(partial(work, *args, **kwargs), limiter=_FOR_STRANGERS)


def session_from(context: WebContext, request: Request) -> SignedInParty | None:
    """Who sent this request, if signed in: a person, a therapist or a manager."""
    token = read_token(request.cookies, context.reach.secure)
    return None if token is None else context.services.vault.find(token)


def person_from(context: WebContext, request: Request) -> SignedIn | None:
    """The person who sent this request; None for an account of the clinic, whose pages are others."""
    signed_in = session_from(context, request)
    return signed_in if isinstance(signed_in, SignedIn) else None


def account_from(context: WebContext, request: Request) -> AccountSignedIn | None:
    """The therapist or manager who sent this request; None for a person."""
    signed_in = session_from(context, request)
    return signed_in if isinstance(signed_in, AccountSignedIn) else None


async def start_session(context: WebContext, request: Request, signed_in: SignedInParty) -> Response:
    """Sign somebody in under a new token; the browser's earlier one is dead from here on, a demo left behind too."""
    earlier = session_from(context, request)
    if earlier is not None and earlier.notebook.demo and earlier.notebook is not signed_in.notebook:
        close_demo(context, earlier.notebook)
    settings = await run_in_thread(_read_settings, signed_in)
    close_token(context, request)
    signed_in = replace(signed_in, language=_choose_language(settings, signed_in), shift_leaves=settings.shift_leaves)
    token = context.services.vault.open(signed_in, settings.idle_minutes * 60)
    if not signed_in.notebook.demo:
        await run_in_thread(context.sign_ins.enter, token, signed_in)
    reply = redirect(signed_in.required_page or "/")
    set_cookie(reply, token, context.reach.secure)
    if not signed_in.notebook.demo and signed_in.required_page != "/code":
        remember_device(context, request, reply, signed_in.name)
        if isinstance(signed_in, AccountSignedIn):
            await run_in_thread(_count_sign_in, signed_in, context.services.clock())
    return reply


def _count_sign_in(signed_in: AccountSignedIn, now: datetime) -> None:
    """For the clinic's manager; nobody is kept out where it cannot be counted."""
    with suppress(NotSaved, NotFound):
        count_sign_in(signed_in.notebook, signed_in.account, now)


def _read_settings(signed_in: SignedInParty) -> Settings:
    if isinstance(signed_in, SignedIn):
        return read_settings(signed_in.notebook, signed_in.principal)
    return read_account_settings(signed_in.notebook, signed_in.account)


def _choose_language(settings: Settings, signed_in: SignedInParty) -> str:
    """The language they chose; whoever chose none, or looks around with made-up people, goes on in the one of now."""
    return current_language().tag if signed_in.notebook.demo or not settings.language else settings.language


def end_session(context: WebContext, request: Request, reply: Response) -> Response:
    """Drop the keys; a visitor's made-up notebook goes with them."""
    signed_in = session_from(context, request)
    close_token(context, request)
    if signed_in is not None:
        signed_in.uploads.forget()
        if signed_in.notebook.demo:
            close_demo(context, signed_in.notebook)
    clear_cookie(reply, context.reach.secure)
    return reply


def close_demo(context: WebContext, notebook: Notebook) -> None:
    """Let one throwaway notebook go, with everybody signed in to it."""
    context.demos.drop(notebook)
    context.services.vault.close_where(lambda signed_in: signed_in.notebook is notebook)
    notebook.engine.dispose()


def close_token(context: WebContext, request: Request) -> None:
    token = read_token(request.cookies, context.reach.secure)
    if token is not None:
        context.services.vault.close(token)


def redirect(address: str) -> RedirectResponse:
    """Send the browser on with a GET."""
    return RedirectResponse(address, status_code=303)
