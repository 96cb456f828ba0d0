"""A therapist's questionnaires: bringing files, the report, the preview, offering and retiring, the versions."""

from __future__ import annotations

from functools import partial

import streamlit as st

from nearer.screens.questionnaire_preview import draw_preview
from nearer.screens.therapist_questionnaire_files import draw_giving_out, draw_versions
from nearer.screens.therapist_questionnaire_marks import draw_marks
from nearer.screens.therapist_questionnaires import (
    close_brought,
    draw_acts,
    draw_bringing,
    draw_brought,
    draw_what_became,
    opened_questionnaire,
)
from nearer.session.actions import draw_message
from nearer.session.therapist import current_therapist_or_stop
from nearer.views import text as words
from nearer.views.layout.expanders import lazy_expander
from nearer.views.layout.frame import caption, page_header

session = current_therapist_or_stop()
opened = opened_questionnaire(session)
if opened is None:
    page_header(words.brought.TITLE, words.brought.LEAD)
    draw_message()
    draw_bringing()
    draw_brought(session)
else:
    st.button(words.brought.ALL, key="brought-back", type="tertiary", on_click=close_brought)
    page_header(opened.brought.title, opened.version_state)
    draw_message()
    for sentence in (*opened.licences, opened.report["scoring"]):
        caption(sentence)
    draw_marks(opened)
    draw_acts(opened)
    lazy_expander(words.brought.REPORT, "brought-report", lambda: draw_what_became(opened))
    if opened.definition is not None:
        lazy_expander(words.brought.PREVIEW, "brought-preview", partial(draw_preview, opened.definition))
    lazy_expander(words.brought.VERSIONS, "brought-versions", lambda: draw_versions(opened))
    draw_giving_out(opened)
