"""Who reads the guide, as the notebook knows them: their own answers and events they may read, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

from nearer.domain.events import Event, EventKind
from nearer.domain.responses import build_response
from nearer.domain.roles_and_audiences import Audience, Part
from nearer.guide.relevance import for_you
from nearer.presenters.guide import read_guide_profile
from nearer.privacy.principal import Principal
from nearer.screens.guide import closing_link
from nearer.session.values import PersonSession
from nearer.shipped import shipped_catalogue, shipped_guide
from nearer.storage.couple.events import save_event
from nearer.storage.couple.response_saving import save_response
from nearer.storage.couple.sharing import set_audiences
from nearer.storage.couple.topics_read import save_topic_read
from nearer.storage.notebook import Notebook
from nearer.typed_answers.answer_parsing import read_answers
from nearer.views.score_summary import TopicLink
from tests.shared_parts import make_audience_changes
from tests.storage.making import NOW, make_couple

TODAY = date(2026, 11, 23)
DRY = {"which": ["dryness"], "dryness-strength": "very-strong", "dryness-in-the-way": "a-lot"}


def visit_of(notebook: Notebook, principal: Principal) -> PersonSession:
    return PersonSession(notebook, principal, shipped_catalogue(), NOW)


def answers(notebook: Notebook, who: Principal, name: str, raw: dict[str, object]) -> None:
    questionnaire = shipped_catalogue().questionnaires[name]
    save_response(notebook, who, build_response(questionnaire, read_answers(questionnaire, raw)), uuid4(), NOW)


def chosen(notebook: Notebook, who: Principal) -> list[str]:
    choice = for_you(shipped_guide(), read_guide_profile(visit_of(notebook, who), {}))
    return [card.topic for card in (*choice.urgent, *choice.cards)]


def chemotherapy(days_ago: int) -> Event:
    return Event(EventKind.CHEMOTHERAPY, "", TODAY - timedelta(days=days_ago))


def test_dryness_brings_its_page_to_her_and_nothing_to_him(notebook: Notebook) -> None:
    meera, ravi = make_couple(notebook)
    answers(notebook, meera, "physical-barriers", DRY)
    assert "vaginal-dryness-and-pain" in chosen(notebook, meera)
    assert chosen(notebook, ravi) == []


def test_answers_to_a_questionnaire_that_has_changed_since_are_left_out(notebook: Notebook) -> None:
    meera, _ravi = make_couple(notebook)
    questionnaire = shipped_catalogue().questionnaires["physical-barriers"]
    older = replace(build_response(questionnaire, read_answers(questionnaire, DRY)), sha256="0" * 64)
    save_response(notebook, meera, older, uuid4(), NOW)
    assert read_guide_profile(visit_of(notebook, meera), {}).answers == {}


def test_an_event_of_her_own_counts_at_once_and_for_him_only_once_it_is_shared(notebook: Notebook) -> None:
    meera, ravi = make_couple(notebook)
    save_event(notebook, meera, chemotherapy(2), uuid4(), NOW)
    assert chosen(notebook, meera)[0] == "safety-during-treatment"
    assert chosen(notebook, ravi) == []
    set_audiences(notebook, meera, make_audience_changes(Part.EVENTS, audience=Audience.PARTNER, earlier=True), NOW)
    assert chosen(notebook, ravi)[0] == "safety-during-treatment"


def test_a_page_of_the_guide_that_was_read_is_known_with_its_day(notebook: Notebook) -> None:
    meera, _ravi = make_couple(notebook)
    save_topic_read(notebook, meera, "hormones", TODAY, NOW)
    assert read_guide_profile(visit_of(notebook, meera), {"hormones": TODAY}).read == {"hormones": TODAY}


def test_a_closing_page_links_a_topic_by_its_title_and_only_names_what_it_does_not_know() -> None:
    assert closing_link("hormones") == TopicLink("Hormones, flushes and sweats", "/guide?page=hormones")
    assert closing_link("our-own-page") == TopicLink("Our own page")
