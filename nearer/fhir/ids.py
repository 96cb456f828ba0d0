"""Ids and codes of ours for names of theirs: readable, short, and each there once."""

from __future__ import annotations

import re
from collections.abc import Collection

_LENGTH = 36  # characters; with a number behind it, an id still has 40 or less


def our_id(name: str, taken: Collection[str], fallback: str = "item") -> str:
    """An id for an item, a section or a list: small letters, digits and hyphens, and none of those `taken`.

    A name that is one already stays as it is; one with nothing to keep becomes the `fallback`.
    """
    made = re.sub("[^a-z0-9]+", "-", name.lower()).strip("-")[:_LENGTH].strip("-") or fallback
    return _number_until_free(name if re.fullmatch("[a-z0-9-]{1,40}", name) else made, taken)


def our_code(name: str, taken: Collection[str]) -> str:
    """A code for an answer option or unit, none of those `taken`: the name itself where it has none but our signs."""
    made = re.sub("[^A-Za-z0-9._-]+", "-", name)[:_LENGTH].strip("-") or "option"
    return _number_until_free(name if re.fullmatch("[A-Za-z0-9._-]{1,40}", name) else made, taken)


def _number_until_free(name: str, taken: Collection[str]) -> str:
    number, candidate = 1, name
    while candidate in taken:
        number += 1
        candidate = f"{name[:_LENGTH]}-{number}"
    return candidate
