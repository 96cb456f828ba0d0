"""A questionnaire answered again: both numbers stand there, and nothing is read from them."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid4

import pytest

from nearer.domain import complete, load_questionnaire, read_answers
from nearer.domain.writing import plain_questionnaire, questionnaire_yaml
from nearer.shipped import shipped_catalogue
from nearer.storage import demo_people, fill_demo, keep_response, open_demo_notebook
from nearer.storage.therapists.brought import BroughtFile, bring_questionnaire
from nearer.views import words
from nearer.wiring.again import beside_last_time, change_said
from nearer.wiring.couple import read_couple
from nearer.wiring.forms import OpenForm
from nearer.wiring.therapist_visit import TherapistVisit
from nearer.wiring.visit import Visit
from tests.fhir.test_responses import phq_9
from tests.storage.clinic import grant, let_in, therapist
from tests.storage.making import BODY, BODY_FILE, couple, keep

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
CATALOGUE = shipped_catalogue()


@pytest.fixture
def meera() -> Visit:
    notebook = open_demo_notebook()
    fill_demo(notebook, CATALOGUE, NOW)
    [found] = [one for one in demo_people(notebook) if one.nickname == "Meera"]
    return Visit(notebook, found, CATALOGUE, NOW)


def answered(here: Visit, questionnaire_id: str, first_option: int) -> OpenForm:
    """Every choice answered with the option at this place, and saved."""
    asked = CATALOGUE.questionnaires[questionnaire_id]
    chosen = {item.id: item.options[first_option].code for item in asked.items if item.type == "choice"}
    response = complete(asked, read_answers(asked, chosen), None, "")
    form = OpenForm(asked, None, dict(chosen), scores=response.scores)
    keep_response(here.notebook, here.principal, response, form.key, NOW)
    return form


def test_the_number_of_the_last_time_stands_beside_the_one_of_today_with_its_day(meera: Visit) -> None:
    said = beside_last_time(meera, answered(meera, "emotional-barriers", 0))
    assert len(said) > 3
    assert all(" on 2 September 2026, " in one and one.endswith(" now.") for one in said)


def test_the_first_time_and_under_another_questionnaire_there_is_nothing_beside(meera: Visit) -> None:
    assert beside_last_time(meera, answered(meera, "comfort-and-consent", 0)) == ()


def test_weekly_questionnaires_are_not_set_beside_the_week_before(meera: Visit) -> None:
    weekly = OpenForm(CATALOGUE.questionnaires["closeness-weekly"], meera.week, key=uuid4())
    assert beside_last_time(meera, weekly) == ()


def test_of_a_published_instrument_it_is_said_whether_the_change_is_reliable() -> None:
    """PHQ-9: 7, then 12 or 13; six points count."""
    scale = phq_9().scales[0]
    said = {after: change_said(scale, f"7 then, {after} now", Decimal(7), Decimal(after)) for after in (12, 13, 1)}
    assert said[12] == "PHQ-9: 7 then, 12 now. +5 is not a reliable change: that takes 6 points."
    assert said[13] == "PHQ-9: 7 then, 13 now. +6 is a reliable change: that takes 6 points."
    assert said[1] == "PHQ-9: 7 then, 1 now. -6 is a reliable change: that takes 6 points."


def test_a_therapist_reads_the_same_beside_the_scores_and_of_our_own_that_nobody_can_tell() -> None:
    notebook = open_demo_notebook()
    meera, _ravi = couple(notebook)
    rao = therapist(notebook)
    let_in(notebook, meera, rao)
    grant(notebook, meera)
    text = questionnaire_yaml(plain_questionnaire(phq_9()))
    asked = load_questionnaire(text, "phq-9.yaml")
    bring_questionnaire(notebook, rao, BroughtFile("yaml", text.encode(), text), NOW)
    for chosen in ("w1 " * 7 + "w0 w0", "w2 " * 4 + "w1 " * 3 + "w0 w1"):
        raw = dict(zip(asked.scales[0].items, chosen.split(), strict=True))
        keep(notebook, meera, complete(asked, read_answers(asked, raw)))
        keep(notebook, meera, complete(BODY, read_answers(BODY, {"pain": "some", "sleep": "much"})))
    text = BODY_FILE.decode()
    bring_questionnaire(notebook, rao, BroughtFile("yaml", text.encode(), text), NOW)
    page = read_couple(TherapistVisit(notebook, rao, CATALOGUE, NOW), meera.couple, joint=False)
    changes = {name: change for name, _, change in page.scales}
    assert changes["Meera: PHQ-9"] == "+5 is not a reliable change: that takes 6 points"
    assert changes["Meera: Body"] == words.caseload.CANNOT_TELL
