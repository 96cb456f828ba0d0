"""The way through a questionnaire, for a person's form and for a therapist's preview of it: what stands there now, help
first, forward, back and the end. Knows no screen and no notebook; it changes the open form and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from nearer.answering.harm_help import note_harm_answer
from nearer.answering.open_form import Interruption, OpenForm
from nearer.domain.answers import Answer, AnswerState
from nearer.domain.responses import build_response
from nearer.views import text as words

_LEFT_OPEN = (AnswerState.SKIPPED, AnswerState.NOT_SHOWN)


class Stage(Enum):
    """What a person sees of a form; whatever comes first hides the others."""

    HELP = "somebody to talk to"
    CLOSING = "what was saved, and what it adds up to"
    DECISION = "something that has to be decided before the questions go on"
    QUESTIONS = "the questions of one section"


@dataclass(frozen=True, slots=True)
class FormSection:
    """One section of a form; `position` counts from 0. `item_ids`: the items it asks, None for all of it."""

    section_id: str
    position: int
    total: int
    item_ids: tuple[str, ...] | None = None

    @property
    def is_last(self) -> bool:
        """Whether the form ends with this section."""
        return self.position == self.total - 1


def stage_of(form: OpenForm) -> Stage:
    """What stands on the screen now."""
    if form.help_first:
        return Stage.HELP
    if form.saved:
        return Stage.CLOSING
    return Stage.DECISION if form.interrupted else Stage.QUESTIONS


def current_section(form: OpenForm) -> FormSection:
    """The section that stands there: the last one where answers took away those behind it."""
    sections = _item_sections(form) if asks_one_by_one(form) else [(name, None) for name in form.sections]
    position = min(form.position, len(sections) - 1)
    section_id, item_ids = sections[position]
    return FormSection(section_id, position, len(sections), item_ids)


def asks_one_by_one(form: OpenForm) -> bool:
    """Whether each item is a section of its own, and the end with its note another: so it is in the check-in."""
    return form.questionnaire.purpose == "closeness"


def _item_sections(form: OpenForm) -> list[tuple[str, tuple[str, ...] | None]]:
    questionnaire, visible = form.expanded_questionnaire, set(form.visible_ids)
    items = [item for item in questionnaire.items if item.id in visible]
    screens = [questionnaire.screen_of[item.section] for item in items]
    return [*((screen, (item.id,)) for screen, item in zip(screens, items, strict=True)), (screens[-1], ())]


def advance_after(form: OpenForm, item: str) -> None:
    """A tap on an answer leads to the next section, where each item is a section of its own. Not a tap that takes the
    answer back, nor one that comes late, from an item that stands there no more."""
    section, answer = current_section(form), form.answers.get(item)
    if answer is None or answer.state in _LEFT_OPEN or section.item_ids != (item,):
        return
    question = form.expanded_questionnaire.item_by_id[item]
    if question.type == "choice" and not question.open:
        form.position = section.position + 1


def show_help_after(form: OpenForm, item: str) -> None:
    """After an answer: somebody to talk to comes first where it may speak of harm."""
    form.help_first = note_harm_answer(form, item)


def leave_help(form: OpenForm) -> None:
    """Back to the questions, which waited."""
    form.help_first = False


def go_to_section(form: OpenForm, position: int, has_invalid_number: bool) -> bool:
    """Whether it went there. Not onwards while a number stands here that is not kept: it would be gone without a
    word."""
    if position > form.position and not check_may_leave(form, has_invalid_number):
        return False
    form.position = position
    return True


def check_may_leave(form: OpenForm, has_invalid_number: bool) -> bool:
    """Whether the section can be left onwards; write into the form why not."""
    form.problem = words.form.NUMBER_FIRST if has_invalid_number else ""
    return not has_invalid_number


def ask_whether_nothing_applies(form: OpenForm) -> bool:
    """Let the form ask where everything was left open and nobody said that this is meant; whether it asks now."""
    if not form.none_applies and _nothing_chosen(form):
        form.interruption = Interruption.NOTHING_CHOSEN
    return form.interruption is not None


def back_to_questions(form: OpenForm) -> None:
    """Leave the question whether nothing applies, for the first section."""
    form.interruption, form.position = None, 0


def say_nothing_applies(form: OpenForm) -> None:
    """The other answer to it: every question that is asked does not apply."""
    form.interruption, form.none_applies = None, True


def finish_unkept(form: OpenForm) -> None:
    """The end of a form that nobody keeps: its scores, or the question whether nothing applies."""
    if not ask_whether_nothing_applies(form):
        form.scores = build_response(form.questionnaire, final_answers(form)).scores


def _nothing_chosen(form: OpenForm) -> bool:
    """Whether every question was left out and nothing was written; declining is an answer."""
    answers = form.answers
    return not form.note.strip() and all(
        answers[name].state in _LEFT_OPEN for name in form.visible_ids if name in answers
    )


def final_answers(form: OpenForm) -> dict[str, Answer]:
    """The answers as they are saved; where nothing applies, every question that is asked says so."""
    if not form.none_applies:
        return form.answers
    item_by_id = form.expanded_questionnaire.item_by_id
    away = Answer(AnswerState.NOT_APPLICABLE)
    return {name: away for name in form.visible_ids if item_by_id[name].is_asked and item_by_id[name].type != "display"}
