"""Static routes: help lines, health check, our own files, and Streamlit's page."""

from __future__ import annotations

import re
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Match, Route
from starlette.types import Scope

from nearer.addresses import ADDRESSES
from nearer.database.engines import is_file, is_within_reach, was_damage_met
from nearer.language.country import country_of_languages, country_of_zone
from nearer.web import text as words
from nearer.web.gate import DRAWINGS, OPEN, is_machinery
from nearer.web.request_helpers import get, run_in_thread, session_from
from nearer.web.services import WebContext
from nearer.web.shell_page import SCREEN_STYLE, shell_page
from nearer.web.templating import page

FILES = Path(__file__).parent / "files"
MIN_FREE_TO_SERVE_BYTES = 32 * 1024 * 1024  # bytes: a year of two people, and the journal of one large commit
MEDIA_TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".js": "text/javascript"}
OWN_FILES = {
    "/style.css": "style.css",
    "/nearer.js": "nearer.js",
    "/screen.js": "screen.js",
    "/typing.js": "typing.js",
    "/caseload.js": "caseload.js",
    "/logo.svg": "logo.svg",
    "/favicon.png": "logo.svg",  # the icon Streamlit's page asks for before the first run sets ours
}


def routes(context: WebContext) -> list[Route]:
    """The routes that need no form."""
    files = {path: FILES / name for path, name in OWN_FILES.items()} | {SCREEN_STYLE: context.services.style}
    files |= {path: FILES / path.removeprefix("/") for path in DRAWINGS}
    own = [Route(path, _serve_file(file), methods=["GET"]) for path, file in files.items()]
    inside = [OfPeople(path, show_shell, methods=["GET"]) for path in ("/", "/{path:path}")]
    return [get(context, "/help", show_help), get(context, "/healthz", show_health), *own, *inside]


async def show_help(context: WebContext, request: Request) -> Response:
    party = session_from(context, request)
    zone = None if party is None else party.zone
    home = country_of_languages(request.headers.get("accept-language", "")) if zone is None else country_of_zone(zone)
    countries = context.services.read_help().starting_from(home).countries
    return page("help", countries=countries, dial=dial, back="/sign-in" if party is None else "/")


def dial(number: str) -> str:
    """The number that a telephone dials, out of text: the first of several, or empty where there is none."""
    match = re.search(r"\+?[0-9](?:[0-9 -]*[0-9])?", number)
    return "" if match is None else re.sub(r"[ -]", "", match[0])


async def show_health(context: WebContext, _request: Request) -> Response:
    """`ok`, or 503 once there is no room for what people write, no database for it, or a damaged page was met."""
    notebook = context.services.notebook
    if was_damage_met(notebook.engine):
        return PlainTextResponse("damaged", status_code=503)
    if not is_file(notebook.engine.dialect) and not await run_in_thread(is_within_reach, notebook.engine):
        return PlainTextResponse("no database", status_code=503)
    path = notebook.path
    free = MIN_FREE_TO_SERVE_BYTES if path is None else shutil.disk_usage(path.parent).free
    return (
        PlainTextResponse("ok") if free >= MIN_FREE_TO_SERVE_BYTES else PlainTextResponse("disk full", status_code=503)
    )


class OfPeople(Route):
    """A route for addresses that a person opens; what a page asks for by itself goes on to Streamlit."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        return (Match.NONE, {}) if is_machinery(str(scope.get("path", ""))) else super().matches(scope)


async def show_shell(request: Request) -> Response:
    """The same page for every screen; the gate has asked who is there. A sentence where there is no such screen."""
    path = request.url.path
    if path in OPEN:
        return PlainTextResponse(words.NOT_FOUND, status_code=404)
    if path.strip("/") not in ADDRESSES.values():
        return page("sentence", 404, sentence=words.NO_SUCH_SCREEN)
    return HTMLResponse(shell_page(path))


def _serve_file(file: Path) -> Callable[[Request], Awaitable[Response]]:
    content = file.read_bytes()

    async def show(_request: Request) -> Response:
        return Response(content, media_type=MEDIA_TYPES[file.suffix])

    return show
