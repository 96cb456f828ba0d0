"""Which therapist is signed in during this run, with everything their pages read through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import streamlit as st

from nearer.domain import Catalogue, Week
from nearer.privacy import Therapist
from nearer.storage import Notebook, NotFound, demo_names, has_authenticator, list_therapists
from nearer.views import words
from nearer.web import TherapistSignedIn
from nearer.wiring.house import house
from nearer.wiring.visit import Visit, session_token, signed_in, visit


@dataclass(frozen=True)
class TherapistVisit:
    """One run of one signed-in therapist: `now` is aware UTC, `today` and `week` are in the therapist's own zone."""

    notebook: Notebook
    therapist: Therapist
    catalogue: Catalogue
    now: datetime

    @property
    def today(self) -> date:
        return self.now.astimezone(ZoneInfo(self.therapist.zone)).date()

    @property
    def week(self) -> Week:
        return Week.of(self.today)


def therapist_visit() -> TherapistVisit | None:
    """The signed-in therapist of this run; None for a person and for nobody. A revoked one is signed out by it."""
    held = signed_in()
    if not isinstance(held, TherapistSignedIn):
        return None
    try:
        has_authenticator(held.notebook, held.therapist)
    except NotFound:
        house().vault.close(session_token() or "")
        return None
    return TherapistVisit(held.notebook, held.therapist, house().catalogue, house().clock())


def therapist_visit_or_stop() -> TherapistVisit:
    """The signed-in therapist; without one the run ends here."""
    here = therapist_visit()
    if here is None:
        st.stop()
    return here


def anybody_or_stop() -> Visit | TherapistVisit:
    """Whoever is signed in, for a page that both kinds have."""
    return visit() or therapist_visit_or_stop()


def demo_people_and_links(here: Visit | TherapistVisit) -> tuple[list[tuple[str, str]], str]:
    """Everybody in this throwaway notebook with the link to look as them, and the name of the one who looks."""
    people = [(nickname, f"/demo/as/{place}") for place, nickname in enumerate(demo_names(here.notebook))]
    theirs = [(words.frame.demo_therapist(one.name), "/demo/as/therapist") for one in list_therapists(here.notebook)]
    name = here.principal.nickname if isinstance(here, Visit) else words.frame.demo_therapist(here.therapist.name)
    return [*theirs[:1], *people], name
