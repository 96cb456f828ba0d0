"""The demo: made-up couples kept, sealed, shared and read like real ones, in a notebook that real use refuses."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import literal_column, select

from nearer.database.engines import reading
from nearer.database.row_errors import NotSaved
from nearer.database.schema import new_id, people
from nearer.demo.demo_day import DEMO_ZONE, demo_day
from nearer.demo.sample_clinic import CLINIC_NAMES
from nearer.demo.sample_couples import (
    MEERA,
    RAVI,
    Character,
    CheckIns,
    answers_later,
    shipped_couples,
    some_answers,
)
from nearer.demo.sample_story import MEERAS_SCORES, RAVIS_SCORES, Story
from nearer.demo.story_answers import story_answers
from nearer.domain.events import Event
from nearer.domain.responses import build_response
from nearer.domain.roles_and_audiences import Audience, Part, SharedPart
from nearer.domain.weeks import Week, local_week
from nearer.language.error_catalogue.notebook_errors import NotebookFileText
from nearer.privacy.principal import Principal
from nearer.privacy.seal import open_private
from nearer.sealed.authorisation import make_principal
from nearer.storage.couple.credentials import DEMO_UNLOCK
from nearer.storage.couple.events import save_event
from nearer.storage.couple.invitations import create_invitation
from nearer.storage.couple.new_people import NewPerson
from nearer.storage.couple.people import join_couple, start_couple
from nearer.storage.couple.response_saving import DatedResponse, save_responses
from nearer.storage.couple.sharing import AudienceChange, set_audiences
from nearer.storage.notebook import Notebook
from nearer.yaml_files.catalogue import Catalogue

EVENING = time(15, 0, tzinfo=UTC)
_SCALE_SCORES = {MEERA.nickname: MEERAS_SCORES, RAVI.nickname: RAVIS_SCORES}
_WITH_A_STORY = people.select().where(people.c.nickname.not_in(CLINIC_NAMES)).order_by(literal_column("rowid"))
_MAX_PEOPLE = 25  # whom one can look around as: everybody at home, and the scripted ones of the caseload
_NAMES = select(people.c.nickname).order_by(literal_column("rowid"))


def fill_demo(notebook: Notebook, catalogue: Catalogue, now: datetime) -> tuple[Principal, ...]:
    """Meera, Ravi and the others, with check-ins up to the week before `now`. Only a demo notebook takes them."""
    if not notebook.demo:
        raise NotSaved(NotebookFileText.MADE_UP_ONLY)
    writer = DemoWriter(notebook, catalogue, now)
    everybody = tuple(principal for couple in shipped_couples() for principal in writer.write_couple(couple))
    Story(notebook, catalogue, now).write(everybody[0], everybody[1])
    return everybody


def demo_people(notebook: Notebook) -> tuple[Principal, ...]:
    """Everybody of a demo notebook with a story, in the order they were written; their keys open for everybody.

    The couples that only fill the caseload of the demo's therapist are left out.
    """
    if not notebook.demo:
        raise NotSaved(NotebookFileText.DEMO_ONLY)
    with reading(notebook.engine) as connection:
        rows = connection.execute(_WITH_A_STORY.limit(_MAX_PEOPLE)).all()
    return tuple(make_principal(row, open_private(row.sealed_private, DEMO_UNLOCK, row.public_key)) for row in rows)


def demo_names(notebook: Notebook) -> tuple[str, ...]:
    """What `demo_people` are called, in the same order; no key is opened."""
    if not notebook.demo:
        raise NotSaved(NotebookFileText.DEMO_ONLY)
    with reading(notebook.engine) as connection:
        names = connection.execute(_NAMES).scalars().all()
    return tuple(name for name in names if name not in CLINIC_NAMES)[:_MAX_PEOPLE]


class DemoWriter:
    """Lets couples live through their weeks in a notebook, the last of them the week before `now`."""

    def __init__(self, notebook: Notebook, catalogue: Catalogue, now: datetime) -> None:
        self.notebook, self.catalogue, self.now = notebook, catalogue, now
        self._this_week = local_week(now, DEMO_ZONE)
        self._weekly = catalogue.check_in
        self._check_ins = CheckIns(self._weekly)

    def write_couple(self, couple: Sequence[Character]) -> tuple[Principal, ...]:
        weeks = max(len(one.weeks) for one in couple)
        principals = self._move_in(couple, self._wednesday_evening(-weeks) - timedelta(hours=1))
        for principal, character in zip(principals, couple, strict=True):
            answered = [*self._questionnaires_of(character), *self._check_ins_of(character)]
            if answered:
                save_responses(self.notebook, principal, sorted(answered, key=lambda dated: dated.moment))
            for index, kind, title in character.events:
                moment = self._wednesday_evening(index - len(character.weeks))
                event = Event(kind, title, demo_day(moment))
                save_event(self.notebook, principal, event, new_id(moment), moment)
        return principals

    def _move_in(self, couple: Sequence[Character], start: datetime) -> tuple[Principal, ...]:
        first = start_couple(self.notebook, _make_person(couple[0]), None, start).principal
        if len(couple) == 1:
            return (first,)
        code = create_invitation(self.notebook, first, start)
        couple_people = (first, join_couple(self.notebook, code, _make_person(couple[1]), None, start).principal)
        for principal, character in zip(couple_people, couple, strict=True):
            barriers = [form.id for form in self.catalogue.for_role(character.role) if form.purpose == "barriers"]
            choices = {Part.CLOSENESS: character.shares, Part.BARRIERS: character.shows_barriers}
            parts = [SharedPart.parts_of(part, barriers) for part, shows in choices.items() if shows]
            shared = [AudienceChange(part, Audience.PARTNER) for of_kind in parts for part in of_kind]
            set_audiences(self.notebook, principal, shared, start)
        return couple_people

    def _questionnaires_of(self, character: Character) -> Iterator[DatedResponse]:
        rng = random.Random(character.nickname)
        questionnaires = [one for one in self.catalogue.for_role(character.role) if one.purpose == "barriers"]
        answers = {one.id: some_answers(one, rng) for one in questionnaires}
        for turn, week in enumerate(character.answers_in):
            for questionnaire in questionnaires:
                if scale_scores := _SCALE_SCORES.get(character.nickname):
                    answers[questionnaire.id] = story_answers(questionnaire, scale_scores, turn)
                elif turn:
                    answers[questionnaire.id] = answers_later(questionnaire, answers[questionnaire.id], rng)
                moment = self._wednesday_evening(week)
                response = build_response(questionnaire, answers[questionnaire.id])
                yield DatedResponse(response, new_id(moment), moment)

    def _check_ins_of(self, character: Character) -> Iterator[DatedResponse]:
        for index, score in enumerate(character.weeks):
            week = index - len(character.weeks)
            if score is not None:
                moment, answers = self._wednesday_evening(week), self._check_ins.answers(score, turn=-week)
                response = build_response(self._weekly, answers, week=self._week(week))
                yield DatedResponse(response, new_id(moment), moment)

    def _week(self, week: int) -> Week:
        return self._this_week.plus(week)

    def _wednesday_evening(self, week: int) -> datetime:
        """Wednesday evening in the demo's zone, so many weeks from this one."""
        return datetime.combine(self._week(week).monday() + timedelta(days=2), EVENING)


def _make_person(character: Character) -> NewPerson:
    return NewPerson(character.nickname, character.role, DEMO_ZONE, "en", notice_sha256="")
