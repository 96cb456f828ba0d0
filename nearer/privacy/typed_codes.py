"""Codes that are read aloud or typed from paper: Crockford's base 32, in groups of four."""

from __future__ import annotations

import re
import secrets
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})
_SPACES_AND_DASHES = re.compile(r"[\s\-_.\u2010-\u2015\u2212]+")
INVITATION_CHARACTERS = 16
MAX_TYPED_CODE = 40  # characters that a field takes of a shorter code: it may be typed with spaces and dashes


def new_recovery_code() -> str:
    """160 random bits as eight groups of four."""
    return _new_code(32)


def new_invitation_code() -> str:
    """80 random bits as four groups of four."""
    return _new_code(INVITATION_CHARACTERS)


def normal_code(text: str) -> str:
    """The code as typed, without case, spaces and dashes; O reads as 0, I and L read as 1."""
    plain = _SPACES_AND_DASHES.sub("", unicodedata.normalize("NFKC", text))
    return plain.upper().translate(_READ_ALIKE)


def _new_code(characters: int) -> str:
    code = "".join(secrets.choice(ALPHABET) for _ in range(characters))
    return "-".join(code[start : start + 4] for start in range(0, characters, 4))
