"""In which language a request is answered: the one that whoever sent it has chosen, or else their browser's."""

from __future__ import annotations

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from nearer.language.languages import best_language
from nearer.language.sentences import set_language
from nearer.web.services import WebContext
from nearer.web.session_cookie import read_token


class RequestLanguage:
    """ASGI middleware around our own pages; each request is a task with a context of its own."""

    def __init__(self, app: ASGIApp, context: WebContext) -> None:
        self.app, self.context = app, context

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            set_language(self._language_tag(HTTPConnection(scope)))
        await self.app(scope, receive, send)

    def _language_tag(self, request: HTTPConnection) -> str:
        token = read_token(request.cookies, self.context.reach.secure)
        party = None if token is None else self.context.services.vault.find(token, touch=False)
        return best_language(request.headers.get("accept-language", "")) if party is None else party.language
