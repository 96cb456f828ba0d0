"""What a therapist reads of the guide, the steps and the questions: only where granted, and no longer than that."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from nearer.database.row_errors import NotSaved
from nearer.domain.roles_and_audiences import Audience, Part
from nearer.privacy.principal import Principal, Therapist
from nearer.storage.couple.own_steps import DoneStep, mark_step_done, plan_step
from nearer.storage.couple.shared_guide import SharedGuide
from nearer.storage.couple.sharing import set_audiences
from nearer.storage.couple.topics_read import save_topic_read
from nearer.storage.couple.visit_questions import read_visit_questions, save_visit_questions
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.caseload import read_couple_record, read_joint_record
from tests.shared_parts import make_audience_changes, therapists_only
from tests.storage.clinic import end_connections, grant_parts, withdraw_parts
from tests.storage.making import NOW, read_rows

BEFORE = NOW - timedelta(days=3)
DAY = NOW.date()


@pytest.fixture
def rao(notebook: Notebook, meera: Principal, rao: Therapist) -> Therapist:
    """Let in, with something read and done before anything is granted."""
    save_topic_read(notebook, meera, "hormones", BEFORE.date(), BEFORE)
    mark_step_done(notebook, meera, DoneStep(uuid4(), "hand-massage", BEFORE.date(), 2, 7), BEFORE)
    return rao


def seen(notebook: Notebook, rao: Therapist, meera: Principal) -> SharedGuide | None:
    return read_couple_record(notebook, rao, meera.couple, NOW).people[0].guide


def test_topics_read_are_in_no_file_for_a_therapist_before_they_are_granted(
    notebook: Notebook, meera: Principal, rao: Therapist
) -> None:
    grant_parts(notebook, meera, *(part for part in Part if part is not Part.GUIDE))
    save_visit_questions(notebook, meera, ("Until when?",), NOW)
    assert seen(notebook, rao, meera) is None
    assert read_rows(notebook, "SELECT * FROM entries WHERE kind = 'guide'") == []


def test_what_was_read_in_the_guide_granted_with_everything_earlier_is_all_seen(
    notebook: Notebook, meera: Principal, rao: Therapist
) -> None:
    grant_parts(notebook, meera, Part.GUIDE)
    save_visit_questions(notebook, meera, ("Until when?",), NOW)
    plan_step(notebook, meera, "touch-map", DAY, NOW)
    day = BEFORE.date()
    assert seen(notebook, rao, meera) == SharedGuide((("hormones", day),), (("hand-massage", day),), ("Until when?",))


def test_what_was_read_in_the_guide_granted_from_now_on_shows_only_what_comes_after(
    notebook: Notebook, meera: Principal, rao: Therapist
) -> None:
    grant_parts(notebook, meera, Part.GUIDE, earlier=False)
    assert seen(notebook, rao, meera) == SharedGuide()
    save_topic_read(notebook, meera, "scars-and-sensation", DAY, NOW)
    assert seen(notebook, rao, meera) == SharedGuide((("scars-and-sensation", DAY),))
    grant_parts(notebook, meera, Part.GUIDE)
    assert [topic for topic, _day in (seen(notebook, rao, meera) or SharedGuide()).read] == [
        "hormones",
        "scars-and-sensation",
    ]


def test_however_much_was_read_in_the_guide_the_file_shows_one_entry(
    notebook: Notebook, meera: Principal, rao: Therapist
) -> None:
    grant_parts(notebook, meera, Part.GUIDE)
    for topic in ("scars-and-sensation", "low-desire", "fatigue-and-energy"):
        save_topic_read(notebook, meera, topic, DAY, NOW)
    assert len(read_rows(notebook, "SELECT * FROM entries WHERE kind = 'guide'")) == 1


@pytest.mark.parametrize("ends", [False, True])
def test_topics_read_are_hidden_from_the_therapist_once_taken_back_and_not_recorded_after(
    notebook: Notebook, meera: Principal, rao: Therapist, ends: bool
) -> None:
    grant_parts(notebook, meera, Part.GUIDE)
    withdraw_parts(notebook, meera, Part.GUIDE) if not ends else end_connections(notebook, meera, NOW)
    assert seen(notebook, rao, meera) is None
    save_topic_read(notebook, meera, "low-desire", DAY, NOW)
    assert seen(notebook, rao, meera) is None
    assert read_rows(notebook, "SELECT * FROM entries WHERE kind = 'guide'") == []


def test_topics_read_that_are_granted_again_are_seen_only_from_that_day_on(
    notebook: Notebook, meera: Principal, rao: Therapist
) -> None:
    grant_parts(notebook, meera, Part.GUIDE)
    withdraw_parts(notebook, meera, Part.GUIDE)
    grant_parts(notebook, meera, Part.GUIDE, earlier=False)
    assert seen(notebook, rao, meera) == SharedGuide()


def test_granting_again_what_is_granted_already_does_not_begin_it_anew(
    notebook: Notebook, meera: Principal, rao: Therapist
) -> None:
    grant_parts(notebook, meera, Part.GUIDE, earlier=False)
    save_topic_read(notebook, meera, "low-desire", DAY, NOW)
    later = NOW + timedelta(days=9)
    set_audiences(notebook, meera, make_audience_changes(Part.GUIDE, audience=therapists_only(rao)), later)
    assert seen(notebook, rao, meera) == SharedGuide((("low-desire", DAY),))


def test_topics_read_in_the_guide_are_not_in_the_joint_view(
    notebook: Notebook, meera: Principal, rao: Therapist
) -> None:
    grant_parts(notebook, meera, Part.GUIDE)
    assert read_joint_record(notebook, rao, meera.couple, NOW).people[0].guide is None


def test_topics_read_are_never_shown_to_the_partner_whatever_is_shared(
    notebook: Notebook, meera: Principal, rao: Therapist
) -> None:
    set_audiences(notebook, meera, make_audience_changes(Part.GUIDE, audience=Audience.PARTNER, earlier=True), NOW)
    assert read_rows(notebook, "SELECT * FROM entries WHERE kind = 'guide'") == []


def test_saved_questions_take_the_place_of_earlier_ones_and_too_many_are_refused(
    notebook: Notebook, meera: Principal
) -> None:
    save_visit_questions(notebook, meera, ("One?", "Two?"), NOW)
    for too_much in (("x" * 301,), ("Why?",) * 21):
        with pytest.raises(NotSaved):
            save_visit_questions(notebook, meera, too_much, NOW)
    assert read_visit_questions(notebook, meera) == ("One?", "Two?")
    save_visit_questions(notebook, meera, (), NOW)
    assert read_visit_questions(notebook, meera) == ()
