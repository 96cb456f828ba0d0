"""A therapist's questionnaires: bringing files, the report, the preview, offering and retiring, the versions."""

from __future__ import annotations

from functools import partial

import streamlit as st

from nearer import wiring
from nearer.views import words
from nearer.views.frame import note, page_top, quiet
from nearer.views.spoken import fold

here = wiring.therapist_visit_or_stop()
one = wiring.opened_questionnaire(here)
if one is None:
    page_top(words.brought.TITLE, words.brought.LEAD)
    if said := wiring.said_once():
        note(said)
    wiring.draw_bringing()
    wiring.draw_brought(here)
else:
    st.button(words.brought.ALL, key="brought-back", type="tertiary", on_click=wiring.close_brought)
    page_top(one.brought.title, one.said)
    if said := wiring.said_once():
        note(said)
    for sentence in (*one.licences, one.report["scoring"]):
        quiet(sentence)
    wiring.draw_marks(one)
    wiring.draw_acts(one)
    fold(words.brought.REPORT, "brought-report", lambda: wiring.draw_what_became(one))
    if one.definition is not None:
        fold(words.brought.PREVIEW, "brought-preview", partial(wiring.draw_preview, one.definition))
    fold(words.brought.VERSIONS, "brought-versions", lambda: wiring.draw_versions(one))
    wiring.draw_giving_out(one)
