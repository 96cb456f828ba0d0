"""From the notebook to a claim: one shape, and nothing that draws on the way."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from nearer.domain.roles_and_audiences import Audience, Part
from nearer.domain.weekly_scores import WeeklyScale
from nearer.privacy.principal import Principal
from nearer.storage.couple.responses import read_own_responses, read_partner_responses, weekly_scores
from nearer.storage.couple.sharing import set_audiences
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.caseload import read_caseload, read_couple_record
from tests.shared_parts import make_audience_changes
from tests.storage.clinic import WEEKS, connect_therapist, grant_parts, make_therapist
from tests.storage.making import NOW, WEEK, make_body_response, make_check_in, save_new_response

ROOT = Path(__file__).parents[2]
CLOSENESS = WeeklyScale("closeness-weekly", "closeness")
WITHOUT_A_VIEW = """
import sys
from datetime import UTC, datetime
from nearer.demo.demo_couples import fill_demo
from nearer.domain.roles_and_audiences import Audience, Part
from nearer.domain.weekly_scores import WeeklyScale
from nearer.shipped import shipped_catalogue
from nearer.storage.couple.responses import read_own_responses, weekly_scores
from nearer.storage.notebook import open_demo_notebook
from nearer.trends.claims import claim_of
from nearer.trends.series import comparable_series

notebook, now = open_demo_notebook(), datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
meera = fill_demo(notebook, shipped_catalogue(), now)[0]
scores = weekly_scores(read_own_responses(notebook, meera), WeeklyScale("closeness-weekly", "closeness"))
claim = claim_of(comparable_series(scores))
print(claim.answered, *(name for name in sys.modules if name.startswith(("nearer.views", "streamlit", "plotly"))))
"""


def test_a_claim_is_worked_out_from_the_notebook_without_any_drawing() -> None:
    done = subprocess.run([sys.executable, "-c", WITHOUT_A_VIEW], cwd=ROOT, capture_output=True, text=True, check=True)
    [answered] = done.stdout.split()
    assert int(answered) > 0


def test_the_owner_the_partner_and_a_therapist_read_the_same_weekly_scores(
    notebook: Notebook, couple: tuple[Principal, Principal]
) -> None:
    meera, ravi = couple
    rao = make_therapist(notebook)
    connect_therapist(notebook, meera, rao)
    for weeks_ago, touch in ((2, "some"), (1, "none")):
        save_new_response(
            notebook, meera, make_check_in(WEEK.plus(-weeks_ago), touch=touch), NOW - timedelta(weeks=weeks_ago)
        )
    save_new_response(notebook, meera, make_check_in(touch="none"))
    save_new_response(notebook, meera, make_check_in(touch="much"))
    save_new_response(notebook, meera, replace(make_check_in(touch="none"), questionnaire="another-weekly-one"))
    save_new_response(notebook, meera, make_body_response(pain="much", sleep="much"))
    set_audiences(notebook, meera, make_audience_changes(Part.CLOSENESS, audience=Audience.PARTNER, earlier=True), NOW)
    grant_parts(notebook, meera)
    own = weekly_scores(read_own_responses(notebook, meera), CLOSENESS)
    assert [(scored.week, scored.score) for scored in own.scores] == [
        (WEEK.plus(-2), 50),
        (WEEK.plus(-1), 0),
        (WEEK, 100),
    ]
    assert weekly_scores(read_partner_responses(notebook, ravi), CLOSENESS) == own
    [person] = read_caseload(notebook, rao, NOW, WEEKS)[0].people
    assert (person.weekly, person.last_week) == (own, WEEK)
    [record] = read_couple_record(notebook, rao, meera.couple, NOW).people
    assert weekly_scores(record.responses, CLOSENESS) == own
