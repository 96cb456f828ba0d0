"""A couple's page that lies open is drawn anew once what it shows is granted no longer."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from uuid import UUID

import streamlit as st

from nearer.database.row_errors import EntryBroken, NotFound, NotRead
from nearer.session.person import signed_in
from nearer.session.therapist import therapist_session
from nearer.session.values import TherapistSession
from nearer.storage.therapist.grants import read_grants

WATCH_SECONDS = 4  # a page that shows what is granted no longer is drawn anew within these


def watch_grants(session: TherapistSession, couple: UUID) -> None:
    """Draw the page anew within seconds once somebody takes back or ends what it shows, while it lies open."""
    drawn = _read_grants_once(session, couple)
    st.fragment(_look_again, run_every=WATCH_SECONDS)(couple, drawn)


def _look_again(couple: UUID, drawn: frozenset[UUID]) -> None:
    """Counts as no use for the idle lock: it runs by itself."""
    session = therapist_session(signed_in(touch=False))
    with suppress(NotFound, NotRead, EntryBroken):  # their next click says why
        if session is not None and _read_grants_once(session, couple) != drawn:
            st.rerun()


def _read_grants_once(session: TherapistSession, couple: UUID) -> frozenset[UUID]:
    read = partial(read_grants, session.notebook, session.therapist, couple)
    return session.read_once("grants", couple, read)
