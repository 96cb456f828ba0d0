"""Who is signed in: the cookie in the browser and what the vault holds for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.responses import Response

from nearer.privacy import Principal
from nearer.storage import Notebook

COOKIE_NAMES = ("__Host-nearer", "nearer")  # over TLS, without TLS


@dataclass(frozen=True)
class SignedIn:
    """What one signed-in person has in hand. `recovery_code` is there until they confirmed that they kept it."""

    principal: Principal
    notebook: Notebook
    recovery_code: str | None = field(default=None, repr=False)


def cookie_name(secure: bool) -> str:
    """The cookie's name; the __Host- prefix makes the browser refuse one set by another site or without TLS."""
    return COOKIE_NAMES[0] if secure else COOKIE_NAMES[1]


def read_token(cookies: Mapping[str, str], secure: bool) -> str | None:
    """The token a browser presents, if any."""
    return cookies.get(cookie_name(secure))


def hand_over(response: Response, token: str, secure: bool) -> None:
    """Give the browser its token: no script reads it, no other site sends it, and it ends with the browser."""
    response.set_cookie(cookie_name(secure), token, path="/", secure=secure, httponly=True, samesite="strict")


def take_back(response: Response, secure: bool) -> None:
    """Ask the browser to drop its token."""
    response.delete_cookie(cookie_name(secure), path="/", secure=secure, httponly=True, samesite="strict")
