"""Opens the notebook and the catalogue once, says who is signed in, and owns every session_state key."""

from __future__ import annotations

from nearer.wiring.desk import change_check_in, check_in_form, opener, questionnaire_form, show_form_of, task
from nearer.wiring.forms import close_form
from nearer.wiring.house import house
from nearer.wiring.runner import closing_page, run_form
from nearer.wiring.screens import SELDOM, screens
from nearer.wiring.settings import draw_settings
from nearer.wiring.sharing import access_rows, draw_audience_change, draw_invitation, end_sharing, said_once
from nearer.wiring.shown import shown_views
from nearer.wiring.tasks import waiting
from nearer.wiring.visit import Visit, demo_names, visit, visit_or_stop
from nearer.wiring.weeks import latest_week, lines, pictures

__all__ = [
    "SELDOM",
    "Visit",
    "access_rows",
    "change_check_in",
    "check_in_form",
    "close_form",
    "closing_page",
    "demo_names",
    "draw_audience_change",
    "draw_invitation",
    "draw_settings",
    "end_sharing",
    "house",
    "latest_week",
    "lines",
    "opener",
    "pictures",
    "questionnaire_form",
    "run_form",
    "said_once",
    "screens",
    "show_form_of",
    "shown_views",
    "task",
    "visit",
    "visit_or_stop",
    "waiting",
]
