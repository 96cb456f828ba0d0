"""The list of a person's or therapist's sign-ins, each of which they can end."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nearer.privacy.vault import ActiveSession, session_name
from nearer.web import text as words
from nearer.web.request_helpers import get, post, redirect, run_in_thread, session_from
from nearer.web.services import WebContext
from nearer.web.session_cookie import read_token
from nearer.web.templating import page


def routes(context: WebContext) -> list[Route]:
    return [get(context, "/signed-in", show_signed_in), post(context, "/signed-in", take_signed_in)]


async def show_signed_in(context: WebContext, request: Request) -> Response:
    signed_in = session_from(context, request)
    if signed_in is None:
        return redirect("/")
    current_name = _own_session_name(context, request)
    sessions = await run_in_thread(context.sign_ins.sessions, signed_in)
    return page("signed-in", places=[(one, one.name == current_name, _signed_in_since(one)) for one in sessions])


async def take_signed_in(context: WebContext, request: Request, form: dict[str, str]) -> Response:
    """End one of one's own sign-ins by its name, or all but this one."""
    signed_in = session_from(context, request)
    if signed_in is None:
        return redirect("/")
    form_place = form.get("place", "")
    if form_place == "others":
        await run_in_thread(context.sign_ins.end_others, signed_in, _own_session_name(context, request))
    else:
        await run_in_thread(context.sign_ins.end, signed_in, form_place)
    return redirect("/signed-in")


def _own_session_name(context: WebContext, request: Request) -> str:
    return session_name(read_token(request.cookies, context.reach.secure) or "")


def _signed_in_since(session: ActiveSession) -> str:
    return words.signed_in_since(int(session.opened_ago // 60), int(session.used_ago // 60))
