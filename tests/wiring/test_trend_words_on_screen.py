"""The whole Closeness screen, every fold of it, as two people see it who may be told of no direction."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from nearer.domain import Role, complete, local_week
from nearer.shipped import shipped_catalogue
from nearer.storage import NewPerson, keep_response, open_demo_notebook, own_everything, start_couple
from nearer.storage.ids import new_id
from nearer.storage.stories import CHECK_IN, CheckIns
from nearer.wiring.closeness import closeness
from nearer.wiring.own_file import own_file
from nearer.wiring.visit import Visit
from tests.views.test_trend_words import seen, trend_words

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
ASKED = {item.text for item in shipped_catalogue().questionnaires[CHECK_IN].items}


def somebody(scores: tuple[int | None, ...]) -> Visit:
    """One person alone whose weeks end with the last one, and who counted them as these scores."""
    notebook, catalogue = open_demo_notebook(), shipped_catalogue()
    told = CheckIns(catalogue.questionnaires[CHECK_IN])
    begin = NOW - timedelta(weeks=len(scores))
    newcomer = NewPerson("Nila", Role.SURVIVOR, "Asia/Kolkata", "en", notice_sha256="")
    nila = start_couple(notebook, newcomer, None, begin).principal
    for place, score in enumerate(scores):
        moment = begin + timedelta(weeks=place)
        if score is not None:
            week = local_week(moment, nila.zone)
            response = complete(catalogue.questionnaires[CHECK_IN], told.answers(score, place), week)
            keep_response(notebook, nila, response, new_id(moment), moment)
    return Visit(notebook, nila, catalogue, NOW)


def screen(shown: object) -> None:
    """What pages/closeness.py draws, with every fold open."""
    from nearer.views.figures import draw_closeness
    from nearer.views.frame import quiet
    from nearer.views.spoken import claim_words
    from nearer.wiring.closeness import Closeness
    from nearer.wiring.events import draw_events

    assert isinstance(shown, Closeness)
    draw_closeness(shown.lines, "weeks", shown.beside)
    claim_words(shown.claim, shown.couple)
    for sentence in shown.notes:
        quiet(sentence)
    for draw in (shown.draw_sure, shown.draw_items, shown.draw_table, *([shown.draw_unknown] if shown.missing else [])):
        draw()
    draw_events(shown)


def texts(app: AppTest) -> list[str]:
    """Every text a browser would be sent: words, labels, text alternatives, and what stands in the figures."""
    found = []
    for element in app.main:
        proto = element.proto
        fields = ("body", "label", "alt", "help", "placeholder")
        found += [str(getattr(proto, name)) for name in fields if getattr(proto, name, "")]
        if spec := getattr(proto, "spec", "") or getattr(getattr(proto, "figure", None), "spec", ""):
            found += seen(json.loads(spec))
    return found


@pytest.mark.parametrize("scores", [(40, 50, 40), (20, 50, 80), (60, 40, 60, 50, 70, 50, 60, 40), (50, None, 50, 60)])
def test_no_text_of_the_screen_and_no_file_from_it_says_a_direction_below_its_claim(
    scores: tuple[int | None, ...],
) -> None:
    visit = somebody(scores)
    shown = closeness(visit)
    app = AppTest.from_function(screen, args=(shown,)).run()
    assert not app.exception
    said = texts(app)
    mine = own_file(own_everything(visit.notebook, visit.principal), visit.catalogue, True, NOW).decode()
    written = "\n".join([*said, shown.csv().decode(), mine])
    for question in ASKED:
        written = written.replace(question, "")
    assert len(said) > 15 and "0 to 100" in written
    assert trend_words(written) == []
