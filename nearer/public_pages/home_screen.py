"""Nearer on a home screen: its manifest under a name that somebody chose, icons, and a page without a connection."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from nearer.inks import INKS
from nearer.web.request_helpers import get
from nearer.web.services import WebContext
from nearer.web.templating import page

HOME_SCREEN = "/home-screen"
ICONS_AND_WORKER = Path(__file__).parent / "files"
TYPE_OF_SUFFIX = {".png": "image/png", ".js": "text/javascript"}
ICONS_OF_MANIFEST = (("icon-192.png", "192x192", "any"), ("icon-512.png", "512x512", "any"),
                     ("icon-maskable-512.png", "512x512", "maskable"))  # fmt: skip
GROUND_COLOUR = INKS["paper"]


def routes(context: WebContext) -> list[Route]:
    """Everything stands below one address, and none of it says anything of a person."""
    return [
        get(context, HOME_SCREEN, show_names),
        get(context, f"{HOME_SCREEN}/offline", show_offline),
        get(context, f"{HOME_SCREEN}/{{name}}.webmanifest", show_manifest),
        get(context, f"{HOME_SCREEN}/{{file}}", show_file),
    ]


async def show_names(_context: WebContext, request: Request) -> Response:
    """A page to install from, under the name in its address."""
    names = _names()
    chosen_name = request.query_params.get("name", "")
    return page("home-screen", names=names, chosen=chosen_name if chosen_name in names else next(iter(names)))


async def show_offline(_context: WebContext, _request: Request) -> Response:
    return page("offline")


async def show_manifest(_context: WebContext, request: Request) -> Response:
    """The manifest (W3C, Web Application Manifest) under one of our names; 404 for another."""
    name = _names().get(request.path_params["name"])
    if name is None:
        return Response(status_code=404)
    icons = [
        {"src": f"{HOME_SCREEN}/{file}", "sizes": sizes, "type": "image/png", "purpose": purpose}
        for file, sizes, purpose in ICONS_OF_MANIFEST
    ]
    look = {"display": "standalone", "background_color": GROUND_COLOUR, "theme_color": GROUND_COLOUR, "icons": icons}
    addresses = {"id": "/", "start_url": "/", "scope": "/"}
    return JSONResponse({"name": name, "short_name": name} | addresses | look, media_type="application/manifest+json")


async def show_file(_context: WebContext, request: Request) -> Response:
    """An icon or the service worker, which may look after all of the site; 404 for what is not there."""
    file = next((file for file in ICONS_AND_WORKER.iterdir() if file.name == request.path_params["file"]), None)
    if file is None or file.suffix not in TYPE_OF_SUFFIX:
        return Response(status_code=404)
    headers = {"Service-Worker-Allowed": "/"} if file.suffix == ".js" else {}
    return Response(file.read_bytes(), media_type=TYPE_OF_SUFFIX[file.suffix], headers=headers)


def _names() -> dict[str, str]:
    """What it may be called there, by the name in its address."""
    from nearer.views import text as words  # with the statistics that they speak of, which no start waits for

    return words.frame.home_screen_names()
