"""Time-based one-time codes (RFC 6238 over RFC 4226): six digits, SHA-1, 30 seconds, as every authenticator app has."""

from __future__ import annotations

import base64
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote

SEED_BYTES = 20
STEP_SECONDS = 30
DIGITS = 6


def new_seed() -> bytes:
    """160 random bits, the length RFC 4226 recommends."""
    return secrets.token_bytes(SEED_BYTES)


def step_at(now: datetime) -> int:
    """The number of the 30 seconds that `now` lies in."""
    return int(now.timestamp()) // STEP_SECONDS


def code_of_step(seed: bytes, step: int) -> str:
    """The six digits of one step (RFC 4226, 5.3)."""
    digest = hmac.digest(seed, step.to_bytes(8, "big"), "sha1")
    start = digest[-1] & 0x0F
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def is_code_now(seed: bytes, typed: str, now: datetime) -> bool:
    """Whether these are the six digits of the current 30-second step; no earlier or later step is accepted."""
    return hmac.compare_digest(code_of_step(seed, step_at(now)).encode(), typed.encode("utf-8", "surrogatepass"))


def seed_as_text(seed: bytes) -> str:
    """Base 32, in groups of four, for an app that cannot read the picture."""
    seed_text = base64.b32encode(seed).decode().rstrip("=")
    return " ".join(seed_text[start : start + 4] for start in range(0, len(seed_text), 4))


def seed_as_address(seed: bytes, name: str) -> str:
    """The text in the QR picture for the app (the otpauth Key URI format)."""
    secret = seed_as_text(seed).replace(" ", "")
    return f"otpauth://totp/Notebook:{quote(name)}?secret={secret}&issuer=Notebook&digits={DIGITS}"
