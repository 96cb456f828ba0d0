"""The server put together: our pages and middleware around Streamlit's."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, TypedDict

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import BaseRoute
from streamlit.starlette import App

from nearer.web import alive, look_around, newcomers, plain_pages, recovery, sign_in
from nearer.web.assets import read_assets
from nearer.web.compress import Compressed
from nearer.web.config import read_reach
from nearer.web.gate import Gate
from nearer.web.headers import Headers, place_of
from nearer.web.house import Front, House
from nearer.web.warming import warm_up
from nearer.web.words import BROKEN_SCRIPT

LOG = logging.getLogger("nearer.web")
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
    pages = (sign_in, newcomers, recovery, look_around, alive, plain_pages)
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
        start_log()
        await asyncio.to_thread(warm_up)
        reaper = asyncio.create_task(_reap(front))
        LOG.info("Nearer is open at %s", front.reach.url())
        yield
        reaper.cancel()

    return life


async def _reap(front: Front) -> None:
    while True:
        await asyncio.sleep(REAP_EVERY)
        front.house.vault.reap()


def start_log() -> None:
    """One line an event on standard error, never with a name, path or address; the server keeps no access log."""
    logging.getLogger("uvicorn.access").disabled = True
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)  # its lines on WebSockets hold addresses
    if not LOG.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    LOG.propagate = False
