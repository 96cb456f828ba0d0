"""The server put together: our pages and middleware around Streamlit's."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, TypedDict

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import BaseRoute
from streamlit.starlette import App

from nearer.web import account_deletion as leaving
from nearer.web import active_sessions as sessions
from nearer.web import demo as look_around
from nearer.web import file_delivery, recovery, second_factor, sign_in
from nearer.web import keepalive as alive
from nearer.web import registration as newcomers
from nearer.web import static_pages as plain_pages
from nearer.web import text as words
from nearer.web import therapist_registration as therapists
from nearer.web.assets import read_assets
from nearer.web.compress import Compressed
from nearer.web.config import read_reach
from nearer.web.gate import Gate
from nearer.web.headers import Headers
from nearer.web.log import LOG, keep_exceptions_short, place_of, start_log
from nearer.web.request_language import RequestLanguage
from nearer.web.services import Services, WebContext
from nearer.web.tcp_nodelay import send_at_once
from nearer.web.warm_up import warm_up

REAP_EVERY = 5.0  # seconds between looks for keys whose time is over, should their tab be asleep

Lifespan = Callable[[App], AbstractAsyncContextManager[dict[str, Any] | None]]


class Serving(TypedDict):
    """What Streamlit's App takes from us."""

    routes: list[BaseRoute]
    middleware: list[Middleware]
    lifespan: Lifespan
    on_script_error: Callable[[Exception], bool | None]


def serving(house: Services) -> Serving:
    """Pages, middleware (the first is outermost) and life of the server, for `App(script, **serving(house))`."""
    front, assets = WebContext(house, read_reach()), read_assets()
    ways_in = (sign_in, newcomers, therapists, second_factor, recovery)
    pages = (*ways_in, leaving, look_around, sessions, file_delivery, alive, plain_pages)
    return Serving(
        routes=[route for one in pages for route in one.routes(front)],
        middleware=[
            Middleware(Headers, reach=front.reach, assets=assets),
            Middleware(RequestLanguage, front=front),
            Middleware(Gate, front=front, assets=assets),
            Middleware(Compressed, reach=front.reach, assets=assets),
        ],
        lifespan=_lifespan(front),
        on_script_error=neutral_error,
    )


def neutral_error(broken: Exception) -> bool:
    """Show a neutral sentence instead of a traceback and log only where it broke: the message may hold an answer."""
    LOG.error("page broken: %s", place_of(broken))
    st.error(words.BROKEN_SCRIPT)
    return True


def _lifespan(front: WebContext) -> Lifespan:
    @asynccontextmanager
    async def life(_app: App) -> AsyncGenerator[None, None]:
        loop = asyncio.get_running_loop()
        start_log()
        keep_exceptions_short(loop)
        send_at_once(loop)
        meanwhile = [asyncio.create_task(warm_up(front)), asyncio.create_task(_reap(front))]
        LOG.info("Nearer is open at %s", front.reach.url())
        yield
        for task in meanwhile:
            task.cancel()

    return life


async def _reap(front: WebContext) -> None:
    while True:
        await asyncio.sleep(REAP_EVERY)
        front.house.vault.reap()
