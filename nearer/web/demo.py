"""Looking around with made-up people, in a throwaway notebook of one's own."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nearer.addresses import ADDRESSES
from nearer.sign_ins.signed_in import AccountSignedIn, SignedIn
from nearer.storage.notebook import Notebook
from nearer.web import text as words
from nearer.web.request_helpers import close_demo, get, post, redirect, run_in_thread, session_from, start_session
from nearer.web.services import WebContext
from nearer.web.templating import page

COUPLES_DOOR, CLINICS_DOOR = "couple", "clinic"  # the doors on the first page; without one a visitor is at home
COUPLES_FIRST_SCREEN = f"/{ADDRESSES['closeness']}"

_ONE_AT_A_TIME = asyncio.Lock()


def routes(context: WebContext) -> list[Route]:
    """Opening a made-up notebook, and changing to another person in it."""
    return [
        post(context, "/demo", take_demo),
        get(context, "/demo/as/{number:int}", show_as),
        get(context, "/demo/as/therapist", show_as_therapist),
    ]


async def take_demo(context: WebContext, request: Request, form: dict[str, str]) -> Response:
    """Open a fresh one for this visitor, as a couple or as a clinic; the oldest goes when there are too many."""
    signed_in = session_from(context, request)
    if signed_in is not None and not signed_in.notebook.demo:
        return redirect("/")
    await context.screens_loaded.wait()
    async with _ONE_AT_A_TIME:
        notebook, people = await run_in_thread(context.services.open_demo)
    for leaving in context.demos.keep(notebook, people):
        close_demo(context, leaving)
    if form.get("door") == CLINICS_DOOR:
        return await _as_therapist(context, request, notebook)
    reply = await start_session(context, request, SignedIn(people[0], notebook))
    if form.get("door") == COUPLES_DOOR:
        reply.headers["location"] = COUPLES_FIRST_SCREEN
    return reply


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
    return await _as_therapist(context, request, signed_in.notebook)


async def _as_therapist(context: WebContext, request: Request, notebook: Notebook) -> Response:
    async with _ONE_AT_A_TIME:
        therapist = await run_in_thread(context.services.open_caseload, notebook)
    return await start_session(context, request, AccountSignedIn(therapist, notebook))
