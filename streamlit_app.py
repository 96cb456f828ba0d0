"""The server: `streamlit run streamlit_app.py` serves the notebook with its gate, sign-in pages and headers."""

# ruff: noqa: E402
from __future__ import annotations

import gc

gc.disable()  # what a start loads never becomes garbage; nearer/web/warm_up.py turns the collector on again

import os
from pathlib import Path

from streamlit.config import get_option
from streamlit.starlette import App

import nearer
from nearer.database.row_errors import NotebookUnusable
from nearer.language.languages import language_of_terminal
from nearer.language.sentences import speaking
from nearer.metrics.measured import measured
from nearer.public_pages import guide_pages, home_screen
from nearer.server.config import ConfigurationRefused, refuse_unsafe_configuration
from nearer.server.flush_at_once import flush_at_once
from nearer.server.theme_once import remember_theme
from nearer.session.services import get_services
from nearer.web.app import serving

SHELL = Path(nearer.__file__).parent / "shell.py"

try:
    refuse_unsafe_configuration(get_option, os.environ)
    remember_theme()
    flush_at_once()
    pages = serving(get_services(), guide_pages.routes, home_screen.routes)
    app = App(SHELL, **measured(pages, get_services(), os.environ))
except (ConfigurationRefused, NotebookUnusable) as refused:
    with speaking(language_of_terminal(os.environ)):
        raise SystemExit(str(refused)) from None
