"""An open form and its draft in the notebook. What one window changed is kept beside what another kept, and *Saved* is
true of all of it; what cannot be saved where it was given is taken along, or let go by the person."""

from __future__ import annotations

from dataclasses import replace

from nearer.answering.form_start import read_initial_content
from nearer.answering.open_form import Interruption, OpenForm
from nearer.answering.questionnaire_flow import advance_after, ask_whether_nothing_applies, final_answers
from nearer.database.row_errors import EntryBroken, NotSaved
from nearer.domain.form_content import FormContent, merge_content
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.responses import build_response
from nearer.domain.weeks import Week
from nearer.instruments.safety import asks_of_harm, private_scales
from nearer.session.values import PersonSession
from nearer.shipped import shipped_instruments
from nearer.storage.couple.form_drafts import delete_draft, open_draft, save_draft
from nearer.storage.couple.response_saving import FinishedForm, finish_draft
from nearer.storage.errors import MAX_SAVE_ATTEMPTS, DraftChangedElsewhere
from nearer.views import text as words


def begin_form(session: PersonSession, questionnaire: Questionnaire) -> OpenForm:
    """Open the form from its draft, or a new one; what was not finished in the week before comes first, to be taken
    along or left."""
    week = form_week(session, questionnaire)
    form = open_form_of_week(session, questionnaire, week)
    if week is None or form.version or form.last_response_id is not None or form.interruption:
        return form
    before = open_form_of_week(session, questionnaire, week.plus(-1))
    if before.interruption is Interruption.DAMAGED:
        return before
    if before.version and not before.content.same_as(read_initial_content(session, questionnaire, before.week)):
        before.interruption = Interruption.WEEK_OVER
        return before
    return form


def open_form_of_week(session: PersonSession, questionnaire: Questionnaire, week: Week | None) -> OpenForm:
    """The form of one week: its draft, else what was kept in it, to be changed until it ends, else an empty one."""
    try:
        draft = session.read_once(open_draft, questionnaire.id, week)
    except EntryBroken:
        return OpenForm(questionnaire, week, interruption=Interruption.DAMAGED)
    content = draft.content if draft.version else read_initial_content(session, questionnaire, week)
    return OpenForm(questionnaire, week, content, draft.position, draft.version, draft.last_response_id)


def form_week(session: PersonSession, questionnaire: Questionnaire) -> Week | None:
    """The week a response belongs to: weekly questionnaires have one, the others none."""
    return session.week if questionnaire.repeat == "weekly" else None


def answer_item(session: PersonSession, form: OpenForm, item: str, raw: object) -> None:
    """Take one answer, go on where a tap leads on, and save the draft; what is not saved stays in view."""
    before = form.position
    if form.set_answer(item, raw):
        advance_after(form, item)
        save_form_draft(session, form)
        form.position = before if form.problem else form.position


def save_form_draft(session: PersonSession, form: OpenForm) -> None:
    """Seal and save the draft, merged with what another window kept since this one looked.

    What cannot be saved (a full disk, a busy notebook) stays on the screen, with the reason.
    """
    form.problem = ""
    try:
        _save_merged(session, form)
    except (NotSaved, EntryBroken) as reason:
        form.problem = words.form.not_saved(str(reason))
    if form.week is not None and form.week < session.week:
        form.interruption = Interruption.WEEK_OVER


def save_unsaved(session: PersonSession, form: OpenForm) -> None:
    """Try once more to save what could not be saved before."""
    if form.unsaved:
        save_form_draft(session, form)


def submit_form(session: PersonSession, form: OpenForm) -> None:
    """Keep the response; `scores` are set only after COMMIT, and only of what this window shows.

    Where another window changed something, all of it is shown first, for the person to finish.
    """
    try:
        if _may_finish(session, form):
            _finish(session, form)
    except (NotSaved, EntryBroken) as reason:
        form.problem = words.form.not_saved(str(reason))
    form.none_applies = form.none_applies and form.saved


def _may_finish(session: PersonSession, form: OpenForm) -> bool:
    form.problem, merges = "", form.merges
    offered = session.catalogue.get(form.questionnaire.id)
    if offered is not None and form.adopt_definition(offered):
        return False
    if form.unsaved or _changed_elsewhere(session, form) or (form.week is not None and form.week < session.week):
        save_form_draft(session, form)
    if form.merges != merges and not form.interruption:
        form.problem = form.problem or words.form.LOOK_AGAIN
    if form.problem or form.interrupted:
        return False
    return not ask_whether_nothing_applies(form)


def _changed_elsewhere(session: PersonSession, form: OpenForm) -> bool:
    draft = open_draft(session.notebook, session.principal, form.questionnaire.id, form.week)
    return (draft.version, draft.last_response_id) != (form.version, form.last_response_id)


def _finish(session: PersonSession, form: OpenForm) -> None:
    """Where a question asks about harm, the single answers stay with the person: without that one alone, it could be
    worked out from the score and the others."""
    unshared = asks_of_harm(form.questionnaire, shipped_instruments())
    private = private_scales(form.questionnaire, shipped_instruments())
    response = build_response(form.questionnaire, final_answers(form), form.week, form.note)
    response = replace(response, unshared=unshared, private_scales=private)
    try:
        finish_draft(
            session.notebook, session.principal, FinishedForm(response, form.draft, form.response_id), session.now
        )
    except DraftChangedElsewhere:
        merges = form.merges
        _save_merged(session, form)
        if form.merges == merges and not form.interrupted:
            _finish(session, form)
        else:
            form.problem = form.problem or words.form.LOOK_AGAIN
        return
    form.scores = response.scores


def _save_merged(session: PersonSession, form: OpenForm) -> None:
    for _ in range(MAX_SAVE_ATTEMPTS):
        try:
            form.version = save_draft(session.notebook, session.principal, form.draft, session.now)
        except DraftChangedElsewhere:
            if not _catch_up(session, form):
                return
        else:
            form.base = form.content
            return
    raise NotSaved(words.form.BUSY_ELSEWHERE)


def _catch_up(session: PersonSession, form: OpenForm) -> bool:
    """Merge with what another window kept; False where that window finished the form and nothing is to be saved."""
    draft = open_draft(session.notebook, session.principal, form.questionnaire.id, form.week)
    finished = draft.last_response_id != form.last_response_id
    content = draft.content if draft.version else read_initial_content(session, form.questionnaire, form.week)
    merged = merge_content(form.base, form.content, content)
    if finished and form.week is None:
        form.interruption = Interruption.FINISHED_ELSEWHERE
        return False
    form.adopt_merged(merged, draft, content)
    if finished and not draft.version:
        if merged.same_as(content):
            form.interruption = Interruption.FINISHED_ELSEWHERE
            return False
        form.problem = words.form.CHANGED_AFTER_SAVING
    return True


def begin_again(session: PersonSession, form: OpenForm) -> None:
    """Answer it once more after another window finished it, beginning with what stands here."""
    draft = open_draft(session.notebook, session.principal, form.questionnaire.id, form.week)
    form.interruption = None
    form.adopt_merged(merge_content(FormContent(), form.content, draft.content), draft, draft.content)
    save_form_draft(session, form)


def carry_into_this_week(session: PersonSession, form: OpenForm) -> OpenForm:
    """Go on in this week's form with what was not finished last week."""
    this_week = open_form_of_week(session, form.questionnaire, session.week)
    if this_week.interruption is Interruption.DAMAGED:
        return this_week
    this_week.set_content(merge_content(FormContent(), form.content, this_week.content))
    save_form_draft(session, this_week)
    if not this_week.unsaved:
        leave_week(session, form)
    return this_week


def leave_week(session: PersonSession, form: OpenForm) -> None:
    """Let go of what was not finished in a week that is over."""
    delete_draft(session.notebook, session.principal, form.questionnaire.id, form.week)
