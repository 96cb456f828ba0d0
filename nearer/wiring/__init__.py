"""Opens the notebook and the catalogue once, says who is signed in, and owns every session_state key."""

from __future__ import annotations

from nearer.wiring.both import draw_feel, draw_said, draw_talk_about, draw_welcome, sure_of_no
from nearer.wiring.brought import (
    close_brought,
    draw_acts,
    draw_bringing,
    draw_brought,
    draw_what_became,
    opened_questionnaire,
)
from nearer.wiring.brought_files import draw_giving_out, draw_versions
from nearer.wiring.brought_marks import draw_marks
from nearer.wiring.caseload import chosen, draw_choices, draw_rates, looked_through, rows_of
from nearer.wiring.closeness import about_claims, closeness
from nearer.wiring.closing_page import closing_page
from nearer.wiring.couple import JOINT, open_couple
from nearer.wiring.couple_desk import draw_assigning, draw_notes, draw_visits
from nearer.wiring.couple_files import draw_files
from nearer.wiring.desk import change_check_in, check_in_form, draw_card, questionnaire_form, show_form_of
from nearer.wiring.events import draw_events
from nearer.wiring.form_address import arrive, leave_form
from nearer.wiring.guide import asked_topic, draw_search_results, for_you, open_guide, reading_of, search_field
from nearer.wiring.house import house
from nearer.wiring.letting_in import draw_therapist
from nearer.wiring.own_sheet import draw_own_sheet
from nearer.wiring.practice import draw_own_code
from nearer.wiring.preview import draw_preview
from nearer.wiring.runner import run_form
from nearer.wiring.screens import SELDOM, UNLINKED, screens, screens_of
from nearer.wiring.settings import draw_settings
from nearer.wiring.sharing import access_rows, draw_audience_change, draw_invitation, end_sharing, said_once
from nearer.wiring.shown import shown_views
from nearer.wiring.steps import asked_step, draw_fits, draw_history, draw_step, open_steps, say_of_steps
from nearer.wiring.tasks import waiting
from nearer.wiring.therapist_visit import (
    TherapistVisit,
    anybody_or_stop,
    demo_people_and_links,
    therapist_visit,
    therapist_visit_or_stop,
)
from nearer.wiring.totals import draw_totals
from nearer.wiring.undo_bar import draw_undo
from nearer.wiring.visit import Visit, visit, visit_or_stop
from nearer.wiring.weeks import pictures

__all__ = [
    "JOINT",
    "SELDOM",
    "TherapistVisit",
    "UNLINKED",
    "Visit",
    "about_claims",
    "access_rows",
    "anybody_or_stop",
    "arrive",
    "asked_step",
    "asked_topic",
    "change_check_in",
    "check_in_form",
    "chosen",
    "close_brought",
    "closeness",
    "closing_page",
    "demo_people_and_links",
    "draw_acts",
    "draw_assigning",
    "draw_audience_change",
    "draw_bringing",
    "draw_brought",
    "draw_card",
    "draw_choices",
    "draw_events",
    "draw_feel",
    "draw_files",
    "draw_fits",
    "draw_giving_out",
    "draw_history",
    "draw_invitation",
    "draw_marks",
    "draw_notes",
    "draw_own_code",
    "draw_own_sheet",
    "draw_preview",
    "draw_rates",
    "draw_said",
    "draw_search_results",
    "draw_settings",
    "draw_step",
    "draw_talk_about",
    "draw_therapist",
    "draw_totals",
    "draw_undo",
    "draw_versions",
    "draw_visits",
    "draw_welcome",
    "draw_what_became",
    "end_sharing",
    "for_you",
    "house",
    "leave_form",
    "looked_through",
    "open_couple",
    "open_guide",
    "open_steps",
    "opened_questionnaire",
    "pictures",
    "questionnaire_form",
    "reading_of",
    "rows_of",
    "run_form",
    "said_once",
    "say_of_steps",
    "screens",
    "screens_of",
    "search_field",
    "show_form_of",
    "shown_views",
    "sure_of_no",
    "task",
    "therapist_visit",
    "therapist_visit_or_stop",
    "visit",
    "visit_or_stop",
    "waiting",
]
