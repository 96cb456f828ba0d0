"""A therapist's first step: the invitation from whoever runs the clinic, and a passphrase of their own."""

from __future__ import annotations

from zoneinfo import available_timezones

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nearer.privacy import suggest_passphrase
from nearer.storage import CodeRefused, NotSaved, accept_invitation
from nearer.web import words
from nearer.web.doors import admit, at_work, get, post
from nearer.web.forms import FieldRefused
from nearer.web.house import Front
from nearer.web.newcomers import HOME_ZONE, read_passphrase, zones
from nearer.web.second_factor import before_code
from nearer.web.session import TherapistSignedIn
from nearer.web.templating import page
from nearer.web.tries import address_buckets, longest_wait, note_failed


def routes(front: Front) -> list[Route]:
    return [get(front, "/invited", show_invited), post(front, "/invited", take_invited)]


async def show_invited(front: Front, request: Request) -> Response:
    return _form_page()


async def take_invited(front: Front, request: Request, form: dict[str, str]) -> Response:
    """Make the account and lead on to the authenticator app, without which nothing opens."""
    try:
        held = await at_work(_accept, front, address_buckets(front, request), form)
    except FieldRefused as refused:
        return _form_page(refused)
    return await admit(front, request, held)


def _accept(front: Front, addresses: tuple[str, ...], form: dict[str, str]) -> TherapistSignedIn:
    notebook, now, zone = front.house.notebook, front.house.clock(), form.get("zone", "")
    wait = longest_wait(notebook, addresses, now)
    if wait:
        raise FieldRefused("form", words.waiting(wait))
    if zone not in available_timezones():
        raise FieldRefused("zone", words.ZONE_UNKNOWN)
    passphrase = read_passphrase(form, "")
    try:
        therapist = accept_invitation(notebook, form.get("code", ""), zone, passphrase, now)
    except CodeRefused as unknown:
        note_failed(notebook, addresses, now)
        raise FieldRefused("code", str(unknown)) from None
    except NotSaved as problem:
        raise FieldRefused("passphrase", str(problem)) from None
    return before_code(notebook, therapist)


def _form_page(refused: FieldRefused | None = None) -> Response:
    shown = {"refused": refused, "suggestion": suggest_passphrase(), "zones": zones(), "home_zone": HOME_ZONE}
    return page("invited", 200 if refused is None else 422, **shown)
