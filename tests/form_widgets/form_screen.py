"""One questionnaire with an item of every kind, drawn from the raw answers in the session: the screen of test_form."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from nearer.domain.conditions import shown_items
from nearer.domain.repeats import expand_repeats, with_copy, without_copy
from nearer.form_widgets.form import FormSectionView, draw_item, draw_section
from nearer.typed_answers.answer_parsing import read_answer, read_answers
from nearer.typed_answers.refused_answers import AnswerRefused
from nearer.yaml_files.loader import load_questionnaire

FILE = Path(__file__).with_name("kinds.yaml")

state = st.session_state
if "asked" not in state:
    state.asked, state.refused = load_questionnaire(FILE.read_bytes(), FILE.name), []
    state.setdefault("raw", {})
    state.setdefault("section", "one")


def take(item: str, raw: object) -> None:
    """Keep one raw answer, or note that it was refused."""
    try:
        read_answer(expand_repeats(state.asked, state.raw).item(item), raw)
    except AnswerRefused as refused:
        state.refused.append(str(refused))
    else:
        state.raw = {name: one for name, one in (state.raw | {item: raw}).items() if one is not None or "~" in name}


def more(copy: str) -> None:
    state.raw |= dict.fromkeys(with_copy(state.asked, state.raw, copy))


def less(copy: str) -> None:
    names = without_copy(state.raw, copy)
    state.raw = {names[name]: raw for name, raw in state.raw.items() if name in names}


answers = read_answers(state.asked, state.raw)
expanded = expand_repeats(state.asked, state.raw)
view = FormSectionView(expanded, state.section, answers, shown_items(state.asked, answers), "k", more, less)
draw_section(view, lambda item: draw_item(view, item, take))
