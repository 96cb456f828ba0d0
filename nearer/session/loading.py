"""Everything that the first screen would have to wait for, loaded while people sign in."""

from __future__ import annotations

from decimal import Decimal

from nearer.charts.closeness_chart import closeness_figure
from nearer.domain.roles_and_audiences import Role
from nearer.domain.weekly_scores import WeeklyScore, WeeklyScores
from nearer.domain.weeks import Week
from nearer.frames.columns import FramePerson
from nearer.frames.weeks_frame import weeks_frame
from nearer.instruments.safety import asks_of_harm
from nearer.shipped import shipped_catalogue, shipped_index, shipped_instruments, shipped_welcome_list
from nearer.trends.claims import claim_of
from nearer.trends.series import series_of


def load_screens() -> None:
    """Load shipped content and what screens import. QuestionnaireError, GuideError: a sentence on the file at fault.

    The first figure brings pandas and Plotly, the first claim its tables, the first answer the words of harm.
    """
    catalogue, instruments = shipped_catalogue(), shipped_instruments()
    shipped_index()
    shipped_welcome_list()
    claim_of(series_of({}))
    nobody = FramePerson("", "", Role.SURVIVOR)
    week = WeeklyScores((WeeklyScore(Week(2026, 1), Decimal(50)),))
    closeness_figure(weeks_frame([(nobody, week)])).to_json()
    for questionnaire in catalogue.questionnaires.values():
        asks_of_harm(questionnaire, instruments)
