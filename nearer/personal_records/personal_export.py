"""The personal export: all that one person has in the notebook, read at once for a file they can take along."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import select

from nearer.database.row_errors import EntryBroken
from nearer.database.schema import consents
from nearer.domain.events import Event
from nearer.domain.roles_and_audiences import Audience, SharedPart
from nearer.privacy.principal import Principal
from nearer.storage.couple.events import SavedEvent, read_own_events
from nearer.storage.couple.form_drafts import Draft, read_drafts
from nearer.storage.couple.mutual_agreements import read_own_marks
from nearer.storage.couple.own_steps import OwnSteps, read_own_steps
from nearer.storage.couple.partner_messages import PartnerMessage, read_own_messages
from nearer.storage.couple.people import Member, Settings, read_couple_members, read_settings
from nearer.storage.couple.responses import SavedResponse, read_every_response
from nearer.storage.couple.sharing import read_audiences
from nearer.storage.couple.text_drafts import read_text_drafts
from nearer.storage.couple.topics_read import read_topics_read
from nearer.storage.couple.visit_questions import read_visit_questions
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.access_log import AccessDay, read_access_log
from nearer.storage.therapist.assignments import Assignment, read_own_assignments
from nearer.storage.therapist.therapist_connections import OwnTherapist, read_own_therapists

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Agreement:
    """A consent: its purpose, the notice that was read by hash and version, and when."""

    purpose: str
    notice_sha256: str
    notice_version: str
    language: str
    agreed_at: datetime
    withdrawn: datetime | None


@dataclass(frozen=True, slots=True)
class PersonalExport:
    """All that is one person's own. `responses` has every version, oldest first; `damaged` has a sentence for each
    entry that did not open.
    """

    me: Member
    settings: Settings
    agreements: tuple[Agreement, ...]
    audiences: Mapping[SharedPart, Audience]
    drafts: tuple[Draft, ...] = field(repr=False)
    responses: tuple[SavedResponse, ...] = field(repr=False)
    events: tuple[Event, ...] = field(repr=False)
    topics_read: Mapping[str, date] = field(repr=False)
    steps: OwnSteps = field(repr=False)
    questions: tuple[str, ...] = field(repr=False)
    messages: tuple[PartnerMessage, ...] = field(repr=False)
    not_sent: Mapping[str, str] = field(repr=False)
    marks: Mapping[str, Mapping[str, str]] = field(repr=False)
    therapists: tuple[OwnTherapist, ...]
    access_days: tuple[AccessDay, ...]
    assignments: tuple[Assignment, ...]
    damaged: tuple[str, ...] = ()


def read_personal_export(notebook: Notebook, principal: Principal) -> PersonalExport:
    """Everything of the person who asks, and nothing of the partner: not even their name."""
    damaged: list[str] = []

    def whole(read: Callable[[Notebook, Principal], T], without: T) -> T:
        try:
            return read(notebook, principal)
        except EntryBroken as broken:
            damaged.append(str(broken))
            return without

    events: tuple[SavedEvent, ...] = whole(read_own_events, ())
    drafts: tuple[Draft, ...] = whole(
        read_drafts, ()
    )  # before the responses: a form finished meanwhile is there twice, and not lost
    access_days: tuple[AccessDay, ...] = whole(read_access_log, ())
    assignments: tuple[Assignment, ...] = whole(read_own_assignments, ())
    responses = read_every_response(notebook, principal)
    damaged += [str(one) for one in responses if isinstance(one, EntryBroken)]
    return PersonalExport(
        me=read_couple_members(notebook, principal).me,
        settings=read_settings(notebook, principal),
        agreements=_read_agreements(notebook, principal),
        audiences=read_audiences(notebook, principal),
        drafts=drafts,
        responses=tuple(one for one in responses if isinstance(one, SavedResponse)),
        events=tuple(one.event for one in events),
        topics_read=whole(read_topics_read, {}),
        steps=whole(read_own_steps, OwnSteps()),
        questions=whole(read_visit_questions, ()),
        messages=whole(read_own_messages, ()),
        not_sent=whole(read_text_drafts, {}),
        marks=whole(read_own_marks, {}),
        therapists=read_own_therapists(notebook, principal),
        access_days=access_days,
        assignments=assignments,
        damaged=tuple(damaged),
    )


def _read_agreements(notebook: Notebook, principal: Principal) -> tuple[Agreement, ...]:
    with notebook.read_as(principal) as reader:
        columns = (consents.c[name] for name in Agreement.__slots__)
        return tuple(Agreement(**row._mapping) for row in reader.execute(select(*columns).where(reader.own(consents))))
