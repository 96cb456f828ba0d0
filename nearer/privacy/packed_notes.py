"""A note made smaller before it is sealed, so that the longest fits into the room of an empty one."""

from __future__ import annotations

import zlib

from nearer.privacy.seal import SealBroken

_MOST = 64 * 1024  # bytes: what unpacks to more was not written by Nearer
_PACKED = b"x"  # how zlib begins (RFC 1950) and no JSON does


def pack_note(written: bytes) -> bytes:
    """The JSON of a note, in fewer bytes where it is long."""
    return zlib.compress(written, 9)


def unpack_note(opened: bytes) -> bytes:
    """What `pack_note` was given; anything else as it is. SealBroken for what was damaged before it was sealed."""
    if not opened.startswith(_PACKED):
        return opened
    unpacking = zlib.decompressobj()
    try:
        written = unpacking.decompress(opened, _MOST)
    except zlib.error as broken:
        raise SealBroken from broken
    if not unpacking.eof:
        raise SealBroken
    return written
