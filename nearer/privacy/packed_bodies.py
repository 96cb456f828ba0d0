"""A body made smaller before it is sealed, so that the longest fits into the padding of an empty one."""

from __future__ import annotations

import zlib

from nearer.privacy.seal import SealBroken

_MAX_UNPACKED_BYTES = 16 * 1024 * 1024  # bytes: what unpacks to more was not written by Nearer


def pack_body(written: bytes) -> bytes:
    """The text compressed (zlib, RFC 1950)."""
    return zlib.compress(written, 9)


def unpack_body(opened: bytes) -> bytes:
    """The text that `pack_body` packed. SealBroken for anything else."""
    unpacking = zlib.decompressobj()
    try:
        written = unpacking.decompress(opened, _MAX_UNPACKED_BYTES)
    except zlib.error as broken:
        raise SealBroken from broken
    if not unpacking.eof:
        raise SealBroken
    return written
