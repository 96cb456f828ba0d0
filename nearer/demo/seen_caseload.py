"""What the demo's therapist has seen already, so that a fresh caseload calls new only what is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from nearer.demo.demo_day import demo_day
from nearer.domain.questionnaire import Questionnaire
from nearer.privacy.principal import Therapist
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.caseload import Case, read_caseload
from nearer.storage.therapist.couple_status import CoupleStatus, change_couple_status
from nearer.storage.therapist.last_scores import WantedScores

DAYS_AGO = 2
NOT_OPENED = {"Esther", "Lakshmi", "Rekha", "Fiona"}  # whose page nobody opened since their last check-in


def look_at_most(notebook: Notebook, therapist: Therapist, form: Questionnaire, now: datetime) -> None:
    """The last look: nearly every couple was opened then, and what came after it is new."""
    looked = demo_day(now - timedelta(days=DAYS_AGO))
    scores_to_read = WantedScores(None, frozenset({form.id}), datetime.min.replace(tzinfo=UTC))
    for case in read_caseload(notebook, therapist, now, scores_to_read):
        if NOT_OPENED.isdisjoint(one.who.nickname for one in case.people):
            _open(notebook, therapist, case, looked)


def _open(notebook: Notebook, therapist: Therapist, case: Case, looked: date) -> None:
    later = {
        f"{person.who.id} {person.other_responses[-1].day}"
        for person in case.people
        if person.other_responses
        and person.other_responses[-1].day is not None
        and person.other_responses[-1].day > looked
    }

    def change(status: CoupleStatus) -> CoupleStatus:
        return replace(status, seen=case.readable - later)

    change_couple_status(notebook, therapist, case.couple, change)
