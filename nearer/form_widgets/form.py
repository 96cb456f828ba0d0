"""A questionnaire as it is answered: one section on the screen, and where one is in the whole."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from itertools import zip_longest

import streamlit as st

from nearer.domain.answers import SKIPPED, Answer
from nearer.domain.items import Item, Section
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.repeats import next_copy, number_of
from nearer.form_widgets.choice_widgets import draw_choice, draw_numbers
from nearer.form_widgets.item_widget import Field, OnAnswer, question_above
from nearer.form_widgets.number_widgets import draw_number, draw_quantity, few_numbers, is_invalid, takes_typed_number
from nearer.form_widgets.text_and_date_widgets import draw_day, draw_moment, draw_text, draw_time
from nearer.views import text as words
from nearer.views.layout.escape import markup, plain
from nearer.views.layout.frame import section_header


@dataclass(frozen=True, slots=True)
class FormSectionView:
    """One section of a questionnaire with the answers so far.

    `visible_ids` name the items to ask at present; `key_prefix` sets its widgets apart from those of every other
    questionnaire, week and person. The questionnaire holds the copies of what is there several times; `more` hears of
    what is to be there once more, and `less` of the copy that is to go.
    """

    questionnaire: Questionnaire
    section: str
    answers: Mapping[str, Answer]
    visible_ids: Collection[str]
    key_prefix: str
    more: Callable[[str], None] = lambda _: None
    less: Callable[[str], None] = lambda _: None


_DRAW: dict[str, Callable[[Field], None]] = {
    "choice": draw_choice,
    "several": draw_choice,
    "integer": draw_number,
    "decimal": draw_number,
    "quantity": draw_quantity,
    "date": draw_day,
    "datetime": draw_moment,
    "time": draw_time,
}


def draw_section(form: FormSectionView, draw: Callable[[Item], None]) -> None:
    """Draw the section; each shown item by `draw`, which ends in `draw_item`."""
    items = [item for item in form.questionnaire.items_of(form.section) if item.id in form.visible_ids]
    section = form.questionnaire.section_by_id[form.section]
    asked_for = words.form.ASKED_FOR if any(item.required for item in items) else ""
    section_header(_title(section), " ".join(filter(None, (section.intro, asked_for))))
    _take_away(form, section)
    before = [section]
    for item, after in zip_longest(items, items[1:]):
        enclosing = _enclosing_sections(form, item)
        _draw_headings(form, [one for one in enclosing if one not in before])
        draw(item)
        _draw_copies(form, item)
        for one in reversed([one for one in enclosing if after is None or one not in _enclosing_sections(form, after)]):
            _add_another(form, one, one.title or "")
        before = enclosing


def progress(position: int, total: int, by_item: bool) -> None:
    """Where the person is among the sections, and drawn, how many lie behind; `position` counts from 1."""
    text = words.form.item_of(position, total) if by_item else words.form.section_of(position, total)
    done = position - 1
    bars = '<span class="done"></span>' * done + "<span></span>" * (total - done)
    template = (
        f'<div class="nearer-steps{" by-item" * by_item}"><div role="progressbar" aria-label="{{}}" aria-valuemin="0" '
        f'aria-valuemax="{{}}" aria-valuenow="{{}}">{bars}</div>{{}}</div>'
    )
    st.html(markup(template, words.form.section_of(position, total), str(total), str(done), text))


def draw_nothing_chosen(key: str, on_continue: Callable[[], None], on_save: Callable[[], None]) -> None:
    """Nothing was chosen: go back to the questions, or say so."""
    st.button(words.form.FORWARD, key=f"{key}-on", type="primary", on_click=on_continue)
    st.button(words.form.NOTHING_APPLIES, key=f"{key}-none", on_click=on_save)


def draw_item(form: FormSectionView, item: Item, on_answer: OnAnswer) -> None:
    """Draw one item: its text, its help, its widget. `on_answer(item_id, raw)` hears of each change, None for cleared.

    The answer so far is the truth: a widget that holds anything else is set back to it.
    """
    field = Field(item, form.answers.get(item.id, SKIPPED), _key(form, item), on_answer)
    if item.type == "display":
        st.html(markup('<p class="nearer-said">{}</p>', field.question))
        return
    if item.help:
        question_above(field)
    draw = draw_numbers if few_numbers(item) else _DRAW.get(item.type, draw_text)
    draw(field)


def unkept_number(form: FormSectionView) -> bool:
    """Whether a number field of the section holds what is not kept, which would be lost on leaving it."""
    items = (item for item in form.questionnaire.items_of(form.section) if item.id in form.visible_ids)
    return any(is_invalid(item, _key(form, item)) for item in items if takes_typed_number(item))


def _key(form: FormSectionView, item: Item) -> str:
    picture = f"{item.picture}-" if item.picture else ""
    return f"{form.key_prefix}-ask-{picture}{item.id}"


def _draw_copies(form: FormSectionView, item: Item) -> None:
    if item.repeats and item.type != "several":
        _take_away(form, item)
        _add_another(form, item, "")


def _enclosing_sections(form: FormSectionView, item: Item) -> list[Section]:
    """The sections an item stands in, the outermost first."""
    sections, enclosing = form.questionnaire.section_by_id, [form.questionnaire.section_by_id[item.section]]
    while above := form.questionnaire.section_above(enclosing[0]):
        enclosing.insert(0, sections[above])
    return enclosing


def _draw_headings(form: FormSectionView, sections: Collection[Section]) -> None:
    for section in sections:
        if section.title or section.intro:
            template = '<div class="nearer-inside"><h3>{}</h3><p class="nearer-quiet">{}</p></div>'
            st.html(markup(template, _title(section), section.intro or ""))
        _take_away(form, section)


def _title(section: Section) -> str:
    title = " ".join(filter(None, (section.prefix, section.title or words.form.QUESTIONS)))
    return title if number_of(section) == 1 else words.form.copy_title(title, number_of(section))


def _add_another(form: FormSectionView, node: Item | Section, title: str) -> None:
    """After the last of what may be there several times, as long as one more may be."""
    if name := next_copy(form.questionnaire, node):
        label = words.form.add_another(plain(title)) if title else words.form.ADD_ANOTHER
        st.button(label, key=f"{form.key_prefix}-more-{name}", on_click=form.more, args=(name,))


def _take_away(form: FormSectionView, node: Item | Section) -> None:
    if number_of(node) > 1:
        key = f"{form.key_prefix}-less-{node.id}"
        st.button(words.form.TAKE_AWAY, key=key, type="tertiary", on_click=form.less, args=(node.id,))
