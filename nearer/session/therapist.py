"""The signed-in therapist of a Streamlit run, with the session values that pages read through."""

from __future__ import annotations

import streamlit as st

from nearer.privacy.principal import Therapist
from nearer.session.manager import current_manager
from nearer.session.person import current_person, session_token, signed_in
from nearer.session.services import get_services
from nearer.session.values import AnySession, TherapistSession
from nearer.shipped import shipped_catalogue
from nearer.sign_ins.signed_in import AccountSignedIn, SignedInParty


def current_therapist() -> TherapistSession | None:
    """The signed-in therapist of this run; None for a person and for nobody. A revoked one is signed out by it."""
    party = signed_in()
    session = therapist_session(party)
    if session is None and isinstance(party, AccountSignedIn) and isinstance(party.account, Therapist):
        get_services().vault.close(session_token() or "")
    return session


def therapist_session(party: SignedInParty | None) -> TherapistSession | None:
    """What a therapist who is signed in and not revoked reads through at this moment."""
    if not isinstance(party, AccountSignedIn) or not isinstance(party.account, Therapist):
        return None
    if not party.is_open():
        return None
    clock = get_services().clock
    return TherapistSession(party.notebook, party.account, shipped_catalogue(), clock(), party.sign_in_cache)


def current_therapist_or_stop() -> TherapistSession:
    """The signed-in therapist; without one the run ends here."""
    session = current_therapist()
    if session is None:
        st.stop()
    return session


def anybody() -> AnySession | None:
    """Whoever is signed in."""
    return current_person() or current_therapist() or current_manager()


def anybody_or_stop() -> AnySession:
    """Whoever is signed in, for a page that all kinds have; without anybody the run ends here."""
    session = anybody()
    if session is None:
        st.stop()
    return session
