"""Account deletion: a page that says what is deleted and what is not, then asks for the passphrase again."""

from __future__ import annotations

from contextlib import suppress

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nearer.backups.copies import renew_copies
from nearer.database.row_errors import EntryBroken, NotFound, NotSaved
from nearer.personal_records.erasure import erase_me
from nearer.sign_ins.signed_in import SignedIn
from nearer.storage.couple.people import read_couple_members
from nearer.web import text as words
from nearer.web.form_fields import FieldRefused
from nearer.web.known_device import forget_device
from nearer.web.login_throttling import lock_for, own_bucket
from nearer.web.recovery import with_present_passphrase
from nearer.web.request_helpers import end_session, get, person_from, post, redirect, run_in_thread
from nearer.web.services import WebContext
from nearer.web.sign_in import CLEARED
from nearer.web.templating import page


def routes(context: WebContext) -> list[Route]:
    """The page and its form."""
    return [get(context, "/leave", show_leave), post(context, "/leave", take_leave)]


async def show_leave(context: WebContext, request: Request) -> Response:
    signed_in = person_from(context, request)
    if signed_in is None:
        return redirect("/")
    return page("sentence", sentence=words.MADE_UP) if signed_in.notebook.demo else await _leave_page(signed_in)


async def take_leave(context: WebContext, request: Request, form: dict[str, str]) -> Response:
    """Delete everything of this person, drop their keys everywhere and empty this browser; twice is as good as once."""
    signed_in = person_from(context, request)
    if signed_in is None or signed_in.notebook.demo:
        return redirect("/leave")
    try:
        async with lock_for(own_bucket(signed_in.who)):
            with suppress(NotFound):
                await run_in_thread(_erase, context, signed_in, form)
    except FieldRefused as refused:
        return await _leave_page(signed_in, refused)
    await run_in_thread(context.sign_ins.end_all, signed_in)
    path = signed_in.notebook.path
    copies_gone = path is not None and await run_in_thread(renew_copies, path, context.services.clock())
    reply = page("left", copies_gone=copies_gone, copied_by_clinic=path is None)
    reply.headers["Clear-Site-Data"] = CLEARED
    forget_device(context, reply)
    return end_session(context, request, reply)


def _erase(context: WebContext, signed_in: SignedIn, form: dict[str, str]) -> None:
    if form.get("sure") != "yes":
        raise FieldRefused("sure", words.SURE_MISSING)
    now = context.services.clock()
    try:
        with_present_passphrase(
            context, signed_in, form, lambda typed: erase_me(signed_in.notebook, signed_in.principal, typed, now)
        )
    except NotSaved as problem:
        raise FieldRefused("form", str(problem)) from None


async def _leave_page(signed_in: SignedIn, refused: FieldRefused | None = None) -> Response:
    partner = None
    with suppress(EntryBroken):  # whatever was changed outside Nearer, everything can be deleted
        partner = (await run_in_thread(read_couple_members, signed_in.notebook, signed_in.principal)).partner
    values = {"name": signed_in.principal.nickname, "partner": partner.nickname if partner else "", "refused": refused}
    return page("leave", 200 if refused is None else 422, **values)
