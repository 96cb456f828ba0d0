"""An answer that speaks of harming oneself brings somebody to talk to, at once, to nobody but who gave it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks.session import StreamlitSession
from nearer.custom_questionnaires.versions import read_custom_questionnaires, save_harm_flags
from nearer.domain.roles_and_audiences import Part
from nearer.fhir_questionnaires.writer import as_bytes, write_questionnaire
from nearer.session.values import TherapistSession
from nearer.shipped import shipped_catalogue
from nearer.storage.couple.responses import read_own_responses, read_partner_responses
from nearer.storage.notebook import open_notebook
from nearer.storage.therapist.caseload import read_couple_record
from nearer.therapist_presenters.therapist_questionnaires import offer
from tests.fhir_responses.test_responses import phq_9
from tests.instruments.harm_files import make_answer_options
from tests.pages.couple import new_couple, session_of, stream_of
from tests.storage import clinic
from tests.therapist_presenters.test_therapist_questionnaires import take
from tools.live_server import LiveServer

Serve = Callable[[Path], LiveServer]
HELP = "You are not alone with this"


def screen_text(session: StreamlitSession) -> str:
    return " ".join(html.body for html in session.last.of_kind("html"))


def choose(session: StreamlitSession, item: int, option: int) -> None:
    """Choose an option of the item at this place of the form."""
    radio = session.last.of_kind("radio")[item]
    session.click(radio.id, string_value=radio.options[option])


@pytest.mark.timeout(180)
def test_the_ninth_answer_above_zero_opens_help_for_her_and_changes_nothing_for_him(
    tmp_path: Path, serve: Serve
) -> None:
    couple, now = new_couple(tmp_path / "data"), datetime.now(UTC)
    rao = clinic.make_therapist_with_passphrase(couple.notebook)
    clinic.connect_therapist(couple.notebook, couple.meera, rao, now)
    later_session = TherapistSession(couple.notebook, rao, shipped_catalogue(), now)
    report, sentence = take(
        later_session, "phq9.json", as_bytes(write_questionnaire(phq_9(answerOption=make_answer_options()))[0])
    )
    assert (report["problems"], sentence) == ([], "")
    [custom] = read_custom_questionnaires(couple.notebook, rao)
    save_harm_flags(couple.notebook, rao, custom.id, ())
    offer(TherapistSession(couple.notebook, rao, shipped_catalogue(), now), custom.id, None)
    for part in Part:
        couple.shows(couple.meera, part)
    clinic.grant_parts(couple.notebook, couple.meera, now=now)
    couple.notebook.close()
    server = serve(tmp_path / "data")
    with session_of(server, "Ravi") as session:
        before = stream_of(session)
    with session_of(server, "Meera") as session:
        session.switch_page("questions")
        session.press(f"open-{custom.questionnaire}")
        choose(session, 8, 0)
        assert HELP not in screen_text(session)
        choose(session, 8, 1)
        assert (
            HELP in screen_text(session)
            and "14416" in screen_text(session)
            and "Nobody has been told" in screen_text(session)
        )
        assert session.last.of_kind("radio") == []
        session.press("harm-on")
        assert HELP not in screen_text(session) and len(session.last.of_kind("radio")) == 9
        session.press("finish")
        assert HELP in screen_text(session)
    with session_of(server, "Ravi") as session:
        assert stream_of(session) == before
    server.kill()
    notebook = open_notebook(tmp_path / "data")
    [meera] = read_couple_record(notebook, rao, couple.meera.couple, datetime.now(UTC)).people
    assert (read_partner_responses(notebook, couple.ravi), meera.responses) == ((), ())
    [own_response] = read_own_responses(notebook, couple.meera)
    assert len([raw for raw in (own_response.answers or {}).values() if raw == "LA6569-3"]) == 1
    notebook.close()
