"""Fields that have a button of their own: what is typed in them is kept, sealed, until it is sent or emptied.

The browser sends a text two seconds after the last key (nearer/web/files/typing.js); each time it is kept here.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import streamlit as st

from nearer.session.person import current_person
from nearer.session.therapist import current_therapist
from nearer.storage.couple.text_drafts import TypedText, own_text_drafts, save_text_draft
from nearer.storage.errors import EntryBroken, NotFound, NotSaved
from nearer.storage.therapist.note_drafts import note_drafts, save_note_draft
from nearer.views import text as words
from nearer.views.layout.frame import caption, warning


@dataclass(frozen=True, slots=True)
class TextField:
    """A field by its place in the notebook: a person's own, or with `couple` a therapist's about that couple."""

    place: str
    max_chars: int
    couple: UUID | None = None

    @property
    def key(self) -> str:
        """The key of its widget."""
        return "-".join(("typed", self.place, *([str(self.couple)] if self.couple else [])))

    @property
    def text(self) -> str:
        """What stands in it now."""
        return str(st.session_state.get(self.key) or "")


def draw_line(field: TextField, label: str, placeholder: str = "") -> None:
    """A field of one line."""
    _fill(field)
    st.text_input(
        label, key=field.key, max_chars=field.max_chars, placeholder=placeholder, autocomplete="off",
        on_change=_keep, args=(field, " "),
    )  # fmt: skip


def draw_lines(field: TextField, label: str) -> None:
    """A field of several lines, and whether it is kept."""
    _fill(field)
    st.text_area(label, key=field.key, max_chars=field.max_chars, on_change=_keep, args=(field, "\n"))
    say_kept(field)


def say_kept(*fields: TextField) -> None:
    """A line below the fields: that they are kept, or why not. It is always there: a line that came with the first word
    would move the button below it away from under a finger."""
    troubles = [trouble for field in fields if (trouble := st.session_state.get(_trouble(field)))]
    if troubles:
        warning(words.form.not_saved(troubles[0]))
    else:
        caption(words.form.TYPED_KEPT)


def clear_fields(*fields: TextField) -> None:
    """Empty them, here and in the notebook: what stood there was sent. What another window typed meanwhile stays."""
    for field in fields:
        sent, stored = field.text, _stored(field)
        st.session_state[field.key] = text = "" if stored in (sent, st.session_state.get(_seen(field))) else stored
        save_draft_of(field, text)


def read_draft(field: TextField) -> str:
    """What is kept of a field; empty for nobody."""
    if field.couple is None:
        person = current_person()
        return "" if person is None else own_text_drafts(person.notebook, person.principal).get(field.place, "")
    session = current_therapist()
    return (
        "" if session is None else note_drafts(session.notebook, session.therapist, field.couple).get(field.place, "")
    )


def save_draft_of(field: TextField, text: str) -> None:
    """Keep a text; why it could not be kept is said by `say_kept`. After the lock nothing happens."""
    typed = TypedText(field.place, text)
    try:
        if field.couple is None:
            if (person := current_person()) is not None:
                save_text_draft(person.notebook, person.principal, typed, person.now)
        elif (session := current_therapist()) is not None:
            save_note_draft(session.notebook, session.therapist, field.couple, typed)
        st.session_state[_seen(field)] = text
        st.session_state.pop(_trouble(field), None)
    except (NotSaved, NotFound) as reason:
        st.session_state[_trouble(field)] = str(reason)


def _fill(field: TextField) -> None:
    if field.key not in st.session_state:
        st.session_state[field.key] = st.session_state[_seen(field)] = _stored(field)


def _keep(field: TextField, between: str) -> None:
    """Where another window typed something else since this one looked, both texts stand in the field, one after the
    other; where there is no room for both, nothing is kept here, and that is said."""
    text, stored = field.text, _stored(field)
    if stored and stored not in (text, st.session_state.get(_seen(field))):
        text = f"{stored}{between}{text}" if text else stored
        if len(text) > field.max_chars:
            st.session_state[_trouble(field)] = words.form.TYPED_ELSEWHERE
            return
        st.session_state[field.key] = text
    save_draft_of(field, text)


def _stored(field: TextField) -> str:
    """What is kept of it; what cannot be opened any more is said, and the next text takes its place."""
    try:
        return read_draft(field)
    except (NotFound, EntryBroken) as reason:
        st.session_state[_trouble(field)] = str(reason)
        return ""


def _seen(field: TextField) -> str:
    """The key of what this window last saw kept."""
    return f"{field.key}-seen"


def _trouble(field: TextField) -> str:
    return f"{field.key}-trouble"
