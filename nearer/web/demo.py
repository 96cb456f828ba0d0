"""Looking around with made-up people, in a throwaway notebook of one's own."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nearer.web import text as words
from nearer.web.request_helpers import close_demo, get, post, redirect, run_in_thread, session_from, start_session
from nearer.web.services import WebContext
from nearer.web.session_cookie import SignedIn, TherapistSignedIn
from nearer.web.templating import page

_ONE_AT_A_TIME = asyncio.Lock()


def routes(context: WebContext) -> list[Route]:
    """Opening a made-up notebook, and changing to another person in it."""
    return [
        post(context, "/demo", take_demo),
        get(context, "/demo/as/{number:int}", show_as),
        get(context, "/demo/as/therapist", show_as_therapist),
    ]


async def take_demo(context: WebContext, request: Request, form: dict[str, str]) -> Response:
    """Open a fresh one for this visitor; the oldest goes when there are too many."""
    signed_in = session_from(context, request)
    if signed_in is not None and not signed_in.notebook.demo:
        return redirect("/")
    await context.screens_loaded.wait()
    async with _ONE_AT_A_TIME:
        notebook, people = await run_in_thread(context.services.open_demo)
    for leaving in context.demos.keep(notebook, people):
        close_demo(context, leaving)
    return await start_session(context, request, SignedIn(people[0], notebook))


async def show_as(context: WebContext, request: Request) -> Response:
    """Become the made-up person with this number, counted from 0, under a new token."""
    signed_in = session_from(context, request)
    people = () if signed_in is None else context.demos.people(signed_in.notebook)
    number = request.path_params["number"]
    if signed_in is None or number >= len(people):
        return page("sentence", 404, sentence=words.NOT_FOUND)
    return await start_session(context, request, SignedIn(people[number], signed_in.notebook))


async def show_as_therapist(context: WebContext, request: Request) -> Response:
    """Become the therapist of the made-up people, whose door asks for nothing."""
    signed_in = session_from(context, request)
    if signed_in is None or not signed_in.notebook.demo:
        return page("sentence", 404, sentence=words.NOT_FOUND)
    async with _ONE_AT_A_TIME:
        therapist = await run_in_thread(context.services.open_caseload, signed_in.notebook)
    return await start_session(context, request, TherapistSignedIn(therapist, signed_in.notebook))
