"""Coming in by name and passphrase, and going out."""

from __future__ import annotations

import logging

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nearer.storage import Notebook, forget_tries, is_therapist, new_recovery_code, sign_in, sign_in_therapist
from nearer.web.doors import admit, anybody, at_work, get, go, leave, post
from nearer.web.house import Front
from nearer.web.second_factor import before_code
from nearer.web.session import Anybody, SignedIn
from nearer.web.templating import page
from nearer.web.tries import address_buckets, longest_wait, name_bucket, note_failed, one_at_a_time
from nearer.web.words import NO_MATCH, waiting

LOG = logging.getLogger("nearer.web")
CLEARED = '"cache", "cookies", "storage"'


def routes(front: Front) -> list[Route]:
    """The pages of coming and going."""
    return [
        get(front, "/sign-in", show_sign_in),
        post(front, "/sign-in", take_sign_in),
        post(front, "/sign-out", take_sign_out),
        get(front, "/bye", show_bye),
    ]


async def show_sign_in(front: Front, request: Request) -> Response:
    if anybody(front, request) is not None:
        return go("/")
    return page("sign-in", name="", problem="")


async def take_sign_in(front: Front, request: Request, form: dict[str, str]) -> Response:
    name, passphrase = form.get("name", ""), form.get("passphrase", "")
    addresses = address_buckets(front, request)
    async with one_at_a_time(name_bucket(name)):
        found = await at_work(_try, front, addresses, name, passphrase)
    if not isinstance(found, float):
        LOG.info("signed in" if isinstance(found, SignedIn) else "passphrase right, code asked")
        return await admit(front, request, found)
    LOG.info("sign-in refused")
    if found:
        reply = page("sign-in", 429, name=name, problem=waiting(found))
        reply.headers["Retry-After"] = str(int(found) + 1)
        return reply
    return page("sign-in", 403, name=name, problem=NO_MATCH)


def _try(front: Front, addresses: tuple[str, ...], name: str, passphrase: str) -> Anybody | float:
    """What the passphrase opens, or the seconds to wait; 0 if it opens nothing."""
    notebook, now = front.house.notebook, front.house.clock()
    buckets = (name_bucket(name), *addresses)
    wait = longest_wait(notebook, buckets, now)
    if wait:
        return wait
    opened = _open(notebook, name, passphrase)
    if opened is None:
        note_failed(notebook, buckets, now)
        return 0.0
    if isinstance(
        opened, SignedIn
    ):  # a therapist's tries are forgotten after the code, or it could be guessed for ever
        forget_tries(notebook, name_bucket(name))
    return opened


def _open(notebook: Notebook, name: str, passphrase: str) -> Anybody | None:
    """One passphrase is tried, whosever the name is, so that every try takes the same time."""
    if is_therapist(notebook, name):
        therapist = sign_in_therapist(notebook, name, passphrase)
        return None if therapist is None else before_code(notebook, therapist)
    opened = sign_in(notebook, name, passphrase)
    if opened is None:
        return None
    code = None if opened.recovery_confirmed else new_recovery_code(notebook, opened.principal)
    return SignedIn(opened.principal, notebook, code)


async def take_sign_out(front: Front, request: Request, form: dict[str, str]) -> Response:
    return leave(front, request, go("/sign-in"))


async def show_bye(front: Front, request: Request) -> Response:
    """The neutral page. Another site can show it, but not empty this browser with it."""
    reply = page("bye")
    if request.headers.get("sec-fetch-site") == "cross-site":
        return reply
    reply.headers["Clear-Site-Data"] = CLEARED
    return leave(front, request, reply)
