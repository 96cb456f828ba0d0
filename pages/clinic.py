"""The clinic: what needs its manager, accounts with counts, invitations, copies, and the trail."""

from __future__ import annotations

import streamlit as st

from nearer.clinic_page.accounts_html import needs_html
from nearer.clinic_page.attention import attention_sentences, next_thing
from nearer.clinic_page.clinic import load_clinic
from nearer.manager_screens.clinic import draw_accounts, draw_copies_and_state, draw_trail
from nearer.manager_screens.inviting import draw_invitations, draw_invite
from nearer.session.actions import draw_message
from nearer.session.manager import current_manager_or_stop
from nearer.views import text as words
from nearer.views.layout.frame import page_header, section_header

session = current_manager_or_stop()
clinic = load_clinic(session)
with st.container(key="clinic-top"):
    page_header(words.clinic.TITLE, words.clinic.LEAD)
st.html(needs_html(attention_sentences(clinic), next_thing(clinic)))
draw_message()
accounts, inviting = st.columns([3, 2], gap="large")
with accounts:
    section_header(words.clinic.THERAPISTS)
    draw_accounts(clinic, clinic.therapists)
    section_header(words.clinic.MANAGERS)
    draw_accounts(clinic, clinic.managers)
with inviting:
    draw_invite()
    draw_invitations(clinic)
trail, state = st.columns([3, 2], gap="large")
with trail:
    draw_trail(clinic)
with state:
    draw_copies_and_state(clinic)
