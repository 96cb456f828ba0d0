"""Which questions of a brought form may be about harm: what is known and proposed, and what the therapist marks.

Nothing can be offered before somebody has looked; until then what is proposed counts as marked.
"""

from __future__ import annotations

from uuid import UUID

import streamlit as st

from nearer.domain.questionnaire import Questionnaire
from nearer.instruments.harm_places import asked_items
from nearer.instruments.safety import harm_items, known_items, proposed_items
from nearer.presenters.therapist_questionnaires import OpenQuestionnaire
from nearer.session.actions import run_therapist_action
from nearer.session.values import TherapistSession
from nearer.shipped import shipped_instruments
from nearer.storage.couple.questionnaire_definitions import DRAFT
from nearer.storage.therapist.custom_questionnaires import mark_questionnaire, read_custom_questionnaires
from nearer.views.import_report import draw_fixed_marks, draw_mark_boxes, draw_more_marks
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
        caption(sentences.marked(len(harm_items(definition, shipped_instruments()))))
        lazy_expander(sentences.MARKS, "brought-marks", lambda: _draw_choosing(opened.version.id, definition))


def keep_marks(session: TherapistSession, key: UUID, chosen: frozenset[str]) -> str:
    """Keep what was chosen among the questions of a draft; what to say of it."""
    version = next(
        (one for one in read_custom_questionnaires(session.notebook, session.therapist) if one.id == key), None
    )
    definition = session.catalogue.as_answered(version.questionnaire, version.sha256) if version else None
    if definition is None:
        return sentences.DAMAGED
    item_ids = {item.id for item in asked_items(definition)}
    marks = (chosen & item_ids) | known_items(definition, shipped_instruments())
    mark_questionnaire(session.notebook, session.therapist, key, marks)
    return sentences.marks_kept(len(marks))


def _draw_choosing(key: UUID, definition: Questionnaire) -> None:
    known, proposed = known_items(definition, shipped_instruments()), proposed_items(definition, shipped_instruments())
    now = harm_items(definition, shipped_instruments())
    items = asked_items(definition)
    draw_fixed_marks([item.text for item in items if item.id in known])
    boxes = [item for item in items if item.id in proposed and item.id not in known]
    draw_mark_boxes([(_box(key, item.id), item.text, proposed[item.id], item.id in now) for item in boxes])
    if not known and not boxes:
        caption(sentences.MARKS_NONE)
    others = {item.id: item.text for item in items if item.id not in known and item.id not in proposed}
    draw_more_marks(_more(key), others, [item for item in others if item in now])
    ids = tuple(item.id for item in boxes)
    st.button(
        sentences.MARKS_KEEP,
        key="brought-marks-keep",
        type="primary",
        on_click=_keep,
        args=(key, ids),
    )


def _draw_what_is_marked(definition: Questionnaire) -> None:
    marked = harm_items(definition, shipped_instruments())
    texts = [item.text for item in asked_items(definition) if item.id in marked]
    if texts:
        draw_fixed_marks(texts)
    else:
        caption(sentences.MARKS_OF_NONE)
    caption(sentences.MARKS_STAY)


def _keep(key: UUID, boxes: tuple[str, ...]) -> None:
    chosen = {item for item in boxes if st.session_state.get(_box(key, item))}
    chosen |= set(st.session_state.get(_more(key)) or ())
    run_therapist_action(lambda session: keep_marks(session, key, frozenset(chosen)))


def _box(key: UUID, item: str) -> str:
    return f"mark-{key}-{item}"


def _more(key: UUID) -> str:
    return f"mark-more-{key}"
