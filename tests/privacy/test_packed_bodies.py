"""A body is packed before it is sealed, and only what Nearer packed is unpacked."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.privacy.packed_bodies import pack_body, unpack_body
from nearer.privacy.seal import SealBroken


@given(st.binary(max_size=12_100))
def test_a_packed_body_comes_back_as_it_was(written: bytes) -> None:
    assert unpack_body(pack_body(written)) == written


@pytest.mark.parametrize(
    "opened",
    [
        *(b'"a walk"', b"{}", b"[1]", b"null", b"12", b""),
        *(b"x", b"x\x9cnot packed", zlib.compress(b"walk" * 100)[:-3], zlib.compress(bytes(10**8))),
    ],
)
def test_a_packed_body_that_is_damaged_or_cut_off_is_an_error_and_never_half_a_body(opened: bytes) -> None:
    with pytest.raises(SealBroken):
        unpack_body(opened)
