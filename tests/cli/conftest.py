"""What commands hash."""

from tests.hashing import before_hashing  # noqa: F401
