"""The demo's therapist, and eight couples who let them in as real ones do, each partner for themselves."""

from __future__ import annotations

from datetime import datetime, timedelta

from nearer.domain import Audience, Catalogue
from nearer.privacy import Principal, Therapist
from nearer.storage.caseload_stories import VISITS, caseload_couples
from nearer.storage.demo import ZONE, Teller
from nearer.storage.notebook import Notebook
from nearer.storage.sharing import Choice, set_audience, sharing
from nearer.storage.therapists.accounts import accept_invitation, invite_therapist
from nearer.storage.therapists.connecting import Meeting, connect, new_therapist_code, offered_by
from nearer.storage.therapists.records import add_visit

THERAPIST = "Dr Rao"


def fill_caseload(notebook: Notebook, catalogue: Catalogue, now: datetime) -> Therapist:
    """A therapist with eight couples, who granted everything. Only a demo notebook takes them."""
    therapist = accept_invitation(notebook, invite_therapist(notebook, THERAPIST, now), ZONE, None, now)
    code, teller = new_therapist_code(notebook, therapist, now), Teller(notebook, catalogue, now)
    for couple in caseload_couples():
        both = teller.tell(couple)
        for one in both:
            _let_in(notebook, one, code, now)
        for days in VISITS.get(both[0].nickname, ()):
            add_visit(notebook, therapist, both[0].couple, (now + timedelta(days=days)).date())
    return therapist


def _let_in(notebook: Notebook, one: Principal, code: str, now: datetime) -> None:
    public = offered_by(notebook, one, code, now).public
    connect(notebook, one, Meeting(code, public, notice_sha256=""), now)
    for part, audience in sharing(notebook, one).items():
        everybody = Audience.of(audience.others | {"therapist"})
        set_audience(notebook, one, Choice(part, everybody, include_earlier=True), now)
