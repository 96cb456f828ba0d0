"""Uploads: taken only for a screen of this very sign-in that has a place for files now, counted, and gone with it."""

from __future__ import annotations

from dataclasses import dataclass, field

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

UPLOAD_ADDRESS = "/_stcore/upload_file/"
MAX_UPLOADS, MAX_UPLOADED = 20, 20 * 1024 * 1024  # of one sign-in at a time, over all its tabs
MAX_UPLOAD_BYTES = 2 * 1024 * 1024  # server.maxUploadSize, for one that does not say how long it is


class UploadRefused(Exception):
    """Before anything of it was read: 404 where no screen waits for a file, 413 for too many."""

    def __init__(self, status: int) -> None:
        self.status = status


@dataclass
class Uploads:
    """The uploads of one sign-in: the sessions whose screen has a place for files, and the bytes still being sent."""

    screens: set[str] = field(default_factory=set)
    coming: list[int] = field(default_factory=list)

    def has_room(self, size: int) -> bool:
        sizes = [*self.coming, *self._stored_sizes(), size]
        return len(sizes) <= MAX_UPLOADS and sum(sizes) <= MAX_UPLOADED

    def forget(self) -> None:
        """Drop what was sent, and take nothing more."""
        for session in self.screens:
            Runtime.instance().uploaded_file_mgr.remove_session_files(session)
        self.screens.clear()

    def _stored_sizes(self) -> list[int]:
        manager = Runtime.instance().uploaded_file_mgr
        assert isinstance(manager, MemoryUploadedFileManager), "Streamlit keeps files in memory"
        stored = (manager.file_storage.get(session, {}) for session in tuple(self.screens))
        return [len(file.data) for files in stored for file in tuple(files.values())]

    async def pass_on(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        """Let Streamlit have it. UploadRefused where no screen of this sign-in waits for a file, and for too many."""
        if scope["path"].removeprefix(UPLOAD_ADDRESS).partition("/")[0] not in self.screens:
            raise UploadRefused(404)
        length = Headers(scope=scope).get("content-length", "")
        size = int(length) if length.isascii() and length.isdigit() else MAX_UPLOAD_BYTES
        if scope["method"] == "PUT" and not self.has_room(size):
            raise UploadRefused(413)
        self.coming.append(size)
        try:
            await app(scope, receive, send)
        finally:
            self.coming.remove(size)
