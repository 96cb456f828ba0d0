"""Inviting from a manager's page: the form, the code shown once, and the invitations that nobody used so far."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import streamlit as st

from nearer.clinic_accounts.account_credentials import KINDS
from nearer.clinic_manager.account_acts import NewAccount, invite, withdraw
from nearer.clinic_manager.overview import SentInvitation
from nearer.clinic_page.clinic import Clinic
from nearer.session.actions import draw_message, run_manager_action
from nearer.session.values import ManagerSession
from nearer.storage.couple.credentials import MAX_NAME
from nearer.views import text as words
from nearer.views.invitation import draw_account_code
from nearer.views.layout.frame import caption, section_header
from nearer.views.layout.lists import row_with_act

NAME_KEY, KIND_KEY, CODE_KEY = "clinic-invite-name", "clinic-invite-kind", "clinic-invite-code"
INVITE_PLACE = "clinic-invite-message"


@dataclass(frozen=True, slots=True)
class SentCode:
    """A code that is shown once, and for whom."""

    name: str
    code: str


def keep_code(sent: SentCode) -> None:
    """Show it until it was given away, or the screen is left."""
    st.session_state[CODE_KEY] = sent


def draw_invitations(clinic: Clinic) -> None:
    """Each with its end and a way to withdraw it, those that ended unused too."""
    section_header(words.clinic.OPEN_INVITATIONS)
    if not clinic.overview.invitations:
        caption(words.clinic.NO_INVITATIONS)
    for number, invitation in enumerate(clinic.overview.invitations):
        say = words.clinic.invitation_over if clinic.is_over(invitation) else words.clinic.invitation
        sentence = say(invitation.name, invitation.kind, clinic.session.day_of(invitation.until))
        label = words.clinic.withdraw_label(invitation.name)
        row_with_act(sentence, label, f"clinic-invitation-{number}", partial(_withdraw, invitation))


def draw_invite() -> None:
    """A name, as what, and the code once it was made."""
    section_header(words.clinic.INVITE_TITLE, words.clinic.INVITE_LEAD)
    if sent := st.session_state.get(CODE_KEY):
        caption(words.clinic.code_for(sent.name))
        draw_account_code(sent.code, str(st.context.url))
        st.button(words.clinic.HIDE_CODE, key="clinic-code-given", on_click=_forget_code)
    st.text_input(words.clinic.NAME, key=NAME_KEY, max_chars=MAX_NAME, autocomplete="off")
    st.radio(words.clinic.KIND, list(KINDS), format_func=words.clinic.kind_name, key=KIND_KEY, horizontal=True)
    st.button(words.clinic.INVITE, key="clinic-invite", type="primary", on_click=_invite)
    draw_message(INVITE_PLACE)


def _invite() -> None:
    name, kind = str(st.session_state.get(NAME_KEY, "")), KINDS[st.session_state[KIND_KEY]]

    def change(session: ManagerSession) -> None:
        code = invite(session.notebook, session.manager, NewAccount(kind, name), session.now)
        keep_code(SentCode(" ".join(name.split()), code))
        st.session_state[NAME_KEY] = ""

    run_manager_action(change, place=INVITE_PLACE)


def _withdraw(invitation: SentInvitation) -> None:
    def change(session: ManagerSession) -> None:
        new_account = NewAccount(KINDS[invitation.kind], invitation.name)
        withdraw(session.notebook, session.manager, new_account, session.now)
        sent = st.session_state.get(CODE_KEY)
        if isinstance(sent, SentCode) and sent.name == invitation.name:
            _forget_code()

    run_manager_action(change, words.clinic.withdrawn(invitation.name))


def _forget_code() -> None:
    st.session_state.pop(CODE_KEY, None)
