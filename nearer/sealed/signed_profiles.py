"""What a person says of themselves in plain, with their signature: another's word is not taken for theirs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from nearer.privacy.seal import KeyPair
from nearer.privacy.signatures import is_signed, sign

_PROFILE = ("clinic_id", "couple_id", "person_id", "nickname", "role", "zone")
_is_signed = lru_cache(maxsize=4096)(is_signed)  # a caseload has the same few hundred people at every click


def sign_profile(keys: KeyPair, columns: Mapping[Any, Any]) -> bytes:
    """Over nickname, role and time zone of a row of `people`, with whose they are."""
    return sign(keys, _profile_text(columns))


def is_own_profile(columns: Mapping[Any, Any], signing_key: bytes) -> bool:
    """Whether whoever has this signing key said all of it."""
    return _is_signed(signing_key, _profile_text(columns), columns["signature"])


def _profile_text(columns: Mapping[Any, Any]) -> bytes:
    return json.dumps(["profile", *(str(columns[name]) for name in _PROFILE)]).encode()
