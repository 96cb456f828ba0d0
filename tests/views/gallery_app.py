"""The gallery behind Nearer's own Content-Security-Policy: `streamlit run tests/views/gallery_app.py`."""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from nearer.server.headers import content_policy  # noqa: E402  the path has to be known first


class Policy:
    """Puts the policy on every reply."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        async def send_with_policy(message):
            if message["type"] == "http.response.start":
                host = Headers(scope=scope).get("host", "")
                MutableHeaders(scope=message)["Content-Security-Policy"] = content_policy(host, secure=False)
            await send(message)

        await self.app(scope, receive, send_with_policy)


app = st.App(HERE / "gallery.py", middleware=[Middleware(Policy)])
