"""One questionnaire with an item of every kind, drawn from the raw answers in the session: the screen of test_form."""

from __future__ import annotations

import streamlit as st

from nearer.domain import AnswerRefused, load_questionnaire, read_answer, read_answers, shown_items
from nearer.views.form import FormView, draw_section

TEXT = """
id: kinds
version: 1.0
status: active
language: en
title: Every kind
summary: One item of every kind.
audience: both
source: a test
licence: CC0-1.0
answer_lists:
  how-much:
    - {code: none, text: Not at all}
    - {code: lot, text: "A *lot*"}
    - {code: away, text: This does not apply to me, not_applicable: yes}
sections: [{id: one, title: One}, {id: two, title: Two}]
items:
  - {id: plain, section: one, text: How much?, answers: how-much}
  - {id: more, section: one, text: Tell more?, answers: how-much, show_if: {item: plain, is: [lot]}}
  - id: alike
    section: one
    text: Which?
    answers: [{code: a, text: Same}, {code: b, text: Same}]
  - {id: which, section: one, text: Which ones?, type: several, answers: how-much}
  - {id: small, section: one, text: From 0 to 3?, type: integer, limits: {min: 0, max: 3}}
  - {id: years, section: one, text: How many years?, type: integer, limits: {min: 0, max: 90}}
  - {id: weight, section: one, text: How heavy?, type: decimal}
  - {id: words, section: one, text: In a few words?, type: text, max_length: 50}
  - {id: day, section: one, text: Since when?, type: date, help: About is good enough.}
  - id: circles
    section: two
    text: Which pair?
    picture: circles
    answers:
      - {code: 1, text: One}
      - {code: 2, text: Two}
      - {code: 3, text: Three}
      - {code: 4, text: Four}
      - {code: 5, text: Five}
      - {code: 6, text: Six}
      - {code: 7, text: Seven}
"""

state = st.session_state
if "asked" not in state:
    state.asked, state.refused = load_questionnaire(TEXT, "kinds.yaml"), []
    state.setdefault("raw", {})
    state.setdefault("section", "one")


def take(item: str, raw: object) -> None:
    """Keep one raw answer, or note that it was refused."""
    try:
        read_answer(state.asked.item(item), raw)
    except AnswerRefused as refused:
        state.refused.append(str(refused))
    else:
        state.raw = {name: one for name, one in (state.raw | {item: raw}).items() if one is not None}


answers = read_answers(state.asked, state.raw)
draw_section(FormView(state.asked, state.section, answers, shown_items(state.asked, answers), "k"), take)
