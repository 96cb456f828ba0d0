"""The gate: no part of Streamlit is reachable without a live sign-in, since its session id alone opens a session."""

from __future__ import annotations

from enum import Enum, auto

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from nearer.server.assets import Assets
from nearer.server.client_address import is_own_origin
from nearer.server.disconnects import delay_disconnect
from nearer.server.uploads import UPLOAD_ADDRESS, UploadRefused
from nearer.sign_ins.signed_in import SignedInParty
from nearer.web import text as words
from nearer.web.services import WebContext
from nearer.web.session_cookie import read_token

DRAWINGS = tuple(f"/drawings/{name}.svg" for name in ("two", "empty", "saved", "body", "feelings", "team"))
OPEN = frozenset(DRAWINGS) | frozenset(
    {
        "/sign-in", "/start", "/join", "/invited", "/recover", "/recover/therapist", "/sign-out", "/bye", "/demo",
        "/help", "/healthz", "/alive", "/read", "/home-screen", "/style.css", "/logo.svg", "/favicon.png",
        "/nearer.js", "/screen.js", "/screen.css", "/typing.js", "/caseload.js",
    }
)  # fmt: skip
OPEN_BELOW = ("/read/", "/home-screen/")  # the pages of the guide; manifest, icons, the page without a connection
CLOSED = (  # unused: what people take along comes from /file, for the cookie that was offered it
    "/_stcore/metrics", "/_stcore/agent/", "/component/", "/app/static/", "/auth/", "/oauth2callback", "/media/",
)  # fmt: skip
MACHINERY = ("/_stcore/", "/media/", "/static/", "/file/")


class GateDecision(Enum):
    """The gate's decision on a request."""

    LET_IN = auto()
    SIGN_IN = auto()
    CONFIRM = auto()
    NOT_FOUND = auto()


def decide(path: str, signed_in: SignedInParty | None, public: frozenset[str]) -> GateDecision:
    """Decide whether a request passes; `signed_in` is what the vault has for its token, or None."""
    if is_open(path) or path in public:
        return GateDecision.LET_IN
    if path.startswith(CLOSED):
        return GateDecision.NOT_FOUND
    if signed_in is not None and signed_in.required_page in (None, path):
        return GateDecision.LET_IN
    if is_machinery(path):
        return GateDecision.NOT_FOUND
    return GateDecision.SIGN_IN if signed_in is None else GateDecision.CONFIRM


def is_open(path: str) -> bool:
    """Whether a path is anybody's: a page before sign-in, or of the guide."""
    return path in OPEN or path.startswith(OPEN_BELOW)


def is_machinery(path: str) -> bool:
    """Whether a path is one that a page asks for by itself, and not one that a person opens."""
    return path.startswith(MACHINERY) or "/_stcore/" in path or "." in path.rpartition("/")[2]


def _refuse_upload(refused: UploadRefused) -> Response:
    return PlainTextResponse(words.TOO_MANY_FILES if refused.status == 413 else words.NOT_FOUND, refused.status)


class Gate:
    """ASGI middleware before all of Streamlit and before our own pages."""

    def __init__(self, app: ASGIApp, context: WebContext, assets: Assets) -> None:
        self.app, self.context, self.assets = app, context, assets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            answer = self._answer(scope)
            if (
                answer is None
                and scope["path"].startswith(UPLOAD_ADDRESS)
                and (sender := self._find_party(scope, touch=False))
            ):
                try:
                    await sender.uploads.pass_on(self.app, scope, receive, send)
                except UploadRefused as refused:
                    await _refuse_upload(refused)(scope, receive, send)
            else:
                await (answer or self.app)(scope, receive, send)
        elif scope["type"] == "websocket" and not self._may_connect(scope):
            await receive()
            await send({"type": "websocket.close", "code": 1008})
        else:
            if scope["type"] == "websocket":
                await self.context.screens_loaded.wait()
                receive, send = delay_disconnect(receive, send)
            await self.app(scope, receive, send)

    def _answer(self, scope: Scope) -> Response | None:
        """The gate's own reply, or None where the request may pass."""
        if not self.context.reach.knows(Headers(scope=scope).get("host", "")):
            return PlainTextResponse(words.WRONG_HOST, status_code=400)
        path = str(scope["path"])
        signed_in = self._find_party(scope, touch=not (is_machinery(path) or is_open(path)))
        match decide(path, signed_in, self.assets.public):
            case GateDecision.SIGN_IN:
                return RedirectResponse("/sign-in", status_code=303)
            case GateDecision.CONFIRM:
                assert signed_in is not None and signed_in.required_page is not None
                return RedirectResponse(signed_in.required_page, status_code=303)
            case GateDecision.NOT_FOUND:
                return PlainTextResponse(words.NOT_FOUND, status_code=404)
        return None

    def _may_connect(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        signed_in = self._find_party(scope, touch=False)
        is_own_address = self.context.reach.knows(headers.get("host", "")) and is_own_origin(headers)
        return is_own_address and signed_in is not None and signed_in.required_page is None

    def _find_party(self, scope: Scope, touch: bool) -> SignedInParty | None:
        token = read_token(HTTPConnection(scope).cookies, self.context.reach.secure)
        return None if token is None else self.context.services.vault.find(token, touch=touch)
