"""A notebook in memory for whatever is said of a couple."""

from tests.screens.conftest import notebook  # noqa: F401
