"""Somebody knew my passphrase: a page that says what new keys do and what they cannot, and makes them."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nearer.backups.copies import renew_copies
from nearer.database.row_errors import NotSaved
from nearer.sign_ins.signed_in import SignedIn
from nearer.storage.couple.credentials import SignInOutcome
from nearer.storage.couple.new_keys import change_keys
from nearer.web.form_fields import FieldRefused
from nearer.web.login_throttling import lock_for, own_bucket
from nearer.web.recovery import key_page, with_present_passphrase
from nearer.web.registration import read_passphrase
from nearer.web.request_helpers import get, person_from, post, redirect, run_in_thread, start_session
from nearer.web.services import WebContext


def routes(context: WebContext) -> list[Route]:
    return [get(context, "/new-keys", show_new_keys), post(context, "/new-keys", take_new_keys)]


async def show_new_keys(context: WebContext, request: Request) -> Response:
    signed_in = person_from(context, request)
    return redirect("/") if signed_in is None or signed_in.notebook.demo else key_page("new-keys", signed_in.name)


async def take_new_keys(context: WebContext, request: Request, form: dict[str, str]) -> Response:
    """Make them, end every sign-in with the old ones, show the new recovery code, and make Nearer's copies anew."""
    signed_in = person_from(context, request)
    if signed_in is None or signed_in.notebook.demo:
        return redirect("/")
    try:
        async with lock_for(own_bucket(signed_in.who)):
            outcome = await run_in_thread(_change, context, signed_in, form)
    except FieldRefused as refused:
        return key_page("new-keys", signed_in.name, refused)
    await run_in_thread(context.sign_ins.end_all, signed_in)
    if signed_in.notebook.path is not None:  # the copies that Nearer made open with the old passphrase
        await run_in_thread(renew_copies, signed_in.notebook.path, context.services.clock())
    renewed_sign_in = SignedIn(outcome.principal, signed_in.notebook, outcome.recovery_code)
    return await start_session(context, request, renewed_sign_in)


def _change(context: WebContext, signed_in: SignedIn, form: dict[str, str]) -> SignInOutcome:
    new, now = read_passphrase(form, signed_in.name), context.services.clock()

    def change(typed: str) -> SignInOutcome | None:
        return change_keys(signed_in.notebook, signed_in.principal, typed, new, now)

    try:
        return with_present_passphrase(context, signed_in, form, change)
    except NotSaved as problem:
        raise FieldRefused("form", str(problem)) from None
