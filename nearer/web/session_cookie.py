"""The cookie by which a browser shows that somebody signed in; the vault has what belongs to it."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import Response

COOKIE_NAMES = ("__Host-nearer", "nearer")  # over TLS, without TLS


def cookie_name(secure: bool) -> str:
    """The cookie's name; the __Host- prefix makes the browser refuse one set by another site or without TLS."""
    return COOKIE_NAMES[0] if secure else COOKIE_NAMES[1]


def read_token(cookies: Mapping[str, str], secure: bool) -> str | None:
    """The token a browser presents, if any."""
    return cookies.get(cookie_name(secure))


def set_cookie(response: Response, token: str, secure: bool) -> None:
    """Give the browser its token: no script reads it, no other site sends it, and it ends with the browser."""
    response.set_cookie(cookie_name(secure), token, path="/", secure=secure, httponly=True, samesite="strict")


def clear_cookie(response: Response, secure: bool) -> None:
    """Ask the browser to drop its token."""
    response.delete_cookie(cookie_name(secure), path="/", secure=secure, httponly=True, samesite="strict")
