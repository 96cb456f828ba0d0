"""The services of this process (vault, notebook, catalogue, help lines), opened once before anyone is served."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache

from nearer.demo.demo_caseload import demo_therapist, fill_caseload
from nearer.demo.demo_couples import fill_demo
from nearer.domain.roles_and_audiences import Role
from nearer.domain.weekly_scores import WeeklyScore, WeeklyScores
from nearer.domain.weeks import Week
from nearer.frames.columns import FramePerson
from nearer.frames.weeks_frame import weeks_frame
from nearer.instruments.safety import asks_of_harm
from nearer.privacy.principal import Principal, Therapist
from nearer.privacy.vault import Vault
from nearer.shipped import shipped_catalogue, shipped_gentle_things, shipped_help, shipped_index, shipped_instruments
from nearer.storage.notebook import Notebook, data_folder, open_demo_notebook, open_notebook
from nearer.trends.claims import claim_of
from nearer.trends.series import series_of
from nearer.views.charts.closeness_chart import closeness_figure
from nearer.views.layout.frame import STYLE
from nearer.web.services import Services


@lru_cache(maxsize=1)
def get_services() -> Services:
    """Open everything; raises NotebookUnusable, QuestionnaireError or GuideError, each a sentence with its remedy."""
    shipped_index()  # read the guide now, so that nobody who opens it waits
    shipped_gentle_things()
    shipped_instruments()
    return Services(
        vault=Vault(),
        notebook=open_notebook(data_folder(os.environ)),
        catalogue=shipped_catalogue(),
        help=shipped_help(),
        open_demo=_demo,
        clock=_utc_now,
        style=STYLE,
        warm=_warm,
        open_caseload=_caseload,
    )


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _demo() -> tuple[Notebook, tuple[Principal, ...]]:
    notebook, now = open_demo_notebook(), _utc_now()
    people = fill_demo(notebook, shipped_catalogue(), now)
    demo_therapist(notebook, now)
    return notebook, people


def _caseload(notebook: Notebook) -> Therapist:
    return fill_caseload(notebook, shipped_catalogue(), _utc_now())


def _warm() -> None:
    """The first figure brings pandas and Plotly, the first claim its tables, the first answer the words of harm."""
    claim_of(series_of({}))
    nobody = FramePerson("", "", Role.SURVIVOR)
    week = WeeklyScores((WeeklyScore(Week(2026, 1), Decimal(50)),))
    closeness_figure(weeks_frame([(nobody, week)])).to_json()
    for questionnaire in shipped_catalogue().questionnaires.values():
        asks_of_harm(questionnaire, shipped_instruments())
