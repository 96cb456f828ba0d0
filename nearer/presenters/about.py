"""About: what was measured or set elsewhere, for its sentences."""

from __future__ import annotations

from nearer.presenters.shared_wishes import agreement_days, sure_of_no
from nearer.shipped import shipped_catalogue, shipped_score_precision
from nearer.views.text.about import AboutFigures


def chance_points() -> int:
    """Points of 100 by which two scores may differ by chance, rounded to tens, since sentences say *roughly*."""
    return 10 * round(shipped_score_precision().chance_points / 10)


def about_figures() -> AboutFigures:
    """What the sentences of *About* say in numbers."""
    return AboutFigures(
        chance_points=chance_points(),
        other_band_percent=round(100 * shipped_score_precision().other_band),
        agreement_days=agreement_days(),
        sure_of_no=sure_of_no(),
        checked=min(
            day for questionnaire in shipped_catalogue().questionnaires.values() if (day := questionnaire.checked)
        ),
    )
