"""A notebook in memory for whatever a therapist's screen says and does, as for every other screen."""

from tests.screens.conftest import _without_a_cookie, notebook  # noqa: F401
