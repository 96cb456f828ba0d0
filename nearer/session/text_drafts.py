"""Fields that have a button of their own: what is typed in them is kept, sealed, until it is sent or emptied.

The browser sends a text two seconds after the last key (nearer/web/files/typing.js); each time it is kept here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import streamlit as st

from nearer.database.row_errors import EntryBroken, NotFound, NotSaved
from nearer.session.person import current_person
from nearer.session.therapist import current_therapist
from nearer.storage.couple.text_drafts import TypedText, read_text_drafts, save_text_draft
from nearer.storage.errors import MAX_SAVE_ATTEMPTS, DraftChangedElsewhere
from nearer.storage.therapist.own_records import read_note_drafts, save_note_draft
from nearer.views import text as words
from nearer.views.layout.frame import caption, warning


@dataclass(frozen=True, slots=True)
class TextField:
    """A field by its id in the notebook: a person's own, or with `couple` a therapist's about that couple."""

    field_id: str
    max_chars: int
    couple: UUID | None = None

    @property
    def name(self) -> str:
        """Sets it apart from every other field of the session."""
        return "-".join(("typed", self.field_id, *([str(self.couple)] if self.couple else [])))

    @property
    def sent_count(self) -> int:
        """How often this window sent it by its button."""
        return int(st.session_state.get(f"{self.name}-sent-count", 0))

    @property
    def key(self) -> str:
        """The key of its widget: another one after each sending, since a browser may still send the old text again."""
        return self.key_at(self.sent_count)

    def key_at(self, sent_count: int) -> str:
        """The key of its widget after so many sendings."""
        return f"{sent_count}-{self.name}" if sent_count else self.name

    @property
    def text(self) -> str:
        """The text in the field now."""
        return str(st.session_state.get(self.key) or "")


def draw_line(field: TextField, label: str, placeholder: str) -> None:
    """A field of one line."""
    _fill(field)
    st.text_input(
        label, key=field.key, max_chars=field.max_chars, placeholder=placeholder, autocomplete="off",
        on_change=_save_typed, args=(field, " ", field.sent_count),
    )  # fmt: skip


def draw_lines(field: TextField, label: str) -> None:
    """A field of several lines, and whether it is kept."""
    _fill(field)
    st.text_area(
        label, key=field.key, max_chars=field.max_chars, on_change=_save_typed, args=(field, "\n", field.sent_count)
    )
    draw_saved_state(field)


def draw_saved_state(*fields: TextField) -> None:
    """A line below the fields: that they are kept, or why not. It is always there: a line that came with the first word
    would move the button below it away from under a finger."""
    troubles = [trouble for field in fields if (trouble := st.session_state.get(_trouble_key(field)))]
    if troubles:
        warning(words.form.not_saved(troubles[0]))
    else:
        caption(words.form.TYPED_KEPT)


def clear_fields(*fields: TextField) -> None:
    """Empty them, here and in the notebook: what stood there was sent. What another window typed meanwhile stays."""
    for field in fields:
        sent, stored = field.text, _read_stored(field)
        text = "" if stored in (sent, st.session_state.get(_seen_key(field))) else stored
        st.session_state[_sent_key(field)] = sent
        st.session_state[f"{field.name}-sent-count"] = field.sent_count + 1
        st.session_state[field.key] = text
        save_draft_of(field, text)


def read_draft(field: TextField) -> str:
    """The text that is kept of a field; empty for nobody."""
    if field.couple is None:
        person = current_person()
        return "" if person is None else read_text_drafts(person.notebook, person.principal).get(field.field_id, "")
    session = current_therapist()
    return (
        ""
        if session is None
        else read_note_drafts(session.notebook, session.therapist, field.couple).get(field.field_id, "")
    )


def read_anew(field: TextField) -> str:
    """The text that is kept of a field now; from here on, what another window changes is merged with it."""
    text = st.session_state[_seen_key(field)] = _read_stored(field)
    return text


def save_merged(field: TextField, text: str, merge: Callable[[str, str, str], str]) -> str:
    """Save a text and return what is saved now. `merge` makes one of what this window last saw, what it has, and what
    another window saved meanwhile; its NotSaved says why there is none, and then nothing is saved."""
    seen = str(st.session_state.get(_seen_key(field), ""))
    try:
        for _ in range(MAX_SAVE_ATTEMPTS):
            try:
                _save(field, text, seen)
            except DraftChangedElsewhere:
                stored = _read_stored(field)
                seen, text = stored, merge(seen, text, stored)
            else:
                return text
        raise NotSaved(words.form.BUSY_ELSEWHERE)
    except (NotSaved, NotFound) as reason:
        st.session_state[_trouble_key(field)] = str(reason)
    return text


def save_draft_of(field: TextField, text: str) -> None:
    """Save a text, whatever is saved there; why it could not be saved is said by `draw_saved_state`."""
    try:
        _save(field, text, None)
    except (NotSaved, NotFound) as reason:
        st.session_state[_trouble_key(field)] = str(reason)


def _save(field: TextField, text: str, seen: str | None) -> None:
    """After the lock nothing happens."""
    typed = TypedText(field.field_id, text, seen)
    if field.couple is None:
        if (person := current_person()) is not None:
            save_text_draft(person.notebook, person.principal, typed, person.now)
    elif (session := current_therapist()) is not None:
        save_note_draft(session.notebook, session.therapist, field.couple, typed)
    st.session_state[_seen_key(field)] = text
    st.session_state.pop(_trouble_key(field), None)


def _fill(field: TextField) -> None:
    if field.key not in st.session_state:
        st.session_state[field.key] = read_anew(field)


def _save_typed(field: TextField, between: str, sent_count: int) -> None:
    """Where another window typed something else since this one looked, both texts stand in the field, one after the
    other; where there is no room for both, nothing is kept here, and that is said.

    `sent_count` is of the widget that calls. One that was emptied since may send its text once more, with what was
    typed behind it until it was gone: only that is new.
    """
    if sent_count != field.sent_count and not _take_late_text(field, between, sent_count):
        return

    def merge(_seen: str, text: str, stored: str) -> str:
        joined_text = f"{stored}{between}{text}" if text else stored
        if len(joined_text) > field.max_chars:
            raise NotSaved(words.form.TYPED_ELSEWHERE)
        return joined_text

    if (text := save_merged(field, field.text, merge)) != field.text:
        st.session_state[field.key] = text


def _take_late_text(field: TextField, between: str, sent_count: int) -> bool:
    """Put what was typed behind a sent text into the field; False where all of it stands there already.

    The browser may send it several times while it grows: what the field took of it before gives way to the whole.
    """
    key, sent = field.key_at(sent_count), str(st.session_state.get(_sent_key(field), ""))
    late = str(st.session_state.get(key) or "").removeprefix(sent).strip()
    taken = str(st.session_state.get(f"{key}-taken", ""))
    if late in ("", taken):
        return False
    st.session_state[f"{key}-taken"] = late
    text = field.text
    if text.endswith(taken):
        text = text.removesuffix(taken).removesuffix(between)
    else:  # changed in the field meanwhile
        late = late.removeprefix(taken).strip()
    st.session_state[field.key] = between.join(filter(None, (text, late)))
    return True


def _read_stored(field: TextField) -> str:
    """The text that is kept of it; what cannot be opened any more is said, and the next text takes its place."""
    try:
        return read_draft(field)
    except (NotFound, EntryBroken) as reason:
        st.session_state[_trouble_key(field)] = str(reason)
        return ""


def _sent_key(field: TextField) -> str:
    """The key of what this window sent last."""
    return f"{field.name}-sent"


def _seen_key(field: TextField) -> str:
    """The key of what this window last saw kept."""
    return f"{field.name}-seen"


def _trouble_key(field: TextField) -> str:
    return f"{field.name}-trouble"
