"""A questionnaire answered again: both numbers stand there, and nothing is read from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from nearer.answering.open_form import OpenForm
from nearer.demo.demo_couples import demo_people
from nearer.domain.form_content import FormContent
from nearer.domain.responses import build_response
from nearer.presenters.change_since_last import beside_last_time
from nearer.session.values import PersonSession
from nearer.shipped import shipped_catalogue
from nearer.storage.couple.response_saving import save_response
from nearer.storage.notebook import open_demo_notebook
from nearer.typed_answers.answer_parsing import read_answers
from tests.demo_copies import copy_demo
from tests.fhir_responses.test_responses import phq_9

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
CATALOGUE = shipped_catalogue()
WORRY = ("worry-circles", "worry-heavy", "worry-light")


@pytest.fixture
def meera() -> PersonSession:
    notebook = open_demo_notebook()
    copy_demo(notebook, NOW)
    [meera_of_demo] = [one for one in demo_people(notebook) if one.nickname == "Meera"]
    return PersonSession(notebook, meera_of_demo, CATALOGUE, NOW)


def answered(session: PersonSession, questionnaire_id: str, first_option: int) -> OpenForm:
    """Every choice answered with the option at this place, and saved."""
    questionnaire = CATALOGUE.questionnaires[questionnaire_id]
    chosen = {item.id: item.options[first_option].code for item in questionnaire.items if item.type == "choice"}
    response = build_response(questionnaire, read_answers(questionnaire, chosen), None, "")
    form = OpenForm(questionnaire, None, FormContent(chosen), scores=response.scores)
    save_response(session.notebook, session.principal, response, form.response_id, NOW)
    return form


def test_the_closing_page_has_the_score_of_the_last_time_and_its_day_beside_todays_score(meera: PersonSession) -> None:
    comparison = beside_last_time(meera, answered(meera, "emotional-barriers", 0))
    assert len(comparison) > 3
    assert all(" on 21 October 2026, " in one and one.endswith(" now.") for one in comparison[:-1])
    assert "nobody has measured" in comparison[-1]


def test_the_first_time_a_questionnaire_is_answered_no_earlier_number_is_beside_it(meera: PersonSession) -> None:
    assert beside_last_time(meera, answered(meera, "comfort-and-consent", 0)) == ()


def test_scores_of_changed_questions_are_not_set_beside_earlier_ones(meera: PersonSession) -> None:
    form = answered(meera, "emotional-barriers", 0)
    form.questionnaire = replace(form.questionnaire, sha256="0" * 64)
    assert beside_last_time(meera, form) == ()


def test_a_weekly_questionnaire_is_not_set_beside_the_week_before(meera: PersonSession) -> None:
    weekly = OpenForm(CATALOGUE.questionnaires["closeness-weekly"], meera.week, response_id=uuid4())
    assert beside_last_time(meera, weekly) == ()


def test_the_closing_page_says_of_a_published_instrument_whether_the_change_is_reliable(meera: PersonSession) -> None:
    """PHQ-9 with 7, then 12: six points count."""
    form = phq_9()
    forms = []
    for chosen in ("w1 " * 7 + "w0 w0", "w2 " * 4 + "w1 " * 3 + "w0 w1", "w3 " * 6 + "w0 w0 w0"):
        raw = dict(zip(form.scales[0].items, chosen.split(), strict=True))
        response = build_response(form, read_answers(form, raw), None, "")
        forms.append(OpenForm(form, None, FormContent(raw), scores=response.scores))
        save_response(meera.notebook, meera.principal, response, forms[-1].response_id, NOW)
        if len(forms) == 2:
            assert beside_last_time(meera, forms[1]) == (
                "PHQ-9: 7 on 23 November 2026, 12 now. +5 is not a reliable change: that takes 6 points.",
            )
    assert beside_last_time(meera, forms[2]) == (
        "PHQ-9: 12 on 23 November 2026, 18 now. +6 is a reliable change: that takes 6 points.",
    )


def test_an_earlier_score_is_given_as_a_number_only_where_it_had_enough_answers_of_its_own(
    meera: PersonSession,
) -> None:
    """Two answers the last time bear a band, three of today a number."""
    questionnaire = CATALOGUE.questionnaires["emotional-barriers"]
    times = ({"worry-circles": "often", "worry-heavy": "often"}, dict.fromkeys(WORRY, "sometimes"))
    for raw in times:
        response = build_response(questionnaire, read_answers(questionnaire, raw), None, "")
        form = OpenForm(questionnaire, None, FormContent(dict(raw)), scores=response.scores)
        save_response(meera.notebook, meera.principal, response, form.response_id, NOW)
    [sentence] = [one for one in beside_last_time(meera, form) if one.startswith("Worry and mood")]
    assert sentence == "Worry and mood: Very much in the way (roughly) on 23 November 2026, 50 now."
