"""What becomes of answers that cannot be saved where they were given: taken along, or let go by the person."""

from __future__ import annotations

from nearer.domain.form_content import FormContent, merge_content
from nearer.presenters.open_form import Interruption, OpenForm
from nearer.screens.form_windows import keep_draft
from nearer.screens.open_form import open_week
from nearer.session.values import PersonSession
from nearer.storage.couple.drafts import drop_draft, open_draft


def begin_again(visit: PersonSession, form: OpenForm) -> None:
    """Answer it once more after another window finished it, beginning with what stands here."""
    draft = open_draft(visit.notebook, visit.principal, form.questionnaire.id, form.week)
    form.interruption = None
    form.take_over(merge_content(FormContent(), form.content, draft.content), draft, draft.content)
    keep_draft(visit, form)


def carry_into_this_week(visit: PersonSession, form: OpenForm) -> OpenForm:
    """Go on in this week's form with what was not finished last week."""
    this_week = open_week(visit, form.questionnaire, visit.week)
    if this_week.interruption is Interruption.DAMAGED:
        return this_week
    this_week.hold(merge_content(FormContent(), form.content, this_week.content))
    keep_draft(visit, this_week)
    if not this_week.unsaved:
        leave_week(visit, form)
    return this_week


def leave_week(visit: PersonSession, form: OpenForm) -> None:
    """Let go of what was not finished in a week that is over."""
    drop_draft(visit.notebook, visit.principal, form.questionnaire.id, form.week)
