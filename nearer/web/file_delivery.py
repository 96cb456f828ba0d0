"""The files people take along: made at the click, for whoever is signed in under the cookie then, and kept nowhere."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from nearer.database.row_errors import EntryBroken, NotFound
from nearer.web import text as words
from nearer.web.request_helpers import get, run_in_thread, session_from
from nearer.web.services import WebContext


def routes(context: WebContext) -> list[Route]:
    return [get(context, "/file/{key}", give_file)]


async def give_file(context: WebContext, request: Request) -> Response:
    """A file that this very sign-in was offered on a screen; everybody else, and afterwards they too, get nothing."""
    signed_in = session_from(context, request)
    is_past_gate = signed_in is not None and signed_in.required_page is None
    file = signed_in.files.get(request.path_params["key"]) if signed_in is not None and is_past_gate else None
    try:
        content = None if signed_in is None or file is None else await run_in_thread(file.make, signed_in)
    except (NotFound, EntryBroken):
        content = None
    if file is None or content is None:
        return PlainTextResponse(words.NOT_FOUND, status_code=404)
    return Response(content, media_type=file.kind, headers={"Content-Disposition": _content_disposition(file.name)})


def _content_disposition(name: str) -> str:
    """A name of any letters, as RFC 6266 and RFC 5987 have them: the version of a questionnaire is in it."""
    encoded = quote(name, safe="")
    return f'attachment; filename="{name}"' if encoded == name else f"attachment; filename*=utf-8''{encoded}"
