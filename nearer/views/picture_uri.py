"""A picture of our own as an address that holds it, so that nothing is fetched for it."""

from __future__ import annotations

from base64 import b64encode


def picture_uri(svg: str) -> str:
    """For `src` of an image, in a page or in a label."""
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()
