"""Every file keeps the arrows and rules of tests/import_rules.py, and each rule catches what it forbids."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.import_rules import (
    ROOMS,
    RULES,
    Source,
    built_sql,
    circles_in_storage,
    clock_readers,
    clocks_and_files,
    connections,
    forbidden_arrows,
    page_logic,
    room,
    shared_caches,
    sources,
    stand_ins,
    stray_prints,
    unsafe_html,
    unused_arrows,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_file_keeps_the_rule_of_rooms(rule: Callable[[Source], list[str]]) -> None:
    broken = [sentence for source in sources() for sentence in rule(source)]
    assert not broken, "\n" + "\n".join(broken)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("nearer/domain/scoring.py", "import streamlit"),
        ("nearer/domain/scoring.py", "from nearer.yaml_files.loader import load_questionnaire"),
        ("nearer/domain/scoring.py", "from nearer.storage import people"),
        ("nearer/domain/faults.py", "from nearer.language.explained_errors import ErrorText"),
        ("nearer/domain/faults.py", "def worded():\n    from nearer.language.sentences import _"),
        ("nearer/domain/scoring.py", "from ..storage.people import sign_in"),
        ("nearer/domain/scoring.py", "from .. import storage"),
        ("nearer/domain/scoring.py", "def later():\n    import nearer.privacy.seal"),
        ("nearer/domain/scoring.py", "if TYPE_CHECKING:\n    from nearer.views import form"),
        ("nearer/domain/scoring.py", "importlib.import_module('nearer.storage')"),
        ("nearer/form_widgets/form.py", "from nearer import domain, storage"),
        ("nearer/views/__init__.py", "from nearer.session import services"),
        ("nearer/fhir/models.py", "from nearer.fhir_questionnaires.items import ItemReader"),
        ("nearer/fhir_questionnaires/reader.py", "from nearer.fhir_responses.responses import read_response"),
        ("nearer/trends/claims.py", "import sqlite3"),
        ("nearer/storage/couple/people.py", "import pandas.api"),
        ("nearer/web/gate.py", "from nearer import screens"),
        ("nearer/cellar/box.py", "import math"),
        ("pages/sharing.py", "from nearer.storage.couple.sharing import sharing"),
        ("pages/sharing.py", "import nearer.privacy"),
    ],
)
def test_an_import_that_the_map_of_rooms_forbids_is_caught(path: str, text: str) -> None:
    [sentence] = forbidden_arrows(Source(path, text))
    assert sentence.startswith(path)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (
            "nearer/domain/scoring.py",
            "from __future__ import annotations\nfrom .answers import Answer\nimport pydantic",
        ),
        ("nearer/domain/__init__.py", "from nearer.domain.scoring import Score\nfrom . import answers"),
        ("nearer/__init__.py", "import importlib.metadata"),
        ("nearer/database/migrations/env.py", "from alembic import context"),
        ("nearer/sealed/entries.py", "from nearer.privacy import seal"),
        (
            "pages/sharing.py",
            "import streamlit as st\nfrom nearer.screens import sharing\nfrom nearer.views import frame",
        ),
        ("streamlit_app.py", "from nearer.web.app import build_app\nfrom nearer import session"),
    ],
)
def test_an_import_that_the_map_of_rooms_allows_passes(path: str, text: str) -> None:
    assert forbidden_arrows(Source(path, text)) == []


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        (unsafe_html, "pages/about.py", "st.markdown(words, unsafe_allow_html=True)"),
        (shared_caches, "nearer/session/person.py", "@st.cache_data\ndef weeks(principal: Principal): ..."),
        (
            shared_caches,
            "nearer/session/person.py",
            "@st.cache_resource(ttl=5)\ndef weeks(_who: privacy.Principal): ...",
        ),
        (built_sql, "nearer/storage/couple/people.py", "run(f'SELECT * FROM person WHERE id = {person}')"),
        (built_sql, "nearer/storage/couple/people.py", "run('DELETE FROM person WHERE id = %s' % person)"),
        (built_sql, "nearer/storage/couple/people.py", "run('UPDATE person SET name = ' + name)"),
        (built_sql, "nearer/storage/couple/people.py", "run('DROP TABLE {}'.format(table))"),
        (stray_prints, "nearer/web/gate.py", "print('here')"),
        (clocks_and_files, "nearer/domain/weeks.py", "today = datetime.date.today()"),
        (clocks_and_files, "nearer/yaml_files/catalogue.py", "text = Path(name).read_text()"),
        (clock_readers, "nearer/storage/couple/people.py", "started = datetime.now(UTC)"),
        (clock_readers, "nearer/presenters/this_week.py", "def week():\n    return Week.of(date.today())"),
        (clock_readers, "nearer/database/write_watch.py", "return time.monotonic() < self._schema_until"),
        (connections, "nearer/guide/search.py", "from urllib.request import urlopen"),
        (stand_ins, "pages/weeks.py", "place = st.empty()"),
        (circles_in_storage, "nearer/storage/couple/sharing.py", "from nearer.storage.therapist import grants"),
        (circles_in_storage, "nearer/storage/couple/sharing.py", "from ..therapist.grants import read_grants"),
        (circles_in_storage, "nearer/storage/notebook.py", "from nearer.storage.therapist.grants import read_grants"),
        (page_logic, "pages/weeks.py", "if isinstance(session, PersonSession):\n    draw(session)"),
        (page_logic, "pages/weeks.py", "if form is None:\n    draw()\nelif form.saved:\n    close()"),
        (page_logic, "pages/weeks.py", "if weeks:\n    draw()\nelse:\n    if form.saved:\n        close()"),
        (page_logic, "pages/weeks.py", "draw(lines if weeks else none)"),
        (page_logic, "pages/weeks.py", "if weeks and scores:\n    draw()"),
        (page_logic, "pages/weeks.py", "if weeks == 12:\n    draw()"),
        (page_logic, "pages/weeks.py", "draw(make_chart(weeks, height=420))"),
        (page_logic, "pages/weeks.py", "draw(next(questions, ours))"),
        (page_logic, "pages/weeks.py", "draw([week.score for week in weeks])"),
        (page_logic, "pages/weeks.py", "match form:\n    case form if form.saved:\n        close()"),
        (page_logic, "pages/weeks.py", "def draw_weeks(weeks): ..."),
    ],
)
def test_what_no_room_may_do_is_caught(rule: Callable[[Source], list[str]], path: str, text: str) -> None:
    assert len(rule(Source(path, text))) == 1


def test_a_page_may_ask_whether_there_is_something_and_match_the_state_it_was_told() -> None:
    text = """
if closeness.latest is None:
    caption(words.closeness.NO_WEEKS)
else:
    draw_weeks(closeness)
match questionnaire_form(session):
    case None:
        for due in screen.questionnaires:
            draw_card(due, with_note=True)
    case OpenForm(saved=True) as form:
        closing_page(form)
"""
    assert page_logic(Source("pages/weeks.py", text)) == []


def test_every_import_that_the_map_of_rooms_allows_is_used() -> None:
    assert unused_arrows(ROOMS, sources()) == []


def test_an_allowed_import_and_a_package_that_nobody_uses_are_caught() -> None:
    rooms = {"trends": room("domain language", "numpy scipy"), "guide": room("domain")}
    lazily = Source(
        "nearer/trends/claims.py", "import scipy.stats\ndef later():\n    from nearer.domain import scoring"
    )
    assert unused_arrows(rooms, [lazily, Source("nearer/guide/steps.py", "from nearer import domain")]) == [
        "trends may import language and does not; take it off the map",
        "trends may import numpy and does not; take it off the map",
    ]
