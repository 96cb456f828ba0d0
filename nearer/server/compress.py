"""Compressed copies of Streamlit's scripts for browsers on other machines; on the same one, plain files are quicker."""

from __future__ import annotations

import gzip
import mimetypes
from pathlib import Path

import anyio.to_thread
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from nearer.server.assets import Assets
from nearer.server.client_address import is_loopback, peer_address
from nearer.server.config import Reach

COMPRESSED_SUFFIXES = (".js", ".css")
LEVEL = 6
UNTIL_RENAMED = "public, immutable, max-age=31536000"  # a file's name holds the hash of what is in it


class Compressed:
    """Serves each script and style sheet under /static from a copy made at its first use."""

    def __init__(self, app: ASGIApp, reach: Reach, assets: Assets) -> None:
        self.app, self.reach, self.assets = app, reach, assets
        self.copies: dict[str, bytes] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not self._is_wanted(scope):
            await self.app(scope, receive, send)
            return
        path = str(scope["path"])
        if path not in self.copies:
            self.copies[path] = await anyio.to_thread.run_sync(_compress_file, self.assets.folder / path.lstrip("/"))
        headers = {"Content-Encoding": "gzip", "Vary": "Accept-Encoding", "Cache-Control": UNTIL_RENAMED}
        reply = Response(self.copies[path], headers=headers, media_type=mimetypes.guess_type(path)[0])
        await reply(scope, receive, send)

    def _is_wanted(self, scope: Scope) -> bool:
        path = str(scope["path"])
        if scope["method"] != "GET" or path not in self.assets.public or not path.endswith(COMPRESSED_SUFFIXES):
            return False
        headers = Headers(scope=scope)
        elsewhere = self.reach.behind_proxy or not is_loopback(peer_address(scope, self.reach))
        return elsewhere and "range" not in headers and "gzip" in headers.get("accept-encoding", "")


def _compress_file(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), LEVEL, mtime=0)
