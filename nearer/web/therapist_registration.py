"""A therapist's first step: the invitation from whoever runs the clinic, and a passphrase of their own."""

from __future__ import annotations

from zoneinfo import available_timezones

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nearer.clinic_accounts.accounts import accept_invitation
from nearer.database.row_errors import NotSaved
from nearer.privacy.passphrases import suggest_passphrase
from nearer.sign_ins.signed_in import AccountSignedIn
from nearer.storage.errors import CodeRefused
from nearer.web import text as words
from nearer.web.form_fields import FieldRefused
from nearer.web.login_throttling import address_buckets, book_or_refuse, refund_attempt_with_fallback
from nearer.web.registration import HOME_ZONE, read_passphrase, zones
from nearer.web.request_helpers import get, post, run_for_stranger, start_session
from nearer.web.second_factor import before_code
from nearer.web.services import WebContext
from nearer.web.templating import page


def routes(context: WebContext) -> list[Route]:
    return [get(context, "/invited", show_invited), post(context, "/invited", take_invited)]


async def show_invited(_context: WebContext, _request: Request) -> Response:
    return _form_page()


async def take_invited(context: WebContext, request: Request, form: dict[str, str]) -> Response:
    """Make the account and lead on to the authenticator app, without which nothing opens."""
    try:
        signed_in = await run_for_stranger(_accept, context, address_buckets(context, request), form)
    except FieldRefused as refused:
        return _form_page(refused)
    return await start_session(context, request, signed_in)


def _accept(context: WebContext, addresses: tuple[str, ...], form: dict[str, str]) -> AccountSignedIn:
    notebook, now, zone = context.services.notebook, context.services.clock(), form.get("zone", "")
    if zone not in available_timezones():
        raise FieldRefused("zone", words.ZONE_UNKNOWN)
    passphrase = read_passphrase(form, "")
    book_or_refuse(notebook, addresses, now)
    try:
        account = accept_invitation(notebook, form.get("code", ""), zone, passphrase, now)
    except CodeRefused as unknown:
        raise FieldRefused("code", str(unknown)) from None
    except NotSaved as problem:
        raise FieldRefused("passphrase", str(problem)) from None
    refund_attempt_with_fallback(notebook, addresses, now)
    return before_code(notebook, account)


def _form_page(refused: FieldRefused | None = None) -> Response:
    values = {"refused": refused, "suggestion": suggest_passphrase(), "zones": zones(), "home_zone": HOME_ZONE}
    return page("invited", 200 if refused is None else 422, **values)
