"""Every file that people take along. A screen offers it as a link; it is made at the click, for whoever is signed in
then, with what they may read then.

Not by Streamlit's own button: what that makes is dropped as soon as two screens were drawn anywhere, its click comes to
nothing while the screen is being drawn anew, and it gives the file to whoever knows its number.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar
from uuid import UUID, uuid4, uuid5

import streamlit as st

from nearer.database.row_errors import NotFound
from nearer.session.person import person_session, signed_in
from nearer.session.therapist import therapist_session
from nearer.session.values import PersonSession, TherapistSession
from nearer.sign_ins.signed_in import PreparedFile, SignedInParty
from nearer.views.layout.links import file_link

TAB = "downloads-of-tab"
MAX_OFFERED = 100  # files of one sign-in, over all its tabs; the oldest offer goes

T = TypeVar("T")
Make = Callable[[SignedInParty], bytes]


@dataclass(frozen=True, slots=True)
class Download:
    """`text` stands on the link; `key` tells the file from all others of this tab; `name` says nothing of anybody."""

    key: str
    text: str
    name: str
    kind: str


def draw_download(download: Download, make: Make, primary: bool = False) -> None:
    """Offer a file; nothing is made before it is asked for. `make` is of `for_person` or `for_therapist`."""
    party = signed_in(touch=False)
    if party is None:
        return
    tab: UUID = st.session_state.setdefault(TAB, uuid4())
    name = uuid5(tab, download.key).hex
    # Never out of the offers for a moment: somebody may be asking for it while their screen is drawn anew.
    party.files[name] = PreparedFile(download.name, download.kind, make)
    party.files.move_to_end(name)
    for oldest in list(party.files)[:-MAX_OFFERED]:
        party.files.pop(oldest, None)
    file_link(f"/file/{name}", download.text, primary)


def for_person(make: Callable[[PersonSession], bytes]) -> Make:
    """A file of a person alone: NotFound for whoever else is signed in."""
    return partial(_make_for, person_session, make)


def for_therapist(make: Callable[[TherapistSession], bytes]) -> Make:
    """A file of a therapist alone: NotFound for whoever else is signed in, and for one who is revoked."""
    return partial(_make_for, therapist_session, make)


def _make_for(find: Callable[[SignedInParty], T | None], make: Callable[[T], bytes], party: SignedInParty) -> bytes:
    session = find(party)
    if session is None:
        raise NotFound
    return make(session)
