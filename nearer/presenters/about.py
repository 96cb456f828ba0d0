"""About: what was measured or set elsewhere, for its sentences."""

from __future__ import annotations

from nearer.presenters.shared_wishes import agreement_days, sure_of_no
from nearer.shipped import shipped_catalogue, shipped_score_precision
from nearer.views.text.about import AboutFigures


def about_figures() -> AboutFigures:
    """Points rounded to tens, since the sentence says *roughly*."""
    precision = shipped_score_precision()
    return AboutFigures(
        chance_points=10 * round(precision.chance_points / 10),
        other_band_percent=round(100 * precision.other_band),
        agreement_days=agreement_days(),
        sure_of_no=sure_of_no(),
        checked=min(
            day for questionnaire in shipped_catalogue().questionnaires.values() if (day := questionnaire.checked)
        ),
    )
