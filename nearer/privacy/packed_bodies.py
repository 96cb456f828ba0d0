"""A body made smaller before it is sealed, so that the longest fits into the padding of an empty one."""

from __future__ import annotations

import zlib

from nearer.privacy.seal import SealBroken

_MAX_UNPACKED_BYTES = 16 * 1024 * 1024  # bytes: what unpacks to more was not written by Nearer


def pack_body(body_text: bytes) -> bytes:
    """The text compressed (zlib, RFC 1950)."""
    return zlib.compress(body_text, 9)


def unpack_body(packed_body: bytes) -> bytes:
    """The text that `pack_body` packed. SealBroken for anything else."""
    unpacking = zlib.decompressobj()
    try:
        body_text = unpacking.decompress(packed_body, _MAX_UNPACKED_BYTES)
    except zlib.error as broken:
        raise SealBroken from broken
    if not unpacking.eof:
        raise SealBroken
    return body_text
