"""What a forked server need not import again, nor read from the shipped files; tests/warm_server.py preloads it."""

from __future__ import annotations

import importlib
import pkgutil

import plotly.graph_objects
import streamlit.web.bootstrap
import streamlit.web.cli
import streamlit.web.server.starlette.starlette_server
import uvicorn

import nearer
from nearer import shipped
from nearer.session.loading import load_screens

NOT_TO_IMPORT = (".migrations", "__main__", "nearer.shell")
__all__ = ["plotly", "streamlit", "uvicorn"]

for module in pkgutil.walk_packages(nearer.__path__, "nearer."):
    if not any(part in module.name for part in NOT_TO_IMPORT):
        importlib.import_module(module.name)
shipped.shipped_index()
load_screens()
