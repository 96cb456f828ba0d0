"""A notebook in memory for whatever the form says and does, as for every other screen."""

from tests.screens.conftest import _without_a_cookie, notebook  # noqa: F401
