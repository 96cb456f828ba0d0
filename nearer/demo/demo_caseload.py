"""The demo's therapist, and eight couples who let them in as real ones do, each partner for themselves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select

from nearer.database.engines import reading
from nearer.database.row_errors import NotSaved
from nearer.database.therapist_schema import therapists
from nearer.demo.demo_couples import DEMO_ZONE, Teller
from nearer.demo.demo_instrument import WORSENED, tell_of_low_mood
from nearer.demo.sample_caseload import DEMO_VISITS, caseload_couples
from nearer.domain.roles_and_audiences import Audience, Part, SharedPart
from nearer.language.error_catalogue.notebook_errors import NotebookFileText
from nearer.privacy.principal import Principal, Therapist
from nearer.privacy.seal import open_private
from nearer.storage.couple.credentials import DEMO_UNLOCK
from nearer.storage.couple.sharing import Choice, read_audiences, set_audiences
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.accounts import accept_invitation, invite_therapist, make_therapist
from nearer.storage.therapist.caseload import read_caseload
from nearer.storage.therapist.own_records import add_visit
from nearer.storage.therapist.therapist_connections import (
    KeyComparison,
    create_therapist_code,
    read_therapist_offer,
    save_connection,
)
from nearer.yaml_files.catalogue import Catalogue

THERAPIST = "Dr Rao"


def demo_therapists(notebook: Notebook) -> tuple[Therapist, ...]:
    """The therapists of a demo notebook, in the order they started; their keys open for everybody."""
    if not notebook.demo:
        raise NotSaved(NotebookFileText.DEMO_ONLY)
    with reading(notebook.engine) as connection:
        rows = connection.execute(select(therapists).order_by(therapists.c.started)).all()
    return tuple(make_therapist(row, open_private(row.sealed_private, DEMO_UNLOCK, row.public_key)) for row in rows)


def demo_therapist(notebook: Notebook, now: datetime) -> Therapist:
    """The therapist of a demo notebook, who has no couples before `fill_caseload`."""
    known = demo_therapists(notebook)
    return (
        known[0]
        if known
        else accept_invitation(notebook, invite_therapist(notebook, THERAPIST, now), DEMO_ZONE, None, now)
    )


def fill_caseload(notebook: Notebook, catalogue: Catalogue, now: datetime) -> Therapist:
    """The demo's therapist with eight couples, who granted everything; once filled it stays as it is."""
    therapist = demo_therapist(notebook, now)
    if read_caseload(notebook, therapist, now):
        return therapist
    code, teller = create_therapist_code(notebook, therapist, now), Teller(notebook, catalogue, now)
    for couple in caseload_couples():
        both = teller.tell(couple)
        for one in both:
            _let_in(notebook, one, code, [offered.id for offered in catalogue.for_role(one.role)], now)
        for one in both:
            if one.nickname == WORSENED:
                tell_of_low_mood(notebook, therapist, one, now)
        for days in DEMO_VISITS.get(both[0].nickname, ()):
            add_visit(notebook, therapist, both[0].couple, (now + timedelta(days=days)).date())
    return therapist


def _let_in(notebook: Notebook, person: Principal, code: str, questionnaires: Iterable[str], now: datetime) -> None:
    public = read_therapist_offer(notebook, person, code, now).public
    save_connection(notebook, person, KeyComparison(code, public, notice_sha256=""), now)
    audiences = read_audiences(notebook, person)
    parts = [one for part in Part for one in SharedPart.each(part, questionnaires)]
    both = [(one, Audience.of(audiences[one].others | {"therapist"})) for one in parts]
    set_audiences(notebook, person, [Choice(one, audience, include_earlier=True) for one, audience in both], now)
