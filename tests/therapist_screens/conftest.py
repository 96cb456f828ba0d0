"""A notebook in memory for whatever a therapist's screen says and does, as for every other screen."""

from tests.screen_server import screen_server, session_state  # noqa: F401
from tests.screens.conftest import _drawn_by_a_server, notebook  # noqa: F401
