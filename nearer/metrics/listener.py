"""The address at which metrics are read: a port of its own on this machine, apart from the one people come to."""

from __future__ import annotations

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from nearer.metrics.exposition import CONTENT_TYPE
from nearer.server.log import LOG, place_of

LOOPBACK, METRICS_PATH = "127.0.0.1", "/metrics"
NAMES = (LOOPBACK, "localhost")


def listen(port: int, write: Callable[[], str]) -> ThreadingHTTPServer:
    """Answer with what `write` returns until this process ends. OSError where the port is taken."""

    class MetricsRequest(BaseHTTPRequestHandler):
        server_version, sys_version = "Nearer", ""

        def do_GET(self) -> None:
            host_name = (self.headers.get("host") or "").rpartition(":")[0]
            if self.path != METRICS_PATH or host_name not in NAMES:  # a page in a browser, under a name that leads here
                self.send_error(404)
                return
            try:
                body = write().encode()
            except Exception as broken:
                LOG.error("metrics: %s", place_of(broken))
                self.send_error(503)
                return
            self.send_response(200)
            self.send_header("Content-Type", CONTENT_TYPE)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_values: object) -> None:
            """Nothing: the log is for what people meet."""

    server = ThreadingHTTPServer((LOOPBACK, port), MetricsRequest)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True, name="metrics").start()
    return server
