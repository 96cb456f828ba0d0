"""What is typed is there again, in its newest version, for its owner."""

from __future__ import annotations

from datetime import timedelta

import pytest

from nearer.database.row_errors import EntryBroken, NotSaved
from nearer.domain.weeks import Week
from nearer.privacy.principal import Principal
from nearer.storage.couple.form_drafts import Draft, delete_draft, read_begun_forms, read_drafts, save_draft
from nearer.storage.errors import DraftChangedElsewhere
from nearer.storage.notebook import Notebook
from tests.storage.making import NOW, WEEK, find_draft, make_check_in, read_rows, save_new_response, tamper

BODY = Draft("body", None, {"pain": "some", "several": ["a", "b"], "n": 3, "x": {"state": "declined"}}, 2, "a note")


def test_a_draft_is_read_back_as_it_was_saved(notebook: Notebook, meera: Principal) -> None:
    assert save_draft(notebook, meera, BODY, NOW) == 1
    draft = find_draft(notebook, meera, "body", None)
    assert draft == Draft("body", None, BODY.answers, 2, "a note", version=1)


def test_a_form_that_was_not_begun_has_no_draft(notebook: Notebook, meera: Principal) -> None:
    assert find_draft(notebook, meera, "body", None) is None
    assert read_drafts(notebook, meera) == ()


def test_each_save_of_a_draft_is_its_next_version(notebook: Notebook, meera: Principal) -> None:
    version = 0
    for position in range(5):
        version = save_draft(notebook, meera, Draft("body", None, {}, position, "", version), NOW)
    draft = find_draft(notebook, meera, "body", None)
    assert draft is not None
    assert (draft.version, draft.position) == (5, 4)


@pytest.mark.parametrize("known_version", [0, 1, 3])
def test_a_draft_changed_in_another_window_is_not_overwritten(
    notebook: Notebook, meera: Principal, known_version: int
) -> None:
    save_draft(notebook, meera, Draft("body", None, {"pain": "some"}), NOW)
    save_draft(notebook, meera, Draft("body", None, {"pain": "much"}, version=1), NOW)
    with pytest.raises(DraftChangedElsewhere):
        save_draft(notebook, meera, Draft("body", None, {"pain": "none"}, version=known_version), NOW)
    draft = find_draft(notebook, meera, "body", None)
    assert draft is not None
    assert draft.answers == {"pain": "much"}


def test_a_window_left_open_does_not_bring_back_a_finished_form(notebook: Notebook, meera: Principal) -> None:
    save_draft(notebook, meera, Draft("closeness-weekly", WEEK, {"touch": "some"}), NOW)
    save_new_response(notebook, meera, make_check_in(touch="some"))
    with pytest.raises(DraftChangedElsewhere):
        save_draft(notebook, meera, Draft("closeness-weekly", WEEK, {"touch": "much"}, version=1), NOW)
    assert read_drafts(notebook, meera) == ()


def test_each_questionnaire_and_week_has_a_draft_of_its_own(notebook: Notebook, meera: Principal) -> None:
    save_draft(notebook, meera, Draft("closeness-weekly", WEEK, {"touch": "some"}), NOW)
    save_draft(notebook, meera, Draft("body", None, {}), NOW + timedelta(seconds=1))
    save_draft(notebook, meera, Draft("closeness-weekly", WEEK.plus(-1), {}), NOW + timedelta(seconds=2))
    assert [(draft.questionnaire, draft.week) for draft in read_drafts(notebook, meera)] == [
        ("closeness-weekly", WEEK),
        ("body", None),
        ("closeness-weekly", WEEK.plus(-1)),
    ]


def test_a_check_in_begun_on_sunday_is_not_lost_on_monday(notebook: Notebook, meera: Principal) -> None:
    draft = Draft("closeness-weekly", WEEK, {"touch": "some"})
    assert save_draft(notebook, meera, draft, NOW + timedelta(weeks=1)) == 1


@pytest.mark.parametrize("week", [WEEK.plus(1), Week(2099, 1)])
def test_a_week_to_come_has_no_draft(notebook: Notebook, meera: Principal, week: Week) -> None:
    with pytest.raises(NotSaved, match="not begun"):
        save_draft(notebook, meera, Draft("closeness-weekly", week, {}), NOW)


def test_the_partner_has_drafts_of_their_own(notebook: Notebook, meera: Principal, ravi: Principal) -> None:
    save_draft(notebook, meera, BODY, NOW)
    assert find_draft(notebook, ravi, "body", None) is None
    assert save_draft(notebook, ravi, Draft("body", None, {}), NOW) == 1
    delete_draft(notebook, ravi, "body", None)
    assert find_draft(notebook, meera, "body", None) is not None


def test_a_deleted_draft_is_gone_and_a_new_one_begins_at_the_start(notebook: Notebook, meera: Principal) -> None:
    save_draft(notebook, meera, BODY, NOW)
    delete_draft(notebook, meera, "body", None)
    delete_draft(notebook, meera, "body", None)
    assert find_draft(notebook, meera, "body", None) is None
    assert save_draft(notebook, meera, BODY, NOW) == 1


def test_a_draft_that_is_too_long_is_refused_and_the_earlier_one_stays(notebook: Notebook, meera: Principal) -> None:
    save_draft(notebook, meera, BODY, NOW)
    for large in (Draft("body", None, {"hope": "x" * 300_000}, version=1), Draft("body", None, {}, 0, "x" * 2001, 1)):
        with pytest.raises(NotSaved, match="shorten"):
            save_draft(notebook, meera, large, NOW)
    assert find_draft(notebook, meera, "body", None) == Draft("body", None, BODY.answers, 2, "a note", version=1)


def test_a_damaged_draft_is_named_in_a_sentence_and_can_be_dropped(notebook: Notebook, meera: Principal) -> None:
    save_draft(notebook, meera, BODY, NOW)
    tamper(notebook, "UPDATE drafts SET body = :body", body=b"x" * 5000)
    save_draft(notebook, meera, Draft("closeness-weekly", WEEK, {"touch": "some"}), NOW)
    assert read_begun_forms(notebook, meera) == {("body", None), ("closeness-weekly", WEEK)}
    with pytest.raises(EntryBroken, match="body"):
        find_draft(notebook, meera, "body", None)
    delete_draft(notebook, meera, "closeness-weekly", WEEK)
    delete_draft(notebook, meera, "body", None)
    assert read_drafts(notebook, meera) == ()


def test_an_older_version_put_back_into_the_file_is_noticed(notebook: Notebook, meera: Principal) -> None:
    save_draft(notebook, meera, BODY, NOW)
    [older] = read_rows(notebook, "SELECT body FROM drafts")
    save_draft(notebook, meera, Draft("body", None, {}, version=1), NOW)
    tamper(notebook, "UPDATE drafts SET body = :body", body=older["body"])
    with pytest.raises(EntryBroken):
        find_draft(notebook, meera, "body", None)


def test_a_draft_shows_nothing_of_its_content_when_printed() -> None:
    assert "note" not in repr(BODY)
    assert "some" not in repr(BODY)
