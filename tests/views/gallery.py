"""Every view on made-up values, to be looked at: `streamlit run tests/views/gallery.py`, then ?screen=body."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import streamlit as st

from nearer.charts import closeness_chart as figures
from nearer.domain.conditions import shown_items
from nearer.domain.responses import build_response
from nearer.domain.weeks import Week
from nearer.form_widgets import form
from nearer.session.services import STYLE
from nearer.typed_answers.answer_parsing import read_answer
from nearer.typed_answers.refused_answers import AnswerRefused
from nearer.views import chart_values as weeks
from nearer.views import circles
from nearer.views import score_summary as closing
from nearer.views import text as words
from nearer.views.layout import frame, tables
from nearer.views.layout import task_card as cards
from nearer.views.layout.demo_banner import write_demo_banner
from nearer.views.layout.lists import titled_line
from nearer.views.layout.menu import MenuLink, write_row
from nearer.views.screen_values import Task
from nearer.yaml_files.loader import load_questionnaire
from tests.views import tables as made

ROOT = Path(__file__).parents[2]
MEERA = (20, 30, 20, None, 40, 40, 50, 50, 60, None, 70, 70)
RAVI = (40, 40, 50, 40, 50, 50, 50, 60, 60, 60, 70, 70)
HOSTILE = """
id: hostile
version: 1.0
status: active
language: en
title: "Foreign *text* <b>bold</b>"
summary: "![x](http://beacon.test/beacon.png)"
audience: both
source: a test
licence: CC0-1.0
sections:
  - {id: one, title: "Section ![x](http://beacon.test/a.png) <img src=http://beacon.test/b.png>"}
items:
  - id: marks
    section: one
    text: >-
      How :red[much] *of* _this_ [is](http://x.test) ![x](http://beacon.test/c.png) `code` $x^2$ and $y$ :smile:
      :material/home:?
    answers:
      - {code: a, text: "![x](http://beacon.test/d.png) **Always** www.example.test me@example.test"}
      - {code: b, text: "1. Often -> https://example.test & <b>x</b>"}
      - {code: c, text: "- Same"}
      - {code: d, text: "- Same"}
  - {id: number, section: one, text: "From 0 to 10, how much?", type: integer, limits: {min: 0, max: 10}}
  - {id: kilos, section: one, text: "How many kilometres did you walk?", type: decimal, limits: {min: 0, max: 100}}
  - {id: day, section: one, text: "Since which day?", type: date, help: "About is good enough."}
"""


def questionnaire(name):
    if name == "hostile":
        return load_questionnaire(HOSTILE, "hostile.yaml")
    if name == "kinds":
        return load_questionnaire((ROOT / "tests" / "form_widgets" / "kinds.yaml").read_bytes(), "kinds.yaml")
    return load_questionnaire((ROOT / "questionnaires" / f"{name}.yaml").read_bytes(), f"{name}.yaml")


def line(name, accent, scores):
    return made.make_person_weeks(name, scores, accent, first=Week(2026, 36))


def draw_form(name):
    definition = questionnaire(name)
    raw = st.session_state.setdefault(f"raw-{name}", {})
    answers = {key: read_answer(definition.item(key), value) for key, value in raw.items()}
    visible = shown_items(definition, answers)

    def take(item, value):
        try:
            read_answer(definition.item(item), value)
        except AnswerRefused as refused:
            st.session_state["trouble"] = str(refused)
        else:
            st.session_state[f"raw-{name}"] = {
                key: one for key, one in (raw | {item: value}).items() if one is not None
            }

    frame.page_header(definition.title, definition.summary)
    ids = [s.id for s in definition.sections if any(item.id in visible for item in definition.items_of(s.id))]
    position = int(st.query_params.get("part", len(ids) if name == "kinds" else 1))
    form.progress(position, len(ids), by_item=False)
    if trouble := st.session_state.pop("trouble", ""):
        frame.warning(trouble)
    view = form.FormSectionView(definition, ids[position - 1], answers, visible, f"g-{name}")
    form.draw_section(view, lambda item: form.draw_item(view, item, take))
    with st.container(horizontal=True):
        st.button(words.form.BACK)
        st.button(words.form.FORWARD, type="primary")
    frame.draw_draft_version(1)


def draw_all(name):
    definition = questionnaire(name)
    ids = {item.id for item in definition.items}
    raw = st.session_state.setdefault("all", {})
    answers = {key: read_answer(definition.item(key), value) for key, value in raw.items()}
    for section in definition.sections:
        view = form.FormSectionView(definition, section.id, answers, ids, "g-all")
        form.draw_section(view, partial(form.draw_item, view, on_answer=raw.__setitem__))


def draw_week():
    frame.page_header(words.this_week.greeting(19, "Meera"), words.this_week.BACK_AGAIN)
    waiting, start = words.questionnaires.WAITING, words.questionnaires.START
    cards.task_card(Task(words.check_in.TITLE, words.check_in.LEAD, waiting, start, True), "g-check")
    body = questionnaire("physical-barriers")
    cards.task_card(Task(body.title, body.summary, words.questionnaires.BEGUN, words.questionnaires.RESUME), "g-body")
    frame.caption(words.this_week.ALL_DONE)


def draw_closing():
    definition = questionnaire("closeness-weekly")
    raw = {"circles": "4", "understood": "mostly", "good-thing": "fully", "touch": "partly", "alone": "a-little"}
    answers = {key: read_answer(definition.item(key), value) for key, value in raw.items()}
    done = build_response(definition, answers)
    frame.page_header(words.form.CLOSING_TITLE, words.form.CLOSING_LEAD)
    few = closing.ScoreSummary("Pain", "", words.form.too_few(1, 2))
    closing.closing((*closing.score_summaries(definition, done.scores, topic_link=None), few), words.form.NOT_VALIDATED)
    frame.caption(words.form.NOBODY_WATCHES)


def draw_closeness():
    frame.page_header(words.closeness.TITLE, words.closeness.LEAD)
    lines = made.make_weeks_frame([line("You", weeks.Accent.TEAL, MEERA), line("Ravi", weeks.Accent.CLAY, RAVI)])
    figures.draw_closeness(figures.make_closeness(lines, annotations=weeks.NO_ANNOTATIONS), "g-figure")
    frame.caption(words.closeness.GAPS)
    frame.section_header(words.closeness.circles_of_week(Week(2026, 47).monday(), Week(2026, 48).monday()))
    circles.circles_picture(
        [
            weeks.Picture("You", 5, "Half shared", accent=weeks.Accent.TEAL),
            weeks.Picture("Ravi", 4, "Partly shared", weeks.Accent.CLAY),
        ]
    )
    tables.weeks_table(lines, events=())
    frame.section_header("Three weeks only")
    few = made.make_weeks_frame([line("Ravi", weeks.Accent.CLAY, (40, None, 55))])
    figures.draw_closeness(figures.make_closeness(few, annotations=weeks.NO_ANNOTATIONS), "g-few")


def draw_sharing():
    frame.page_header(words.sharing.TITLE, words.sharing.LEAD)
    titled_line(words.sharing.CLOSENESS, words.sharing.CLOSENESS_HINT)
    frame.warning(words.sharing.narrowing(words.sharing.CLOSENESS, "Ravi"))
    frame.section_header(words.sharing.INVITE_TITLE, words.sharing.INVITE_LEAD)
    frame.code_to_share("K7QP-9M2D-XR4T-0HNW")
    frame.info(words.sharing.INVITATION_CODE)


def draw_about():
    frame.page_header(words.about.TITLE, words.about.LEAD)
    frame.draw_passages(
        words.about.passages(words.about.AboutFigures(40, 46, 30, words.steps.sure_of_no(83), date(2026, 11, 30)))
    )


def draw_locked():
    frame.locked(words.frame.LOCKED_ELSEWHERE)


SCREENS = {
    "week": draw_week,
    "circles": lambda: draw_form("closeness-weekly"),
    "body": lambda: draw_form("physical-barriers"),
    "goals": lambda: draw_form("goals"),
    "hostile": lambda: draw_form("hostile"),
    "kinds": lambda: draw_form("kinds"),
    "all": lambda: draw_all("partner-view"),
    "closing": draw_closing,
    "closeness": draw_closeness,
    "sharing": draw_sharing,
    "about": draw_about,
    "locked": draw_locked,
}
st.set_page_config(page_title="Gallery")
st.html(STYLE)


def current():
    names = ("Meera", "Ravi", "Asha", "Dev", "Farah", "Imran", "Grace", "Lena", "Tomas")
    banner = write_demo_banner([(name, f"/demo/as/{place}") for place, name in enumerate(names)], "Meera")
    frame.draw_frame(True, "", write_row(LINKS, "Screens"), banner)
    SCREENS[st.query_params.get("screen", "week")]()


def other():
    frame.draw_frame(True, "", write_row(LINKS, "Screens"))


LINKS = [MenuLink(title, f"/{path}", current="") for path, title in words.frame.screen_names().items()]
PAGES = [st.Page(current, title="This week", default=True)]
PAGES += [
    st.Page(other, title=title, url_path=path)
    for path, title in words.frame.screen_names().items()
    if path != "this_week"
]
st.navigation(PAGES, position="hidden").run()
