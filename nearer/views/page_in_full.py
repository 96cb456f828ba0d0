"""A page of the guide or a step, to be read at once where it is proposed."""

from __future__ import annotations

import streamlit as st

from nearer.guide.topics import Page, Step
from nearer.views import text as words
from nearer.views.layout.escape import list_markup, markup
from nearer.views.markdown import topic_text


def draw_in_full(page: Page) -> None:
    """A step whole; of a longer page the first part, and the rest in a fold. When to stop always stands apart."""
    text = topic_text(page.text)
    first, rest = (text.before, "") if isinstance(page, Step) else split_first_part(text.before)
    with st.container(key="read-now"):
        st.markdown(first, anchors=False)
        if rest or text.after:
            with st.expander(words.this_week.READ_ON, key="read-on"):
                for part in (rest, text.stop, text.after):
                    if part:
                        st.markdown(part, anchors=False)
        if isinstance(page, Step):
            heading = markup('<div class="nearer-note stop"><h3>{}</h3>', words.steps.STOP_TITLE)
            st.html(f"{heading}{list_markup(page.stop)}</div>")


def split_first_part(text: str) -> tuple[str, str]:
    """The Markdown up to its second heading, and what follows."""
    head, heading, rest = text.partition("\n## ")
    return (head, heading.lstrip("\n") + rest) if head.startswith("## ") else (text, "")
