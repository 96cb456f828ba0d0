"""What would make the first visitor of a screen wait, loaded beside the sign-in page that is open already."""

from __future__ import annotations

import asyncio
import gc
import os

from nearer.backups.risky_folders import describe_risk, read_mounts
from nearer.server.log import LOG, place_of
from nearer.sign_ins.device_key import device_key
from nearer.web import templating
from nearer.web.registration import zones
from nearer.web.services import Services, WebContext
from nearer.web.shell_page import CHARTS, shell_page
from nearer.yaml_files.problems import FileRefused

HEAD_START_SECONDS = 0.2  # for the page that somebody waits for already: loading would share the processor with it


async def warm_up(context: WebContext) -> None:
    """Let screens be drawn once all is loaded; what cannot be is named and ends the server, in which nobody is yet."""
    await asyncio.sleep(HEAD_START_SECONDS)
    try:
        await asyncio.to_thread(_load, context.services)
    except Exception as broken:
        LOG.error("%s", str(broken) if isinstance(broken, FileRefused) else place_of(broken))
        os._exit(1)
    context.screens_loaded.set()


def _load(services: Services) -> None:
    """Fill the caches, then take all that is loaded out of the collector's sight: it never becomes garbage."""
    templating.warm()
    zones()
    for path in ("/", *CHARTS):
        shell_page(path)
    services.read_help()
    services.load_screens()
    device_key(services.notebook)
    file = services.notebook.path
    if file is not None and (risk := describe_risk(file.parent, os.environ, read_mounts())):
        LOG.warning("%s", risk)
    gc.collect()
    gc.freeze()
    gc.enable()  # streamlit_app.py turned it off
