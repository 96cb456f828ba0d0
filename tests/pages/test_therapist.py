"""The therapist's pages over the wire: the caseload searched, filtered and sorted, and every button of a couple's page;
and the files that a person makes for themselves.

One server and one throwaway demo for the whole file; each test takes a couple of its own.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest
import requests

from benchmarks.session import StreamlitSession
from nearer.demo.demo_caseload import fill_caseload
from nearer.demo.demo_couples import fill_demo
from nearer.demo.demo_file import save_demo
from nearer.demo.sample_caseload import scripted_couples
from nearer.session.services import DEMO_VARIABLE
from nearer.shipped import shipped_catalogue
from nearer.storage.notebook import open_demo_notebook
from tests.pages.couple import files_of, take_file
from tests.warm_server import WarmServer
from tools.live_server import LiveServer

pytestmark = pytest.mark.timeout(180)
ORDER = [
    "Chitra and Mohan",
    "Esther and Vikram",
    "Bela and Karim",
    "Dora and Peter",
    "Gita and Alan",
    "Judith and Naveen",
    "Anita and Joseph",
    "Hanna and Ilyas",
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    folder = tmp_path_factory.mktemp("therapist")
    demo = {DEMO_VARIABLE: str(write_told_couples(folder / "demo.db"))}
    server = WarmServer(folder / "notebook", folder / "server.log", environment=demo)
    yield server.start()
    server.kill()


def write_told_couples(path: Path) -> Path:
    """A demo of the eight couples whose stories are told, without the others of the clinic."""
    notebook, now = open_demo_notebook(), datetime.now(UTC)
    fill_demo(notebook, shipped_catalogue(), now)
    fill_caseload(notebook, shipped_catalogue(), now, scripted_couples())
    save_demo(notebook, path)
    notebook.close()
    return path


def look_around(server: LiveServer) -> str:
    """The cookie of a visitor, who begins as Meera."""
    visitor = requests.post(f"{server.url}/demo", headers={"Origin": server.url}, allow_redirects=False, timeout=60)
    return f"nearer={visitor.cookies['nearer']}"


@pytest.fixture(scope="module")
def cookie(server: LiveServer) -> str:
    """The therapist of a fresh demo."""
    address, meera = f"{server.url}/demo/as/therapist", {"Cookie": look_around(server)}
    reply = requests.get(address, headers=meera, allow_redirects=False, timeout=60)
    return f"nearer={reply.cookies['nearer']}"


@pytest.fixture
def session(server: LiveServer, cookie: str) -> Iterator[StreamlitSession]:
    session = StreamlitSession(server.url, cookie)
    session.connect()
    session.switch_page("overview")
    yield session
    session.close()


def screen_text(session: StreamlitSession) -> str:
    return html.unescape(" ".join(one.body for one in session.last.of_kind("html")))


def names(session: StreamlitSession) -> list[str]:
    return re.findall(r'<th scope="row"><a data-inside href="[^"]*">([^<]*)</a>', screen_text(session))


def open_couple(session: StreamlitSession, name: str) -> None:
    [address] = re.findall(rf'data-inside href="/(couple\?of=[^"]*)">{name}', screen_text(session))
    session.switch_page(address)


def enter_room(session: StreamlitSession) -> None:
    [address] = re.findall(r'data-inside href="/(room\?of=[^"]*)"', screen_text(session))
    session.switch_page(address)


def test_the_caseload_page_draws_the_eight_couples_in_the_order_of_their_reasons(session: StreamlitSession) -> None:
    assert names(session) == ORDER
    assert "8 couples · 3 to look at" in screen_text(session) and "Look here 3" in screen_text(session)


@pytest.mark.parametrize(("sought", "matches"), [("kar", ["Bela and Karim"]), (" ESTHER ", ["Esther and Vikram"])])
def test_a_name_is_found_by_a_part_of_it(session: StreamlitSession, sought: str, matches: list[str]) -> None:
    session.switch_page(f"overview?q={quote(sought)}")
    assert names(session) == matches


def test_the_demos_own_questionnaire_opens_and_says_who_sees_it(session: StreamlitSession) -> None:
    """It came without a file, so there is no report of one."""
    run = session.switch_page("forms")
    [custom, *_built_in] = [one.id for one in run.of_kind("button") if "look-" in one.id]
    session.click(custom, trigger_value=True)
    assert "Everybody who let you in sees it." in screen_text(session) and "went wrong" not in screen_text(session)
    assert not session.last.of_kind("exception") and not session.last.of_kind("alert")


def test_a_search_of_the_caseload_that_fits_nobody_says_so(session: StreamlitSession) -> None:
    session.switch_page("overview?q=" + quote("<b>'; --"))
    assert (
        names(session) == []
        and "No couple fits this." in screen_text(session)
        and "<b>'; --" not in screen_text(session)
    )


def test_one_group_of_the_caseload_alone_is_shown_and_one_that_was_never_offered_is_refused(
    session: StreamlitSession,
) -> None:
    session.switch_page("overview?show=silent")
    assert names(session) == ["Dora and Peter"]
    session.switch_page("overview?show=everything-that-is-not-granted")
    assert names(session) == ORDER


@pytest.mark.parametrize(
    ("order", "first"),
    [("name", ["Anita and Joseph", "Bela and Karim"]), ("visit", ["Esther and Vikram", "Anita and Joseph"])],
)
def test_the_caseload_is_put_in_another_order(session: StreamlitSession, order: str, first: list[str]) -> None:
    session.switch_page(f"overview?order={order}")
    assert 'aria-sort="ascending"' in screen_text(session)
    assert names(session)[:2] == first and sorted(names(session)) == sorted(ORDER)


def test_a_questionnaire_a_therapist_asks_for_is_on_the_couples_page_until_it_is_withdrawn(
    session: StreamlitSession,
) -> None:
    open_couple(session, "Bela")
    session.choose("assign-who", string_value="Karim")
    session.choose("assign-which", string_array_value={"data": ["What you hope for"]})
    session.choose("assign-every", string_value="4")
    session.press("assign")
    assert "They see it on their page, with your name." in screen_text(session)
    assert re.search("Karim: .*, then every 4 weeks", screen_text(session))
    [withdraw] = [one.id for one in session.last.of_kind("button") if "-withdraw-" in one.id]
    session.click(withdraw, trigger_value=True)
    assert not re.search("Karim: [^<]*, then every 4 weeks", screen_text(session))


def test_a_set_is_asked_for_with_one_press_and_an_own_one_is_kept_and_deleted(session: StreamlitSession) -> None:
    open_couple(session, "Bela")
    session.choose("assign-who", string_value="Both of them")
    session.choose("assign-which", string_array_value={"data": ["What you hope for", "The two of you"]})
    session.choose("assign-title", string_value="Hopes")
    session.press("assign")
    assert "Saved, and kept as a set for all your couples." in screen_text(session)
    assert "Still asked of Bela: The two of you, What you hope for" in screen_text(session)
    session.switch_page("overview")
    open_couple(session, "Dora")
    assert "Ask for Hopes" in [one.label for one in session.last.of_kind("button")]
    session.press("set-3-act")
    assert "They see it on their page, with your name." in screen_text(session)
    assert "Still asked of Peter: The two of you, What you hope for" in screen_text(session)
    session.press("set-3-act")
    assert "There is nothing more in it to ask of them" in screen_text(session)
    session.press("delete-set-3")
    assert "Ask for Hopes" not in [one.label for one in session.last.of_kind("button")]
    assert "Still asked of Peter: The two of you, What you hope for" in screen_text(session)


def test_asking_for_nothing_in_particular_says_what_is_missing(session: StreamlitSession) -> None:
    open_couple(session, "Bela")
    session.choose("assign-who", string_value="Karim")
    session.press("assign")
    assert "Please choose a person and at least one questionnaire." in screen_text(session)


def test_a_visit_is_noted_drawn_beside_the_weeks_and_taken_out(session: StreamlitSession) -> None:
    open_couple(session, "Dora")
    session.choose("visit-day", string_array_value={"data": ["2026/11/03"]})
    session.press("add-visit")
    assert "A visit on 3 November 2026" in screen_text(session) and "A visit, 3 November 2026" in screen_text(session)
    session.press("drop-visit-2026-11-03")
    assert " 3 November 2026" not in screen_text(session)


def test_a_note_is_kept_shown_as_text_and_deleted(session: StreamlitSession) -> None:
    open_couple(session, "Chitra")
    [button] = [one.id for one in session.last.of_kind("button") if one.id.endswith("keep-note")]
    [field] = [one.id for one in session.last.of_kind("text_area") if "-typed-note-" in one.id]
    session.click(field, string_value="<b>Bring</b> the map\nof hands")
    session.click(button, trigger_value=True)
    assert "<b>Bring</b> the map\nof hands" in [one.body for one in session.last.of_kind("text")]
    [drop] = [one.id for one in session.last.of_kind("button") if "-drop-" in one.id and "-drop-visit-" not in one.id]
    session.click(drop, trigger_value=True)
    assert session.last.of_kind("text") == []


def keep_note(session: StreamlitSession, text: str) -> None:
    [button] = [one.id for one in session.last.of_kind("button") if one.id.endswith("keep-note")]
    [field] = [one.id for one in session.last.of_kind("text_area") if "typed-note-" in one.id]
    session.click(field, string_value=text)
    session.click(button, trigger_value=True)


def test_where_there_was_no_visit_a_note_asks_for_none(session: StreamlitSession) -> None:
    open_couple(session, "Dora")
    assert not [one for one in session.last.of_kind("selectbox") if one.id.endswith("note-day")]
    keep_note(session, "a first note")
    assert "a first note" in [one.body for one in session.last.of_kind("text")]


def test_a_note_belongs_to_a_visit_is_changed_in_its_place_and_begins_with_headings(session: StreamlitSession) -> None:
    open_couple(session, "Esther")
    [visit, *_] = next(one for one in session.last.of_kind("selectbox") if one.id.endswith("note-day")).options
    session.choose("note-day", string_value=visit)
    session.press("note-template")
    keep_note(session, "Agreed: worry time")
    day = visit.removeprefix("A visit on ")
    assert "Agreed: worry time" in [one.body for one in session.last.of_kind("text")] and f">{day}<" in screen_text(
        session
    )
    [edit] = [one.id for one in session.last.of_kind("button") if "-edit-" in one.id]
    session.click(edit, trigger_value=True)
    keep_note(session, "Agreed: a walk")
    assert [one.body for one in session.last.of_kind("text")] == ["Agreed: a walk"] and f">{day}<" in screen_text(
        session
    )


def test_every_file_of_a_couple_is_made_on_the_click_under_a_neutral_name(session: StreamlitSession) -> None:
    open_couple(session, "Anita")
    files = {label: take_file(session, label) for label in ("Visit sheet (PDF)", "The weeks (CSV)", "The weeks (XLSX)")}
    dispositions = [file.headers["Content-Disposition"] for file in files.values()]
    assert [re.findall('filename="([^"]*)"', one) for one in dispositions] == [
        ["sheet.pdf"],
        ["weeks.csv"],
        ["weeks.xlsx"],
    ]
    assert [file.content[:4] for file in files.values()] == [b"%PDF", b"\xef\xbb\xbfW", b"PK\x03\x04"]
    assert b"Anita" in files["The weeks (CSV)"].content and b"Anita" not in files["Visit sheet (PDF)"].content


def test_a_worsened_score_is_the_first_line_of_a_couples_page_and_is_not_in_the_joint_view(
    session: StreamlitSession,
) -> None:
    open_couple(session, "Chitra")
    sentence = "Mohan: PHQ-9 got worse, from 7 (Mild) on "
    bodies = [html.unescape(one.body) for one in session.last.of_kind("html")]
    place = next(place for place, body in enumerate(bodies) if sentence in body)
    name, _behind_a_button = bodies[place - 2 : place]
    assert "<h1>Chitra and Mohan</h1>" in name and screen_text(session).count(sentence) == 1
    assert "PHQ-9, Mohan <b" in screen_text(session) and "7 → 16" in screen_text(session)
    enter_room(session)
    assert sentence not in screen_text(session) and "PHQ-9" not in screen_text(session)


def test_the_joint_view_has_no_notes_no_visits_and_no_files(session: StreamlitSession) -> None:
    open_couple(session, "Anita")
    alone = screen_text(session)
    enter_room(session)
    assert "Only what you both share with each other." in screen_text(session)
    assert files_of(session) == {} and "A visit," in alone and "A visit," not in screen_text(session)
    assert (
        [one for one in session.last.of_kind("button") if not one.id.endswith("-undo")] == []
        and "Since the visit" in alone
        and "Since the visit" not in screen_text(session)
    )


@pytest.mark.parametrize(
    "of", ["", "x", "cd221328-a6ef-4840-a14d-e4fc275eb9eb", "01a0626b-6300-799e-a867-8bf8690296f7' OR 1=1"]
)
def test_a_couple_by_a_guessed_id_is_not_found(session: StreamlitSession, of: str) -> None:
    for screen in ("room", "couple"):
        session.switch_page(f"{screen}?of={of}")
        assert "Not found." in screen_text(session) and session.last.of_kind("plotly_chart") == []


def test_a_therapist_sets_zone_and_idle_time_and_finds_nothing_of_a_persons_settings(session: StreamlitSession) -> None:
    session.switch_page("settings")
    assert "/passphrase" in screen_text(session) and "/recovery-code/new" in screen_text(session)
    assert "/leave" not in screen_text(session) and files_of(session) == {}
    session.choose("settings-zone", string_value="Europe/London")
    session.choose("settings-lock", string_value="30 minutes")
    session.press("settings-save")
    assert "Saved. They hold from now on." in screen_text(session)


def test_a_person_takes_their_weeks_along_as_a_table_a_spreadsheet_or_a_picture_until_the_notebook_is_closed(
    server: LiveServer,
) -> None:
    session = StreamlitSession(server.url, look_around(server))
    session.connect()
    session.switch_page("weeks")
    session.unfold("table")
    links = {"csv": "the weeks (CSV)", "xlsx": "the weeks (XLSX)", "svg": "the picture (SVG)"}
    files = {kind: take_file(session, f"Download {words}") for kind, words in links.items()}
    assert [file.content[:4] for file in files.values()] == [b"\xef\xbb\xbfW", b"PK\x03\x04", b"<svg"]
    for kind, file in files.items():
        assert f'filename="nearer-weeks.{kind}"' in file.headers["Content-Disposition"]
    requests.get(f"{server.url}/bye", headers={"Cookie": session.cookie}, timeout=60)
    assert [take_file(session, words).status_code for words in files_of(session)] == [404, 404, 404]
    session.close()


def test_a_person_ticks_what_goes_on_their_own_sheet_and_nothing_is_ticked_beforehand(server: LiveServer) -> None:
    session = StreamlitSession(server.url, look_around(server))
    session.connect()
    session.switch_page("weeks")
    session.unfold("sheet")
    boxes = [one for one in session.last.of_kind("checkbox") if "-sheet-" in one.id]
    assert len(boxes) > 10 and not any(one.default for one in boxes)
    assert "Tick or write something, and the sheet can be made." in screen_text(session)
    assert files_of(session) == {}
    session.click(next(one.id for one in boxes if one.label.startswith("The picture of my weeks")), bool_value=True)
    session.choose("typed-sheet-questions", string_value="क्या रवि आ सकता है?")
    assert "cannot print" not in screen_text(session)
    session.choose("typed-sheet-questions", string_value="Can Ravi come in? 你好")
    assert "The sheet cannot print “你好”." in screen_text(
        session
    ) and "Write it another way if you can" in screen_text(session)
    file = take_file(session, "Make the sheet (PDF)")
    assert file.content[:4] == b"%PDF" and 'filename="sheet.pdf"' in file.headers["Content-Disposition"]
    requests.get(f"{server.url}/bye", headers={"Cookie": session.cookie}, timeout=60)
    assert take_file(session, "Make the sheet (PDF)").status_code == 404
    session.close()
