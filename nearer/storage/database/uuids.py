"""Ids made by the program, in the order of time. They tell when, so they are never a secret."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

HOME = "home"  # the one clinic of a couple at home


def new_id(now: datetime) -> UUID:
    """UUID version 7 (RFC 9562): 48 bits of milliseconds, then 74 random bits."""
    milliseconds = int(now.timestamp() * 1000) & (2**48 - 1)
    number = milliseconds << 80 | 0x7 << 76 | secrets.randbits(12) << 64 | 0b10 << 62 | secrets.randbits(62)
    return UUID(int=number)
