"""Sharing from the screen: a switch for each row, what it would show, inviting, ending."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from nearer.domain.roles_and_audiences import PARTNER, Part
from nearer.presenters.latest_answers import read_shared_responses
from nearer.presenters.sharing import (
    SharingChoice,
    SharingRow,
    confirm_new_keys,
    end_sharing_with_partner,
    load_couple_words,
    partner_name,
    save_sharing,
    sharing_rows,
)
from nearer.presenters.sharing_preview import SharingPreview, make_sharing_preview
from nearer.presenters.weekly_scores import load_our_weeks
from nearer.screens.next_thing import draw_next_line
from nearer.session.actions import PAGE, draw_message, note_saved, run_action
from nearer.session.navigation import get_screens
from nearer.session.values import PersonSession
from nearer.storage.couple.invitations import create_invitation, read_open_invitation, withdraw_invitation
from nearer.storage.couple.sharing import read_audiences
from nearer.views import text as words
from nearer.views.invitation import draw_invitation_code
from nearer.views.layout.escape import plain, plain_own
from nearer.views.layout.frame import caption, section_header, warning
from nearer.views.layout.lists import plain_list, six_words, titled_line
from nearer.views.shared_response import draw_shared_response, draw_shared_responses

CODE = "invitation-code"
OPEN_ROW, MORE = "sharing-row", "sharing-row-more"
END_PLACE, INVITATION_PLACE = "end-message", "invitation-message"
EARLIER, WITH_ANSWERS = "share-earlier", "share-answers"
ONLY_ME, WITH_READER = "me", "reader"


def draw_switches(session: PersonSession, reader: str, name: str) -> None:
    """A row for each thing that can be shared with a reader, by their name in audiences and the one they go by."""
    audiences, before = read_audiences(session.notebook, session.principal), None
    for row in sharing_rows(session, reader, audiences):
        if row.apart and not (before and before.apart):
            caption(words.sharing.APART_LEAD)
        is_open, answers_open = row.is_open(audiences, reader), row.has_answers_open(audiences, reader)
        _draw_row(_Switch(session, row, reader, name, is_open, answers_open))
        before = row


def draw_first_grant(session: PersonSession, reader: str, name: str) -> None:
    """What a therapist is usually shown, ticked, each to untick: one step for the first time. Notes are not ticked."""
    rows = sharing_rows(session, reader, read_audiences(session.notebook, session.principal))
    caption(words.sharing.GRANT_LEAD)
    for row in rows:
        st.checkbox(plain(row.title), value=row.part.part is not Part.NOTES, key=f"grant-{reader}-{row.key}")
    st.checkbox(words.sharing.INCLUDE_ANSWERS, value=True, key=f"{WITH_ANSWERS}-grant-{reader}")
    st.checkbox(words.sharing.INCLUDE_EARLIER, value=True, key=f"{EARLIER}-grant-{reader}")
    label = plain_own(words.sharing.grant(name))
    st.button(label, key=f"grant-{reader}", type="primary", on_click=_grant, args=(rows, reader, name))


def draw_invitation(session: PersonSession) -> None:
    """Invite the partner, or see and withdraw what is open."""
    section_header(words.sharing.INVITE_TITLE, words.sharing.INVITE_LEAD)
    draw_message(INVITATION_PLACE)
    if code := st.session_state.get(CODE):
        draw_invitation_code(code, st.context.url or "")
    read = partial(read_open_invitation, session.notebook, session.principal, session.now)
    until = session.load_until_written("invitation", read)
    if until is not None:
        caption(words.sharing.invitation_open_until(words.weeks.day(session.day_of(until))))
        st.button(words.sharing.WITHDRAW, key="withdraw", type="tertiary", on_click=_withdraw)
    label = words.sharing.INVITE if until is None else words.sharing.INVITE_ANEW
    st.button(label, key="invite", type="primary" if until is None else "secondary", on_click=_invite)
    caption(words.sharing.SOLO)


def draw_partner_shows(session: PersonSession, name: str) -> None:
    """What the partner shows, with the ways to its pictures; nothing where they show nothing."""
    views, weeks = read_shared_responses(session), load_our_weeks(session).partner_scores
    if not views and not weeks:
        return
    section_header(words.sharing.shown_title(name))
    if weeks:
        st.page_link(get_screens()["closeness"], label=plain_own(words.sharing.weeks_of(name)))
    if any(view.scores and view.questionnaire.purpose == "barriers" for view in views):
        st.page_link(get_screens()["barriers"], label=plain_own(words.sharing.barriers_of(name)))
    draw_shared_responses(views)


def draw_couple_words(session: PersonSession) -> None:
    """The six words that both of a couple see, as long as nobody exchanged a key."""
    caption(words.sharing.compare_lead(partner_name(session)))
    six_words(load_couple_words(session))


def draw_new_keys(session: PersonSession) -> None:
    """Draw, for a partner with new keys, the six words to compare and the button that lets them read on."""
    if not session.members.partner_has_new_keys:
        return
    name, compared = partner_name(session), load_couple_words(session)
    warning(words.sharing.new_keys(name))
    six_words(compared)
    st.button(plain_own(words.sharing.same_words(name)), key="same-words", on_click=_confirm, args=(compared, name))


def _confirm(compared: tuple[str, ...], name: str) -> None:
    run_action(lambda session: confirm_new_keys(session, compared), words.sharing.reads_on(name))


def end_sharing() -> None:
    """Button: close every part to the partner and take back what was said to them."""
    run_action(end_sharing_with_partner, words.sharing.ENDED, END_PLACE)


@dataclass(frozen=True)
class _Switch:
    """A row with its reader, by kind and by name, and what they can read now."""

    session: PersonSession
    row: SharingRow
    reader: str
    name: str
    is_open: bool
    answers_open: bool

    @property
    def key(self) -> str:
        return f"{self.reader}-{self.row.key}"


def _draw_row(switch: _Switch) -> None:
    key, row, is_open = switch.key, switch.row, switch.is_open
    with st.container(key=f"sharing-{key}"):
        with st.container(horizontal=True, vertical_alignment="center", key=f"sharing-{key}-line"):
            titled_line(row.title, row.hint)
            st.session_state[f"switch-{key}"] = WITH_READER if is_open else ONLY_ME
            st.segmented_control(
                plain(words.sharing.who_reads(row.title)), [ONLY_ME, WITH_READER], key=f"switch-{key}",
                format_func={ONLY_ME: words.sharing.ONLY_ME, WITH_READER: plain_own(switch.name)}.__getitem__,
                label_visibility="collapsed", on_change=_open_row, args=(key, is_open),
            )  # fmt: skip
        draw_message(key)
        draw_next_line(switch.session, key)
        if st.session_state.get(OPEN_ROW) == key:
            draw_choice = _draw_closing if is_open and not st.session_state.get(MORE) else _draw_opening
            draw_choice(switch)
        elif is_open and row.answers:
            state = words.sharing.with_answers(switch.answers_open)
            st.button(state, key=f"more-{key}", type="tertiary", on_click=_open_more, args=(key,))


def _draw_opening(switch: _Switch) -> None:
    """Draw the choice of single answers, a preview of what the reader would see, and the button that shares it."""
    key, row, name = switch.key, switch.row, switch.name
    earlier = st.checkbox(words.sharing.INCLUDE_EARLIER, key=f"{EARLIER}-{key}")
    with_answers = row.answers is not None and st.checkbox(words.sharing.INCLUDE_ANSWERS, key=f"{WITH_ANSWERS}-{key}")
    tells = switch.reader == PARTNER and st.checkbox(plain_own(words.sharing.tell(name)), key=f"tell-{key}")
    lead = words.sharing.preview_of_all(name) if earlier else words.sharing.preview_of_next(name, switch.is_open)
    preview, choice = (
        make_sharing_preview(switch.session, row, with_answers),
        SharingChoice(True, with_answers, earlier, tells),
    )
    _draw_preview(preview if earlier else preview.example, lead, name)
    message = preview.message(row, name, choice, switch.is_open)
    with st.container(horizontal=True, key=f"decide-{key}"):
        st.button(
            plain_own(words.sharing.share_with(name)), key=f"share-{key}", type="primary",
            on_click=_save, args=(row, switch.reader, choice, message),
        )  # fmt: skip
        st.button(words.sharing.NOT_NOW, key=f"leave-{key}", on_click=_close_row)


def _draw_closing(switch: _Switch) -> None:
    key, title = switch.key, switch.row.title
    caption(words.sharing.narrowing(title, switch.name))
    with st.container(horizontal=True, key=f"decide-{key}"):
        st.button(
            words.sharing.KEEP_TO_MYSELF, key=f"close-{key}", type="primary",
            on_click=_save, args=(switch.row, switch.reader, SharingChoice(False), words.sharing.kept_now(title)),
        )  # fmt: skip
        st.button(words.sharing.LEAVE_AS_IT_IS, key=f"leave-{key}", on_click=_close_row)


def _draw_preview(preview: SharingPreview, lead: str, name: str) -> None:
    if preview.is_empty:
        caption(words.sharing.nothing_to_see(name))
        return
    caption(lead)
    if preview.lines:
        plain_list(preview.lines)
    if preview.more:
        caption(words.sharing.and_more(preview.more))
    if preview.view is not None:
        draw_shared_response(preview.view)


def _open_row(key: str, is_open: bool) -> None:
    """Open the decision of a row; a tap on what is so already closes it."""
    switch_value = st.session_state.get(f"switch-{key}")
    st.session_state[OPEN_ROW] = None if switch_value == (WITH_READER if is_open else ONLY_ME) else key
    st.session_state[MORE] = False


def _open_more(key: str) -> None:
    """Open the decision of a row that is shared already: its single answers too."""
    st.session_state[OPEN_ROW] = key
    st.session_state[MORE] = True


def _close_row() -> None:
    st.session_state[OPEN_ROW] = None


def _save(row: SharingRow, reader: str, choice: SharingChoice, message: str) -> None:
    place = f"{reader}-{row.key}"
    if run_action(lambda session: save_sharing(session, (row,), reader, choice), message, place):
        _close_row()
        note_saved(place)


def _grant(rows: Sequence[SharingRow], reader: str, name: str) -> None:
    ticked = tuple(row for row in rows if st.session_state.get(f"grant-{reader}-{row.key}"))
    with_answers, earlier = (bool(st.session_state.get(f"{key}-grant-{reader}")) for key in (WITH_ANSWERS, EARLIER))
    choice = SharingChoice(True, with_answers, earlier)
    if run_action(lambda session: save_sharing(session, ticked, reader, choice), words.sharing.granted(name, earlier)):
        note_saved(PAGE)


def _invite() -> None:
    def change(session: PersonSession) -> None:
        st.session_state[CODE] = create_invitation(session.notebook, session.principal, session.now)

    run_action(change, place=INVITATION_PLACE)


def _withdraw() -> None:
    def change(session: PersonSession) -> None:
        withdraw_invitation(session.notebook, session.principal)
        st.session_state.pop(CODE, None)

    run_action(change, words.sharing.WITHDRAWN, INVITATION_PLACE)
