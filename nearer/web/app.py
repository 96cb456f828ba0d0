"""The server put together: our pages and middleware around Streamlit's."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, TypedDict

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route
from streamlit.starlette import App

from nearer.server.assets import read_assets
from nearer.server.compress import Compressed
from nearer.server.config import read_reach
from nearer.server.headers import Headers
from nearer.server.joined_writes import join_writes
from nearer.server.log import LOG, keep_exceptions_short, place_of, start_log
from nearer.server.log_handler import HANDLER
from nearer.server.tcp_nodelay import send_at_once
from nearer.web import (
    account_deletion,
    active_sessions,
    demo,
    file_delivery,
    keepalive,
    key_renewal,
    recovery,
    registration,
    second_factor,
    sign_in,
    static_pages,
    therapist_recovery,
    therapist_registration,
)
from nearer.web import text as words
from nearer.web.gate import Gate
from nearer.web.request_language import RequestLanguage
from nearer.web.services import Services, WebContext
from nearer.web.warm_up import warm_up

REAP_EVERY = 2.0  # seconds between looks for keys whose time is over, or that were ended at another server

MakeRoutes = Callable[[WebContext], list[Route]]
Lifespan = Callable[[App], AbstractAsyncContextManager[dict[str, Any] | None]]


class AppOptions(TypedDict):
    """The arguments that Streamlit's App is given."""

    routes: list[BaseRoute]
    middleware: list[Middleware]
    lifespan: Lifespan
    on_script_error: Callable[[Exception], bool | None]


def serving(services: Services, *public: MakeRoutes) -> AppOptions:
    """Pages, middleware (the first is outermost) and life of the server, for `App(script, **serving(services))`.

    `public` are routes of other rooms that are open to everybody, as `gate.is_open` says.
    """
    context, assets = WebContext(services, read_reach(st.get_option, os.environ)), read_assets()
    sign_in_pages = (sign_in, registration, therapist_registration, second_factor, recovery, therapist_recovery)
    pages = (*sign_in_pages, key_renewal, account_deletion, demo, active_sessions, file_delivery, keepalive)
    makers = (*(one.routes for one in pages), *public, static_pages.routes)  # the last has every other address
    return AppOptions(
        routes=[route for make_routes in makers for route in make_routes(context)],
        middleware=[
            Middleware(Headers, reach=context.reach, assets=assets, broken=lambda: words.BROKEN),
            Middleware(RequestLanguage, context=context),
            Middleware(Gate, context=context, assets=assets),
            Middleware(Compressed, reach=context.reach, assets=assets),
        ],
        lifespan=_make_lifespan(context),
        on_script_error=neutral_error,
    )


def neutral_error(broken: Exception) -> bool:
    """Show a neutral sentence instead of a traceback and log only where it broke: the message may hold an answer."""
    LOG.error("page broken: %s", place_of(broken))
    st.error(words.BROKEN_SCRIPT)
    return True


def _make_lifespan(context: WebContext) -> Lifespan:
    @asynccontextmanager
    async def life(_app: App) -> AsyncGenerator[None, None]:
        loop = asyncio.get_running_loop()
        start_log()
        keep_exceptions_short(loop)
        send_at_once(loop)
        join_writes(loop)
        meanwhile = [asyncio.create_task(warm_up(context)), asyncio.create_task(_keep_reaping(context))]
        LOG.info("Nearer is open at %s", context.reach.url())
        yield
        for task in meanwhile:
            task.cancel()

    return life


async def _keep_reaping(context: WebContext) -> None:
    while True:
        await asyncio.sleep(REAP_EVERY)
        HANDLER.write_repeated()
        context.services.vault.reap()
        try:
            if context.sign_ins.is_shared:
                await asyncio.to_thread(context.sign_ins.look)
        except Exception as broken:  # whatever it is, the next look is as good, and keys go when their time is over
            LOG.error("look broken: %s", place_of(broken))
