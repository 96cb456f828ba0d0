"""Everything that would make the first visitor wait, done before serving."""

from __future__ import annotations

import gc

from nearer.web import templating
from nearer.web.assets import CHARTS, shell_page
from nearer.web.registration import zones
from nearer.web.services import Services


def warm_up(house: Services) -> None:
    """Fill the caches, then take all that is loaded out of the collector's sight: it never becomes garbage."""
    templating.warm()
    zones()
    for path in ("/", *CHARTS):
        shell_page(path)
    house.warm()
    gc.collect()
    gc.freeze()
