"""A server that draws screens for whoever signs in."""

from tests.screen_server import screen_server  # noqa: F401
