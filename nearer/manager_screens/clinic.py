"""A manager's page: accounts with what can be done to each, copies, versions, the trail."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from nearer.clinic_manager.account_acts import reset, revoke
from nearer.clinic_manager.overview import AccountOverview
from nearer.clinic_manager.trail_check import note_trail
from nearer.clinic_page.accounts_html import SHOWN_LINES, account_html, ended_lines, trail_html
from nearer.clinic_page.clinic import Clinic
from nearer.manager_screens.inviting import SentCode, keep_code
from nearer.presenters.settings import copy_notebook
from nearer.session.actions import draw_message, run_manager_action
from nearer.session.manager import close_open_pages
from nearer.session.values import ManagerSession
from nearer.views import text as words
from nearer.views.layout.expanders import lazy_expander, paragraphs
from nearer.views.layout.frame import caption, section_header, warning
from nearer.views.layout.lists import plain_list

ASKED_FOR = "clinic-asked-for"  # the account about which it is asked once more, and what
MANAGER_COPIES_PLACE, TRAIL_PLACE = "clinic-copies-message", "clinic-trail-message"


def draw_accounts(clinic: Clinic, accounts: Sequence[AccountOverview]) -> None:
    """Draw what the rows of weeks mean, then a card an account with its fold; none for one's own."""
    if not accounts:
        caption(words.clinic.NO_THERAPISTS)
        return
    if any(account.kind == "therapist" for account in accounts):
        caption(words.clinic.WEEKS_NOTE)
    for account in accounts:
        with st.container(key=f"clinic-account-{account.id.hex}"):
            st.html(account_html(clinic, account))
            if account.id == clinic.session.manager.id:
                caption(words.clinic.OWN_ACCOUNT)
            else:
                title = words.clinic.change_account(account.name)
                lazy_expander(title, f"clinic-change-{account.id.hex}", partial(_draw_acts, account))


def _draw_acts(account: AccountOverview) -> None:
    """Revoke and, of a therapist, reset, each with what it does; or what is asked before either."""
    about, act = st.session_state.get(ASKED_FOR, (None, ""))
    if about == account.id:
        _ask(account, act)
        return
    _draw_act(account, "revoke", words.clinic.REVOKE_HINT, words.clinic.revoke_label(account.name))
    if account.kind == "therapist":
        _draw_act(account, "reset", words.clinic.RESET_HINT, words.clinic.reset_label(account.name))


def _draw_act(account: AccountOverview, act: str, hint: str, label: str) -> None:
    caption(hint)
    st.button(label, key=f"{act}-{account.id.hex}", on_click=partial(_set_asked_for, account, act))


def _ask(account: AccountOverview, act: str) -> None:
    is_therapist = account.kind == "therapist"
    if act == "reset":
        sentences, yes = words.clinic.ask_reset(account.name), words.clinic.yes_reset(account.name)
    else:
        sentences = (words.clinic.ask_revoke if is_therapist else words.clinic.ask_revoke_manager)(account.name)
        yes = words.clinic.yes_revoke(account.name)
    plain_list(sentences)
    with st.container(horizontal=True, key=f"clinic-ask-{account.id.hex}"):
        done = partial(_reset_account if act == "reset" else _revoke, account)
        st.button(yes, key=f"yes-{account.id.hex}", type="primary", on_click=done)
        st.button(words.clinic.CANCEL, key=f"cancel-{account.id.hex}", on_click=_forget_asked_for)


def _set_asked_for(account: AccountOverview, act: str) -> None:
    st.session_state[ASKED_FOR] = (account.id, act)


def _forget_asked_for() -> None:
    st.session_state.pop(ASKED_FOR, None)


def _revoke(account: AccountOverview) -> None:
    def change(session: ManagerSession) -> None:
        revoke(session.notebook, session.manager, account.id, session.now)
        close_open_pages(account.id)

    run_manager_action(change, words.clinic.revoked(account.name))
    _forget_asked_for()


def _reset_account(account: AccountOverview) -> None:
    def change(session: ManagerSession) -> None:
        code = reset(session.notebook, session.manager, account.id, session.now)
        close_open_pages(account.id)
        keep_code(SentCode(account.name, code))

    run_manager_action(change)
    _forget_asked_for()


def draw_copies_and_state(clinic: Clinic) -> None:
    """The newest copy, how many, where, one more now; versions, size and free space."""
    state, zone = clinic.state, clinic.session.zone
    section_header(words.clinic.COPIES_TITLE)
    if state.copies_folder is None:
        caption(words.clinic.COPIES_OF_CLINIC)
    else:
        newest = clinic.last_copy
        if newest is None:
            caption(words.clinic.NO_COPIES)
        else:
            caption(words.clinic.copies(len(state.copies), newest.astimezone(zone)))
            caption(f"{words.clinic.COPIED_WHERE} {state.copies_folder}")
        st.button(words.clinic.COPY_NOW, key="clinic-copy-now", on_click=_copy)
        draw_message(MANAGER_COPIES_PLACE)
    section_header(words.clinic.STATE_TITLE)
    sizes = [words.clinic.size(state.bytes)] if state.bytes else []
    if state.bytes_free is not None:
        sizes.append(words.clinic.free(state.bytes_free))
    plain_list([*words.clinic.state_lines(state.version, state.schema, state.database), *sizes])


def _copy() -> None:
    run_manager_action(copy_notebook, place=MANAGER_COPIES_PLACE)


def _draw_note(clinic: Clinic) -> None:
    """Draw the manager's note about the trail, and the button to note a change that is new."""
    check = clinic.overview.trail_check
    draw_message(TRAIL_PLACE)
    if check.noted is not None:
        caption(words.clinic.trail_noted(check.noted.astimezone(clinic.session.zone)))
    if not check.is_whole:
        warning(words.clinic.TRAIL_BROKEN)
        caption(words.clinic.TRAIL_NOTE_LEAD)
        st.button(words.clinic.TRAIL_NOTE, key="clinic-note-trail", on_click=_note_trail, args=(check.state,))


def _note_trail(state: str) -> None:
    def change(session: ManagerSession) -> None:
        note_trail(session.notebook, session.manager, state, session.now)

    run_manager_action(change, words.clinic.TRAIL_NOTED, TRAIL_PLACE)


def draw_trail(clinic: Clinic) -> None:
    """The newest lines, the rest in a fold, and accounts that ended."""
    lines = clinic.overview.trail
    section_header(words.clinic.TRAIL_TITLE, words.clinic.TRAIL_LEAD)
    _draw_note(clinic)
    st.html(trail_html(clinic, lines[:SHOWN_LINES]))
    if len(lines) > SHOWN_LINES:
        lazy_expander(words.clinic.WHOLE_TRAIL, "clinic-trail", lambda: st.html(trail_html(clinic, lines)))
    if clinic.ended:
        lazy_expander(words.clinic.ENDED, "clinic-ended", lambda: paragraphs(ended_lines(clinic)))
