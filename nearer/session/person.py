"""The signed-in person of a Streamlit run, with the session values that pages read through."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from nearer.language.languages import best_language
from nearer.language.sentences import ask_when_unset, set_language
from nearer.session.services import get_services
from nearer.session.values import PersonSession
from nearer.shipped import shipped_catalogue
from nearer.sign_ins.signed_in import SignedIn, SignedInParty
from nearer.storage.couple.people import Settings
from nearer.web.session_cookie import COOKIE_NAMES

OWNER, SPOKEN = "owner", "language"


def current_person() -> PersonSession | None:
    """The signed-in person of this run, which counts as activity for the idle lock; None for a therapist and nobody."""
    return person_session(signed_in())


def person_session(party: SignedInParty | None) -> PersonSession | None:
    """What a person who is signed in reads through at this moment."""
    if not isinstance(party, SignedIn):
        return None
    clock = get_services().clock
    return PersonSession(
        party.notebook, party.principal, shipped_catalogue(), clock(), sign_in_cache=party.sign_in_cache
    )


def signed_in(touch: bool = True) -> SignedInParty | None:
    """Who this run belongs to; one that belonged to somebody else is emptied first."""
    token = session_token()
    party = None if token is None else get_services().vault.find(token, touch=touch)
    owner = None if party is None else str(party.who)
    if st.session_state.get(OWNER, owner) != owner:
        st.session_state.clear()
    if owner is not None:
        st.session_state[OWNER] = owner
    return party


def session_token() -> str | None:
    """The sign-in cookie of the browser this run belongs to; only HTTP sets it, and no script can."""
    cookies = st.context.cookies
    return next((cookies[name] for name in COOKIE_NAMES if name in cookies), None)


def speak_their_language() -> None:
    """Let this run speak the language of whoever is signed in; on a closed notebook the browser's."""
    party = signed_in(touch=False)
    accepted = st.context.headers.get("accept-language") or ""
    language = best_language(accepted) if party is None else party.language
    st.session_state[SPOKEN] = set_language(language).tag


def _language_of_session() -> str | None:
    """What the last run spoke: for a callback or a fragment, which begin in a thread of their own before any page."""
    return st.session_state.get(SPOKEN) if get_script_run_ctx(suppress_warning=True) else None


ask_when_unset(_language_of_session)


def apply_settings_to_session(settings: Settings) -> None:
    """Let changed settings hold from now on in this browser."""
    token, party = session_token(), signed_in()
    if token is None or party is None:
        return
    if isinstance(party, SignedIn):
        renewed: SignedInParty = replace(party, principal=replace(party.principal, zone=settings.zone))
    else:
        renewed = replace(party, account=replace(party.account, zone=settings.zone))
    language = settings.language or party.language
    renewed = replace(renewed, language=language, shift_leaves=settings.shift_leaves)
    get_services().vault.replace(token, renewed, settings.idle_minutes * 60)
    speak_their_language()


def current_person_or_stop() -> PersonSession:
    """The signed-in person; without one the run ends here, below the closed notebook that the shell has drawn."""
    session = current_person()
    if session is None:
        st.stop()
    return session
