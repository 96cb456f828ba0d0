"""A therapist's questionnaires: importing files, the report, the preview, offering and retiring, the versions."""

from __future__ import annotations

from functools import partial

import streamlit as st

from nearer.session.actions import draw_message
from nearer.session.therapist import current_therapist_or_stop
from nearer.therapist_presenters.therapist_questionnaires import OpenQuestionnaire
from nearer.therapist_screens.harm_flags import draw_harm_flags
from nearer.therapist_screens.questionnaire_preview import draw_preview
from nearer.therapist_screens.therapist_questionnaires import (
    close_questionnaire,
    draw_acts,
    draw_file_links,
    draw_import_report,
    draw_questionnaires,
    draw_upload,
    draw_versions,
    find_opened,
)
from nearer.therapist_screens.therapist_questionnaires_list import close_built_in, draw_built_in, draw_title
from nearer.views import text as words
from nearer.views.layout.expanders import lazy_expander
from nearer.views.layout.frame import caption, page_header

session = current_therapist_or_stop()
match find_opened(session):
    case None:
        page_header(words.therapist_questionnaires.TITLE, words.therapist_questionnaires.LEAD)
        draw_message()
        draw_questionnaires(session)
        draw_upload()
        draw_built_in(session)
    case OpenQuestionnaire() as opened:
        st.button(words.therapist_questionnaires.ALL, key="custom-back", type="tertiary", on_click=close_questionnaire)
        page_header(opened.version.title, opened.version_state)
        draw_message()
        for sentence in opened.notes:
            caption(sentence)
        draw_title(opened)
        draw_harm_flags(opened)
        draw_acts(opened)
        if opened.report:
            lazy_expander(words.therapist_questionnaires.REPORT, "custom-report", partial(draw_import_report, opened))
        if opened.definition is not None:
            lazy_expander(
                words.therapist_questionnaires.PREVIEW, "custom-preview", partial(draw_preview, opened.definition)
            )
        lazy_expander(words.therapist_questionnaires.VERSIONS, "custom-versions", partial(draw_versions, opened))
        draw_file_links(opened)
    case built_in:
        st.button(words.therapist_questionnaires.ALL, key="custom-back", type="tertiary", on_click=close_built_in)
        page_header(built_in.title, words.therapist_questionnaires.BUILT_IN)
        draw_preview(built_in)
