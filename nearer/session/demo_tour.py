"""Who is in a visitor's demo, and the tours through it: three stops for a couple, three for a clinic."""

from __future__ import annotations

from nearer.addresses import ADDRESSES
from nearer.clinic_accounts.accounts import list_accounts
from nearer.demo.demo_couples import demo_names
from nearer.demo.sample_couples import MEERA, RAVI
from nearer.privacy.principal import Therapist
from nearer.session.values import PersonSession, TherapistSession
from nearer.storage.notebook import Notebook
from nearer.views import text as words
from nearer.views.layout.demo_banner import TourStop

TOURED = (MEERA.nickname, RAVI.nickname)  # whom the couple's tour speaks of
COUPLES_TOUR = ("closeness", "barriers", "this_week")  # its screens, in their order
SEEN_FROM_BOTH_SIDES = "Esther"  # who is looked at as her therapist does, and then as herself
_THERAPIST = "/demo/as/therapist"


def demo_people_and_links(session: PersonSession | TherapistSession) -> tuple[list[tuple[str, str]], str]:
    """Everybody in this throwaway notebook with the link to look as them, and the name of the one who looks."""
    names, therapist = _read_names(session)
    people = [(nickname, f"/demo/as/{index}") for index, nickname in enumerate(names)]
    therapists = [] if therapist is None else [(therapist, _THERAPIST)]
    if isinstance(session, PersonSession):
        return [*therapists, *people], session.principal.nickname
    return [*therapists, *people], session.therapist.name


def _read_names(session: PersonSession | TherapistSession) -> tuple[tuple[str, ...], str | None]:
    """The names of everybody in the demo, and of its first therapist."""
    if isinstance(session, PersonSession):
        return session.load_until_written("demo names", lambda: _names_in(session.notebook))
    return session.read_once("demo names", None, lambda: _names_in(session.notebook))


def _names_in(notebook: Notebook) -> tuple[tuple[str, ...], str | None]:
    return demo_names(notebook), next((one.name for one in list_accounts(notebook, Therapist)), None)


def read_tour_stop(session: PersonSession | TherapistSession, screen: str) -> TourStop | None:
    """This screen's stop on the tour it is part of; None for a screen of no tour."""
    names, _therapist = _read_names(session)
    if isinstance(session, TherapistSession):
        if SEEN_FROM_BOTH_SIDES not in names:
            return None  # it speaks of her
        if screen == "caseload":
            return TourStop(1, *words.frame.clinic_stops()[0], "")
        as_herself = f"/demo/as/{names.index(SEEN_FROM_BOTH_SIDES)}"
        return TourStop(2, *words.frame.clinic_stops()[1], as_herself) if screen == "couple" else None
    if session.principal.nickname == SEEN_FROM_BOTH_SIDES and screen == "this_week":
        return TourStop(3, *words.frame.clinic_stops()[2], _THERAPIST)
    if names[:2] != TOURED or session.principal.nickname not in TOURED or screen not in COUPLES_TOUR:
        return None
    stop = COUPLES_TOUR.index(screen)
    onwards = COUPLES_TOUR[stop + 1 : stop + 2]
    return TourStop(stop + 1, *words.frame.tour_stops()[stop], *(f"/{ADDRESSES[name]}" for name in onwards))
