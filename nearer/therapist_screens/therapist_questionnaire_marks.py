"""Which questions of a brought form may be about harm: what is known and proposed, and what the therapist marks.

Nothing can be offered before somebody has looked; until then what is proposed counts as marked.
"""

from __future__ import annotations

from uuid import UUID

import streamlit as st

from nearer.custom_questionnaires.definitions import DRAFT
from nearer.domain.questionnaire import Questionnaire
from nearer.presenters.therapist_questionnaire_marks import mark_choices, save_marks_of
from nearer.presenters.therapist_questionnaires import OpenQuestionnaire
from nearer.session.actions import run_therapist_action
from nearer.therapist_screens.import_report import draw_fixed_marks, draw_mark_boxes, draw_more_marks
from nearer.views.layout.expanders import lazy_expander
from nearer.views.layout.frame import caption, section_header
from nearer.views.text import therapist_questionnaires as sentences


def draw_marks(opened: OpenQuestionnaire) -> None:
    """Open until the therapist has looked; afterwards, and once offered, in a fold."""
    definition = opened.definition
    if definition is None:
        return
    if opened.version.marks is None:
        section_header(sentences.MARKS, sentences.MARKS_LEAD)
        _draw_choosing(opened.version.id, definition)
    elif opened.version.state != DRAFT:
        lazy_expander(sentences.MARKS, "brought-marks", lambda: _draw_what_is_marked(definition))
    else:
        caption(sentences.marked(len(mark_choices(definition).marked)))
        lazy_expander(sentences.MARKS, "brought-marks", lambda: _draw_choosing(opened.version.id, definition))


def _draw_choosing(key: UUID, definition: Questionnaire) -> None:
    choices = mark_choices(definition)
    draw_fixed_marks([item.text for item in choices.fixed])
    boxes = [(_box_key(key, item.id), item.text, about, item.id in choices.marked) for item, about in choices.proposed]
    draw_mark_boxes(boxes)
    if not choices.fixed and not boxes:
        caption(sentences.MARKS_NONE)
    others = {item.id: item.text for item in choices.others}
    draw_more_marks(_more_key(key), others, [item for item in others if item in choices.marked])
    args = (key, tuple(item.id for item, _about in choices.proposed))
    st.button(sentences.MARKS_KEEP, key="brought-marks-keep", type="primary", on_click=_save, args=args)


def _draw_what_is_marked(definition: Questionnaire) -> None:
    if texts := mark_choices(definition).marked_texts:
        draw_fixed_marks(texts)
    else:
        caption(sentences.MARKS_OF_NONE)
    caption(sentences.MARKS_STAY)


def _save(key: UUID, boxes: tuple[str, ...]) -> None:
    chosen = {item for item in boxes if st.session_state.get(_box_key(key, item))}
    chosen |= set(st.session_state.get(_more_key(key)) or ())
    run_therapist_action(lambda session: save_marks_of(session, key, frozenset(chosen)))


def _box_key(key: UUID, item: str) -> str:
    return f"mark-{key}-{item}"


def _more_key(key: UUID) -> str:
    return f"mark-more-{key}"
