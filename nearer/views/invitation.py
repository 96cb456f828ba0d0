"""An invitation to hand over: its code, the address where it is typed, and both as a picture for a phone's camera."""

from __future__ import annotations

from urllib.parse import urlsplit

import segno
import streamlit as st

from nearer.views import text as words
from nearer.views.layout.escape import markup
from nearer.views.layout.frame import caption, code_to_share

THIS_COMPUTER = {"localhost", "127.0.0.1", "::1"}


JOIN_PAGE, INVITED_PAGE = "join", "invited"  # where a partner types a code, and whoever a clinic invited


def address_of(page: str, opened_at: str) -> str:
    """The address of this page on the server whose screen stands at `opened_at`."""
    parts = urlsplit(opened_at)
    return f"{parts.scheme}://{parts.netloc}/{page}"


def draw_account_code(code: str, opened_at: str) -> None:
    """The code, and a link that has it behind a #, each with a button that copies it."""
    address = address_of(INVITED_PAGE, opened_at)
    code_to_share(code)
    caption(words.clinic.CODE_ONCE)
    caption(words.clinic.LINK)
    st.code(f"{address}#{code}", language=None, wrap_lines=True)


def draw_invitation_code(code: str, opened_at: str) -> None:
    """`opened_at` is the address of the screen in the browser. The picture is drawn here; the code in it stands behind
    a #, so that a browser fills it in and sends it to nobody. There is none where a phone cannot open the address."""
    address = address_of(JOIN_PAGE, opened_at)
    caption(words.sharing.INVITATION_CODE)
    code_to_share(code)
    if urlsplit(opened_at).hostname in THIS_COMPUTER:
        caption(words.sharing.INVITATION_HERE)
        st.html(markup('<p class="nearer-qr"><code>{}</code></p>', address))
        caption(words.sharing.THIS_COMPUTER_ONLY)
        return
    caption(words.sharing.INVITATION_HOW)
    picture = segno.make(f"{address}#{code}", error="m").svg_data_uri(border=4, light="#fff", scale=5)
    template = '<p class="nearer-qr"><code>{}</code><img src="{}" alt="{}"></p>'
    st.html(markup(template, address, picture, words.sharing.INVITATION_PICTURE))
