"""Keepalive for open screens: their script asks every few seconds and reports typing or touching."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

import anyio
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nearer.database.row_errors import EntryBroken, NotRead
from nearer.server.client_address import from_own_page
from nearer.sign_ins.signed_in import AccountSignedIn
from nearer.web.services import WebContext
from nearer.web.session_cookie import read_token

OPEN, CLOSED = 204, 401
CLOSES_SOON, WARNED_SECONDS = "Nearer-Closes-Soon", 65  # a little more than a minute: a screen asks every five seconds


def routes(context: WebContext) -> list[Route]:
    """One address: GET only looks, POST counts as activity for the idle lock."""
    return [Route("/alive", partial(show_alive, context), methods=["GET", "POST"])]


async def show_alive(context: WebContext, request: Request) -> Response:
    """204 while the notebook is open in this browser, 401 from the moment it is not.

    A minute before it closes, with the shortest idle time twenty seconds, the reply says that it will.
    """
    token = read_token(request.cookies, context.reach.secure)
    touch = request.method == "POST" and from_own_page(request.headers)
    signed_in = None if token is None else context.services.vault.find(token, touch=touch)
    if token is None or signed_in is None:
        return Response(status_code=CLOSED)
    if isinstance(signed_in, AccountSignedIn) and await anyio.to_thread.run_sync(_is_revoked, signed_in):
        context.services.vault.close(token)
        return Response(status_code=CLOSED)
    left, idle = context.services.vault.time_left(token)
    closes = {CLOSES_SOON: "1"} if left <= min(WARNED_SECONDS, idle / 3) else {}
    return Response(status_code=OPEN, headers=closes)


def _is_revoked(signed_in: AccountSignedIn) -> bool:
    """Whether the clinic ended the account, which another process does; what cannot be read now ends nothing."""
    with suppress(NotRead, EntryBroken):  # their next click says why
        return not signed_in.is_open()
    return False
