"""Associated data: what a seal, a MAC or a signature is bound to. Moved or relabelled, a sealed body does not open."""

from __future__ import annotations


def bind(kind: str, *values: object) -> bytes:
    """The kind of thing, and all that is plain about it, in one text."""
    return "|".join((kind, *map(str, values))).encode()
