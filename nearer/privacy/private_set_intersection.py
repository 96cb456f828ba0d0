"""Private set intersection: two people learn what both want and nothing else of each other's choices.

Private set intersection by commutative blinding (Huberman, Franklin & Hogg, 1999) on the prime-order group of
edwards25519. Each has a secret number and publishes, for every option in order, its point times that number where they
want it, and a random point where not; nobody else can tell the two apart. The other multiplies what was published by
a secret number of their own. Only where both wanted an option are the two doubly multiplied points the same.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Iterator, Sequence
from functools import partial

from nacl.bindings import (
    crypto_core_ed25519_BYTES,
    crypto_core_ed25519_from_uniform,
    crypto_core_ed25519_NONREDUCEDSCALARBYTES,
    crypto_core_ed25519_scalar_reduce,
    crypto_scalarmult_ed25519_noclamp,
)
from nacl.exceptions import RuntimeError as NotAPoint


def new_number() -> bytes:
    """A secret number, uniform over the order of the group."""
    return crypto_core_ed25519_scalar_reduce(secrets.token_bytes(crypto_core_ed25519_NONREDUCEDSCALARBYTES))


def blind(options: Sequence[str], agreed_options: Collection[str], number: bytes, context: str) -> bytes:
    """The points to publish, one for each option. `context` names couple and list: points of another never match."""
    return b"".join(
        crypto_scalarmult_ed25519_noclamp(number, _hash_to_point(f"{context}|{option}"))
        if option in agreed_options
        else _random_point()
        for option in options
    )


def blind_again(published: bytes, number: bytes) -> bytes:
    """Every point times the secret number; a random point for what is none, as after damage."""
    return b"".join(_multiply_point(point, number) for point in _points(published))


def intersect(
    options: Sequence[str], own_double_blinded: bytes, partner_points: bytes, number: bytes
) -> frozenset[str]:
    """The options both want: `own_double_blinded` is what the other made of one's own points.

    `partner_points` is what they published. Nothing when either does not have a point an option.
    """
    if not len(own_double_blinded) == len(partner_points) == len(options) * crypto_core_ed25519_BYTES:
        return frozenset()
    # Wanted by both: (a*H(option))*b == (b*H(option))*a, whoever multiplied first. A random point of either side meets
    # nothing, and tells nothing, by the decisional Diffie-Hellman assumption; https://doi.org/10.1145/336992.337012.
    pairs = zip(options, _points(own_double_blinded), _points(blind_again(partner_points, number)), strict=True)
    return frozenset(option for option, own, other in pairs if own == other)


def keyed_shuffle(options: Sequence[str], context: str, secret: bytes) -> list[str]:
    """The options in a random-looking order, the same each time; without the secret nobody can work it out.

    An empty secret is the couple's own order: both have the same one, and so has whoever knows the context."""
    chance = partial(hashlib.blake2b, digest_size=16, key=secret, person=b"nearer chance")
    return sorted(options, key=lambda option: chance(f"{context}|{option}".encode()).digest())


def _points(joined: bytes) -> Iterator[bytes]:
    size = crypto_core_ed25519_BYTES
    return (joined[start : start + size] for start in range(0, len(joined), size))


def _hash_to_point(text: str) -> bytes:
    return crypto_core_ed25519_from_uniform(hashlib.sha256(f"nearer both|{text}".encode()).digest())


def _random_point() -> bytes:
    return crypto_core_ed25519_from_uniform(secrets.token_bytes(32))


def _multiply_point(point: bytes, number: bytes) -> bytes:
    try:
        return crypto_scalarmult_ed25519_noclamp(number, point)
    except (NotAPoint, TypeError, ValueError):
        return _random_point()
