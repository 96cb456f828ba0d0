"""The service of one therapist: whoever may be counted and nobody else, on the screen, as a file and on paper."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import typst

from nearer.cohort.figures import Figure, answered_by_quarter, figures_of
from nearer.cohort.pictures import FIGURE_STYLE, PAPER_STYLE, cohort_figure_svg, columns_svg
from nearer.cohort.service_cohort import open_service, read_service
from nearer.cohort.service_files import make_service_csv, make_service_page, service_pdf
from nearer.cohort.service_html import quarters_html, quarters_table_html, service_cards_html
from nearer.demo.demo_instrument import offer_low_mood, write_low_mood
from nearer.domain.roles_and_audiences import Audience, Part, SharedPart
from nearer.domain.weeks import local_week
from nearer.frames.cohort_frame import COHORT_COLUMNS
from nearer.privacy.principal import Principal, Therapist
from nearer.session.values import TherapistSession
from nearer.shipped import shipped_catalogue
from nearer.storage.couple.counting_consent import save_counted, withdraw_counted
from nearer.storage.couple.sharing import AudienceChange, set_audiences
from nearer.storage.notebook import Notebook, open_demo_notebook
from nearer.storage.therapist.own_records import add_visit
from nearer.storage.therapist.paper_totals import Total, save_totals
from tests.sheet.rendered import picture_of
from tests.storage.clinic import connect_therapist, grant_parts, make_counting_consent, make_therapist, withdraw_parts
from tests.storage.copies import made_once
from tests.storage.making import NOW, ZONE, make_check_in, make_couple, save_new_response

START = NOW - timedelta(weeks=6)  # Monday 12 October 2026
QUARTER = "2026-Q4"
READABLE = [part for part in Part if part is not Part.COUNTED]
Clinic = tuple[TherapistSession, list[Principal]]


@made_once
def live(notebook: Notebook) -> tuple[Therapist, list[Principal]]:
    """Eight couples, all 16 read and counted; nine get better on PHQ-9 between the first time and the second.

    Everybody checks in for six weeks, but the second of a couple misses every second week.
    """
    by, people = make_therapist(notebook, now=START), []
    form = offer_low_mood(notebook, by, NOW)
    for number in range(8):
        both = make_couple(notebook, f"Quillon{number}", f"Zephira{number}", START)
        for place, person in enumerate(both):
            connect_therapist(notebook, person, by, START)
            grant_parts(notebook, person, *READABLE, now=START)
            save_counted(notebook, person, make_counting_consent(by), START)
            after = 6 if number < 3 or (number < 6 and place) else 17
            totals = ((300, 18), (200, after), (2, after))
            write_low_mood(notebook, person, form, (totals, NOW))
            for week in range(6):
                if not (place and week % 2):
                    moment = START + timedelta(weeks=week)
                    save_new_response(notebook, person, make_check_in(local_week(moment, ZONE), touch="some"), moment)
        add_visit(notebook, by, both[0].couple, (START + timedelta(days=3)).date())
        people += both
    return by, people


@pytest.fixture
def clinic() -> Iterator[Clinic]:
    notebook = open_demo_notebook()
    by, people = live(notebook)
    yield TherapistSession(notebook, by, shipped_catalogue(), NOW), people
    notebook.close()


def read(session: TherapistSession, quarter: str = QUARTER) -> dict[str, Figure]:
    return {figure.measure: figure for figure in figures_of(read_service(session), session.catalogue, quarter)}


def parts(figure: Figure) -> dict[str, int | None]:
    return {part.name: part.count for part in figure.parts}


def test_the_figures_of_a_service_equal_those_counted_by_hand(clinic: Clinic) -> None:
    """Counted by hand: 8 x 6 weeks of the first, 8 x 3 of the second of 96; nine of 16 fell by 12 points."""
    figures = read(clinic[0])
    # the second one's last check-in is of the fifth week, and the couple's of the sixth
    assert parts(figures["weeks"]) == {"answered": 72, "missed": 24} and figures["weeks"].n == 96
    change = figures["since_first"]
    assert (change.title, change.source) == (
        "PHQ-9, since the first time",
        "6 points or more are more than chance.",
    )
    assert parts(change) == {"reliably better": 9, "no reliable change": None, "reliably worse": None}
    assert change.n == figures["stopped"].n == figures["claim"].n == 16
    assert figures["couples"].sentence == "about 10 couples", "all eight did, and one or none of a couple is nobody"
    assert figures["first_check_in"].n == figures["first_visit"].n == 16
    assert "fewer than five" not in change.sentence
    assert change.sentence == "reliably better 9, no reliable change –, reliably worse –, of 16 people"


def types(session: TherapistSession, people: list[Principal], instrument: str, *totals: tuple[int, int]) -> None:
    """Totals of each of these people from paper: days ago, and how many points."""
    for one in people:
        typed = [Total(one.id, instrument, (NOW - timedelta(days=ago)).date(), Decimal(value)) for ago, value in totals]
        save_totals(session.notebook, session.therapist, one.couple, typed)


def titled(session: TherapistSession, title: str) -> Figure:
    every = figures_of(read_service(session), session.catalogue, QUARTER)
    return next(figure for figure in every if figure.title == title)


def test_totals_from_paper_are_counted_as_those_of_other_instruments_and_said_to_be_from_paper(
    clinic: Clinic,
) -> None:
    """ORS is on paper only: by its source 5 points are more than chance."""
    session, people = clinic
    types(session, people[:9], "ors", (40, 18), (3, 25))
    types(session, people[9:], "ors", (40, 18), (3, 20))
    ors = titled(session, "Outcome Rating Scale, since the first time")
    assert parts(ors) == {"reliably better": 9, "no reliable change": None, "reliably worse": None}
    assert (ors.n, ors.paper) == (16, 16)
    assert ors.notes[-1] == "All of them are totals from paper."
    withdraw_counted(session.notebook, people[0], session.therapist.id.hex, NOW)
    assert titled(session, "Outcome Rating Scale, since the first time").n == 15
    rows = list(csv.DictReader(io.StringIO(make_service_csv(session).decode("utf-8-sig"))))
    assert {(row["n"], row["paper"]) for row in rows if row["scale"] == "ors"} == {("15", "15")}


@pytest.mark.parametrize(("number", "paper", "note"), [
    (0, 0, ""), (6, 6, "6 of them are totals from paper."), (3, None, "How many is not shown, because it is too few."),
    (13, None, "How many is not shown, because it is too few."),
])  # fmt: skip
def test_an_instrument_asked_here_and_on_paper_is_one_figure_that_says_how_many_were_on_paper(
    clinic: Clinic, number: int, paper: int | None, note: str
) -> None:
    """Whose last PHQ-9 of the quarter was on paper counts once, by their totals; in every place where figures are."""
    session, people = clinic
    types(session, people[:number], "phq-9", (50, 20), (1, 4))
    figure = titled(session, "PHQ-9, since the first time")
    assert (figure.n, figure.paper) == (16, paper)
    text = " ".join(figure.notes)
    assert text.endswith(note) and ("paper" in text) == bool(note)
    service = read_service(session)
    table = quarters_table_html(service, session.catalogue)
    assert note in service_cards_html(service, figures_of(service, session.catalogue, QUARTER))
    assert ("of these from paper" in table) == bool(note) and ("6 of 16" in table) == (paper == 6)
    page = next(one for one in make_service_page(session, QUARTER).figures if one.title == figure.title)
    assert note in page.note
    rows = list(csv.DictReader(io.StringIO(make_service_csv(session).decode("utf-8-sig"))))
    written = {row["paper"] for row in rows if row["quarter"] == QUARTER and row["measure"] == "since_first"}
    assert written == {"" if paper is None else str(paper)}


def test_a_person_who_takes_their_yes_back_is_gone_from_the_figures_at_the_next_look(clinic: Clinic) -> None:
    session, people = clinic
    for one in people[:3]:
        withdraw_counted(session.notebook, one, session.therapist.id.hex, NOW)
    figures = read(session)
    assert read_service(session).people == figures["claim"].n == 13
    # six got better and seven did not: beside nobody who got worse the smaller of the two is hidden
    assert parts(figures["since_first"]) == {
        "reliably better": None, "no reliable change": 7, "reliably worse": None,
    }  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(make_service_csv(session).decode("utf-8-sig"))))
    assert {row["n"] for row in rows if row["measure"] == "claim"} == {"13"}


def test_the_figures_of_a_service_are_read_anew_after_a_person_says_no(clinic: Clinic) -> None:
    session, people = clinic
    open_service(session)  # it writes down that they were counted today
    first = open_service(session)
    assert open_service(session) is first
    withdraw_counted(session.notebook, people[0], session.therapist.id.hex, NOW)
    assert open_service(session).people == 15


def test_scores_that_are_not_granted_are_not_counted_though_the_person_said_yes(clinic: Clinic) -> None:
    session, people = clinic
    for one in people:
        withdraw_parts(session.notebook, one, Part.CLOSENESS)
    figures = read(session)
    assert set(figures) == {"since_first"} and figures["since_first"].n == 16
    for one in people:
        form = [SharedPart(part, "demo-phq-9") for part in (Part.BARRIERS, Part.ANSWERS)]
        set_audiences(session.notebook, one, [AudienceChange(part, Audience.ME) for part in form], NOW)
    assert read_service(session).quarters == ()


def test_a_service_of_four_people_shows_no_quarter_no_card_and_no_line_on_paper(clinic: Clinic) -> None:
    session, people = clinic
    for one in people[4:]:
        withdraw_counted(session.notebook, one, session.therapist.id.hex, NOW)
    service = read_service(session)
    assert (service.people, service.quarters, service.quarter(QUARTER)) == (4, (), "")
    assert service.why_empty == "Fewer than five people said yes to being counted. No figure is made of so few."
    page = make_service_page(session, QUARTER)
    assert page.figures == () and page.lines == (
        "Fewer than five people said yes to being counted. No figure is made of so few.",
    )


def test_another_therapists_service_counts_none_of_these_people(clinic: Clinic) -> None:
    session, _people = clinic
    iyer = make_therapist(session.notebook, "Dr Iyer")
    other = TherapistSession(session.notebook, iyer, shipped_catalogue(), NOW)
    assert read_service(other).people == 0 and read_service(other).quarters == ()
    assert read_service(other).why_empty.startswith("Nobody has said yes to being counted so far.")
    assert read_service(session).why_empty == ""


def test_all_outcomes_of_a_figure_that_are_not_shown_stand_in_one_row_at_its_end(clinic: Clinic) -> None:
    session, _people = clinic
    service = read_service(session)
    figures = [
        figure for figure in figures_of(service, session.catalogue, QUARTER)
        if not figure.is_hidden and any(part.count is None for part in figure.parts)
    ]  # fmt: skip
    assert figures
    for figure in figures:
        html = service_cards_html(service, [figure])
        assert html.count("not shown one by one: ") == 1 and html.count('<li class="">') == 1
        hidden = [part.name for part in figure.parts if part.count is None]
        assert '<li class=""><b>–</b> <span>the others</span></li></ul>' in html
        assert f"<p>The others, not shown one by one: {', '.join(hidden)}.</p>" in html


def test_no_name_and_no_id_of_anybody_is_on_screen_or_in_a_file(clinic: Clinic) -> None:
    session, people = clinic
    service = read_service(session)
    texts = [
        service_cards_html(service, figures_of(service, session.catalogue, QUARTER)),
        quarters_table_html(service, session.catalogue), quarters_html(service, QUARTER),
        make_service_csv(session).decode(), repr(make_service_page(session, QUARTER)),
    ]  # fmt: skip
    for one in people:
        for text in texts:
            assert one.nickname not in text and str(one.id) not in text and str(one.couple) not in text


def test_the_table_has_every_quarter_and_the_file_the_documented_columns(clinic: Clinic) -> None:
    session, _people = clinic
    service = read_service(session)
    assert service.quarters == ("2026-Q2", QUARTER), "the second PHQ-9 was in May"
    assert answered_by_quarter(service) == (("2026-Q2", None), (QUARTER, 0.75))
    assert '<th scope="col">October to December 2026</th>' in quarters_table_html(service, session.catalogue)
    assert "<td>72 of 96</td>" in quarters_table_html(service, session.catalogue)
    [head, *_rows] = csv.reader(io.StringIO(make_service_csv(session).decode("utf-8-sig")))
    assert head == list(COHORT_COLUMNS)


def test_a_picture_shows_what_is_hidden_as_hidden(clinic: Clinic) -> None:
    change = read(clinic[0])["since_first"]
    drawn = cohort_figure_svg(change, FIGURE_STYLE)
    assert drawn.count("<path") == 2 and 'class="teal rim"' in drawn and 'class="hidden rim"' in drawn
    assert "violet" not in cohort_figure_svg(change, PAPER_STYLE)
    columns = columns_svg([(("Jul to Sep", "2026"), None), (("Oct to Dec", "2026"), 0.75)], FIGURE_STYLE)
    assert ">75\u202f%</text>" in columns and ">Oct to Dec</text>" in columns and "stroke-dasharray" in columns


def test_the_report_of_a_service_is_one_page(clinic: Clinic, tmp_path: Path) -> None:
    pdf = service_pdf(clinic[0], QUARTER)
    assert pdf.startswith(b"%PDF-") and picture_of(pdf, tmp_path)
    with pytest.raises(typst.TypstError):
        picture_of(pdf, tmp_path, page=2)


def test_an_unknown_quarter_shows_the_newest_one(clinic: Clinic) -> None:
    service = read_service(clinic[0])
    for wanted in (None, "", "2026-Q5", "<b>"):
        assert service.quarter(wanted) == QUARTER
