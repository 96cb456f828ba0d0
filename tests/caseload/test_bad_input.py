"""What nobody would type or wait for: a sentence or an empty place, nothing shown that is not granted, nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from nearer.caseload.caseload import load_caseload
from nearer.caseload.caseload_couples import find_caseload_couple, read_caseload_couples
from nearer.caseload.caseload_html import caseload_table_html
from nearer.caseload.caseload_list import apply_view
from nearer.caseload.couple import read_couple
from nearer.caseload.couple_html import scale_cards_html, since_html
from nearer.caseload.couple_status import save_tags
from nearer.caseload.groups import Group, group_of
from nearer.caseload.joint_view import read_joint_view
from nearer.caseload.questionnaire_sets import ask_for, people_of, read_sets
from nearer.caseload.rows import rows_of
from nearer.caseload.scale_cards import scale_cards
from nearer.caseload.since_visit import since_visit
from nearer.caseload.view import CaseloadView
from nearer.cohort.service_cohort import read_service
from nearer.custom_questionnaires.versions import (
    CustomQuestionnaireFile,
    read_custom_questionnaires,
    read_original,
    retire_questionnaire,
    save_custom_questionnaire,
)
from nearer.database.row_errors import NotFound, NotSaved
from nearer.demo.demo_instrument import offer_low_mood, write_low_mood
from nearer.domain.responses import build_response
from nearer.domain.roles_and_audiences import Part
from nearer.domain.weeks import Week
from nearer.session.values import TherapistSession
from nearer.storage.couple.responses import read_own_responses
from nearer.storage.couple.text_drafts import TypedText
from nearer.storage.therapist.assignments import AssignmentRequest, save_assignments
from nearer.storage.therapist.caseload import CoupleRecord, read_couple_record
from nearer.storage.therapist.grants import read_grants
from nearer.storage.therapist.own_records import (
    TherapistNote,
    delete_therapist_note,
    read_note_drafts,
    save_note_draft,
    save_therapist_note,
)
from nearer.storage.therapist.paper_totals import Total, save_total
from nearer.takeaway import table_files
from nearer.takeaway.couple_sheet import make_couple_sheet
from nearer.takeaway.table_files import read_table
from nearer.typed_answers.answer_parsing import read_answers
from nearer.views import text as words
from tests.caseload.clinic import ConnectedClinic, connected_clinic
from tests.sheet.rendered import picture_of
from tests.storage.clinic import (
    connect_therapist,
    end_connections,
    grant_parts,
    make_therapist,
    revoke_therapist,
    withdraw_parts,
)
from tests.storage.making import NOW, make_person, read_rows, save_new_response, save_weekly_check_ins

ANSWERS = {"circles": "5", "understood": "mostly", "touch": "partly", "alone": "a-little", "at-ease": "mostly"}
SHARED = [part for part in Part if part is not Part.COUNTED]


@pytest.fixture
def clinic() -> ConnectedClinic:
    return connected_clinic()


def caseload_html(session: TherapistSession) -> str:
    caseload = apply_view(load_caseload(session).couples, CaseloadView(), session.today)
    return caseload_table_html(caseload, rows_of(session, caseload))


def page_html(session: TherapistSession, clinic: ConnectedClinic) -> str:
    """The couple's page without its chart, and the sheet, which has to be made too."""
    couple = read_couple(session, clinic[1].couple)
    cards = scale_cards(couple)
    assert make_couple_sheet(couple, number="").startswith(b"%PDF-")
    return since_html(since_visit(couple, find_caseload_couple(session, clinic[1].couple), cards)) + scale_cards_html(
        cards
    )


def test_a_couple_without_a_week_has_its_line_its_page_and_its_sheet(clinic: ConnectedClinic, tmp_path: Path) -> None:
    session = clinic[0]
    for one in clinic[1:]:
        grant_parts(session.notebook, one)
    [entry] = load_caseload(session).couples
    assert group_of(entry, session.today) is Group.NOTHING
    assert words.caseload.NEVER in caseload_html(session) and "<img" not in caseload_html(session)
    assert words.couple.NOTHING_NEW in page_html(session, clinic)
    assert picture_of(make_couple_sheet(read_couple(session, clinic[1].couple), number=""), tmp_path)
    assert read_service(session).quarters == () and len(read_table(session, None, names=False)) == 0


def test_a_person_without_a_partner_is_shown_alone_and_not_as_half_a_couple(clinic: ConnectedClinic) -> None:
    session = clinic[0]
    alone = make_person(session.notebook, "Solveig", NOW - timedelta(weeks=9))
    connect_therapist(session.notebook, alone, session.therapist)
    save_weekly_check_ins(session.notebook, alone, 8)
    grant_parts(session.notebook, alone)
    couple = read_couple(session, alone.couple)
    assert couple.names == "Solveig" and couple.gap_sentences == () and len(couple.people) == 1
    assert make_couple_sheet(couple, number="").startswith(b"%PDF-")
    assert read_joint_view(session, alone.couple).people == (), "there is nobody to show anything to"
    assert "Solveig</a>" in caseload_html(session)


def test_a_person_who_ends_the_connection_is_named_with_the_day_and_asked_for_nothing_more(
    clinic: ConnectedClinic,
) -> None:
    session, meera, ravi = clinic
    for one in clinic[1:]:
        save_weekly_check_ins(session.notebook, one, 4)
        grant_parts(session.notebook, one)
    couple = read_couple(session, meera.couple)
    intake = read_sets(session)[0]
    assert ask_for(couple, intake, people_of(couple, intake)) and couple.ended == ()
    end_connections(session.notebook, meera)
    with pytest.raises(NotFound):
        ask_for(couple, replace(intake, interval_weeks=5), couple.record.people[:1])
    after = read_couple(session, meera.couple)
    assert after.ended == (
        "Meera ended it on 23 November 2026, and shares nothing with you any more. What you keep yourself stays.",
    )
    assert [one.who.nickname for one in after.connected] == ["Ravi"]
    assert after.assignments and all("Ravi" in text for _id, text in after.assignments)
    end_connections(session.notebook, ravi)
    nobody = read_couple(session, meera.couple)
    assert len(nobody.ended) == 2 and nobody.connected == () and nobody.assignments == ()


def test_what_a_therapist_may_read_changes_only_when_a_person_grants_or_ends_it(
    clinic: ConnectedClinic,
) -> None:
    session, meera, ravi = clinic
    alone = make_person(session.notebook, "Solveig", NOW - timedelta(weeks=9))
    connect_therapist(session.notebook, alone, session.therapist)
    read = partial(read_grants, session.notebook, session.therapist, meera.couple)
    seen = [read()]
    changes = (
        partial(grant_parts, session.notebook, meera),
        partial(withdraw_parts, session.notebook, meera, Part.EVENTS),
        partial(end_connections, session.notebook, meera),
        partial(end_connections, session.notebook, ravi),
    )
    for change in changes:
        change()
        seen.append(read())
        grant_parts(session.notebook, alone)
        assert read() == seen[-1], "nothing of another couple is in it"
    assert len(set(seen)) == 5


def test_a_grant_that_ends_while_the_page_is_open_is_gone_at_the_next_drawing(clinic: ConnectedClinic) -> None:
    session, meera, _ravi = clinic
    save_weekly_check_ins(session.notebook, meera, 8)
    grant_parts(session.notebook, meera)
    read = partial(read_couple, session, meera.couple)
    read_caseload_couples(session)
    assert session.read_once("couple", meera.couple, read).people != ()
    withdraw_parts(session.notebook, meera, *SHARED)
    assert session.read_once("couple", meera.couple, read).people == ()
    assert read_caseload_couples(session)[0].weeks_since is None and "<img" not in caseload_html(session)


def test_a_therapist_who_is_revoked_while_typing_sees_a_refusal_and_nobodys_words_are_lost(
    clinic: ConnectedClinic,
) -> None:
    """What they had typed until then stays sealed in the file; what people wrote stays theirs."""
    session, meera, _ravi = clinic
    save_weekly_check_ins(session.notebook, meera, 3)
    grant_parts(session.notebook, meera)
    save_note_draft(session.notebook, session.therapist, meera.couple, TypedText("note", "she spoke"))
    before = read_rows(session.notebook, "SELECT * FROM case_records")
    revoke_therapist(session.notebook, session.therapist.name, NOW)
    for act in (
        partial(save_note_draft, text=TypedText("note", "she spoke of touch", "she spoke")),
        partial(save_therapist_note, note=TherapistNote(UUID(int=1), NOW.date(), "she spoke of touch")),
        read_note_drafts,
        partial(read_couple_record, now=NOW),
    ):
        with pytest.raises(NotFound) as refused:
            act(session.notebook, session.therapist, couple=meera.couple)
        assert str(refused.value).endswith(".")
    assert read_rows(session.notebook, "SELECT * FROM case_records") == before != []
    assert read_rows(session.notebook, "SELECT * FROM therapist_keys") == []
    assert len(read_own_responses(session.notebook, meera)) == 3


def test_two_therapists_of_one_couple_edit_their_own_notes_and_lose_none(clinic: ConnectedClinic) -> None:
    """Under the same ids and in the same fields, one after the other; each reads their own."""
    session, meera, _ravi = clinic
    iyer, key = make_therapist(session.notebook, "Dr Iyer"), UUID(int=1)
    connect_therapist(session.notebook, meera, iyer)
    both = (session.therapist, iyer)
    for text in ("first", "then changed"):
        for therapist in both:
            note = TherapistNote(key, NOW.date(), f"{therapist.name} {text}")
            save_therapist_note(session.notebook, therapist, meera.couple, note)
            save_note_draft(
                session.notebook, therapist, meera.couple, TypedText("note", f"{therapist.name} types {text}")
            )
    for therapist in both:
        notes = read_couple_record(session.notebook, therapist, meera.couple, NOW).notes
        assert [note.text for note in notes] == [f"{therapist.name} then changed"]
        assert read_note_drafts(session.notebook, therapist, meera.couple) == {
            "note": f"{therapist.name} types then changed"
        }
    delete_therapist_note(session.notebook, iyer, meera.couple, key)
    assert len(read_couple_record(session.notebook, session.therapist, meera.couple, NOW).notes) == 1


def test_ten_thousand_tags_are_refused_with_a_sentence_and_the_ones_before_stay(clinic: ConnectedClinic) -> None:
    session, meera, _ravi = clinic
    save_tags(session, meera.couple, "Scan in May")
    for typed in (",".join(f"tag {number}" for number in range(10_000)), "x" * 10_000):
        with pytest.raises(NotSaved, match="at most 12 tags"):
            save_tags(session, meera.couple, typed)
    assert find_caseload_couple(session, meera.couple).case.status.tags == ("Scan in May",)


@pytest.mark.parametrize("ends", [withdraw_parts, end_connections])
def test_a_grant_that_ends_while_a_file_is_made_is_not_in_what_is_read_after_it(
    clinic: ConnectedClinic, monkeypatch: pytest.MonkeyPatch, ends: Callable[..., None]
) -> None:
    """She ends it after the list of couples was read, and before her own pages are."""
    session, meera, ravi = clinic
    asks = session.shipped.check_in
    for person in (meera, ravi):
        save_new_response(
            session.notebook, person, build_response(asks, read_answers(asks, ANSWERS), Week.of(session.today))
        )
        grant_parts(session.notebook, person)

    def read_later(*arguments: Any) -> CoupleRecord:
        ends(session.notebook, meera)
        return read_couple_record(*arguments)

    monkeypatch.setattr(table_files, "read_couple_record", read_later)
    table = read_table(session, None, names=True)
    assert set(table["name"]) == {"Ravi"}


def test_answers_stay_when_their_questionnaire_is_offered_no_longer(clinic: ConnectedClinic) -> None:
    """A PHQ-9 that is retired, and then there in a newer version: its scores, their change and the reason stand as
    before, and what is asked is named."""
    session, meera, _ravi = clinic
    form = offer_low_mood(session.notebook, session.therapist, NOW)
    write_low_mood(session.notebook, meera, form, (((40, 7), (2, 16)), NOW))
    wish = AssignmentRequest(meera.id, form.id, Week.of(session.today))
    save_assignments(session.notebook, session.therapist, meera.couple, [wish], NOW)
    [custom] = read_custom_questionnaires(session.notebook, session.therapist)
    before = page_html(session, clinic)
    retire_questionnaire(session.notebook, session.therapist, custom.id, NOW)
    stands_as_before(session, clinic, before)
    older = read_original(session.notebook, session.therapist, custom.id)
    text = older.definition.replace("version: 1.0", "version: 2.0")
    assert text != older.definition
    newer = CustomQuestionnaireFile("yaml", text.encode(), text)
    save_custom_questionnaire(session.notebook, session.therapist, newer, NOW + timedelta(days=1))
    stands_as_before(session, clinic, before)


def stands_as_before(session: TherapistSession, clinic: ConnectedClinic, before: str) -> None:
    """To a therapist who signs in anew."""
    anew = TherapistSession(session.notebook, session.therapist, session.shipped, NOW)
    assert page_html(anew, clinic) == before and "more than chance" in before
    assert group_of(load_caseload(anew).couples[0], anew.today) is Group.ATTENTION


def test_totals_of_an_instrument_that_the_registry_knows_no_longer_break_no_page(clinic: ConnectedClinic) -> None:
    session, meera, _ravi = clinic
    save_total(session.notebook, session.therapist, meera.couple, Total(meera.id, "gone", NOW.date(), Decimal(3)))
    assert page_html(session, clinic) and scale_cards(read_couple(session, meera.couple)) == ()
