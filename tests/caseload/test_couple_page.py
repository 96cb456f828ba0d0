"""A couple's page without a screen: what changed since the visit, every scale, the chart, and bad input."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from nearer.caseload.caseload import CaseloadCouple
from nearer.caseload.caseload_couples import find_caseload_couple, read_caseload_couples
from nearer.caseload.couple import Couple, read_couple
from nearer.caseload.couple_chart import MAX_DATES, couple_chart
from nearer.caseload.couple_html import scale_cards_html, since_html, weeks_choice_html
from nearer.caseload.couple_page import load_couple_page
from nearer.caseload.joint_view import read_joint_view
from nearer.caseload.scale_cards import CardScore, PersonScores, ScaleCard, scale_cards
from nearer.caseload.since_visit import since_visit
from nearer.caseload.visit_notes import note_days, notes_with
from nearer.charts.closeness_chart import closeness_figure
from nearer.charts.scale_picture import CARD_WIDTH
from nearer.database.row_errors import NotFound
from nearer.domain.events import Event, EventKind
from nearer.domain.responses import build_response
from nearer.domain.roles_and_audiences import Part
from nearer.language.dates_and_numbers import short_day
from nearer.session.values import TherapistSession
from nearer.shipped import shipped_catalogue
from nearer.storage.couple.events import save_event
from nearer.storage.couple.sharing import set_audiences
from nearer.storage.couple.visit_questions import save_visit_questions
from nearer.storage.notebook import open_demo_notebook
from nearer.storage.therapist.assignments import AssignmentRequest, save_assignments
from nearer.storage.therapist.own_records import TherapistNote, add_visit
from nearer.storage.therapist.paper_totals import Total, save_total
from nearer.takeaway.couple_sheet import sheet_of
from nearer.trends.reliable_change import ChangeKind, ScoreChange
from nearer.typed_answers.answer_parsing import read_answers
from nearer.views import text as words
from nearer.views.chart_values import Accent, drawn_people, mondays_of
from nearer.views.score_words import score_words, total_words
from tests.caseload.clinic import ConnectedClinic, connected_clinic
from tests.demo_copies import copy_demo_clinic
from tests.shared_parts import make_audience_changes, partner_and_therapists
from tests.storage.clinic import grant_parts, make_therapist, withdraw_parts
from tests.storage.making import NOW, WEEK, make_check_in, save_new_response, save_weekly_check_ins


@pytest.fixture
def clinic() -> ConnectedClinic:
    return connected_clinic()


def page(clinic: ConnectedClinic) -> Couple:
    return read_couple(clinic[0], clinic[1].couple)


def lines(clinic: ConnectedClinic) -> list[str]:
    """What changed, each line as it is read."""
    session, meera, _ravi = clinic
    since = since_visit(page(clinic), find_caseload_couple(session, meera.couple), scale_cards(page(clinic)))
    return [" ".join(filter(None, (line.text, line.number, line.after))) for line in since.lines]


def test_the_page_of_the_demos_esther_names_the_three_things_that_changed_since_the_visit() -> None:
    notebook = open_demo_notebook()
    session = TherapistSession(notebook, copy_demo_clinic(notebook)[1], shipped_catalogue(), NOW)
    entry = next(one for one in load(session) if "Esther" in one.names)
    since = since_visit(read_couple(session, entry.case.couple), entry, ())
    assert since.title == "Since the visit on 2 November"
    assert [f"{line.text} {line.number}".strip() for line in since.lines] == [
        "Closeness, Esther 60 → 20",
        "Closeness, Vikram 70 → 50",
        "Esther: A scan, 11 November",
    ]


def load(session: TherapistSession) -> list[CaseloadCouple]:

    return read_caseload_couples(session)


def test_a_couple_without_weeks_says_that_nothing_changed(clinic: ConnectedClinic) -> None:
    assert lines(clinic) == ["Nothing that you can read changed."]
    assert couple_chart(page(clinic), 0).weeks.empty and scale_cards(page(clinic)) == ()


def test_missed_weeks_notes_questions_and_assignments_are_named_with_the_person_they_belong_to(
    clinic: ConnectedClinic,
) -> None:
    session, meera, ravi = clinic
    save_weekly_check_ins(session.notebook, meera, 8, NOW - timedelta(weeks=4))
    save_new_response(
        session.notebook, ravi, make_check_in(WEEK.plus(-1), "a walk", touch="some"), NOW - timedelta(weeks=1)
    )
    save_visit_questions(session.notebook, ravi, ("Is {this} <b>normal</b>?",), NOW)
    for one in (meera, ravi):
        grant_parts(session.notebook, one)
    add_visit(session.notebook, session.therapist, meera.couple, session.today - timedelta(weeks=4))
    save_assignments(session.notebook, session.therapist, meera.couple, [AssignmentRequest(ravi.id, "body", WEEK)], NOW)
    changed = lines(clinic)
    assert "Meera missed 3 weeks" in changed and "A note by Ravi, 16 Nov" in changed
    assert not any(line.startswith("Ravi missed") for line in changed), "weeks before somebody began are not missed"
    assert "Ravi asks: “Is {this} <b>normal</b>?”" in changed
    assert [one for one in changed if one.startswith("Still asked of Ravi: ")] != []
    html = since_html(since_visit(page(clinic), find_caseload_couple(session, meera.couple), ()))
    assert "Is {this} &lt;b&gt;normal&lt;/b&gt;?" in html


def test_scores_from_before_the_visit_are_no_change_since(clinic: ConnectedClinic) -> None:
    session, meera, _ravi = clinic
    save_weekly_check_ins(session.notebook, meera, 8, NOW - timedelta(weeks=4))
    grant_parts(session.notebook, meera)
    for weeks_ago, is_told in ((5, True), (1, False)):
        add_visit(session.notebook, session.therapist, meera.couple, session.today - timedelta(weeks=weeks_ago))
        assert any(line.startswith("Closeness, Meera") for line in lines(clinic)) is is_told


@pytest.mark.parametrize("kind", ChangeKind)
def test_only_a_published_change_beyond_chance_has_moved(kind: ChangeKind) -> None:
    moved = PersonScores("Meera", Accent.TEAL, (), ScoreChange(kind)).has_moved
    assert moved is (kind in (ChangeKind.RELIABLE_RISE, ChangeKind.RELIABLE_FALL))


def test_a_couples_page_says_nothing_of_the_person_who_took_their_grant_back(clinic: ConnectedClinic) -> None:
    session, meera, ravi = clinic
    for person in (meera, ravi):
        save_weekly_check_ins(session.notebook, person, 8)
        save_visit_questions(session.notebook, person, ("Why?",), NOW)
        grant_parts(session.notebook, person)
    read = page(clinic)
    withdraw_parts(session.notebook, ravi, *Part)
    assert not any("Ravi" in line for line in lines(clinic)) and any("Meera" in line for line in lines(clinic))
    assert [person.name for person, _scores in page(clinic).people] == ["Meera"] and len(read.people) == 2
    assert list(couple_chart(page(clinic), 0).annotations.ranges) == [Accent.TEAL]


def test_of_four_hundred_events_the_newest_are_named_and_the_rest_is_counted(clinic: ConnectedClinic) -> None:
    session, meera, _ravi = clinic
    save_weekly_check_ins(session.notebook, meera, 12)
    for number in range(400):
        event = Event(EventKind.OTHER, f"Day {number}", (NOW - timedelta(days=number % 80)).date())
        save_event(session.notebook, meera, event, uuid4(), NOW)
    grant_parts(session.notebook, meera)
    chart = couple_chart(page(clinic), 0)
    assert len(chart.annotations.events) == MAX_DATES
    # 78 and 79 days ago are before the first of twelve weeks: 390 events are in view, and twelve of them are named.
    assert chart.dates_not_drawn == ("378 earlier events are in the table only.",)


def test_the_chart_of_the_joint_view_has_no_usual_range_to_keep_to(clinic: ConnectedClinic) -> None:
    session, meera, ravi = clinic
    for person in (meera, ravi):
        save_weekly_check_ins(session.notebook, person, 12)
        grant_parts(session.notebook, person)
        set_audiences(
            session.notebook,
            person,
            make_audience_changes(audience=partner_and_therapists(session.therapist), earlier=True),
            NOW,
        )
    assert len(couple_chart(page(clinic), 0).annotations.ranges) == 2
    room = couple_chart(read_joint_view(session, meera.couple), 0)
    assert len(room.weeks) == 24 and room.annotations.ranges == {}
    drawn = closeness_figure(room.weeks, room.annotations)
    assert not [shape for shape in drawn.layout.shapes if shape.fillcolor]
    areas = [trace for trace in drawn.data if trace.type == "scatter" and trace.fill]
    assert areas == [], "and nobody's line has an area below it"


def test_the_chart_goes_back_as_far_as_is_chosen(clinic: ConnectedClinic) -> None:
    session, meera, _ravi = clinic
    save_weekly_check_ins(session.notebook, meera, 20)
    grant_parts(session.notebook, meera)
    assert [len(couple_chart(page(clinic), span).weeks) for span in (12, 26, 0)] == [12, 20, 20]


def test_only_stretches_shorter_than_the_record_are_offered_beside_all_of_it() -> None:
    offered = {weeks: weeks_choice_html({}, 0, weeks).count("<a ") for weeks in (0, 1, 12, 13, 26, 27)}
    assert offered == {0: 0, 1: 0, 12: 0, 13: 2, 26: 2, 27: 3}


def test_a_choice_as_long_as_the_record_is_shown_as_all_of_it(clinic: ConnectedClinic) -> None:
    session, meera, _ravi = clinic
    save_weekly_check_ins(session.notebook, meera, 20)
    grant_parts(session.notebook, meera)
    parameters: tuple[dict[str, str], ...] = ({}, {"weeks": "12"}, {"weeks": "26"}, {"weeks": "0"})
    pages = [load_couple_page(session, page(clinic), chosen) for chosen in parameters]
    assert [(one.weeks_there, one.weeks_shown) for one in pages] == [(20, 0), (20, 12), (20, 0), (20, 0)]


def test_totals_from_paper_are_drawn_with_their_direction_and_their_published_change(clinic: ConnectedClinic) -> None:
    session, meera, _ravi = clinic
    for days, value in ((30, 15), (0, 25)):
        total = Total(meera.id, "ors", session.today - timedelta(days=days), Decimal(value))
        save_total(session.notebook, session.therapist, meera.couple, total)
    [card] = scale_cards(page(clinic))
    assert (card.title, card.higher, card.low, card.high) == ("Outcome Rating Scale, from paper", "better", 0, 40)
    assert card.people[0].has_moved and card.sentences[0].endswith(
        "on 23 Nov, was 15 on 24 Oct: +10, more than chance (5)"
    )
    assert "more is better" in scale_cards_html([card]) and "data:image/svg+xml" in scale_cards_html([card])


def total(day: date, value: int) -> CardScore:
    return CardScore(day, Decimal(value), total_words((), Decimal(value)))


def test_scores_that_changed_beyond_chance_are_first_and_one_that_may_be_chance_says_so() -> None:
    day = date(2026, 11, 23)
    scores = (total(day - timedelta(weeks=4), 7), total(day, 12))
    chance = PersonScores("Al", Accent.TEAL, scores, ScoreChange(ChangeKind.NO_RELIABLE_CHANGE, needed=6))
    card = ScaleCard("PHQ-9", "worse", 0, 27, (), (chance,), today=day)
    assert card.sentences == ("Al 12 on 23 Nov, was 7 on 26 Oct: +5, may be chance (less than 6)",)
    worse = replace(chance, change=ScoreChange(ChangeKind.RELIABLE_RISE, needed=5))
    assert replace(card, people=(worse,)).sentences == ("Al 12 on 23 Nov, was 7 on 26 Oct: +5, more than chance (5)",)


def test_a_score_within_chance_is_said_to_be_as_before_and_a_rough_one_changes_only_with_its_band() -> None:
    day, worry = date(2026, 11, 23), shipped_catalogue().questionnaires["emotional-barriers"].scale("worry")

    def sentence(before: int, after: int, answered: int, answered_before: int | None = None) -> str:
        times = ((day - timedelta(weeks=4), before, answered_before or answered), (day, after, answered))
        scores = tuple(CardScore(when, Decimal(value), score_words(worry, Decimal(value), count))
                       for when, value, count in times)  # fmt: skip
        al = PersonScores("Al", Accent.TEAL, scores, ScoreChange(ChangeKind.CANNOT_TELL))
        return ScaleCard("Worry", "worse", 0, 100, (), (al,), day).sentences[0]

    assert sentence(40, 40, 3) == "Al 40 (Quite a lot) on 23 Nov, as on 26 Oct"
    assert sentence(40, 45, 3) == "Al 45 (Quite a lot) on 23 Nov, was 40 on 26 Oct"
    assert sentence(40, 45, 2) == "Al Quite a lot (roughly) on 23 Nov, as on 26 Oct"
    assert sentence(40, 90, 2).endswith("Very much in the way (roughly) on 23 Nov, was Quite a lot (roughly) on 26 Oct")
    assert sentence(40, 45, 3, answered_before=2).endswith("was Quite a lot (roughly) on 26 Oct")


@pytest.mark.parametrize(("worry_light", "line"), [("often", "58 (Quite a lot)"), (None, "Very much in the way (r")])
def test_a_therapist_who_reads_the_answers_sees_a_score_only_where_enough_were_answered(
    clinic: ConnectedClinic, worry_light: str | None, line: str
) -> None:
    session, meera, _ravi = clinic
    raw = {"worry-circles": "often", "worry-heavy": "often", "worry-light": worry_light}
    definition = session.catalogue.questionnaires["emotional-barriers"]
    save_new_response(session.notebook, meera, build_response(definition, read_answers(definition, raw)), NOW)
    grant_parts(session.notebook, meera, Part.ANSWERS, Part.BARRIERS)
    [card] = [one for one in scale_cards(page(clinic)) if one.title == "Worry and mood"]
    assert card.sentences[0].startswith(f"Meera {line}") and card.in_words.startswith(f"Meera: {line.split(' (')[0]}")


def test_of_four_barriers_a_couples_page_names_the_three_in_the_worst_band(clinic: ConnectedClinic) -> None:
    """Pain is very much in the way from 70 on, the body as a whole from 75 on: 74 of it is milder."""
    session, meera, _ravi = clinic
    definition = session.catalogue.questionnaires["physical-barriers"]
    values = {"body": 74, "sleep": 72, "fatigue": 71, "pain": 70}
    response = build_response(definition, {})
    scores = [replace(one, value=Decimal(values[one.scale])) for one in response.scores if one.scale in values]
    save_new_response(session.notebook, meera, replace(response, scores=tuple(scores)), NOW)
    grant_parts(session.notebook, meera, Part.BARRIERS)
    assert [line.split(",")[0] for line in page(clinic).barriers] == ["Meera: Sleep", "Meera: Tiredness", "Meera: Pain"]


def test_a_couple_of_another_therapist_is_not_found_on_the_page_nor_in_the_joint_view(clinic: ConnectedClinic) -> None:
    session, meera, _ravi = clinic
    iyer = replace(session, therapist=make_therapist(session.notebook, "Dr Iyer"), sign_in_cache={})
    with pytest.raises(NotFound):
        find_caseload_couple(iyer, meera.couple)
    for read in (read_couple, read_joint_view):
        with pytest.raises(NotFound):
            read(iyer, meera.couple)


def test_notes_are_found_by_a_word_in_any_letters_and_belong_to_visits_that_were(clinic: ConnectedClinic) -> None:
    session, meera, _ravi = clinic
    for days in (-7, 0, 7):
        add_visit(session.notebook, session.therapist, meera.couple, session.today + timedelta(days=days))
    assert list(note_days(page(clinic))) == ["2026-11-23", "2026-11-16"]
    notes = [TherapistNote(uuid4(), session.today, text) for text in ("Spoke of TOUCH", "A walk")]
    assert notes_with(notes, " touch ") == (notes[0],) and notes_with(notes, "") == tuple(notes)


def test_the_small_picture_of_a_scale_ends_today_and_says_every_score_with_its_day() -> None:
    """Answers of long ago are not at its right edge, where one looks for now."""
    today, scores = (
        date(2026, 11, 23),
        (total(date(2025, 9, 9), 3), total(date(2026, 9, 9), 7)),
    )
    al = PersonScores("Al", Accent.TEAL, scores, change=ScoreChange(ChangeKind.CANNOT_TELL))
    card = ScaleCard("PHQ-9", "worse", 0, 27, (), (al,), today=today)
    assert card.in_words == "Al: 3 on 9 Sep 2025, 7 on 9 Sep"
    assert 'alt="Al: 3 on 9 Sep 2025, 7 on 9 Sep"' in scale_cards_html([card])
    drawn = [last_dot(replace(card, today=day)) for day in (date(2026, 9, 9), today, date(2027, 9, 9))]
    assert drawn == sorted(drawn, reverse=True) and drawn[0] == CARD_WIDTH - 10 and drawn[-1] < CARD_WIDTH / 2 + 1
    once = replace(card, people=(replace(al, scores=scores[-1:]),))
    assert last_dot(once) < CARD_WIDTH / 2 < last_dot(replace(once, today=date(2026, 9, 9))) == CARD_WIDTH - 10


def last_dot(card: ScaleCard) -> float:
    """How far to the right the last score is drawn, in pixels."""
    svg = b64decode(card.picture.uri.partition(",")[2]).decode()
    return float(re.findall(r'cx="([0-9.]+)" cy="[0-9.]+" r="4.5"', svg)[-1])


def test_who_fell_silent_has_a_chart_and_a_sheet_that_go_on_to_this_week(clinic: ConnectedClinic) -> None:
    """Meera and Ravi answered from week 20 to week 9 before this one, and the visit was three weeks ago."""
    session, meera, ravi = clinic
    for one in (meera, ravi):
        save_weekly_check_ins(session.notebook, one, 12, NOW - timedelta(weeks=9))
        grant_parts(session.notebook, one, Part.CLOSENESS)
    visit = session.today - timedelta(weeks=3)
    add_visit(session.notebook, session.therapist, meera.couple, visit)
    couple = page(clinic)
    for span, weeks in ((12, 12), (26, 21), (0, 21)):
        chart = couple_chart(couple, span)
        mondays = mondays_of(chart.weeks)
        assert (mondays[-1], len(mondays)) == (session.week.monday(), weeks)
        assert [event.begin for event in chart.annotations.events] == [visit]
        over = [session.week.plus(-ago).monday() for ago in range(8, 0, -1)]
        assert [person.gaps for person in drawn_people(chart.weeks)] == [over, over], "this week can be answered still"
    assert couple.gap_sentences and f"week from {short_day(session.week.plus(-9).monday())}" in couple.gap_sentences[0]
    sheet = sheet_of(couple, "")
    assert sheet.until == session.week.monday()
    assert words.weeks.day(session.week.plus(1).monday() - timedelta(days=1)) in sheet.made


def test_who_is_silent_longer_than_the_chart_goes_back_has_a_chart_without_a_line(clinic: ConnectedClinic) -> None:
    session, meera, _ravi = clinic
    save_weekly_check_ins(session.notebook, meera, 1, NOW - timedelta(weeks=15))
    grant_parts(session.notebook, meera, Part.CLOSENESS)
    chart = couple_chart(page(clinic), 12)
    assert len(mondays_of(chart.weeks)) == 12 and drawn_people(chart.weeks)[0].last is None
    assert closeness_figure(chart.weeks, chart.annotations).layout.xaxis.ticktext[-1] == "this week"
