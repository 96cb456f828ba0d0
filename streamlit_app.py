"""The server: `streamlit run streamlit_app.py` serves the notebook with its gate, sign-in pages and headers."""

from __future__ import annotations

from pathlib import Path

from streamlit.starlette import App

from nearer.domain import FileRefused
from nearer.storage import NotebookUnusable
from nearer.web import ConfigurationRefused, refuse_unsafe_configuration, serving
from nearer.wiring import house

SHELL = Path(__file__).parent / "nearer" / "shell.py"

try:
    refuse_unsafe_configuration()
    app = App(SHELL, **serving(house()))
except (ConfigurationRefused, NotebookUnusable, FileRefused) as refused:
    raise SystemExit(str(refused)) from None
