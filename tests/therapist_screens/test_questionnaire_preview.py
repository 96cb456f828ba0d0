"""The preview is what a person will see: the questions, somebody to talk to where an answer asks, the closing page."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from nearer.storage.notebook import Notebook
from nearer.views import text as words
from tests.screen_server import ScreenServer
from tests.storage.clinic import make_therapist

HELP = words.form.HARM_TITLE


def screen() -> None:
    from nearer.therapist_screens.questionnaire_preview import draw_preview
    from tests.fhir_responses.test_responses import phq_9
    from tests.instruments.harm_files import make_answer_options

    draw_preview(phq_9(answerOption=make_answer_options()))


@pytest.fixture
def app(screen_server: ScreenServer, notebook: Notebook) -> AppTest:
    screen_server.sign_in(make_therapist(notebook), notebook)
    return AppTest.from_function(screen, default_timeout=90).run()


def screen_text(app: AppTest) -> str:
    return " ".join(str(one.value) if hasattr(one, "value") else str(one.proto.body) for one in app.get("html"))


def choose(app: AppTest, place: int, code: str) -> None:
    app.radio[place].set_value(code).run()


def test_the_ninth_answer_above_zero_opens_the_help_page_as_it_will_for_a_person(app: AppTest) -> None:
    choose(app, 8, "LA6568-5")
    assert HELP not in screen_text(app)
    choose(app, 8, "LA6569-3")
    assert HELP in screen_text(app) and "14416" in screen_text(app) and len(app.radio) == 0
    app.button(key="preview-harm-on").click().run()
    assert HELP not in screen_text(app) and len(app.radio) == 9
    app.button(key="preview-finish").click().run()
    assert (
        HELP in screen_text(app)
        and words.form.CLOSING_TITLE in screen_text(app)
        and words.form.NOBODY_WATCHES in screen_text(app)
    )


def test_the_preview_says_where_the_questions_come_from_and_scores_them(app: AppTest) -> None:
    assert words.form.FREEDOM in screen_text(app)
    for place in range(9):
        choose(app, place, "w1" if place < 8 else "LA6568-5")
    app.button(key="preview-finish").click().run()
    assert "8 points" in screen_text(app) and HELP not in screen_text(app)
    app.button(key="preview-again").click().run()
    assert [radio.value for radio in app.radio] == [None] * 9
