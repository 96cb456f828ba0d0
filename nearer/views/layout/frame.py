"""The frame of every screen: its look, help and exit, the way between screens, the banner of the demo, the lock."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from nearer.views import text as words
from nearer.views.circles import LOGO
from nearer.views.layout.escape import markup

TO_LIST = "list"  # in an address: the list of a screen, not what is open there
_BAR = (
    '<nav class="nearer-bar" aria-label="{}" data-closing="{}" data-stay="{}" data-shift="{}">'
    '<span class="logo"><img src="{}" alt="">{}</span>'
)
_HELP_AND_EXIT = (
    '<a class="help" href="/help">{}</a><a class="exit" href="/bye" rel="noreferrer" title="{}">{}</a></nav>'
)


def draw_frame(shift_leaves: bool, own_menu: str, *parts: str) -> None:
    """Draw the frame of every screen in one piece: the bar that never leaves, and the HTML of what follows below it.

    Help and exit are plain links in the same tab, which work while the rest is busy.
    """
    told = words.frame.CLOSES_SOON, words.frame.STAY, "leaves" if shift_leaves else "off"
    bar = markup(_BAR, words.frame.BAR_NAME, *told, LOGO, words.frame.PRODUCT) + own_menu
    bar += markup(_HELP_AND_EXIT, words.frame.HELP_LINK, words.frame.EXIT_HINT, words.frame.EXIT_LINK)
    st.html(f'<div class="nearer-frame">{bar}{"".join(parts)}</div>')


def page_header(title: str, lead: str = "") -> None:
    """The one main heading of a screen, and a sentence on what it is for."""
    st.html(_with_lead('<header class="nearer-top"><h1>{}</h1>', title, lead) + "</header>")


def section_header(title: str, lead: str = "") -> None:
    """The heading of a part of a screen."""
    st.html(_with_lead('<div class="nearer-section"><h2>{}</h2>', title, lead) + "</div>")


def draw_passages(passages: Sequence[words.about.Passage]) -> None:
    """Passages to read, one below the other, each with its details in a fold."""
    for passage in passages:
        st.html(_paragraphs("<h2>{}</h2>", passage.title, *passage.paragraphs))
        if passage.details:
            with st.expander(passage.fold):
                st.html(_paragraphs("", *passage.details))


def _paragraphs(opening: str, *texts: str) -> str:
    """A part to read: what the opening names first, then a paragraph for each text that is left."""
    count = len(texts) - opening.count("{}")
    return markup('<section class="nearer-words">' + opening + "<p>{}</p>" * count + "</section>", *texts)


def caption(text: str) -> None:
    """A line in a low voice."""
    st.html(markup('<p class="nearer-quiet">{}</p>', text))


def done(text: str) -> None:
    """The sentence on what was just done, in place of its button; screen.js reads it out and moves focus to it."""
    st.html(markup('<p class="nearer-quiet" data-said>{}</p>', text))


def draw_draft_version(version: int) -> None:
    """A marker that nobody sees and that takes no room: which version of the draft stands in the notebook."""
    st.html(markup('<span data-kept="{}" hidden></span>', str(version)))


def info(text: str) -> None:
    """A sentence that screen.js reads out as it appears: saved, changed, opened."""
    st.html(markup('<div class="nearer-note"><p>{}</p></div>', text))


def warning(text: str) -> None:
    """A sentence about something that did not happen or wants a second thought."""
    st.html(markup('<div class="nearer-note alert"><p>{}</p></div>', text))


def draw_undo_bar(text: str, on_undo: Callable[[], None]) -> None:
    """Draw at the foot of the window what was deleted, and the way to put it back."""
    with st.container(horizontal=True, vertical_alignment="center", key="nearer-undo-bar"):
        st.html(markup('<p role="status">{}</p>', text))
        st.button(words.undo.UNDO, key="undo", on_click=on_undo)


def code_to_share(code: str) -> None:
    """A code, large enough to be read out."""
    st.html(markup('<p class="nearer-code">{}</p>', code))


def locked(reason: str) -> None:
    """The screen of a closed notebook: nothing of anybody, and the way back in."""
    way_in = '<p class="nearer-people"><a class="nearer-go" href="/sign-in">{}</a></p>'
    template = '<div class="nearer-top"><h1>{}</h1><p>{}</p></div>' + way_in
    st.html(markup(template, words.frame.LOCKED_TITLE, reason, words.frame.OPEN_AGAIN))


def _with_lead(opening: str, title: str, lead: str) -> str:
    return markup(opening + "<p>{}</p>", title, lead) if lead else markup(opening, title)
