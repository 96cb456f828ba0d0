"""The couple that a therapist has opened."""

from __future__ import annotations

from uuid import UUID

import streamlit as st

from nearer.presenters.caseload import COUPLE
from nearer.presenters.couple import Couple, read_couple
from nearer.session.values import TherapistSession
from nearer.storage.errors import NotFound

JOINT = "couple-joint"


def open_couple(session: TherapistSession) -> Couple:
    """The couple of this address. NotFound for one that is no couple of this therapist's, or is no id at all."""
    joint = bool(st.session_state.get(JOINT, False))
    return read_couple(session, asked_couple(), joint)


def asked_couple() -> UUID:
    try:
        return UUID(st.query_params.get(COUPLE, ""))
    except ValueError:
        raise NotFound from None
