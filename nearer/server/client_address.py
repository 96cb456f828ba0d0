"""Who is at the other end of a connection, and whether their own page sent the request."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope

from nearer.server.config import Reach


def peer_address(scope: Scope, reach: Reach) -> str:
    """The client's address: the socket's peer, or what the declared proxy added last to X-Forwarded-For.

    Without a declared proxy the header counts for nothing. Uvicorn believes it from a loopback peer and then gives
    port 0 as a sign, so port 0 means loopback.
    """
    host, port = scope.get("client") or ("", 0)
    if reach.behind_proxy:
        return Headers(scope=scope).get("x-forwarded-for", host).rpartition(",")[2].strip()
    return str(host) if port else "127.0.0.1"


def is_loopback(address: str) -> bool:
    """Whether the address is this machine's own."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def subscriber(address: str) -> str:
    """The address of a household: IPv4 whole, of IPv6 the first 64 bits (RFC 6177); other text as it is."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address) or parsed.ipv4_mapped:
        return str(getattr(parsed, "ipv4_mapped", None) or parsed)
    return str(ipaddress.ip_network((int(parsed), 64), strict=False))


def from_own_page(headers: Headers) -> bool:
    """Whether a form was sent by a page of this server.

    Browsers say so in Sec-Fetch-Site. Our no-referrer policy makes them send `Origin: null` with forms, so Origin
    decides only where the first is missing, and a foreign one refuses either way.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if origin not in (None, "null") and not is_own_origin(headers):
        return False
    return site == "same-origin" if site else is_own_origin(headers)


def is_own_origin(headers: Headers) -> bool:
    """Whether the Origin header names the host that was asked."""
    origin, host = headers.get("origin"), headers.get("host")
    return bool(origin and host) and urlsplit(str(origin)).netloc == host
