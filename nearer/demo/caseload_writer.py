"""What there is in a practice beside the weeks: forms, hopes, visits, notes, what is asked, an ended connection."""

from __future__ import annotations

from datetime import timedelta

from nearer.database.schema import new_id
from nearer.demo.demo_couples import DemoWriter
from nearer.demo.demo_day import demo_day
from nearer.demo.demo_instrument import write_low_mood
from nearer.demo.sample_clinic import ClinicCouple
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.responses import build_response
from nearer.domain.roles_and_audiences import Role
from nearer.domain.weeks import Week
from nearer.privacy.principal import Principal, Therapist
from nearer.storage.couple.response_saving import save_response
from nearer.storage.couple.visit_questions import save_visit_questions
from nearer.storage.therapist.assignment_sets import AssignmentSet, save_assignment_set
from nearer.storage.therapist.assignments import AssignmentRequest, save_assignments
from nearer.storage.therapist.own_records import TherapistNote, add_visit, save_therapist_note
from nearer.storage.therapist.therapist_connections import end_connection
from nearer.typed_answers.answer_parsing import read_answers

BEFORE_A_VISIT = "Before a visit"
_ANSWERED = (190, 98, 12)  # days ago


class CaseloadWriter:
    """Writes into a demo notebook what one therapist has to do with each couple."""

    def __init__(self, writer: DemoWriter, therapist: Therapist, form: Questionnaire) -> None:
        self._notebook, self._now, self._catalogue = writer.notebook, writer.now, writer.catalogue
        self._therapist, self._form = therapist, form
        assignment_set = AssignmentSet(BEFORE_A_VISIT, ("us-two", form.id), frozenset(Role))
        save_assignment_set(self._notebook, therapist, assignment_set)

    def write_couple(self, couple: ClinicCouple, people: tuple[Principal, ...]) -> None:
        """All that there is of this couple."""
        first, number = people[0], couple.number
        for person, points in zip(people, couple.totals, strict=False):
            write_low_mood(self._notebook, person, self._form, (tuple(zip(_ANSWERED, points, strict=True)), self._now))
        if couple.hope:
            self._hope(first, couple.hope, number)
        if couple.question:
            save_visit_questions(self._notebook, first, (couple.question,), self._now)
        today = demo_day(self._now)
        first_visit = today - timedelta(weeks=len(couple.characters[0].weeks)) + timedelta(days=3 + 11 * number % 40)
        visits = [today + timedelta(days=days) for days in (-9 - number, 2 + number % 19)]
        for day in (first_visit, *(visits if number % 3 else visits[:1])):
            add_visit(self._notebook, self._therapist, first.couple, day)
        if couple.note:
            note = TherapistNote(new_id(self._now), visits[0], couple.note)
            save_therapist_note(self._notebook, self._therapist, first.couple, note)
        if couple.due_in_weeks is not None:
            due = Week.of(today).plus(couple.due_in_weeks - 1)
            wishes = [AssignmentRequest(one.id, "us-two", due) for one in people]
            save_assignments(self._notebook, self._therapist, first.couple, wishes, self._now)
        if couple.ended:
            end_connection(self._notebook, people[1], self._therapist.id.hex, self._now)

    def _hope(self, person: Principal, hope: str, number: int) -> None:
        asks, moment = self._catalogue.questionnaires["goals"], self._now - timedelta(days=8)
        answers = read_answers(asks, {"first-goal": hope, "first-rating": str(2 + number % 7)})
        save_response(self._notebook, person, build_response(asks, answers), new_id(moment), moment)
