"""Every band renamed in the questionnaires' files: what anybody reads, takes along or prints has no old name left."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import pytest
import yaml

from nearer import shipped
from nearer.caseload.caseload import CaseloadCouple
from nearer.caseload.caseload_couples import read_caseload_couples
from nearer.caseload.couple import read_couple
from nearer.caseload.couple_chart import couple_chart
from nearer.caseload.couple_html import scale_cards_html, since_html
from nearer.caseload.scale_cards import scale_cards
from nearer.caseload.since_visit import since_visit
from nearer.charts.barriers import barriers_alt, barriers_figure
from nearer.charts.barriers_over_time import over_time_alt, over_time_figure, over_time_rows
from nearer.charts.closeness_chart import closeness_alt, closeness_figure
from nearer.demo.demo_caseload import demo_therapists, fill_whole_demo
from nearer.demo.demo_couples import demo_people
from nearer.demo.sample_caseload import scripted_couples
from nearer.domain.scoring import score_response
from nearer.guide.relevance import cards
from nearer.presenters.about import about_figures
from nearer.presenters.barriers import Barriers, load_barriers
from nearer.presenters.closeness import load_closeness
from nearer.presenters.guide import read_guide_profile
from nearer.presenters.shared_barriers import load_partner_rows, load_shared_barriers
from nearer.session.values import PersonSession, TherapistSession
from nearer.shipped import shipped_catalogue, shipped_guide
from nearer.storage.notebook import open_demo_notebook
from nearer.takeaway.couple_sheet import sheet_of
from nearer.takeaway.fhir_bundle import make_own_bundle
from nearer.takeaway.own_sheet import make_own_sheet
from nearer.takeaway.personal_export import export_file
from nearer.takeaway.table_files import read_table
from nearer.views.barrier_detail import barriers_table_html
from nearer.views.score_summary import score_summaries, topic_words
from nearer.views.shared_response import score_sentence
from nearer.views.text.about import passages
from nearer.views.topic_reasons import reason_lines
from tests.questionnaires.shipped import ALL, ROOT
from tests.questionnaires.test_a_band_changed import NAME, renamed_bands, says
from tests.storage.making import NOW

READ_FROM_FILES = (shipped.shipped_catalogue, shipped.shipped_guide, shipped.shipped_index, shipped._earlier_versions)
# Of the circles each band is called as its answer option, which is chosen and said by its own words.
NAMES = {band.name for one in ALL for scale in one.scales if scale.id != "circles" for band in scale.bands}


def forget_files() -> None:
    for read in READ_FROM_FILES:
        read.cache_clear()


def renamed_files(folder: Path) -> Path:
    """All that is shipped, with every band under another name."""
    (folder / "questionnaires").mkdir()
    (folder / "data").symlink_to(ROOT / "data")
    (folder / "questionnaires" / "earlier").symlink_to(ROOT / "questionnaires" / "earlier")
    for questionnaire in ALL:
        content = yaml.dump(renamed_bands(questionnaire), allow_unicode=True)
        (folder / "questionnaires" / f"{questionnaire.id}.yaml").write_text(content, "utf-8")
    return folder


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """By what they are, all outputs of the demo's people: with the shipped files, and with every band renamed."""
    before = dict(all_outputs())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shipped, "SHIPPED_FILES", renamed_files(tmp_path_factory.mktemp("renamed")))
        forget_files()
        after = dict(all_outputs())
    forget_files()
    yield before, after


def all_outputs() -> Iterator[tuple[str, str]]:
    notebook = open_demo_notebook()
    catalogue = shipped_catalogue()
    fill_whole_demo(notebook, catalogue, NOW, scripted_couples()[:2])
    for principal in demo_people(notebook)[:2]:
        session = PersonSession(notebook, principal, catalogue, NOW)
        for what, text in [*person_outputs(session), *barrier_outputs(session), *taken_along(session)]:
            yield f"{principal.nickname}: {what}", text
    therapist = TherapistSession(notebook, demo_therapists(notebook)[0], catalogue, NOW)
    for listed in read_caseload_couples(therapist):
        for what, text in couple_outputs(therapist, listed):
            yield f"{listed.names}: {what}", text
    yield "about", repr(passages(about_figures()))
    notebook.close()


def barrier_outputs(session: PersonSession) -> Iterator[tuple[str, str]]:
    barriers = load_barriers(session)
    shared = load_shared_barriers(session, barriers)
    assert shared is not None
    rows = (*barriers.rows, *shared.rows, *load_partner_rows(session, shared))
    yield "barriers chart", barriers_figure(rows).to_json()
    yield "barriers alternative", barriers_alt(rows)
    yield "barriers table", barriers_table_html(rows)
    yield "barriers closely", repr([(barriers.sentence, barriers.detail(row.key)) for row in barriers.rows])
    yield from over_time_outputs(barriers)


def over_time_outputs(barriers: Barriers) -> Iterator[tuple[str, str]]:
    scales = list(barriers.over_time.values())
    yield "over time", over_time_figure(scales, ()).to_json() + over_time_alt(scales, ())
    yield "over time table", repr(over_time_rows(scales))


def person_outputs(session: PersonSession) -> Iterator[tuple[str, str]]:
    closeness = load_closeness(session)
    yield "closeness chart", closeness_figure(closeness.frame, closeness.annotations).to_json()
    yield "closeness alternative", closeness_alt(closeness.frame, closeness.annotations)
    profile, guide = read_guide_profile(session, {}), shipped_guide()
    reasons = [reason for card in cards(guide, profile) for reason in card.because]
    yield "reasons of the guide", repr(reason_lines(guide, reasons, session.today))
    for name, answers in profile.answers.items():
        questionnaire = session.catalogue.questionnaires[name]
        scores = score_response(questionnaire, answers)
        yield f"closing page of {name}", repr(score_summaries(questionnaire, scores, topic_words))
        told = [(questionnaire.scale(score.scale), score.value) for score in scores if score.value is not None]
        yield f"shared {name}", repr([score_sentence("Meera", scale, value, None) for scale, value in told])


def taken_along(session: PersonSession) -> Iterator[tuple[str, str]]:
    yield "own sheet", repr(make_own_sheet(session).offered)
    yield "FHIR", make_own_bundle(session).decode()
    yield "own file", export_file(session).decode()


def couple_outputs(therapist: TherapistSession, listed: CaseloadCouple) -> Iterator[tuple[str, str]]:
    couple = read_couple(therapist, listed.case.couple)
    drawn = scale_cards(couple)
    chart = couple_chart(couple, 0)
    yield "cards of scales", scale_cards_html(drawn)
    yield "since the visit", since_html(since_visit(couple, listed, drawn))
    yield "closeness chart", closeness_figure(chart.weeks, chart.annotations).to_json()
    yield "visit sheet", repr(sheet_of(couple, ""))
    yield "table", str(read_table(therapist, listed.case.couple, names=True).to_csv())


def other_words_of_the_files() -> str:
    """Everything in questionnaires and guide that is no band, in which a word may be a band's name by chance."""
    questionnaires = (yaml.dump(renamed_bands(one), allow_unicode=True, width=10**6) for one in ALL)
    return " ".join([*questionnaires, *(file.read_text("utf-8") for file in sorted((ROOT / "data").rglob("*.md")))])


@pytest.fixture(scope="module")
def telling_names() -> frozenset[str]:
    """The names that no question, answer option or page of the guide holds as ordinary words."""
    words = other_words_of_the_files()
    return frozenset(name for name in NAMES if not says(words, name))


def names_left(outputs: Mapping[str, str], names: Collection[str]) -> dict[str, list[str]]:
    """The outputs that hold one of these names, with those they hold."""
    by_output = {what: [name for name in names if says(text, name)] for what, text in outputs.items()}
    return {what: left for what, left in by_output.items() if left}


def test_all_names_but_everyday_words_are_told_from_what_is_asked_and_advised(telling_names: frozenset[str]) -> None:
    everyday = {"At times", "Close", "Kind", "Little room", "Named", "Near", "Not now", "Often", "Part of the way"}
    assert NAMES - telling_names <= everyday | {"Partly", "Rarely", "Ready"}


def test_an_old_name_is_in_no_output_after_every_band_was_renamed_in_its_file(
    outputs: tuple[dict[str, str], dict[str, str]], telling_names: frozenset[str]
) -> None:
    before, after = outputs
    assert before.keys() == after.keys()
    assert names_left(after, telling_names) == {}


def test_every_output_that_named_a_band_names_it_as_it_is_called_now(
    outputs: tuple[dict[str, str], dict[str, str]], telling_names: frozenset[str]
) -> None:
    before, after = outputs
    named = names_left(before, telling_names)
    assert [
        what for what in named if not names_left({what: after[what]}, [f"{NAME} {number}" for number in range(7)])
    ] == []
    assert {what.partition(": ")[2] for what in named} >= {
        "barriers chart", "barriers alternative", "barriers table", "barriers closely", "over time", "over time table",
        "closeness chart", "reasons of the guide", "closing page of us-two", "shared us-two", "own sheet", "FHIR",
        "cards of scales", "visit sheet", "table",
    }  # fmt: skip


def test_a_name_that_was_left_somewhere_would_be_found(telling_names: frozenset[str]) -> None:
    planted = {"a sheet": "Dryness: quite a lot (roughly)", "another": "quite a lottery"}
    assert names_left(planted, telling_names) == {"a sheet": ["Quite a lot"]}


def test_no_document_names_a_band_of_ours(telling_names: frozenset[str]) -> None:
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    texts = {file.name: file.read_text("utf-8") for file in documents if file.name != "CHANGELOG.md"}
    assert len(texts) > 5 and names_left(texts, telling_names) == {}
