"""Which of its questions may be about harm: what is known and proposed, and what the therapist flags.

Nothing can be offered before somebody has looked; until then what is proposed counts as flagged.
"""

from __future__ import annotations

from uuid import UUID

import streamlit as st

from nearer.custom_questionnaires.definitions import DRAFT
from nearer.domain.questionnaire import Questionnaire
from nearer.session.actions import run_therapist_action
from nearer.therapist_presenters.harm_flags import harm_flag_choices, save_chosen_flags
from nearer.therapist_presenters.therapist_questionnaires import OpenQuestionnaire
from nearer.therapist_screens.import_report import draw_fixed_flags, draw_flag_boxes, draw_more_flags
from nearer.views import text as words
from nearer.views.layout.expanders import lazy_expander
from nearer.views.layout.frame import caption, section_header


def draw_harm_flags(questionnaire: OpenQuestionnaire) -> None:
    """Open until the therapist has looked; afterwards, and once offered, in a fold."""
    definition = questionnaire.definition
    if definition is None:
        return
    if questionnaire.version.harm_flags is None:
        section_header(words.therapist_questionnaires.HARM_FLAGS, words.therapist_questionnaires.FLAGS_LEAD)
        _draw_choosing(questionnaire.version.id, definition)
    elif questionnaire.version.state != DRAFT:
        lazy_expander(
            words.therapist_questionnaires.HARM_FLAGS, "harm-flags", lambda: _draw_what_is_flagged(definition)
        )
    else:
        caption(words.therapist_questionnaires.flagged(len(harm_flag_choices(definition).flagged)))
        lazy_expander(
            words.therapist_questionnaires.HARM_FLAGS,
            "harm-flags",
            lambda: _draw_choosing(questionnaire.version.id, definition),
        )


def _draw_choosing(key: UUID, definition: Questionnaire) -> None:
    choices = harm_flag_choices(definition)
    draw_fixed_flags([item.text for item in choices.fixed])
    boxes = [(_box_key(key, item.id), item.text, about, item.id in choices.flagged) for item, about in choices.proposed]
    draw_flag_boxes(boxes)
    if not choices.fixed and not boxes:
        caption(words.therapist_questionnaires.FLAGS_NONE)
    others = {item.id: item.text for item in choices.other_items}
    draw_more_flags(_more_key(key), others, [item for item in others if item in choices.flagged])
    args = (key, tuple(item.id for item, _about in choices.proposed))
    st.button(
        words.therapist_questionnaires.FLAGS_KEEP, key="harm-flags-keep", type="primary", on_click=_save, args=args
    )


def _draw_what_is_flagged(definition: Questionnaire) -> None:
    if texts := harm_flag_choices(definition).flagged_texts:
        draw_fixed_flags(texts)
    else:
        caption(words.therapist_questionnaires.FLAGS_OF_NONE)
    caption(words.therapist_questionnaires.FLAGS_STAY)


def _save(key: UUID, boxes: tuple[str, ...]) -> None:
    item_ids = {item for item in boxes if st.session_state.get(_box_key(key, item))}
    item_ids |= set(st.session_state.get(_more_key(key)) or ())
    run_therapist_action(lambda session: save_chosen_flags(session, key, frozenset(item_ids)))


def _box_key(key: UUID, item: str) -> str:
    return f"harm-flag-{key}-{item}"


def _more_key(key: UUID) -> str:
    return f"harm-flag-more-{key}"
