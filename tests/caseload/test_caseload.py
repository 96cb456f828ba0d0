"""The caseload without a screen: searched, filtered, ordered, in pages, and what a therapist changes on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from nearer.caseload.caseload import CaseloadCouple, load_caseload
from nearer.caseload.caseload_couples import read_caseload_couples, unreadable_sentences
from nearer.caseload.caseload_html import caseload_table_html, choices_html, no_match_html
from nearer.caseload.caseload_list import PER_PAGE, CaseloadList, apply_view
from nearer.caseload.couple_navigation import navigation_html
from nearer.caseload.couple_status import save_archived, save_dealt_with, save_seen, save_tags
from nearer.caseload.groups import Group, group_of, is_new, reason_key_of
from nearer.caseload.view import CaseloadView, read_view, read_view_in_address
from nearer.database.row_errors import NotSaved
from nearer.domain.roles_and_audiences import Audience, Part, Role
from nearer.domain.weeks import Week
from nearer.privacy.principal import Principal, Therapist
from nearer.session.values import TherapistSession
from nearer.shipped import shipped_catalogue
from nearer.storage.couple.sharing import set_audiences
from nearer.storage.notebook import open_demo_notebook
from nearer.storage.therapist.assignments import AssignmentRequest, save_assignments
from nearer.storage.therapist.caseload import Case, CasePerson, ConnectedPerson
from nearer.storage.therapist.couple_status import MAX_TAGS, CoupleStatus
from nearer.trends.caseload_reasons import CaseloadReason, ReasonKind
from nearer.trends.series import weeks_between
from tests.shared_parts import make_audience_changes
from tests.storage.attacks import write_past_the_notebook
from tests.storage.clinic import connect_therapist, grant_parts, make_therapist
from tests.storage.making import (
    NOW,
    WEEK,
    make_body_response,
    make_couple,
    make_demo_file,
    read_rows,
    save_new_response,
    save_weekly_check_ins,
)

NO_STATUS = CoupleStatus()
TODAY, LAST = date(2026, 11, 23), Week.of(date(2026, 11, 16))


def listed(
    names: str,
    kinds: list[ReasonKind],
    last: Week | None = LAST,
    visit: date | None = None,
    status: CoupleStatus = NO_STATUS,
) -> CaseloadCouple:
    people = tuple(
        CasePerson(ConnectedPerson(uuid4(), name, Role.SURVIVOR, True, "UTC", frozenset(), NOW, None), last_week=last)
        for name in names.split()
    )
    reasons = tuple(CaseloadReason(kind, 0, last) for kind in kinds)
    weeks_since = None if last is None else weeks_between(last, Week.of(TODAY))
    return CaseloadCouple(Case(uuid4(), people, status=status), reasons, weeks_since, visit, open_assignments=())


WORSE = listed("Chitra Mohan", [ReasonKind.LOW_WEEKS, ReasonKind.UNCLEAR], visit=date(2026, 12, 3))
GAP = listed("Bela Karim", [ReasonKind.WIDE_GAP], LAST.plus(-2), date(2026, 12, 1), CoupleStatus(tags=("Scan in May",)))
EARLY = listed("Asha", [ReasonKind.TOO_EARLY], None)
ALL = [EARLY, GAP, WORSE]


def caseload(couples: list[CaseloadCouple] = ALL, **view: object) -> CaseloadList:
    return apply_view(couples, replace(CaseloadView(), **view), TODAY)


def names(**view: object) -> list[str]:
    return [listed.names[0] for listed in caseload(**view).matches]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("why", ["Chitra", "Bela", "Asha"]),
        ("name", ["Asha", "Bela", "Chitra"]),
        ("last", ["Chitra", "Bela", "Asha"]),
        ("visit", ["Bela", "Chitra", "Asha"]),
    ],
)
def test_each_order_of_the_caseload_begins_with_what_it_names_and_couples_without_it_come_last(
    order: str, expected: list[str]
) -> None:
    assert names(order=order) == expected


def test_couples_without_a_date_come_last_in_either_order_of_the_caseload() -> None:
    assert names(order="visit", is_descending=True) == ["Chitra", "Bela", "Asha"]
    assert names(order="last", is_descending=True) == ["Bela", "Chitra", "Asha"]


def test_a_search_of_the_caseload_finds_a_part_of_a_name_a_tag_or_a_reason_in_any_letters() -> None:
    assert names(search="  KAR ") == names(search="scan in") == names(search="differ widely") == ["Bela"]
    assert names(search="nobody") == []


def test_a_search_of_the_caseload_finds_a_reason_that_is_not_the_first_too() -> None:
    assert names(search="no clear direction") == ["Chitra"]


def test_the_groups_of_the_caseload_count_every_couple_whatever_is_shown() -> None:
    assert caseload(show="early").counts == {"attention": 2, "early": 1, "new": 2, "": 3}
    assert names(show="attention") == ["Chitra", "Bela"] and names(show="silent") == []


def test_a_couple_dealt_with_leaves_its_group_until_its_day_is_over_or_another_reason_comes_first() -> None:
    status = CoupleStatus(until=TODAY, reason_key=reason_key_of(GAP.reasons[0]))
    dealt = replace(GAP, case=replace(GAP.case, status=status))
    assert group_of(dealt, TODAY) is Group.DEALT
    assert group_of(dealt, TODAY + timedelta(days=1)) is Group.ATTENTION
    assert group_of(replace(dealt, reasons=WORSE.reasons), TODAY) is Group.ATTENTION
    assert [one.names[0] for one in caseload([dealt, EARLY, WORSE]).matches] == ["Chitra", "Asha", "Bela"]


def test_an_archived_couple_is_on_no_caseload_but_its_own_and_in_no_count() -> None:
    gone = replace(GAP, case=replace(GAP.case, status=CoupleStatus(archived=True)))
    assert [one.names[0] for one in caseload([gone, WORSE]).matches] == ["Chitra"]
    assert caseload([gone, WORSE], show="archived").matches == (gone,)
    assert caseload([gone, WORSE]).counts == {"archived": 1, "attention": 1, "new": 1, "": 1}


def test_three_hundred_couples_come_in_pages_and_a_page_behind_the_last_is_the_last() -> None:
    many = [listed(f"N{number:03}", [ReasonKind.UNCLEAR]) for number in range(300)]
    pages = [apply_view(many, CaseloadView(order="name", page=page), TODAY) for page in range(1, 8)]
    assert [len(page.couples) for page in pages] == [PER_PAGE] * 7 and pages[0].pages == 6
    assert [page.couples[0].names[0] for page in pages] == ["N000", "N050", "N100", "N150", "N200", "N250", "N250"]
    at = apply_view(many, CaseloadView(order="name", at=str(many[120].case.couple)), TODAY)
    assert at.view.page == 3 and many[120] in at.couples


def test_the_couples_before_and_after_one_follow_the_order_the_therapist_had_chosen() -> None:
    looked = caseload(order="name")
    before, after, place = looked.neighbours(GAP.case.couple)
    assert (before, after, place) == (EARLY, WORSE, 2)
    html = navigation_html(looked, GAP.case.couple)
    assert f"at={GAP.case.couple}" in html and "order=name" in html and "2 of 3" in html
    assert 'data-key="k"' in html and 'data-key="j"' in html
    assert 'data-key="k"' not in navigation_html(looked, EARLY.case.couple)


def test_the_address_of_a_caseload_holds_its_search_and_order_and_comes_back_from_a_couples_page() -> None:
    view = CaseloadView("Al & <b>", "new", "last", True, 3)
    assert read_view({"q": "Al & <b>", "show": "new", "order": "-last", "page": "3"}) == view
    assert read_view_in_address(view.query) == view
    [_, query] = view.couple_address(GAP.case.couple).split("?")
    assert "from=q%3DAl" in query and str(GAP.case.couple) in query


@pytest.mark.parametrize(
    "strange",
    [{"show": "everything"}, {"order": "--name"}, {"page": "-1"}, {"page": "0"}, {"page": "9" * 40}, {"x": "y"}],
)
def test_a_caseload_address_that_nobody_could_have_meant_shows_the_caseload_as_it_begins(
    strange: dict[str, str],
) -> None:
    assert read_view(strange) == CaseloadView()


def test_ten_thousand_tags_are_never_all_offered_and_each_is_still_found() -> None:
    tagged = [
        listed(f"N{number}", [ReasonKind.UNCLEAR], status=CoupleStatus(tags=tags))
        for number in range(300)
        for tags in [tuple(f"tag {number} {n}" for n in range(34))]
    ]
    looked = apply_view(tagged, CaseloadView(search="TAG 299 33"), TODAY)
    assert len(looked.tags) == 8 and [one.names[0] for one in looked.matches] == ["N299"]


def test_a_tag_with_braces_and_markup_stays_text() -> None:
    tagged = replace(GAP, case=replace(GAP.case, status=CoupleStatus(tags=("{0} <img src=x>",))))
    html = choices_html(caseload([tagged]))
    assert "{0} &lt;img" in html and "<img" not in html


def test_rows_and_no_rows_say_what_was_searched_for_so_that_enter_waits_for_them() -> None:
    wanted = caseload(search=' "><img karim ')
    for html in (caseload_table_html(wanted, []), no_match_html(wanted)):
        assert 'data-search="%22%3E%3Cimg%20karim"' in html and "<img" not in html


@pytest.fixture
def clinic() -> tuple[TherapistSession, Principal, Principal]:
    """Meera and Ravi, who show Dr Rao twelve weeks of both."""
    notebook = open_demo_notebook()
    both = make_couple(notebook, "Meera", "Ravi", NOW - timedelta(weeks=8))
    rao: Therapist = make_therapist(notebook)
    for person in both:
        save_weekly_check_ins(notebook, person, 4)
        connect_therapist(notebook, person, rao)
        grant_parts(notebook, person)
    return TherapistSession(notebook, rao, shipped_catalogue(), NOW), *both


Clinic = tuple[TherapistSession, Principal, Principal]


def only(session: TherapistSession) -> CaseloadCouple:
    [listed] = load_caseload(session).couples
    return listed


def test_a_couple_looked_at_is_new_again_with_the_next_answer_and_not_with_a_grant_that_ends(clinic: Clinic) -> None:
    session, meera, ravi = clinic
    assert is_new(only(session).case)
    save_seen(session, only(session))
    assert not is_new(only(session).case)
    set_audiences(session.notebook, meera, make_audience_changes(Part.CLOSENESS, audience=Audience.ME), NOW)
    assert not is_new(only(session).case)
    grant_parts(session.notebook, meera, Part.CLOSENESS)
    assert not is_new(only(session).case)
    later = replace(session, now=NOW + timedelta(weeks=1))
    save_weekly_check_ins(session.notebook, ravi, 1, NOW + timedelta(weeks=1))
    assert is_new(only(later).case)


def test_tags_are_kept_sealed_and_too_many_are_refused_with_a_sentence(clinic: Clinic) -> None:
    session, meera, _ravi = clinic
    save_tags(session, meera.couple, " scan,  waiting   list , scan,, ")
    assert only(session).case.status.tags == ("scan", "waiting list")
    with pytest.raises(NotSaved, match=f"at most {MAX_TAGS} tags"):
        save_tags(session, meera.couple, ",".join(f"tag {number}" for number in range(10_000)))
    assert only(session).case.status.tags == ("scan", "waiting list")
    stored = read_rows(session.notebook, "SELECT * FROM case_records")
    assert len(stored) == 1 and b"scan" not in stored[0]["body"]


def test_the_status_of_one_therapist_is_not_that_of_another(clinic: Clinic) -> None:
    session, meera, _ravi = clinic
    save_archived(session, meera.couple, True)
    save_dealt_with(session, only(session), TODAY)
    assert only(session).case.status.archived and only(session).case.status.until == TODAY
    save_dealt_with(session, only(session), None)
    assert only(session).case.status.until is None
    iyer = replace(session, therapist=make_therapist(session.notebook, "Dr Iyer"))
    asha, _dev = make_couple(session.notebook, "Asha", "Dev")
    connect_therapist(session.notebook, asha, iyer.therapist)
    assert only(iyer).case.status == CoupleStatus()


def test_an_assignment_is_open_until_an_answer_that_the_therapist_may_read(clinic: Clinic) -> None:
    session, meera, ravi = clinic
    for person in (meera, ravi):
        save_assignments(
            session.notebook, session.therapist, person.couple, [AssignmentRequest(person.id, "body", WEEK)], NOW
        )
    persons = [one.assignment.request.person for one in only(session).open_assignments]
    assert set(persons) == {meera.id, ravi.id}
    save_new_response(session.notebook, meera, make_body_response(pain="much"), NOW + timedelta(hours=1))
    assert [one.assignment.request.person for one in only(session).open_assignments] == [ravi.id]
    for part in Part:
        set_audiences(session.notebook, ravi, make_audience_changes(part, audience=Audience.ME), NOW)
    save_new_response(session.notebook, ravi, make_body_response(pain="much"), NOW + timedelta(hours=2))
    assert [one.assignment.request.person for one in only(session).open_assignments] == [ravi.id]


def test_a_couple_that_was_changed_in_the_file_is_named_and_the_others_stay(tmp_path: Path) -> None:
    notebook = make_demo_file(tmp_path / "data")
    rao = make_therapist(notebook)
    (meera, _ravi), (asha, _dev) = make_couple(notebook), make_couple(notebook, "Asha", "Dev")
    for who in (meera, asha):
        connect_therapist(notebook, who, rao)
    write_past_the_notebook(notebook, "UPDATE people SET zone = 'Mars/X' WHERE nickname = 'Asha'")
    session = TherapistSession(notebook, rao, shipped_catalogue(), NOW)
    assert [line.names for line in read_caseload_couples(session)] == [("Meera",)]
    [sentence] = unreadable_sentences(session)
    assert sentence.startswith("This caseload is without Asha. The name, role or time zone of Asha was changed outside")
    notebook.close()


def test_a_tag_that_only_an_archived_couple_has_is_no_choice_on_the_caseload() -> None:
    """It would lead to an empty caseload; among the archived ones it is one."""
    away = listed("Uma Dev", [ReasonKind.UNCLEAR], status=CoupleStatus(tags=("Moved",), archived=True))
    assert caseload([*ALL, away]).tags == ("Scan in May",)
    assert caseload([*ALL, away], show=str(Group.ARCHIVED)).tags == ("Moved",)
