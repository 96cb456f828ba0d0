"""Which questions of a brought form may be about harm: what is known and proposed, and what the therapist marks.

Nothing can be offered before somebody has looked; until then what is proposed counts as marked.
"""

from __future__ import annotations

from uuid import UUID

import streamlit as st

from nearer.domain import Questionnaire
from nearer.instruments.harm_places import asked_items
from nearer.instruments.safety import harm_items, known_items, proposed_items
from nearer.shipped import shipped_instruments
from nearer.storage import NotFound, NotSaved
from nearer.storage.definitions import DRAFT
from nearer.storage.therapists.brought import mark_questionnaire, own_questionnaires
from nearer.views import words
from nearer.views.brought import draw_fixed_marks, draw_mark_boxes, draw_more_marks
from nearer.views.frame import part_top, quiet
from nearer.views.spoken import fold
from nearer.wiring.brought import Opened
from nearer.wiring.sharing import SAID
from nearer.wiring.therapist_visit import TherapistVisit, therapist_visit


def draw_marks(opened: Opened) -> None:
    """Open until the therapist has looked; afterwards, and once offered, in a fold."""
    definition = opened.definition
    if definition is None:
        return
    if opened.brought.marks is None:
        part_top(words.brought.MARKS, words.brought.MARKS_LEAD)
        _draw_choosing(opened.brought.id, definition)
    elif opened.brought.state != DRAFT:
        fold(words.brought.MARKS, "brought-marks", lambda: _draw_what_is_marked(definition))
    else:
        quiet(words.brought.marked(len(harm_items(definition, shipped_instruments()))))
        fold(words.brought.MARKS, "brought-marks", lambda: _draw_choosing(opened.brought.id, definition))


def keep_marks(here: TherapistVisit, key: UUID, chosen: frozenset[str]) -> str:
    """Keep what was chosen among the questions of a draft; what to say of it."""
    one = next((one for one in own_questionnaires(here.notebook, here.therapist) if one.id == key), None)
    definition = here.catalogue.as_answered(one.questionnaire, one.sha256) if one else None
    if definition is None:
        return words.brought.DAMAGED
    asked = {item.id for item in asked_items(definition)}
    marks = (chosen & asked) | known_items(definition, shipped_instruments())
    mark_questionnaire(here.notebook, here.therapist, key, marks)
    return words.brought.marks_kept(len(marks))


def _draw_choosing(key: UUID, definition: Questionnaire) -> None:
    known, proposed = known_items(definition, shipped_instruments()), proposed_items(definition, shipped_instruments())
    now = harm_items(definition, shipped_instruments())
    items = asked_items(definition)
    draw_fixed_marks([item.text for item in items if item.id in known])
    boxes = [item for item in items if item.id in proposed and item.id not in known]
    draw_mark_boxes([(_box(key, item.id), item.text, proposed[item.id], item.id in now) for item in boxes])
    if not known and not boxes:
        quiet(words.brought.MARKS_NONE)
    others = {item.id: item.text for item in items if item.id not in known and item.id not in proposed}
    draw_more_marks(_more(key), others, [item for item in others if item in now])
    ids = tuple(item.id for item in boxes)
    st.button(words.brought.MARKS_KEEP, key="brought-marks-keep", type="primary", on_click=_keep, args=(key, ids))


def _draw_what_is_marked(definition: Questionnaire) -> None:
    marked = harm_items(definition, shipped_instruments())
    texts = [item.text for item in asked_items(definition) if item.id in marked]
    if texts:
        draw_fixed_marks(texts)
    else:
        quiet(words.brought.MARKS_OF_NONE)
    quiet(words.brought.MARKS_STAY)


def _keep(key: UUID, boxes: tuple[str, ...]) -> None:
    here = therapist_visit()
    if here is None:
        return
    chosen = {item for item in boxes if st.session_state.get(_box(key, item))}
    chosen |= set(st.session_state.get(_more(key)) or ())
    try:
        st.session_state[SAID] = keep_marks(here, key, frozenset(chosen))
    except (NotSaved, NotFound) as reason:
        st.session_state[SAID] = str(reason)


def _box(key: UUID, item: str) -> str:
    return f"mark-{key}-{item}"


def _more(key: UUID) -> str:
    return f"mark-more-{key}"
