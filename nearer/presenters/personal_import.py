"""A file that somebody took along: what of it would come back, in sentences, and saving it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import uuid4

from nearer.database.row_errors import NotSaved
from nearer.domain.questionnaire import Questionnaire
from nearer.language.error_catalogue.import_errors import ImportText
from nearer.personal_import.imported_responses import read_responses
from nearer.personal_import.own_file import FileForm, OwnFile, OwnFileRefused, read_own_file
from nearer.personal_records.personal_import import PersonalImport, save_personal_import
from nearer.session.values import PersonSession
from nearer.shipped import shipped_guide, shipped_instruments
from nearer.storage.couple.form_drafts import open_draft, read_begun_forms, save_draft
from nearer.storage.couple.own_steps import DoneStep, OwnSteps
from nearer.storage.couple.responses import read_last_saved
from nearer.storage.errors import DraftChangedElsewhere
from nearer.typed_answers.answer_parsing import read_answer
from nearer.typed_answers.refused_answers import AnswerRefused
from nearer.views import text as words


@dataclass(frozen=True)
class ImportPlan:
    """What would be saved, and how many finished forms stay in the file.

    `days` are those of the finished forms that come back, where the person is.
    """

    content: PersonalImport = field(repr=False)
    days: tuple[date, ...]
    unfinished: tuple[FileForm, ...] = field(repr=False)
    left_out: int

    @property
    def sentences(self) -> tuple[str, ...]:
        """One for each kind of thing that comes back, and one for what stays behind."""
        counts = (
            words.personal_import.forms(len(self.days), min(self.days), max(self.days)) if self.days else "",
            words.personal_import.events(len(self.content.events)),
            words.personal_import.steps(len(self.content.steps.done) + len(self.content.steps.planned)),
            words.personal_import.pages(len(self.content.topics_read)),
            words.personal_import.questions(len(self.content.questions)),
            words.personal_import.unfinished(len(self.unfinished)),
            words.personal_import.left_out(self.left_out),
        )
        return tuple(filter(None, counts))


def is_new_notebook(session: PersonSession) -> bool:
    """Whether this person has finished no form here: only then is a file read in."""
    return not read_last_saved(session.notebook, session.principal)


def plan_import(session: PersonSession, content: bytes) -> ImportPlan:
    """What of the file can come back; nothing is saved. OwnFileRefused with a sentence where nothing can."""
    file = read_own_file(content, session.principal.role, session.notebook.demo)
    responses = tuple(read_responses(file, session.shipped, shipped_instruments(), session.now))
    guide = shipped_guide()
    done = tuple(
        DoneStep(uuid4(), entry.step, entry.day, entry.before, entry.after)
        for entry in file.done
        if entry.step in guide.steps and entry.day <= session.today
    )
    planned = {step: day for step, day in file.planned.items() if step in guide.steps}
    read = {topic: min(day, session.today) for topic, day in file.topics_read.items() if topic in guide.topics}
    content_to_save = PersonalImport(responses, file.events, read, OwnSteps(planned, done), file.questions)
    days = tuple(session.day_of(moment) for _response, moment in responses)
    left_out = len(file.responses) - len(responses)
    plan = ImportPlan(content_to_save, days, _list_unfinished_forms(session, file), left_out)
    if content_to_save == PersonalImport() and not plan.unfinished:
        raise OwnFileRefused(ImportText.NOTHING_TO_READ)
    return plan


def import_plan(session: PersonSession, plan: ImportPlan) -> str:
    """Save it whole, and then what was unfinished, where nothing of that form is begun here. NotSaved says why not."""
    save_personal_import(session.notebook, session.principal, plan.content, session.now)
    for form in plan.unfinished:
        with suppress(NotSaved, DraftChangedElsewhere):
            _begin(session, form)
    return words.personal_import.DONE


def _list_unfinished_forms(session: PersonSession, file: OwnFile) -> tuple[FileForm, ...]:
    """Forms that Nearer offers itself, whose week is not over, and of which nothing is begun here."""
    questionnaire_by_id = {one.id: one for one in session.shipped.for_role(session.principal.role)}
    begun_forms = read_begun_forms(session.notebook, session.principal)
    return tuple(
        form
        for form in file.unfinished
        if form.questionnaire in questionnaire_by_id and (form.questionnaire, form.week) not in begun_forms
        if form.week == (session.week if questionnaire_by_id[form.questionnaire].repeat == "weekly" else None)
    )


def _begin(session: PersonSession, form: FileForm) -> None:
    questionnaire = session.shipped.get(form.questionnaire)
    before = open_draft(session.notebook, session.principal, form.questionnaire, form.week)
    if questionnaire is None or before.version:
        return  # begun in another window since the file was looked at
    answers = {item: raw for item, raw in form.raw.items() if _fits_item(questionnaire, item, raw)}
    save_draft(session.notebook, session.principal, replace(before, answers=answers, note=form.note), session.now)


def _fits_item(questionnaire: Questionnaire, item: str, raw: object) -> bool:
    if item not in questionnaire.item_by_id:
        return False
    try:
        return read_answer(questionnaire.item(item), raw).value is not None
    except AnswerRefused:
        return False
