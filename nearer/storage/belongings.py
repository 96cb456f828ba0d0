"""What is one's own: all that one person keeps in the notebook, read at once to be taken along."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import bindparam, select

from nearer.domain import Audience, Event, Part
from nearer.privacy import Principal
from nearer.storage.asking import asked, own_couple
from nearer.storage.connections import reading
from nearer.storage.drafts import Draft, drafts
from nearer.storage.errors import EntryBroken
from nearer.storage.events import KeptEvent, own_events
from nearer.storage.notebook import Notebook
from nearer.storage.people import Member, Settings, household, settings
from nearer.storage.questions import own_questions
from nearer.storage.reading import read_topics
from nearer.storage.responses import Kept, every_response
from nearer.storage.said import Said, own_said
from nearer.storage.schema import consents
from nearer.storage.sharing import sharing
from nearer.storage.steps import OwnSteps, own_steps
from nearer.storage.text_drafts import own_text_drafts
from nearer.storage.therapists.assignments import Asked, own_assignments
from nearer.storage.therapists.connecting import OwnTherapist, own_therapist
from nearer.storage.therapists.openings import Opening, own_openings
from nearer.storage.together import own_marks

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Agreement:
    """What somebody agreed to: a purpose, the notice they read by hash and version, and when."""

    purpose: str
    notice_sha256: str
    notice_version: str
    language: str
    given: datetime
    withdrawn: datetime | None


@dataclass(frozen=True, slots=True)
class Belongings:
    """All that is one person's own. `responses` has every version, oldest first; `damaged` names what did not open."""

    me: Member
    settings: Settings
    agreements: tuple[Agreement, ...]
    audiences: Mapping[Part, Audience]
    drafts: tuple[Draft, ...] = field(repr=False)
    responses: tuple[Kept, ...] = field(repr=False)
    events: tuple[Event, ...] = field(repr=False)
    topics_read: Mapping[str, date] = field(repr=False)
    steps: OwnSteps = field(repr=False)
    questions: tuple[str, ...] = field(repr=False)
    said: tuple[Said, ...] = field(repr=False)
    not_sent: Mapping[str, str] = field(repr=False)
    marks: Mapping[str, Mapping[str, str]] = field(repr=False)
    therapist: OwnTherapist | None
    opened: tuple[Opening, ...]
    asked: tuple[Asked, ...]
    damaged: tuple[str, ...] = ()


_AGREED = select(*(consents.c[name] for name in Agreement.__slots__)).where(
    own_couple(consents), consents.c.person_id == bindparam("person")
)


def own_everything(notebook: Notebook, principal: Principal) -> Belongings:
    """Everything of the person who asks, and nothing of the partner: not even their name."""
    damaged: list[str] = []

    def whole(take: Callable[[Notebook, Principal], T], without: T) -> T:
        return _unless_broken(damaged, lambda: take(notebook, principal), without)

    events: tuple[KeptEvent, ...] = whole(own_events, ())
    return Belongings(
        me=household(notebook, principal).me,
        settings=settings(notebook, principal),
        agreements=_agreements(notebook, principal),
        audiences=sharing(notebook, principal),
        drafts=whole(drafts, ()),  # before the responses: a form finished meanwhile is there twice, and not lost
        responses=_every_response(notebook, principal, damaged),
        events=tuple(one.event for one in events),
        topics_read=whole(read_topics, {}),
        steps=whole(own_steps, OwnSteps()),
        questions=whole(own_questions, ()),
        said=whole(own_said, ()),
        not_sent=whole(own_text_drafts, {}),
        marks=whole(own_marks, {}),
        therapist=own_therapist(notebook, principal),
        opened=own_openings(notebook, principal),
        asked=own_assignments(notebook, principal),
        damaged=tuple(damaged),
    )


def _agreements(notebook: Notebook, principal: Principal) -> tuple[Agreement, ...]:
    with reading(notebook.engine) as connection:
        return tuple(Agreement(*row) for row in connection.execute(_AGREED, asked(principal)))


def _every_response(notebook: Notebook, principal: Principal, damaged: list[str]) -> tuple[Kept, ...]:
    found = every_response(notebook, principal)
    damaged += [str(one) for one in found if isinstance(one, EntryBroken)]
    return tuple(one for one in found if isinstance(one, Kept))


def _unless_broken(damaged: list[str], take: Callable[[], T], without: T) -> T:
    try:
        return take()
    except EntryBroken as broken:
        damaged.append(str(broken))
        return without
