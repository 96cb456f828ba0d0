"""A file that somebody took along is read into a new notebook: all of it, once, for nobody else, or a sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from nearer.database.row_errors import NotSaved
from nearer.domain.roles_and_audiences import Audience, Role
from nearer.language.error_catalogue.import_errors import ImportText
from nearer.personal_import.own_file import OwnFileRefused
from nearer.personal_records.personal_export import read_personal_export
from nearer.presenters.personal_import import import_plan, is_new_notebook, plan_import
from nearer.privacy.principal import Principal
from nearer.session.values import PersonSession
from nearer.shipped import shipped_catalogue
from nearer.storage.couple.form_drafts import Draft, open_draft, save_draft
from nearer.storage.couple.own_steps import mark_step_done, plan_step
from nearer.storage.couple.people import start_couple
from nearer.storage.couple.responses import read_last_saved
from nearer.storage.couple.topics_read import save_topic_read
from nearer.storage.couple.visit_questions import save_visit_questions
from nearer.storage.notebook import Notebook, open_demo_notebook
from nearer.takeaway.personal_export import export_file
from tests.demo_copies import copy_demo
from tests.storage.making import NOW, make_couple, make_new_person
from tests.storage.test_strangers import ARGUMENTS

Change = Callable[[dict[str, Any]], object]
COMES_BACK = ("responses", "events", "steps planned", "steps done", "topics read", "questions for a visit")


@pytest.fixture(scope="module")
def taken() -> bytes:
    """Meera's file: 23 finished forms and more, an unfinished one, steps, questions, pages read."""
    notebook = open_demo_notebook()
    meera = copy_demo(notebook, NOW)[0]
    session = session_of(notebook, meera)
    plan_step(notebook, meera, "hand-massage", (NOW + timedelta(days=3)).date(), NOW)
    mark_step_done(notebook, meera, ARGUMENTS["done"], NOW)
    save_topic_read(notebook, meera, "hormones", NOW.date(), NOW)
    save_visit_questions(notebook, meera, ("What is allowed now?",), NOW)
    before = open_draft(notebook, meera, "emotional-barriers", None)
    answers = {item.id: item.options[0].code for item in session.questionnaires[1].items[:1] if item.options}
    draft = Draft("emotional-barriers", None, answers, note="later", last_response_id=before.last_response_id)
    save_draft(notebook, meera, draft, NOW)
    file = export_file(session)
    notebook.close()
    return file


@pytest.fixture
def fresh() -> PersonSession:
    """Somebody who just started, as a person who has had cancer."""
    notebook = open_demo_notebook()
    return session_of(notebook, start_couple(notebook, make_new_person("Meera again"), None, NOW).principal)


def session_of(notebook: Notebook, who: Principal) -> PersonSession:
    return PersonSession(notebook, who, shipped_catalogue(), NOW)


def changed(file: bytes, change: Change) -> bytes:
    content = json.loads(file)
    change(content)
    return json.dumps(content).encode()


def refusal(session: PersonSession, file: bytes) -> ImportText:
    with pytest.raises(OwnFileRefused) as refused:
        plan_import(session, file)
    assert not isinstance(refused.value.reason, str)
    return ImportText(refused.value.reason.text)


def test_everything_a_person_wrote_comes_back_as_it_was(taken: bytes, fresh: PersonSession) -> None:
    import_plan(fresh, plan_import(fresh, taken))
    before, after = json.loads(taken), json.loads(export_file(fresh))
    assert len(before["responses"]) > 12
    for part in COMES_BACK:
        assert after[part] == before[part], part
        assert after[part], part


def test_days_of_imported_forms_are_those_in_the_persons_time_zone(fresh: PersonSession, taken: bytes) -> None:
    def save_late(file: dict[str, Any]) -> None:
        file["responses"] = file["responses"][:1]
        file["responses"][0]["saved"] = "2026-10-04T23:30:00+00:00"

    late = changed(taken, save_late)
    forms = plan_import(fresh, late).sentences[0]
    assert forms == "1 finished form, of 5 October"


def test_an_unfinished_form_comes_back_where_none_is_begun(taken: bytes, fresh: PersonSession) -> None:
    import_plan(fresh, plan_import(fresh, taken))
    assert open_draft(fresh.notebook, fresh.principal, "emotional-barriers", None).note == "later"


def test_an_import_does_not_change_a_form_already_begun(taken: bytes, fresh: PersonSession) -> None:
    looked_at_before = plan_import(fresh, taken)
    assert "1 unfinished form" in looked_at_before.sentences
    save_draft(fresh.notebook, fresh.principal, Draft("emotional-barriers", None, {}, note="mine now"), NOW)
    assert not any("unfinished" in sentence for sentence in plan_import(fresh, taken).sentences), (
        "it would not come back"
    )
    import_plan(fresh, looked_at_before)
    assert open_draft(fresh.notebook, fresh.principal, "emotional-barriers", None).note == "mine now"


def test_of_a_form_that_nearer_does_not_offer_nothing_unfinished_is_promised(
    taken: bytes, fresh: PersonSession
) -> None:
    of_a_clinic = changed(taken, lambda file: file["unfinished"][0].update(questionnaire="a-form-of-a-clinic"))
    assert plan_import(fresh, of_a_clinic).unfinished == ()


def test_a_personal_file_is_imported_once_and_only_into_an_empty_notebook(taken: bytes, fresh: PersonSession) -> None:
    plan = plan_import(fresh, taken)
    import_plan(fresh, plan)
    once = export_file(fresh)
    with pytest.raises(NotSaved):
        import_plan(fresh, plan)
    assert json.loads(export_file(fresh))["responses"] == json.loads(once)["responses"]
    assert not is_new_notebook(fresh)


def test_imported_entries_are_private_to_the_person(taken: bytes) -> None:
    notebook = open_demo_notebook()
    mine, _theirs = make_couple(notebook, "Meera again", "Ravi again")
    session = session_of(notebook, mine)
    import_plan(session, plan_import(session, taken))
    own = read_personal_export(notebook, mine)
    assert own.responses and set(own.audiences.values()) == {Audience.ME}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda file: file.update(format="another"), ImportText.NOT_OURS),
        (lambda file: file.pop("format"), ImportText.NOT_OURS),
        (lambda file: file.update(version=2), ImportText.OF_A_NEWER_VERSION),
        (lambda file: file.update(version=2, responses={"in": "another shape"}), ImportText.OF_A_NEWER_VERSION),
        (lambda file: file.update(version=0), ImportText.NOT_OURS),
        (lambda file: file["person"].update(role="partner"), ImportText.OF_THE_OTHER_ROLE),
        (lambda file: file["person"].update(role="nurse"), ImportText.DAMAGED),
        (lambda file: file.pop("responses"), ImportText.DAMAGED),
        (lambda file: file["responses"][0].pop("saved"), ImportText.DAMAGED),
        (lambda file: file["responses"][0].update(week="2026-W99"), ImportText.DAMAGED),
        (lambda file: file["responses"][0].update(saved="2026-11-01T12:00:00"), ImportText.DAMAGED),  # of no zone
        (lambda file: file["events"].append({"kind": "party"}), ImportText.DAMAGED),
        (lambda file: file["steps done"][0].update(before=11), ImportText.DAMAGED),
        (lambda file: file.update({"responses": [{}] * 20_001}), ImportText.DAMAGED),
        (lambda file: [file.update({part: type(file[part])()}) for part in (*COMES_BACK, "unfinished")],
         ImportText.NOTHING_TO_READ),
    ],
)  # fmt: skip
def test_another_persons_file_and_a_changed_one_are_refused_with_the_reason(
    taken: bytes, fresh: PersonSession, change: Change, reason: ImportText
) -> None:
    assert refusal(fresh, changed(taken, change)) is reason


@pytest.mark.parametrize(
    "file",
    [b"", b"[]", b"null", b'"letter"', b"{", b"\xff\xfe", b"[" * 100_000, b'{"format": 1e999}', b'{"format": NaN}'],
)
def test_a_file_that_is_no_personal_file_is_refused(fresh: PersonSession, file: bytes) -> None:
    assert refusal(fresh, file) is ImportText.NOT_OURS


def test_a_made_up_person_does_not_go_into_a_real_notebook(taken: bytes) -> None:
    from nearer.personal_import.own_file import read_own_file

    with pytest.raises(OwnFileRefused, match="made up"):
        read_own_file(taken, Role.SURVIVOR, demo=False)


@pytest.mark.parametrize(
    "change",
    [
        lambda response: response.update(sha256="0" * 64),
        lambda response: response.update(saved="2026-11-24T12:00:00+00:00"),  # tomorrow
        lambda response: response.update(saved="1999-11-24T12:00:00+00:00"),
        lambda response: response.update(week="2026-W01"),
        lambda response: response["answers"][0].update(given="a code that was never offered"),
        lambda response: response["answers"].append({"item": "of-another-form", "given": 1}),
    ],
)
def test_one_form_that_does_not_fit_stays_in_the_file_and_the_others_come(
    taken: bytes, fresh: PersonSession, change: Change
) -> None:
    every = len(json.loads(taken)["responses"])
    plan = plan_import(fresh, changed(taken, lambda file: change(file["responses"][0])))
    assert (len(plan.content.responses), plan.left_out) == (every - 1, 1)
    assert any("1 form stays in the file" in sentence for sentence in plan.sentences)


@pytest.mark.parametrize("week", ["2026-W01", None])
def test_a_check_in_of_another_week_than_its_day_or_of_none_stays_in_the_file(
    taken: bytes, fresh: PersonSession, week: str | None
) -> None:
    def move(file: dict[str, Any]) -> None:
        weekly = next(one for one in file["responses"] if one["week"])
        weekly["week"] = week

    assert plan_import(fresh, changed(taken, move)).left_out == 1


def test_an_imported_note_that_is_too_long_stops_the_whole_import(taken: bytes, fresh: PersonSession) -> None:
    plan = plan_import(fresh, changed(taken, lambda file: file["responses"][-1].update(note="n" * 2001)))
    with pytest.raises(NotSaved):
        import_plan(fresh, plan)
    assert not read_last_saved(fresh.notebook, fresh.principal)
