"""The demo's therapist, and eight couples who let them in as real ones do, each partner for themselves."""

from __future__ import annotations

from datetime import datetime, timedelta

from nearer.domain import Audience, Catalogue
from nearer.privacy import Principal, Therapist
from nearer.storage.caseload_stories import VISITS, caseload_couples
from nearer.storage.demo import ZONE, Teller
from nearer.storage.demo_instrument import WORSENED, tell_of_low_mood
from nearer.storage.notebook import Notebook
from nearer.storage.sharing import Choice, set_audience, sharing
from nearer.storage.therapists.accounts import accept_invitation, demo_therapists, invite_therapist
from nearer.storage.therapists.caseload import caseload
from nearer.storage.therapists.connecting import Meeting, connect, new_therapist_code, offered_by
from nearer.storage.therapists.records import add_visit

THERAPIST = "Dr Rao"


def demo_therapist(notebook: Notebook, now: datetime) -> Therapist:
    """The therapist of a demo notebook, who has no couples before `fill_caseload`."""
    known = demo_therapists(notebook)
    return (
        known[0] if known else accept_invitation(notebook, invite_therapist(notebook, THERAPIST, now), ZONE, None, now)
    )


def fill_caseload(notebook: Notebook, catalogue: Catalogue, now: datetime) -> Therapist:
    """The demo's therapist with eight couples, who granted everything; once filled it stays as it is."""
    therapist = demo_therapist(notebook, now)
    if caseload(notebook, therapist, now):
        return therapist
    code, teller = new_therapist_code(notebook, therapist, now), Teller(notebook, catalogue, now)
    for couple in caseload_couples():
        both = teller.tell(couple)
        for one in both:
            _let_in(notebook, one, code, now)
        for one in both:
            if one.nickname == WORSENED:
                tell_of_low_mood(notebook, therapist, one, now)
        for days in VISITS.get(both[0].nickname, ()):
            add_visit(notebook, therapist, both[0].couple, (now + timedelta(days=days)).date())
    return therapist


def _let_in(notebook: Notebook, one: Principal, code: str, now: datetime) -> None:
    public = offered_by(notebook, one, code, now).public
    connect(notebook, one, Meeting(code, public, notice_sha256=""), now)
    for part, audience in sharing(notebook, one).items():
        everybody = Audience.of(audience.others | {"therapist"})
        set_audience(notebook, one, Choice(part, everybody, include_earlier=True), now)
