"""The signed-in manager of a Streamlit run."""

from __future__ import annotations

from uuid import UUID

import streamlit as st

from nearer.privacy.principal import Manager
from nearer.session.person import session_token, signed_in
from nearer.session.services import get_services
from nearer.session.values import ManagerSession
from nearer.sign_ins.signed_in import AccountSignedIn


def current_manager() -> ManagerSession | None:
    """The signed-in manager of this run; None for everybody else. A revoked one is signed out by it."""
    party = signed_in()
    if not isinstance(party, AccountSignedIn) or not isinstance(party.account, Manager):
        return None
    if not party.is_open():
        get_services().vault.close(session_token() or "")
        return None
    return ManagerSession(party.notebook, party.account, get_services().clock())


def current_manager_or_stop() -> ManagerSession:
    """The signed-in manager; without one the run ends here."""
    session = current_manager()
    if session is None:
        st.stop()
    return session


def close_open_pages(account: UUID) -> None:
    """Drop the keys of an account that was just ended, wherever it is signed in on this server."""
    get_services().vault.close_where(lambda party: party.who == account)
