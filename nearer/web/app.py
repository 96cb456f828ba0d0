"""The server put together: our pages and middleware around Streamlit's."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, TypedDict

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import BaseRoute
from streamlit.starlette import App

from nearer.web import (
    alive,
    leaving,
    look_around,
    newcomers,
    plain_pages,
    recovery,
    second_factor,
    sessions,
    sign_in,
    therapists,
)
from nearer.web.assets import read_assets
from nearer.web.at_once import send_at_once
from nearer.web.compress import Compressed
from nearer.web.config import read_reach
from nearer.web.gate import Gate
from nearer.web.headers import Headers
from nearer.web.house import Front, House
from nearer.web.log import LOG, keep_exceptions_short, place_of, start_log
from nearer.web.warming import warm_up
from nearer.web.words import BROKEN_SCRIPT

REAP_EVERY = 5.0  # seconds between looks for keys whose time is over, should their tab be asleep

Lifespan = Callable[[App], AbstractAsyncContextManager[dict[str, Any] | None]]


class Serving(TypedDict):
    """What Streamlit's App takes from us."""

    routes: list[BaseRoute]
    middleware: list[Middleware]
    lifespan: Lifespan
    on_script_error: Callable[[Exception], bool | None]


def build_app(house: House, script: Path) -> App:
    """The whole server around one Streamlit script."""
    return App(script, **serving(house))


def serving(house: House) -> Serving:
    """Pages, middleware (the first is outermost) and life of the server, for `App(script, **serving(house))`."""
    front, assets = Front(house, read_reach()), read_assets()
    ways_in = (sign_in, newcomers, therapists, second_factor, recovery)
    pages = (*ways_in, leaving, look_around, sessions, alive, plain_pages)
    return Serving(
        routes=[route for one in pages for route in one.routes(front)],
        middleware=[
            Middleware(Headers, reach=front.reach, assets=assets),
            Middleware(Gate, front=front, assets=assets),
            Middleware(Compressed, reach=front.reach, assets=assets),
        ],
        lifespan=_lifespan(front),
        on_script_error=neutral_error,
    )


def neutral_error(broken: Exception) -> bool:
    """Show a neutral sentence instead of a traceback and log only where it broke: the message may hold an answer."""
    LOG.error("page broken: %s", place_of(broken))
    st.error(BROKEN_SCRIPT)
    return True


def _lifespan(front: Front) -> Lifespan:
    @asynccontextmanager
    async def life(_app: App) -> AsyncGenerator[None, None]:
        loop = asyncio.get_running_loop()
        start_log()
        keep_exceptions_short(loop)
        send_at_once(loop)
        await asyncio.to_thread(warm_up, front.house)
        reaper = asyncio.create_task(_reap(front))
        LOG.info("Nearer is open at %s", front.reach.url())
        yield
        reaper.cancel()

    return life


async def _reap(front: Front) -> None:
    while True:
        await asyncio.sleep(REAP_EVERY)
        front.house.vault.reap()
