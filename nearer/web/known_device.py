"""Devices that signed in before: their attempts are counted apart, so that no stranger's guesses make them wait.

The cookie beside that of the sign-in is a random number and, for each name that signed in there, a keyed hash. It names
nobody, opens nothing, and goes with *Exit*.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from starlette.requests import Request
from starlette.responses import Response

from nearer.sign_ins.device_key import device_key
from nearer.storage.couple.credentials import name_key
from nearer.web.services import WebContext

MAX_DEVICE_NAMES = 4
DEVICE_KNOWN_SECONDS = 180 * 24 * 3600


def device_bucket(context: WebContext, request: Request, name: str) -> str | None:
    """The bucket of this name's attempts on a device where it signed in before; None for a stranger's."""
    device, *tags = _read_cookie(context, request)
    tag = _device_tag(context, device, name)
    return f"device:{tag}" if any(hmac.compare_digest(tag.encode(), one.encode()) for one in tags) else None


def remember_device(context: WebContext, request: Request, reply: Response, name: str) -> None:
    """This name signed in here."""
    device, *tags = _read_cookie(context, request)
    device = device or secrets.token_hex(16)
    tag = _device_tag(context, device, name)
    value = ".".join((device, tag, *[one for one in tags if one != tag][: MAX_DEVICE_NAMES - 1]))
    secure = context.reach.secure
    reply.set_cookie(
        _cookie(context), value, DEVICE_KNOWN_SECONDS, path="/", secure=secure, httponly=True, samesite="strict"
    )


def forget_device(context: WebContext, reply: Response) -> None:
    """No trace stays in this browser."""
    reply.delete_cookie(_cookie(context), path="/", secure=context.reach.secure, httponly=True, samesite="strict")


def _cookie(context: WebContext) -> str:
    return "__Host-nearer-device" if context.reach.secure else "nearer-device"


def _read_cookie(context: WebContext, request: Request) -> list[str]:
    return request.cookies.get(_cookie(context), "")[:400].split(".")


def _device_tag(context: WebContext, device: str, name: str) -> str:
    message = f"{device}|{name_key(name)}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(message, key=device_key(context.services.notebook), digest_size=16).hexdigest()
