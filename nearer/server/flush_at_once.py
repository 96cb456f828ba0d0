"""Send each part of a screen as soon as it is drawn.

Streamlit looks for messages to send, then rests for 5 ms before it looks again, so that parts of a screen that stand
in for others for a moment (`st.empty`, `st.skeleton`) are never seen. No screen of Nearer has any, and the rest is most
of what somebody waits for who goes from one screen to another.
"""

from __future__ import annotations

import streamlit.runtime.runtime as streamlit_runtime

REST = "MESSAGE_FLUSH_INTERVAL_SECS"  # what Streamlit calls it


def flush_at_once() -> None:
    """Before the server starts. AttributeError in a Streamlit that has no such rest."""
    getattr(streamlit_runtime, REST)
    setattr(streamlit_runtime, REST, 0)
