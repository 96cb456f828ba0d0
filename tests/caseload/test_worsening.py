"""A reliable worsening of a granted published instrument stands before everything else a therapist sees of a couple."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from nearer.caseload.caseload import load_caseload, reason_text
from nearer.caseload.caseload_couples import find_caseload_couple
from nearer.caseload.caseload_html import caseload_table_html
from nearer.caseload.caseload_list import apply_view
from nearer.caseload.couple import Couple, read_couple
from nearer.caseload.couple_html import reason_html
from nearer.caseload.groups import Group
from nearer.caseload.joint_view import read_joint_view
from nearer.caseload.rows import CaseloadRow, rows_of
from nearer.caseload.scale_cards import scale_cards
from nearer.caseload.short_reasons import short_reason
from nearer.caseload.since_visit import since_visit
from nearer.caseload.view import CaseloadView
from nearer.custom_questionnaires.offering import offer_questionnaire
from nearer.custom_questionnaires.versions import (
    CustomQuestionnaireFile,
    save_custom_questionnaire,
    save_harm_flags,
)
from nearer.demo.demo_couples import demo_people
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.responses import build_response
from nearer.domain.roles_and_audiences import Audience, Part
from nearer.privacy.principal import Principal, Therapist
from nearer.session.values import PersonSession, TherapistSession
from nearer.shipped import shipped_catalogue
from nearer.storage.couple.sharing import set_audiences
from nearer.storage.notebook import open_demo_notebook
from nearer.storage.therapist.paper_totals import Total, save_total
from nearer.takeaway.couple_sheet import make_couple_sheet, sheet_of
from nearer.takeaway.fhir_bundle import make_granted_bundle
from nearer.takeaway.own_sheet import make_own_sheet
from nearer.takeaway.table_files import read_table
from nearer.trends.caseload_reasons import ReasonKind
from nearer.typed_answers.answer_parsing import read_answers
from nearer.views import text as words
from nearer.yaml_files.loader import load_questionnaire
from tests.demo_copies import copy_demo_clinic
from tests.shared_parts import make_audience_changes, partner_and_therapists
from tests.storage.clinic import connect_therapist, end_connections, grant_parts, make_therapist
from tests.storage.making import NOW, make_couple, save_new_response, save_weekly_check_ins

SHIPPED = shipped_catalogue()


def rows(session: TherapistSession) -> list[CaseloadRow]:
    return rows_of(session, apply_view(load_caseload(session).couples, CaseloadView(), session.today))


WEEK = timedelta(weeks=1)
PHQ_9 = """
id: low-mood
title: A made-up PHQ-9
version: {version}
status: active
language: en
summary: The numbers of PHQ-9 and none of its words.
audience: both
source: Written for the tests.
licence: Public domain
answer_lists:
  often:
    - {{code: w0, text: Never, weight: 0}}
    - {{code: w1, text: Some days, weight: 1}}
    - {{code: w2, text: Most days, weight: 2}}
    - {{code: w3, text: Every day, weight: 3}}
sections: [{{id: all, title: All}}]
items:
{items}
scales:
  - {{id: mood, title: Mood, items: [{names}], method: sum, need: 1, higher: worse{more}}}
"""
NINE = [f"q{number}" for number in range(1, 10)]
SENTENCE = "Meera: PHQ-9 got worse, from 7 (Mild) on 26 Oct 2026 to 16 (Moderately severe) on 23 Nov 2026"


def file_of(version: str = "1.0", instrument: str | None = "phq-9") -> str:
    items = "\n".join(f"  - {{id: {one}, section: all, text: Question {one}, answers: often}}" for one in NINE)
    more = f", instrument: {instrument}" if instrument else ""
    return PHQ_9.format(version=version, items=items, names=", ".join(NINE), more=more)


class ClinicWithPhq9:
    """A couple, their therapist and a PHQ-9 that is offered; nothing is granted so far."""

    def __init__(self, text: str = "") -> None:
        self.notebook = open_demo_notebook()
        self.meera, self.ravi = make_couple(self.notebook, now=NOW - 40 * WEEK)
        self.rao = make_therapist(self.notebook, now=NOW - 40 * WEEK)
        for one in (self.meera, self.ravi):
            connect_therapist(self.notebook, one, self.rao, NOW - 40 * WEEK)
        self.asked = self.offer(text or file_of())

    def offer(self, text: str, by: Therapist | None = None) -> Questionnaire:
        by = by or self.rao
        key = save_custom_questionnaire(
            self.notebook, by, CustomQuestionnaireFile("yaml", text.encode(), text), NOW - WEEK
        )
        save_harm_flags(self.notebook, by, key, ["q9"])
        offer_questionnaire(self.notebook, by, key, NOW - WEEK, people=None)
        return load_questionnaire(text, "file")

    def answers(self, who: Principal, total: int | None, weeks_ago: int = 0) -> None:
        """Answers that sum to so many points; None leaves one out, so that there is no score."""
        points = [min(3, max(0, (total or 9) - 3 * place)) for place in range(9)]
        raw: dict[str, object] = {one: f"w{point}" for one, point in zip(NINE, points, strict=True)}
        if total is None:
            raw["q9"] = None
        response = build_response(self.asked, read_answers(self.asked, {k: v for k, v in raw.items() if v}), None, "")
        save_new_response(self.notebook, who, response, NOW - weeks_ago * WEEK)

    @property
    def session(self) -> TherapistSession:
        return TherapistSession(self.notebook, self.rao, SHIPPED, NOW)

    @property
    def reasons(self) -> list[tuple[str, ...]]:
        """What the caseload says of each couple, the first reason first."""
        couples = load_caseload(self.session).couples
        return [tuple(reason_text(reason, one.names) for reason in one.reasons) for one in couples]

    def page(self) -> Couple:
        return read_couple(self.session, self.meera.couple)

    def joint_view(self) -> Couple:
        return read_joint_view(self.session, self.meera.couple)


@pytest.fixture
def clinic() -> ClinicWithPhq9:
    return ClinicWithPhq9()


@pytest.fixture
def worse(clinic: ClinicWithPhq9) -> ClinicWithPhq9:
    """Meera's PHQ-9 went from 7 to 16 in four weeks; she lets the therapist read it, and her weeks."""
    clinic.answers(clinic.meera, 7, weeks_ago=4)
    clinic.answers(clinic.meera, 16)
    save_weekly_check_ins(clinic.notebook, clinic.meera, 3)
    grant_parts(clinic.notebook, clinic.meera, Part.BARRIERS, Part.CLOSENESS)
    return clinic


def test_phq_9_from_7_to_16_is_the_first_reason_of_the_caseload_with_bands_and_days(worse: ClinicWithPhq9) -> None:
    [row] = rows(worse.session)
    assert (row.why.text, row.why.number) == ("Meera: PHQ-9 got worse", "7 → 16")
    assert row.certainty_lines == (
        f"{SENTENCE} (6 points or more are more than chance)",
        "Meera: too early, 3 weeks so far, until the week from 23 Nov 2026 (nothing is claimed)",
    )


def test_a_worsening_is_the_first_line_of_the_couples_page_and_of_the_visit_sheet(worse: ClinicWithPhq9) -> None:
    page = worse.page()
    assert page.worsened == (f"{SENTENCE} (6 points or more are more than chance)",)
    assert not any("PHQ-9" in sentence for sentence in page.week_reasons) and page.week_reasons
    assert page.week_reasons == ("Meera: too early, 3 weeks so far, until the week from 23 Nov 2026",)
    assert page.week_reasons_with_rates == (f"{page.week_reasons[0]} (nothing is claimed)",)
    title, lines = sheet_of(page, "").sections[0]
    assert title == "What got worse" and [one.replace("M.: ", "Meera: ") for one in lines] == list(page.worsened)
    assert b"Meera" not in make_couple_sheet(page, number="")


def test_ones_own_sheet_offers_the_two_scores_without_a_verdict(worse: ClinicWithPhq9) -> None:
    own = make_own_sheet(PersonSession(worse.notebook, worse.meera, SHIPPED, NOW))
    first = own.offered[0]
    sentence = "M.: PHQ-9 went from 7 (Mild) on 26 Oct 2026 to 16 (Moderately severe) on 23 Nov 2026"
    assert (first.heading, first.text) == (words.sheet.CHANGED, sentence)
    assert own.sheet(frozenset({first.key}), ()).sections[0] == (words.sheet.CHANGED, (sentence,))
    own_sheet = make_own_sheet(PersonSession(worse.notebook, worse.ravi, SHIPPED, NOW))
    assert not any("PHQ-9" in one.text for one in own_sheet.offered)


def test_of_two_worsenings_in_a_couple_the_newer_one_comes_first(worse: ClinicWithPhq9) -> None:
    worse.answers(worse.ravi, 3, weeks_ago=5)
    worse.answers(worse.ravi, 12, weeks_ago=1)
    grant_parts(worse.notebook, worse.ravi, Part.BARRIERS)
    [reasons] = worse.reasons
    assert reasons[:2] == (
        SENTENCE,
        "Ravi: PHQ-9 got worse, from 3 (Minimal) on 19 Oct 2026 to 12 (Moderate) on 16 Nov 2026",
    )


def test_a_partner_without_any_week_is_named_and_nothing_else_is_said_of_them(clinic: ClinicWithPhq9) -> None:
    clinic.answers(clinic.ravi, 3, weeks_ago=5)
    clinic.answers(clinic.ravi, 12)
    grant_parts(clinic.notebook, clinic.ravi, Part.BARRIERS)
    [reasons] = clinic.reasons
    assert reasons == ("Ravi: PHQ-9 got worse, from 3 (Minimal) on 19 Oct 2026 to 12 (Moderate) on 23 Nov 2026",)
    assert clinic.page().week_reasons == () and len(clinic.page().worsened) == 1


@pytest.mark.parametrize(
    ("totals", "worse"),
    [((7, 13), True), ((7, 12), False), ((16, 7), False), ((16,), False), ((7, 16, 16), False), ((7, 16, 9), False),
     ((16, 7, 16), True), ((0, 5, 10, 15), False)],
)  # fmt: skip
def test_only_the_last_two_scores_count_and_only_six_points_or_more(
    clinic: ClinicWithPhq9, totals: tuple[int, ...], worse: bool
) -> None:
    for place, total in enumerate(totals):
        clinic.answers(clinic.meera, total, weeks_ago=2 * (len(totals) - place - 1))
    grant_parts(clinic.notebook, clinic.meera, Part.BARRIERS)
    assert bool(clinic.page().worsened) == worse
    assert ("PHQ-9" in clinic.reasons[0][0]) == worse


@pytest.mark.parametrize(("weeks_ago", "worse"), [(12, True), (13, False), (30, False)])
def test_an_answer_of_more_than_twelve_weeks_ago_is_no_reason_any_more(
    clinic: ClinicWithPhq9, weeks_ago: int, worse: bool
) -> None:
    clinic.answers(clinic.meera, 7, weeks_ago=weeks_ago + 4)
    clinic.answers(clinic.meera, 16, weeks_ago=weeks_ago)
    grant_parts(clinic.notebook, clinic.meera, Part.BARRIERS)
    assert bool(clinic.page().worsened) == worse == ("PHQ-9" in clinic.reasons[0][0])


def test_the_earlier_score_of_a_worsening_may_be_as_old_as_it_is(clinic: ClinicWithPhq9) -> None:
    clinic.answers(clinic.meera, 7, weeks_ago=39)
    clinic.answers(clinic.meera, 16)
    grant_parts(clinic.notebook, clinic.meera, Part.BARRIERS)
    assert "from 7 (Mild) on 23 Feb 2026 to 16" in clinic.reasons[0][0]


@pytest.mark.parametrize("instrument", [None, "hits"])
def test_scales_without_a_published_change_are_never_named_as_worsened(
    instrument: str | None,
) -> None:
    clinic = ClinicWithPhq9(file_of(instrument=instrument))
    clinic.answers(clinic.meera, 7, weeks_ago=4)
    clinic.answers(clinic.meera, 16)
    grant_parts(clinic.notebook, clinic.meera, Part.BARRIERS)
    assert scale_cards(clinic.page()) and clinic.page().worsened == () and "got worse" not in str(clinic.reasons)


def test_scores_of_two_versions_are_never_compared(worse: ClinicWithPhq9) -> None:
    worse.asked = worse.offer(file_of("2.0"))
    worse.answers(worse.meera, 25)
    assert worse.page().worsened == () and "PHQ-9" not in str(worse.reasons)
    worse.answers(worse.meera, 18)
    assert worse.page().worsened == ()


def test_answers_to_a_version_that_is_not_offered_any_more_still_count(worse: ClinicWithPhq9) -> None:
    before = worse.reasons, worse.page().worsened
    worse.offer(file_of("2.0", instrument=None))
    assert (worse.reasons, worse.page().worsened) == before


def test_a_score_of_one_of_two_scales_does_not_hide_the_other(clinic: ClinicWithPhq9) -> None:
    """The last two answers have a score for the first scale only; the second one had got worse before."""
    second = "  - {id: first, title: First, items: [q1], method: sum, need: 1, higher: worse}\n"
    clinic = ClinicWithPhq9(file_of() + second)
    for weeks_ago, total in ((9, 7), (8, 16), (3, None), (2, None)):
        clinic.answers(clinic.meera, total, weeks_ago)
    grant_parts(clinic.notebook, clinic.meera, Part.BARRIERS)
    assert "from 7 (Mild)" in clinic.reasons[0][0] and "from 7 (Mild)" in clinic.page().worsened[0]


def test_answers_of_a_couple_that_granted_nothing_change_nothing_on_the_caseload() -> None:
    seen = []
    for totals in ((), (7, 16)):
        clinic = ClinicWithPhq9()
        for place, total in enumerate(totals):
            clinic.answers(clinic.meera, total, weeks_ago=4 * (1 - place))
            clinic.answers(clinic.ravi, total, weeks_ago=4 * (1 - place))
        caseload = apply_view(load_caseload(clinic.session).couples, CaseloadView(), clinic.session.today)
        html = caseload_table_html(caseload, rows_of(clinic.session, caseload))
        seen.append((html.replace(str(clinic.meera.couple), ""), clinic.page().worsened, sheet_of(clinic.page(), "")))
    assert seen[0] == seen[1] and "no weeks to read" in seen[0][0]


@pytest.mark.parametrize("part", [part for part in Part if part is not Part.BARRIERS])
def test_no_other_grant_shows_a_therapist_the_scores_that_worsened(clinic: ClinicWithPhq9, part: Part) -> None:
    clinic.answers(clinic.meera, 7, weeks_ago=4)
    clinic.answers(clinic.meera, 16)
    grant_parts(clinic.notebook, clinic.meera, part)
    assert clinic.page().worsened == () and clinic.reasons == [("No weeks to read",)]


def test_a_score_from_before_the_grant_that_was_left_out_is_not_compared_with(clinic: ClinicWithPhq9) -> None:
    clinic.answers(clinic.meera, 7, weeks_ago=4)
    grant_parts(clinic.notebook, clinic.meera, Part.BARRIERS, earlier=False, now=NOW - WEEK)
    clinic.answers(clinic.meera, 16)
    assert clinic.page().worsened == () and "PHQ-9" not in str(clinic.reasons)


def test_a_later_answer_without_a_score_leaves_a_worsening_as_it_was(worse: ClinicWithPhq9) -> None:
    before = worse.reasons, worse.page().worsened
    worse.answers(worse.meera, None)
    worse.answers(worse.meera, None)
    assert (worse.reasons, worse.page().worsened) == before


@pytest.mark.parametrize("how", ["withdrawn", "ended"])
def test_a_grant_withdrawn_or_a_connection_ended_leaves_nothing_of_a_worsening(worse: ClinicWithPhq9, how: str) -> None:
    if how == "withdrawn":
        set_audiences(worse.notebook, worse.meera, make_audience_changes(Part.BARRIERS, audience=Audience.ME), NOW)
    else:
        end_connections(worse.notebook, worse.meera, NOW)
    assert worse.page().worsened == () and "PHQ-9" not in str(worse.reasons)


def test_another_therapist_of_the_clinic_sees_nothing_of_a_worsening(worse: ClinicWithPhq9) -> None:
    iyer = make_therapist(worse.notebook, "Dr Iyer", NOW - WEEK)
    worse.offer(file_of(), by=iyer)
    asha, _ = make_couple(worse.notebook, "Asha", "Dev", NOW - WEEK)
    connect_therapist(worse.notebook, asha, iyer, NOW - WEEK)
    grant_parts(worse.notebook, asha)
    [row] = rows(TherapistSession(worse.notebook, iyer, SHIPPED, NOW))
    assert row.names == "Asha" and "PHQ-9" not in str(row)


def test_the_joint_view_has_a_worsening_only_where_the_partner_may_read_it_too(worse: ClinicWithPhq9) -> None:
    assert worse.joint_view().worsened == ()
    set_audiences(
        worse.notebook,
        worse.meera,
        make_audience_changes(Part.BARRIERS, audience=partner_and_therapists(worse.rao), earlier=True),
        NOW,
    )
    assert len(worse.joint_view().worsened) == 1


def test_a_couple_with_a_worsened_score_comes_before_every_couple_of_the_demo_and_can_be_filtered_for(
    worse: ClinicWithPhq9,
) -> None:
    notebook = open_demo_notebook()
    rao = copy_demo_clinic(notebook)[1]
    text = file_of()
    key = save_custom_questionnaire(notebook, rao, CustomQuestionnaireFile("yaml", text.encode(), text), NOW)
    save_harm_flags(notebook, rao, key, ["q9"])
    offer_questionnaire(notebook, rao, key, NOW, people=None)
    asha = demo_people(notebook)[2]
    connect_therapist(notebook, asha, rao)
    clinic, clinic.notebook = worse, notebook
    clinic.answers(asha, 7, weeks_ago=4)
    clinic.answers(asha, 16)
    grant_parts(notebook, asha, Part.BARRIERS)
    first, second, third, *_ = load_caseload(TherapistSession(notebook, rao, SHIPPED, NOW)).couples
    assert (first.names, second.names) == (("Asha",), ("Chitra", "Mohan"))
    kinds = [one.reasons[0].kind for one in (first, second, third)]
    assert kinds == [ReasonKind.WORSENED, ReasonKind.WORSENED, ReasonKind.LOW_WEEKS]
    caseload = apply_view(
        load_caseload(TherapistSession(notebook, rao, SHIPPED, NOW)).couples, CaseloadView("phq-9 got"), NOW.date()
    )
    assert [one.names[0] for one in caseload.matches] == ["Asha", "Chitra"]


def type_in(clinic: ClinicWithPhq9, who: Principal, *values: int, instrument: str = "phq-9", ago: int = 0) -> None:
    """Totals from paper, four weeks apart; the last one so many weeks ago."""
    for place, value in enumerate(reversed(values)):
        day = (NOW - (ago + 4 * place) * WEEK).date()
        save_total(clinic.notebook, clinic.rao, who.couple, Total(who.id, instrument, day, Decimal(value)))


def test_a_worsening_that_was_typed_in_from_paper_is_the_first_reason_too(clinic: ClinicWithPhq9) -> None:
    save_weekly_check_ins(clinic.notebook, clinic.meera, 3)
    grant_parts(clinic.notebook, clinic.meera, Part.CLOSENESS)
    type_in(clinic, clinic.meera, 3, 7, 16)
    [row] = rows(clinic.session)
    assert (row.group, row.why.text, row.why.number) == (Group.ATTENTION, "Meera: PHQ-9 got worse", "7 → 16")
    page = clinic.page()
    assert page.worsened == row.certainty_lines[:1] == (f"{SENTENCE} (6 points or more are more than chance)",)
    listed = find_caseload_couple(clinic.session, clinic.meera.couple)
    assert "7 → 16" in [line.number for line in since_visit(page, listed, scale_cards(page)).lines]
    assert sheet_of(page, "").sections[0][0] == words.reasons.WORSENED_TITLE


@pytest.mark.parametrize(("values", "instrument", "ago"), [
    ((16, 7), "phq-9", 0), ((7, 12), "phq-9", 0), ((16,), "phq-9", 0), ((7, 16), "phq-9", 13), ((10, 30), "ors", 0),
])  # fmt: skip
def test_a_total_on_paper_that_got_better_may_be_chance_or_is_old_is_no_reason_on_the_caseload(
    clinic: ClinicWithPhq9, values: tuple[int, ...], instrument: str, ago: int
) -> None:
    """More is better on the Outcome Rating Scale."""
    type_in(clinic, clinic.meera, *values, instrument=instrument, ago=ago)
    assert "got worse" not in str(clinic.reasons) and clinic.page().worsened == ()


def test_a_worsening_on_paper_is_of_one_person_and_of_nobody_elses_screen(clinic: ClinicWithPhq9) -> None:
    type_in(clinic, clinic.meera, 7)
    type_in(clinic, clinic.ravi, 16)
    assert clinic.page().worsened == ()
    type_in(clinic, clinic.ravi, 3, 16)
    assert [one.split(":")[0] for one in clinic.page().worsened] == ["Ravi"]
    assert clinic.joint_view().worsened == () and scale_cards(clinic.joint_view()) == ()


def test_the_published_bands_that_are_on_screen_are_in_the_table_and_in_fhir_too(worse: ClinicWithPhq9) -> None:
    """The tests' PHQ-9 names its instrument and no bands of its own."""
    [card] = scale_cards(worse.page())
    assert "(Moderately severe)" in card.sentences[0]
    table = read_table(worse.session, worse.meera.couple, names=False)
    scored = table[(table["scale"] == "mood") & (table["record"] == "score")]
    assert scored["band"].tolist() == ["Mild", "Moderately severe"]
    bundle = make_granted_bundle(worse.meera.couple, worse.meera.id, "", worse.session)
    assert bundle.count(b'"Moderately severe"') == 1


def test_the_caseloads_first_reason_is_below_the_names_too_where_there_is_something_to_look_at(
    clinic: ClinicWithPhq9,
) -> None:
    for one in (clinic.meera, clinic.ravi):
        save_weekly_check_ins(clinic.notebook, one, 4, NOW - 5 * WEEK)
        grant_parts(clinic.notebook, one, Part.CLOSENESS)
    listed = find_caseload_couple(clinic.session, clinic.meera.couple)
    assert short_reason(listed, listed.reasons[0]).text == "Both silent for 4 weeks"
    assert "Both silent for 4 weeks" in reason_html(listed)
    save_weekly_check_ins(clinic.notebook, clinic.ravi, 1)
    listed = find_caseload_couple(clinic.session, clinic.meera.couple)
    assert "Meera: silent for 4 weeks" in reason_html(listed)


def test_a_couple_that_needs_no_look_has_no_reason_below_its_names(clinic: ClinicWithPhq9) -> None:
    save_weekly_check_ins(clinic.notebook, clinic.meera, 3)
    grant_parts(clinic.notebook, clinic.meera, Part.CLOSENESS)
    assert reason_html(find_caseload_couple(clinic.session, clinic.meera.couple)) == ""
