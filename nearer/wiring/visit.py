"""Who is signed in during this run, with everything a page reads through."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

import streamlit as st

from nearer.domain import Catalogue, Questionnaire, Week
from nearer.privacy import Principal
from nearer.storage import Household, Notebook, NotFound, Settings, TherapistSettings, household
from nearer.web import COOKIE_NAMES, Anybody, SignedIn
from nearer.wiring.catalogues import catalogue_of
from nearer.wiring.house import house

OWNER = "owner"


@dataclass(frozen=True)
class Visit:
    """One run of one signed-in person: `now` is aware UTC, `today` and `week` are in the person's own zone."""

    notebook: Notebook
    principal: Principal
    shipped: Catalogue
    now: datetime

    @cached_property
    def catalogue(self) -> Catalogue:
        """Read when it is first asked for; a click in a form does not ask."""
        return catalogue_of(self.notebook, self.principal, self.shipped)

    @property
    def today(self) -> date:
        return self.day_of(self.now)

    @property
    def week(self) -> Week:
        return Week.of(self.today)

    @property
    def last_day(self) -> date:
        """The Sunday on which this week ends."""
        return self.week.monday() + timedelta(days=6)

    @cached_property
    def household(self) -> Household:
        return household(self.notebook, self.principal)

    @property
    def questionnaires(self) -> tuple[Questionnaire, ...]:
        """The questionnaires offered to this person's role, in their order."""
        return self.catalogue.for_role(self.principal.role)

    def day_of(self, instant: datetime) -> date:
        """The person's local day of a stored instant."""
        return instant.astimezone(ZoneInfo(self.principal.zone)).date()


def visit(touch: bool = True) -> Visit | None:
    """The signed-in person of this run; None for a therapist and for nobody.

    `touch` counts the run as activity for the idle lock.
    """
    held = signed_in(touch)
    if not isinstance(held, SignedIn):
        return None
    return Visit(held.notebook, held.principal, house().catalogue, house().clock())


def visit_of(token: str | None) -> Visit:
    """For a file that is made after the run: whoever is signed in under the token then. NotFound for nobody."""
    held = None if token is None else house().vault.find(token)
    if not isinstance(held, SignedIn) or held.only_at is not None:
        raise NotFound
    return Visit(held.notebook, held.principal, house().catalogue, house().clock())


def signed_in(touch: bool = True) -> Anybody | None:
    """Who this run belongs to; one that belonged to somebody else is emptied first."""
    token = session_token()
    held = None if token is None else house().vault.find(token, touch=touch)
    owner = None if held is None else str(held.who)
    if st.session_state.get(OWNER, owner) != owner:
        st.session_state.clear()
    if owner is not None:
        st.session_state[OWNER] = owner
    return held


def session_token() -> str | None:
    """The sign-in cookie of the browser this run belongs to; only HTTP sets it, and no script can."""
    cookies = st.context.cookies
    return next((cookies[name] for name in COOKIE_NAMES if name in cookies), None)


def renew(chosen: Settings | TherapistSettings) -> None:
    """Let changed settings hold from now on in this browser."""
    token, held = session_token(), signed_in()
    if token is None or held is None:
        return
    if isinstance(held, SignedIn):
        renewed: Anybody = replace(held, principal=replace(held.principal, zone=chosen.zone))
    else:
        renewed = replace(held, therapist=replace(held.therapist, zone=chosen.zone))
    house().vault.replace(token, renewed, chosen.idle_minutes * 60)


def visit_or_stop() -> Visit:
    """The signed-in person; without one the run ends here, below the closed notebook that the shell has drawn."""
    here = visit()
    if here is None:
        st.stop()
    return here
