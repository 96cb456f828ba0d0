"""What the partner lets one read, apart from the closeness line."""

from __future__ import annotations

from nearer.storage import Shown, shared_by_partner
from nearer.views import words
from nearer.views.shown import ShownView
from nearer.wiring.visit import Visit


def shown_views(visit: Visit) -> tuple[ShownView, ...]:
    """Every shared response that says more than the closeness screen does, the newest week first."""
    found = shared_by_partner(visit.notebook, visit.principal)
    views = (_view(visit, one) for one in reversed(found))
    return tuple(view for view in views if view is not None)


def _view(visit: Visit, shown: Shown) -> ShownView | None:
    questionnaire = visit.catalogue.as_answered(shown.questionnaire, shown.sha256)
    if questionnaire is None:
        return None
    answers, note = shown.answers or {}, shown.note or ""
    if shown.week is not None and not answers and not note:
        return None
    when = words.weeks.week_from(shown.week.monday()) if shown.week else ""
    return ShownView(questionnaire, when, shown.scores, answers, note)
