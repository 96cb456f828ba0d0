"""The demo's therapist, and couples who let them in as real ones do, each partner for themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from nearer.clinic_accounts.account_credentials import make_account
from nearer.clinic_accounts.accounts import accept_invitation, invite_therapist
from nearer.database.engines import reading
from nearer.database.row_errors import NotSaved
from nearer.database.therapist_schema import therapists
from nearer.demo.caseload_writer import CaseloadWriter
from nearer.demo.demo_couples import DemoWriter, fill_demo
from nearer.demo.demo_day import DEMO_ZONE, demo_day
from nearer.demo.demo_instrument import DEMO_TOTALS, WORSENED, offer_low_mood, write_low_mood
from nearer.demo.sample_caseload import DEMO_VISITS
from nearer.demo.sample_clinic import ClinicCouple, DemoCouple
from nearer.demo.sample_couples import Character
from nearer.demo.seen_caseload import look_at_most
from nearer.domain.roles_and_audiences import Audience, Part, SharedPart
from nearer.language.error_catalogue.notebook_errors import NotebookFileText
from nearer.privacy.principal import Principal, Therapist
from nearer.privacy.seal import open_private
from nearer.storage.couple.counting_consent import CountingConsent, save_counted
from nearer.storage.couple.credentials import DEMO_UNLOCK
from nearer.storage.couple.sharing import AudienceChange, read_audiences, set_audiences
from nearer.storage.notebook import Notebook
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
NOT_COUNTED = "YZ"  # with these letters the names begin of those who say no


def demo_therapists(notebook: Notebook) -> tuple[Therapist, ...]:
    """The therapists of a demo notebook, in the order they started; their keys open for everybody."""
    if not notebook.demo:
        raise NotSaved(NotebookFileText.DEMO_ONLY)
    with reading(notebook.engine) as connection:
        rows = connection.execute(select(therapists).order_by(therapists.c.started)).all()
    accounts = (make_account(row, open_private(row.sealed_private, DEMO_UNLOCK, row.public_key)) for row in rows)
    return tuple(account for account in accounts if isinstance(account, Therapist))


def demo_therapist(notebook: Notebook, now: datetime) -> Therapist:
    """The therapist of a demo notebook, who has no couples before `fill_caseload`."""
    if not demo_therapists(notebook):
        accept_invitation(notebook, invite_therapist(notebook, THERAPIST, now), DEMO_ZONE, None, now)
    return demo_therapists(notebook)[0]


def fill_whole_demo(notebook: Notebook, catalogue: Catalogue, now: datetime, couples: Iterable[DemoCouple]) -> None:
    """Everybody at home, and the demo's therapist with these couples: the one way to make a demo, also as a file."""
    fill_demo(notebook, catalogue, now)
    fill_caseload(notebook, catalogue, now, couples)


def fill_caseload(notebook: Notebook, catalogue: Catalogue, now: datetime, couples: Iterable[DemoCouple]) -> Therapist:
    """The demo's therapist with these couples; once filled it stays as it is."""
    therapist = demo_therapist(notebook, now)
    if read_caseload(notebook, therapist, now):
        return therapist
    code, writer = create_therapist_code(notebook, therapist, now), DemoWriter(notebook, catalogue, now)
    form = offer_low_mood(notebook, therapist, now)
    caseload = CaseloadWriter(writer, therapist, form)
    for couple in couples:
        if isinstance(couple, ClinicCouple):
            caseload.write_couple(couple, _let_in_both(writer, couple.characters, code))
            continue
        people = _let_in_both(writer, couple, code)
        for person in people:
            if person.nickname == WORSENED:
                write_low_mood(notebook, person, form, (DEMO_TOTALS, now))
        for days in DEMO_VISITS.get(people[0].nickname, ()):
            add_visit(notebook, therapist, people[0].couple, demo_day(now + timedelta(days=days)))
    look_at_most(notebook, therapist, form, now)
    return therapist


def _let_in_both(writer: DemoWriter, couple: Sequence[Character], code: str) -> tuple[Principal, ...]:
    """Both live through their weeks; in the first of them they let the therapist in, and most of them are counted."""
    people = writer.write_couple(couple)
    since = writer.now - timedelta(weeks=max(len(one.weeks) for one in couple))
    for principal in people:
        offered = [questionnaire.id for questionnaire in writer.catalogue.for_role(principal.role)]
        offer = read_therapist_offer(writer.notebook, principal, code, since)
        save_connection(writer.notebook, principal, KeyComparison(code, offer.keys, notice_sha256=""), since)
        _let_read(writer.notebook, principal, offer.reader, offered, writer.now)
        if principal.nickname[0] not in NOT_COUNTED:
            save_counted(writer.notebook, principal, CountingConsent(offer.reader, ""), writer.now)
    return people


def _let_read(notebook: Notebook, person: Principal, reader: str, questionnaires: Iterable[str], now: datetime) -> None:
    audiences = read_audiences(notebook, person)
    readable = [part for part in Part if part is not Part.COUNTED]
    parts = [one for part in readable for one in SharedPart.parts_of(part, questionnaires)]
    audience_changes = [(one, Audience(audiences[one].others | {reader})) for one in parts]
    set_audiences(
        notebook,
        person,
        [AudienceChange(one, audience, include_earlier=True) for one, audience in audience_changes],
        now,
    )
