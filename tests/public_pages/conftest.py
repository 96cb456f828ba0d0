"""The pages that are open to everybody, on a real server (tests/web/conftest.py)."""

from tests.web.conftest import _at_its_own_runtime, running  # noqa: F401
