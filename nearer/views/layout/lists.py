"""Lists of sentences, with or without something to do about each, and lists to choose from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from nearer.views.layout.escape import list_markup, markup
from nearer.views.layout.frame import caption


def plain_list(sentences: Sequence[str]) -> None:
    """One sentence a line."""
    st.html(list_markup(sentences, "nearer-lines"))


def shared_list(sentences: Sequence[str]) -> None:
    """Sentences that two people see."""
    st.html(list_markup(sentences, "nearer-list"))


def titled_line(title: str, hint: str) -> None:
    """A row: its title and its text."""
    st.html(markup('<p class="nearer-titled"><strong>{}</strong><small>{}</small></p>', title, hint))


def line_with_act(sentence: str, label: str, key: str, on_click: Callable[[], None]) -> None:
    """A quiet sentence, and below it the small button that takes what it is about away."""
    caption(sentence)
    st.button(label, key=key, type="tertiary", on_click=on_click)


def row_with_act(sentence: str, label: str, key: str, on_click: Callable[[], None]) -> None:
    """A sentence with its button beside it; `key` is the row's, and the button's with `-act` behind it."""
    with st.container(horizontal=True, vertical_alignment="center", key=key):
        st.html(markup("<p>{}</p>", sentence))
        st.button(label, key=f"{key}-act", on_click=on_click)


def choose_one(
    label: str, texts: Mapping[str, str], key: str, on_change: Callable[[], None] | None = None
) -> str | None:
    """A list to choose one text from; its id, or None while nothing is chosen, which is how it begins."""
    return st.selectbox(label, list(texts), index=None, key=key, format_func=texts.__getitem__, on_change=on_change)


def six_words(words: Sequence[str]) -> None:
    """A key as words with their numbers, large enough to be read out and compared."""
    st.html(markup('<ol class="nearer-six">' + "<li>{}</li>" * len(words) + "</ol>", *words))
