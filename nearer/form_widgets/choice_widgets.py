"""Choosing on the screen: one answer option or several, a short range of numbers, a long list, own words beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from nearer.domain.alone import alone_codes, choose_alone
from nearer.domain.answers import OwnWords
from nearer.form_widgets.item_widget import DECLINE, DECLINED_RAW, Field, clear_button, decline_box, reset_widget
from nearer.form_widgets.number_widgets import limits
from nearer.typed_answers.answer_parsing import MAX_ANSWER
from nearer.views import text as words
from nearer.views.circles import circles_label
from nearer.views.layout.escape import WORD_JOINER, plain

SEGMENTS = 5  # words beside each other on a phone; of numbers there is room for more, in two rows
_WORD, _WORDS = 10, 24  # characters of the longest word, and of all words, that a segment has room for
LONG_LIST = 20  # options; more of them are a list to open and to search in
_LISTS = ("drop-down", "autocomplete", "lookup")


def draw_choice(field: Field) -> None:
    """One answer option or several, and where the item is open, own words."""
    if field.item.options:
        (_draw_multiple_choice if field.item.type == "several" else _draw_options)(field)
    if field.item.open:
        _own_words(field)
    if field.item.type == "several" or not field.item.options:
        clear_button(field)


def _draw_options(field: Field) -> None:
    label = circles_label if field.item.picture == "circles" else _label
    _draw_single_choice(
        field, {option.code: label(number, option.text) for number, option in enumerate(field.item.options, start=1)}
    )


def _label(_place: int, text: str) -> str:
    return plain(text)


def draw_numbers(field: Field) -> None:
    """A short range of whole numbers, each to tap."""
    low, high = limits(field.item)
    _draw_single_choice(field, {str(number): str(number) for number in range(int(low or 0), int(high or 0) + 1)})


def _draw_single_choice(field: Field, labels: dict[str, str]) -> None:
    labels = unlike(labels) | {DECLINE: words.form.RATHER_NOT_SAY}
    chosen_code = DECLINE if field.declined else None if field.empty or _typed_own_words(field) else str(field.value)
    was_reset = reset_widget(field.key, chosen_code)
    codes = list(labels)
    shared: dict[str, Any] = {
        "index": codes.index(chosen_code) if chosen_code in labels and not was_reset else None,
        "format_func": labels.__getitem__,
        "width": "stretch",
    } | field.shared(_take_choice)
    if len(codes) > LONG_LIST or field.item.control in _LISTS:
        st.selectbox(plain(field.question), codes, placeholder=words.form.CHOOSE, **shared)
        clear_button(field)
    else:
        aside = len(field.item.not_applicable_codes) + 1
        is_row = field.item.orientation != "vertical"
        as_scale = is_row and not field.item.picture and fits_in_a_row(list(labels.values())[:-aside])
        look = f"-scale-{aside}-" if as_scale else "-plain-"
        with st.container(key=field.key.replace("-ask-", look)):
            st.radio(plain(field.question), codes, horizontal=is_row, **shared)
            clear_button(field)


def fits_in_a_row(texts: Sequence[str]) -> bool:
    """Whether answers can stand side by side in equal segments, on a phone as well, and so be read as a scale."""
    if all(text.isdecimal() for text in texts):
        return len(texts) > 1
    longest = max((len(word) for text in texts for word in text.split()), default=0)
    return 1 < len(texts) <= SEGMENTS and longest <= _WORD and max(map(len, texts)) <= _WORDS


def _draw_multiple_choice(field: Field) -> None:
    labels = unlike({option.code: plain(option.text) for option in field.item.options})
    labels[DECLINE] = words.form.RATHER_NOT_SAY
    chosen_codes = [DECLINE] if field.declined else _chosen_codes(field.value)
    was_reset = reset_widget(field.key, chosen_codes)
    shared: dict[str, Any] = {"default": None if was_reset else chosen_codes, "format_func": labels.__getitem__}
    shared |= field.shared(_take_several)
    question = plain(words.form.several(field.question))
    if len(labels) > LONG_LIST:
        st.multiselect(question, list(labels), placeholder=words.form.CHOOSE, **shared)
    else:
        st.pills(question, list(labels), selection_mode="multi", **shared)


def _own_words(field: Field) -> None:
    """Below the options, for what none of them says."""
    own_words = _typed_own_words(field)
    key = field.key.replace("-ask-", "-own-")
    was_reset = reset_widget(key, own_words)
    st.text_input(
        words.form.OWN_WORDS if field.item.options else plain(field.question), "" if was_reset else own_words,
        max_chars=MAX_ANSWER, key=key, placeholder=words.form.TYPE_HERE, on_change=_take_own_words, args=(field, key),
    )  # fmt: skip
    if not field.item.options:
        decline_box(field)


def _take_choice(field: Field) -> None:
    value = st.session_state[field.key]
    counted = field.item.type == "integer" and str(value).lstrip("-").isdecimal()
    field.on_answer(field.item.id, DECLINED_RAW if value == DECLINE else int(value) if counted else value)


def _take_several(field: Field) -> None:
    """An option that stands alone takes others and own words away, and they take it away; declining stands alone."""
    before = [DECLINE] if field.declined else _chosen_codes(field.value)
    alone = alone_codes(field.item) | {DECLINE}
    codes = choose_alone(list(st.session_state[field.key]), before, alone)
    if codes == [DECLINE]:
        field.on_answer(field.item.id, DECLINED_RAW)
    else:
        own_words = "" if alone.intersection(codes) else _typed_own_words(field)
        field.on_answer(field.item.id, _with_own_words(codes, own_words))


def _take_own_words(field: Field, key: str) -> None:
    """Keep own words beside what was chosen where several may be, and in its place where one may be, or where that
    stands alone."""
    own_words = str(st.session_state[key]).strip()
    if field.item.type == "several":
        codes = [code for code in _chosen_codes(field.value) if code not in alone_codes(field.item)]
        field.on_answer(field.item.id, _with_own_words(codes, own_words))
    else:
        field.on_answer(field.item.id, {"text": own_words} if own_words else None)


def _with_own_words(codes: list[str], own_words: str) -> object:
    return [*codes, *([{"text": own_words}] if own_words else [])] or None


def _typed_own_words(field: Field) -> str:
    values = field.value if isinstance(field.value, tuple) else (field.value,)
    return next((value.text for value in values if isinstance(value, OwnWords)), "")


def _chosen_codes(value: object) -> list[str]:
    """The codes of an answer with several."""
    return [code for code in value if isinstance(code, str)] if isinstance(value, tuple) else []


def unlike(labels: Mapping[str, str]) -> dict[str, str]:
    """These labels, made unlike where two options read alike: Streamlit tells options apart by label only."""
    seen: dict[str, str] = {}
    for code, label in labels.items():
        while label in seen:
            label += WORD_JOINER
        seen[label] = code
    return {code: label for label, code in seen.items()}
