"""Where one is signed in, and ending it there: for people and for therapists."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nearer.privacy import Place, place_name
from nearer.web import words
from nearer.web.doors import anybody, get, go, post
from nearer.web.house import Front
from nearer.web.session import Anybody, read_token
from nearer.web.templating import page


def routes(front: Front) -> list[Route]:
    return [get(front, "/signed-in", show_signed_in), post(front, "/signed-in", take_signed_in)]


async def show_signed_in(front: Front, request: Request) -> Response:
    held = anybody(front, request)
    if held is None:
        return go("/")
    here = _here(front, request)
    shown = [(one, one.name == here, _since(one)) for one in _places(front, held)]
    return page("signed-in", places=shown)


async def take_signed_in(front: Front, request: Request, form: dict[str, str]) -> Response:
    """End one of one's own sign-ins by its name, or all but this one."""
    held = anybody(front, request)
    if held is None:
        return go("/")
    wanted, here = form.get("place", ""), _here(front, request)
    for one in _places(front, held):
        if one.name == wanted or (wanted == "others" and one.name != here):
            front.house.vault.close_place(one.name, lambda other: other.who == held.who)
    return go("/signed-in")


def _places(front: Front, held: Anybody) -> tuple[Place, ...]:
    return front.house.vault.places(lambda other: other.who == held.who)


def _here(front: Front, request: Request) -> str:
    return place_name(read_token(request.cookies, front.reach.secure) or "")


def _since(place: Place) -> str:
    return words.signed_in_since(int(place.opened_ago // 60), int(place.used_ago // 60))
