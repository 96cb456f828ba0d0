"""Sharing from the screen: the table of who reads what, changing it, inviting, ending."""

from __future__ import annotations

import streamlit as st

from nearer.domain.roles_and_audiences import Audience, Part
from nearer.presenters.sharing import end_sharing_with_partner, partner_name, parts_for
from nearer.session.actions import run_action
from nearer.session.values import PersonSession
from nearer.storage.couple.invitations import create_invitation, read_open_invitation, withdraw_invitation
from nearer.storage.couple.sharing import Choice, read_audiences, set_audience
from nearer.views import text as words
from nearer.views.layout.frame import caption, code_to_share, section_header

CODE, PART, READERS, EARLIER = "invitation-code", "share-part", "share-readers", "share-earlier"


def draw_audience_change(session: PersonSession, reader: str, name: str) -> None:
    """Choose a part and whether one reader, `partner` or `therapist`, may read it; what it does is said before."""
    label = words.sharing.WHICH_PART if reader == "partner" else words.therapist.WHICH_PART
    part = st.radio(
        label, parts_for(reader), index=None, format_func=words.sharing.part_name, key=f"{PART}-{reader}",
        horizontal=True,
    )  # fmt: skip
    if part is None:
        return
    others = read_audiences(session.notebook, session.principal)[part].others ^ {reader}
    if reader in others:
        caption(words.sharing.widening(part, name))
        st.checkbox(words.sharing.include_earlier(part), key=f"{EARLIER}-{reader}-{part}")
    else:
        caption(words.sharing.narrowing(part, name))
    change = words.sharing.change_to(Audience.of(others), partner_name(session))
    st.button(
        change, key=f"{READERS}-{reader}", type="primary", on_click=_change, args=(part, reader, reader in others)
    )


def draw_invitation(session: PersonSession) -> None:
    """Invite the partner, or see and withdraw what is open."""
    section_header(words.sharing.INVITE_TITLE, words.sharing.INVITE_LEAD)
    if code := st.session_state.get(CODE):
        caption(words.sharing.INVITATION_CODE)
        code_to_share(code)
        caption(words.sharing.INVITATION_HOW)
    until = read_open_invitation(session.notebook, session.principal, session.now)
    if until is not None:
        caption(words.sharing.invitation_open_until(words.weeks.day(session.day_of(until))))
        st.button(words.sharing.WITHDRAW, key="withdraw", type="tertiary", on_click=_withdraw)
    label = words.sharing.INVITE if until is None else words.sharing.INVITE_ANEW
    st.button(label, key="invite", type="primary" if until is None else "secondary", on_click=_invite)
    caption(words.sharing.SOLO)


def end_sharing() -> None:
    """Button: close every part to the partner and take back what was said to them."""
    run_action(end_sharing_with_partner, words.sharing.ENDED)


def _change(part: Part, reader: str, opens: bool) -> None:
    earlier = bool(st.session_state.get(f"{EARLIER}-{reader}-{part}", False))

    def change(session: PersonSession) -> None:
        others = read_audiences(session.notebook, session.principal)[part].others
        audience = Audience.of(others | {reader} if opens else others - {reader})
        set_audience(session.notebook, session.principal, Choice(part, audience, earlier), session.now)

    run_action(change, words.sharing.AUDIENCE_CHANGED)
    st.session_state[f"{PART}-{reader}"] = None


def _invite() -> None:
    def change(session: PersonSession) -> None:
        st.session_state[CODE] = create_invitation(session.notebook, session.principal, session.now)

    run_action(change)


def _withdraw() -> None:
    def change(session: PersonSession) -> None:
        withdraw_invitation(session.notebook, session.principal)
        st.session_state.pop(CODE, None)

    run_action(change, words.sharing.WITHDRAWN)
