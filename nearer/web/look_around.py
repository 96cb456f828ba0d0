"""Looking around with made-up people, in a throwaway notebook of one's own."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nearer.web.doors import admit, anybody, at_work, close_demo, get, go, post
from nearer.web.house import Front
from nearer.web.session import SignedIn, TherapistSignedIn
from nearer.web.templating import page
from nearer.web.words import NOT_FOUND

_ONE_AT_A_TIME = asyncio.Lock()


def routes(front: Front) -> list[Route]:
    """Opening a made-up notebook, and changing to another person in it."""
    return [
        post(front, "/demo", take_demo),
        get(front, "/demo/as/{number:int}", show_as),
        get(front, "/demo/as/therapist", show_as_therapist),
    ]


async def take_demo(front: Front, request: Request, form: dict[str, str]) -> Response:
    """Open a fresh one for this visitor; the oldest goes when there are too many."""
    held = anybody(front, request)
    if held is not None and not held.notebook.demo:
        return go("/")
    async with _ONE_AT_A_TIME:
        notebook, people = await at_work(front.house.open_demo)
    for leaving in front.demos.keep(notebook, people):
        close_demo(front, leaving)
    return await admit(front, request, SignedIn(people[0], notebook))


async def show_as(front: Front, request: Request) -> Response:
    """Become the made-up person with this number, counted from 0, under a new token."""
    held = anybody(front, request)
    people = () if held is None else front.demos.people(held.notebook)
    number = request.path_params["number"]
    if held is None or number >= len(people):
        return page("sentence", 404, sentence=NOT_FOUND)
    return await admit(front, request, SignedIn(people[number], held.notebook))


async def show_as_therapist(front: Front, request: Request) -> Response:
    """Become the therapist of the made-up people, whose door asks for nothing."""
    held = anybody(front, request)
    if held is None or not held.notebook.demo:
        return page("sentence", 404, sentence=NOT_FOUND)
    async with _ONE_AT_A_TIME:
        therapist = await at_work(front.house.open_caseload, held.notebook)
    return await admit(front, request, TherapistSignedIn(therapist, held.notebook))
