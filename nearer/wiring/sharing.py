"""Sharing from the screen: the table of who reads what, changing it, inviting, ending."""

from __future__ import annotations

import streamlit as st

from nearer.domain import Audience, Part
from nearer.storage import (
    Choice,
    NotSaved,
    invite,
    open_invitation,
    set_audience,
    sharing,
    withdraw_invitation,
)
from nearer.views import words
from nearer.views.frame import code_to_share, part_top, quiet
from nearer.views.tables import AccessRow
from nearer.wiring.both import end_both
from nearer.wiring.visit import Visit, visit

SAID, CODE, PART, READERS, EARLIER = "said", "invitation-code", "share-part", "share-readers", "share-earlier"


def said_once() -> str:
    """What the last button has to say, once."""
    return str(st.session_state.pop(SAID, ""))


def access_rows(here: Visit) -> tuple[AccessRow, ...]:
    """Who can read what, as it stands."""
    now, partner = sharing(here.notebook, here.principal), here.household.partner
    name = partner.nickname if partner else ""
    return tuple(
        AccessRow(
            words.sharing.part_name(part), words.sharing.part_hint(part), words.sharing.audience_name(now[part], name)
        )
        for part in Part
    )


def draw_audience_change(here: Visit, kind: str, name: str) -> None:
    """Choose a part and whether one reader, `partner` or `therapist`, may read it; what it does is said before."""
    label = words.sharing.WHICH_PART if kind == "partner" else words.therapist.WHICH_PART
    part = st.radio(
        label, _parts_for(kind), index=None, format_func=words.sharing.part_name, key=f"{PART}-{kind}",
        horizontal=True,
    )  # fmt: skip
    if part is None:
        return
    partner = here.household.partner
    others = sharing(here.notebook, here.principal)[part].others ^ {kind}
    if kind in others:
        quiet(words.sharing.widening(part, name))
        st.checkbox(words.sharing.include_earlier(part), key=f"{EARLIER}-{kind}-{part}")
    else:
        quiet(words.sharing.narrowing(part, name))
    change = words.sharing.change_to(Audience.of(others), partner.nickname if partner else "")
    st.button(change, key=f"{READERS}-{kind}", type="primary", on_click=_change, args=(part, kind, kind in others))


def _parts_for(kind: str) -> list[Part]:
    return [part for part in Part if part is not Part.GUIDE or kind == "therapist"]


def draw_invitation(here: Visit) -> None:
    """Invite the other, or see and withdraw what is open."""
    part_top(words.sharing.INVITE_TITLE, words.sharing.INVITE_LEAD)
    if code := st.session_state.get(CODE):
        quiet(words.sharing.INVITATION_CODE)
        code_to_share(code)
        quiet(words.sharing.INVITATION_HOW)
    until = open_invitation(here.notebook, here.principal, here.now)
    if until is not None:
        quiet(words.sharing.invitation_open_until(words.weeks.day(here.day_of(until))))
        st.button(words.sharing.WITHDRAW, key="withdraw", type="tertiary", on_click=_withdraw)
    label = words.sharing.INVITE if until is None else words.sharing.INVITE_ANEW
    st.button(label, key="invite", type="primary" if until is None else "secondary", on_click=_invite)
    quiet(words.sharing.SOLO)


def end_sharing() -> None:
    """Button: close every part to the partner and take back what was said to them; a therapist reads on as chosen."""
    here = visit()
    if here is None:
        return
    try:
        for part, audience in sharing(here.notebook, here.principal).items():
            choice = Choice(part, Audience.of(audience.others - {"partner"}))
            set_audience(here.notebook, here.principal, choice, here.now)
        end_both(here)
        st.session_state[SAID] = words.sharing.ENDED
    except NotSaved as reason:
        st.session_state[SAID] = str(reason)


def _change(part: Part, kind: str, opens: bool) -> None:
    here = visit()
    if here is None:
        return
    earlier = bool(st.session_state.get(f"{EARLIER}-{kind}-{part}", False))
    others = sharing(here.notebook, here.principal)[part].others
    audience = Audience.of(others | {kind} if opens else others - {kind})
    try:
        set_audience(here.notebook, here.principal, Choice(part, audience, earlier), here.now)
        st.session_state[SAID] = words.sharing.AUDIENCE_CHANGED
    except NotSaved as reason:
        st.session_state[SAID] = str(reason)
    st.session_state[f"{PART}-{kind}"] = None


def _invite() -> None:
    here = visit()
    if here is not None:
        st.session_state[CODE] = invite(here.notebook, here.principal, here.now)


def _withdraw() -> None:
    here = visit()
    if here is not None:
        withdraw_invitation(here.notebook, here.principal)
        st.session_state.pop(CODE, None)
        st.session_state[SAID] = words.sharing.WITHDRAWN
