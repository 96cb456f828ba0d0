"""The server with its metrics, where a port for them is set; without one nothing is counted and nothing listens."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.middleware import Middleware

from nearer.language.error_catalogue.server_errors import ConfigurationText
from nearer.metrics.exposition import write_exposition
from nearer.metrics.gauges import read_gauges
from nearer.metrics.listener import listen
from nearer.metrics.request_counts import Counted, RequestCounts
from nearer.metrics.save_times import time_saves
from nearer.server.config import ConfigurationRefused
from nearer.web.app import AppOptions
from nearer.web.services import Services

PORT_VARIABLE = "NEARER_METRICS_PORT"


def measured(serving: AppOptions, services: Services, environ: Mapping[str, str]) -> AppOptions:
    """ConfigurationRefused for a port that is none, or taken."""
    if not (port := environ.get(PORT_VARIABLE)):
        return serving
    requests, saves = RequestCounts(), time_saves(services.notebook.engine)

    def write() -> str:
        return write_exposition((*requests.read(), saves.read(), *read_gauges(services)))

    try:
        listen(int(port), write)
    except (ValueError, OverflowError, OSError):
        raise ConfigurationRefused([ConfigurationText.METRICS_PORT(variable=PORT_VARIABLE, port=port)]) from None
    return {**serving, "middleware": [Middleware(Counted, counts=requests), *serving["middleware"]]}
