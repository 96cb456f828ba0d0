"""One-time codes are those of the published test vectors."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from nearer.privacy.totp import code_of_step, is_code_now, seed_as_text, step_at

SEED = b"12345678901234567890"


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_the_codes_for_an_app_are_those_of_rfc_6238(seconds: int, code: str) -> None:
    """RFC 6238, appendix B, SHA-1; the last six of its eight digits."""
    now = datetime.fromtimestamp(seconds, UTC)
    assert code_of_step(SEED, step_at(now)) == code
    assert is_code_now(SEED, code, now)


def test_the_app_code_before_and_the_one_after_are_refused() -> None:
    now = datetime.fromtimestamp(1111111111, UTC)
    assert not any(is_code_now(SEED, code_of_step(SEED, step_at(now) + step), now) for step in (-1, 1))
    assert not is_code_now(SEED, "", now)


def test_the_seed_of_an_app_is_read_aloud_in_base_32() -> None:
    """RFC 4648: the seed of RFC 6238 as authenticator apps show it."""
    assert seed_as_text(SEED) == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"
