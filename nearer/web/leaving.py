"""Leaving for good: what goes and what stays is said first, and the passphrase asked once more."""

from __future__ import annotations

from contextlib import suppress

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nearer.storage import NotFound, NotSaved, erase_me, household
from nearer.web import words
from nearer.web.doors import at_work, get, go, held_by, leave, post
from nearer.web.forms import FieldRefused
from nearer.web.house import Front
from nearer.web.recovery import close_all_of, with_present_passphrase
from nearer.web.session import SignedIn
from nearer.web.sign_in import CLEARED
from nearer.web.templating import page
from nearer.web.tries import name_bucket, one_at_a_time


def routes(front: Front) -> list[Route]:
    """The page and its form."""
    return [get(front, "/leave", show_leave), post(front, "/leave", take_leave)]


async def show_leave(front: Front, request: Request) -> Response:
    held = held_by(front, request)
    if held is None:
        return go("/")
    return page("sentence", sentence=words.MADE_UP) if held.notebook.demo else await _leave_page(held)


async def take_leave(front: Front, request: Request, form: dict[str, str]) -> Response:
    """Delete everything of this person, drop their keys everywhere and empty this browser; twice is as good as once."""
    held = held_by(front, request)
    if held is None or held.notebook.demo:
        return go("/leave")
    try:
        async with one_at_a_time(name_bucket(held.principal.nickname)):
            with suppress(NotFound):
                await at_work(_erase, front, held, form)
    except FieldRefused as refused:
        return await _leave_page(held, refused)
    close_all_of(front, held.principal.person)
    reply = page("left")
    reply.headers["Clear-Site-Data"] = CLEARED
    return leave(front, request, reply)


def _erase(front: Front, held: SignedIn, form: dict[str, str]) -> None:
    if form.get("sure") != "yes":
        raise FieldRefused("sure", words.SURE_MISSING)
    now = front.house.clock()
    try:
        with_present_passphrase(front, held, form, lambda typed: erase_me(held.notebook, held.principal, typed, now))
    except NotSaved as problem:
        raise FieldRefused("form", str(problem)) from None


async def _leave_page(held: SignedIn, refused: FieldRefused | None = None) -> Response:
    partner = (await at_work(household, held.notebook, held.principal)).partner
    shown = {"name": held.principal.nickname, "partner": partner.nickname if partner else "", "refused": refused}
    return page("leave", 200 if refused is None else 422, **shown)
