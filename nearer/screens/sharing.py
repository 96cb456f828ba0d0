"""Sharing from the screen: the table of who reads what, changing it, inviting, ending."""

from __future__ import annotations

import streamlit as st

from nearer.domain.roles_and_audiences import Audience, Part
from nearer.screens.shared_wishes import end_both
from nearer.session.actions import run_action
from nearer.session.values import PersonSession
from nearer.storage.couple.invitations import create_invitation, read_open_invitation, withdraw_invitation
from nearer.storage.couple.sharing import Choice, read_audiences, set_audience
from nearer.views import text as words
from nearer.views.layout.frame import caption, code_to_share, section_header
from nearer.views.layout.tables import AccessRow

CODE, PART, READERS, EARLIER = "invitation-code", "share-part", "share-readers", "share-earlier"


def access_rows(session: PersonSession) -> tuple[AccessRow, ...]:
    """Who can read what, as it stands."""
    now, partner = read_audiences(session.notebook, session.principal), session.household.partner
    name = partner.nickname if partner else ""
    return tuple(
        AccessRow(
            words.sharing.part_name(part), words.sharing.part_hint(part), words.sharing.audience_name(now[part], name)
        )
        for part in Part
    )


def draw_audience_change(session: PersonSession, kind: str, name: str) -> None:
    """Choose a part and whether one reader, `partner` or `therapist`, may read it; what it does is said before."""
    label = words.sharing.WHICH_PART if kind == "partner" else words.therapist.WHICH_PART
    part = st.radio(
        label, _parts_for(kind), index=None, format_func=words.sharing.part_name, key=f"{PART}-{kind}",
        horizontal=True,
    )  # fmt: skip
    if part is None:
        return
    partner = session.household.partner
    others = read_audiences(session.notebook, session.principal)[part].others ^ {kind}
    if kind in others:
        caption(words.sharing.widening(part, name))
        st.checkbox(words.sharing.include_earlier(part), key=f"{EARLIER}-{kind}-{part}")
    else:
        caption(words.sharing.narrowing(part, name))
    change = words.sharing.change_to(Audience.of(others), partner.nickname if partner else "")
    st.button(change, key=f"{READERS}-{kind}", type="primary", on_click=_change, args=(part, kind, kind in others))


def _parts_for(kind: str) -> list[Part]:
    return [part for part in Part if part is not Part.GUIDE or kind == "therapist"]


def draw_invitation(session: PersonSession) -> None:
    """Invite the other, or see and withdraw what is open."""
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
    """Button: close every part to the partner and take back what was said to them; a therapist reads on as chosen."""

    def change(session: PersonSession) -> None:
        for part, audience in read_audiences(session.notebook, session.principal).items():
            choice = Choice(part, Audience.of(audience.others - {"partner"}))
            set_audience(session.notebook, session.principal, choice, session.now)
        end_both(session)

    run_action(change, words.sharing.ENDED)


def _change(part: Part, kind: str, opens: bool) -> None:
    earlier = bool(st.session_state.get(f"{EARLIER}-{kind}-{part}", False))

    def change(session: PersonSession) -> None:
        others = read_audiences(session.notebook, session.principal)[part].others
        audience = Audience.of(others | {kind} if opens else others - {kind})
        set_audience(session.notebook, session.principal, Choice(part, audience, earlier), session.now)

    run_action(change, words.sharing.AUDIENCE_CHANGED)
    st.session_state[f"{PART}-{kind}"] = None


def _invite() -> None:
    def change(session: PersonSession) -> None:
        st.session_state[CODE] = create_invitation(session.notebook, session.principal, session.now)

    run_action(change)


def _withdraw() -> None:
    def change(session: PersonSession) -> None:
        withdraw_invitation(session.notebook, session.principal)
        st.session_state.pop(CODE, None)

    run_action(change, words.sharing.WITHDRAWN)
