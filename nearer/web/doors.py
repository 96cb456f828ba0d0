"""What the pages before Streamlit share: paths and forms, work off the event loop, coming in and leaving."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import ParamSpec, TypeVar

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from nearer.storage import Notebook, settings, therapist_settings
from nearer.web.forms import FormRefused, read_form
from nearer.web.house import Front
from nearer.web.session import Anybody, SignedIn, TherapistSignedIn, hand_over, read_token, take_back
from nearer.web.templating import page

Show = Callable[[Front, Request], Awaitable[Response]]
Take = Callable[[Front, Request, dict[str, str]], Awaitable[Response]]
P = ParamSpec("P")
T = TypeVar("T")

_AT_WORK = anyio.CapacityLimiter(8)


def get(front: Front, path: str, show: Show) -> Route:
    """A page that is looked at."""
    return Route(path, partial(show, front), methods=["GET"])


def post(front: Front, path: str, take: Take) -> Route:
    """A form that is sent; one from elsewhere, too large or garbled is refused before `take` sees it."""
    return Route(path, partial(_taken, front, take), methods=["POST"])


async def _taken(front: Front, take: Take, request: Request) -> Response:
    try:
        form = await read_form(request)
    except FormRefused as refused:
        return page("sentence", refused.status, sentence=str(refused))
    return await take(front, request, form)


async def at_work(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run what hashes a passphrase or opens the notebook in a thread, so that everybody else is served meanwhile."""
    return await anyio.to_thread.run_sync(partial(work, *args, **kwargs), limiter=_AT_WORK)


def anybody(front: Front, request: Request) -> Anybody | None:
    """Who sent this request, if signed in: a person or a therapist."""
    token = read_token(request.cookies, front.reach.secure)
    return None if token is None else front.house.vault.find(token)


def held_by(front: Front, request: Request) -> SignedIn | None:
    """The person who sent this request; None for a therapist, whose pages are others."""
    held = anybody(front, request)
    return held if isinstance(held, SignedIn) else None


def therapist_by(front: Front, request: Request) -> TherapistSignedIn | None:
    """The therapist who sent this request; None for a person."""
    held = anybody(front, request)
    return held if isinstance(held, TherapistSignedIn) else None


async def admit(front: Front, request: Request, held: Anybody) -> Response:
    """Sign somebody in under a new token; the browser's earlier one is dead from here on, a demo left behind too."""
    earlier = anybody(front, request)
    if earlier is not None and earlier.notebook.demo and earlier.notebook is not held.notebook:
        close_demo(front, earlier.notebook)
    minutes = await at_work(_idle_minutes, held)
    close_token(front, request)
    token = front.house.vault.open(held, minutes * 60)
    reply = go(held.only_at or "/")
    hand_over(reply, token, front.reach.secure)
    return reply


def _idle_minutes(held: Anybody) -> int:
    if isinstance(held, SignedIn):
        return settings(held.notebook, held.principal).idle_minutes
    return therapist_settings(held.notebook, held.therapist).idle_minutes


def leave(front: Front, request: Request, reply: Response) -> Response:
    """Drop the keys; a visitor's made-up notebook goes with them."""
    held = anybody(front, request)
    close_token(front, request)
    if held is not None and held.notebook.demo:
        close_demo(front, held.notebook)
    take_back(reply, front.reach.secure)
    return reply


def close_demo(front: Front, notebook: Notebook) -> None:
    """Let one throwaway notebook go, with everybody signed in to it."""
    front.demos.drop(notebook)
    front.house.vault.close_where(lambda held: held.notebook is notebook)
    notebook.engine.dispose()


def close_token(front: Front, request: Request) -> None:
    token = read_token(request.cookies, front.reach.secure)
    if token is not None:
        front.house.vault.close(token)


def go(where: str) -> RedirectResponse:
    """Send the browser on with a GET."""
    return RedirectResponse(where, status_code=303)
