"""The open form of a session: what is answered so far, and what of it is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from uuid import UUID, uuid4

import streamlit as st

from nearer.domain import (
    Answer,
    AnswerRefused,
    FormContent,
    Questionnaire,
    Score,
    Week,
    read_answer,
    read_answers,
    shown_items,
    unfolded,
    write_answer,
)
from nearer.fhir.reader import NOT_STATED
from nearer.storage import Draft, EntryBroken, open_draft
from nearer.views import words
from nearer.wiring.form_start import content_to_begin, that_fit
from nearer.wiring.visit import Visit
from nearer.wiring.visit import visit as current_visit

FORM = "form"


class Interruption(Enum):
    """What stands in place of the questions until the person decides."""

    NOTHING_CHOSEN = "nothing was chosen, and *Finish* was pressed"
    FINISHED_ELSEWHERE = "another window finished it; what was changed here since then is not kept"
    WEEK_OVER = "its week ended before it was finished"
    DAMAGED = "its draft does not pass its seal"


@dataclass
class OpenForm:
    """One questionnaire being answered in one window.

    `content` is what the window holds, `base` what it last saw kept; both are raw values as the draft keeps them, of
    every version of the questionnaire. `help_first` while somebody to talk to stands in place of the questions.
    `helped` are the written answers that brought them once.
    `merges` counts how often another window changed what this one shows.
    """

    questionnaire: Questionnaire
    week: Week | None
    content: FormContent = field(default_factory=FormContent)
    position: int = 0
    version: int = 0
    after: UUID | None = None
    key: UUID = field(default_factory=uuid4)
    trouble: str = ""
    scores: tuple[Score, ...] | None = None
    help_first: bool = False
    helped: set[str] = field(default_factory=set)
    interruption: Interruption | None = None
    none_applies: bool = False
    base: FormContent = field(init=False)
    answers: dict[str, object] = field(init=False, repr=False)  # what these questions take of the content
    entry: int = 0  # the part that stood there when the form was come to
    merges: int = 0
    drawn: object = None  # the outline as it stands on the screen

    def __post_init__(self) -> None:
        self.base = self.content
        self.hold(self.content)

    def is_for(self, questionnaire: Questionnaire, week: Week | None) -> bool:
        return (self.questionnaire.id, self.week) == (questionnaire.id, week)

    def hold(self, content: FormContent) -> None:
        self.content, self.answers = content, that_fit(self.questionnaire, content.answers)

    def take_over(self, content: FormContent, draft: Draft, stored: FormContent) -> None:
        """Hold what came of this window and of what another one kept."""
        self.merges += not content.same_as(self.content)
        self.base, self.version, self.after = stored, draft.version, draft.after
        self.hold(content)

    def asks_otherwise(self, offered: Questionnaire) -> bool:
        """Go on as it is offered now, with the same answers; True, and said, when the questions are not the same."""
        changed = offered.sha256 != self.questionnaire.sha256
        if changed or offered.marked != self.questionnaire.marked:
            self.questionnaire = offered
            self.hold(self.content)
        if changed:
            self.merges += 1
            self.trouble = words.form.QUESTIONS_CHANGED
        return changed

    @property
    def outline(self) -> object:
        """What is on the screen beside the answers themselves: when it changes, all of it is drawn anew."""
        place = self.shown, self.position, self.merges, self.kept
        return place, self.trouble, self.help_first, self.interruption, bool(self.content.choices)

    @property
    def note(self) -> str:
        return self.content.note

    @property
    def read(self) -> dict[str, Answer]:
        return read_answers(self.questionnaire, self.answers)

    @property
    def shown(self) -> tuple[str, ...]:
        return shown_items(self.questionnaire, self.read)

    @property
    def asked(self) -> Questionnaire:
        """The questionnaire with the copies of what is there several times."""
        return unfolded(self.questionnaire, self.answers)

    @property
    def sections(self) -> tuple[str, ...]:
        """Sections that have something to ask at present."""
        shown, asked = set(self.shown), self.asked
        named = dict.fromkeys(asked.screen_of[item.section] for item in asked.items if item.id in shown)
        return tuple(named)

    @property
    def without_place(self) -> int:
        """How many answers the questions have no place for any more."""
        return sum(raw is not None and name not in self.answers for name, raw in self.content.answers.items())

    def take(self, item: str, raw: object) -> bool:
        """Take one answer; a refused one changes nothing and says why. None clears the item."""
        self.trouble, asked = "", self.asked.item_by_id.get(item)
        if asked is None:  # a tap on what another window took away meanwhile
            self.trouble = words.form.NOT_ASKED_NOW
            return False
        try:
            answer = read_answer(asked, raw)
        except AnswerRefused as refused:
            self.trouble = str(refused)
            return False
        self.hold(self.content.with_answer(item, write_answer(answer)))
        return True

    def add_copy(self, copy: str) -> None:
        """One more of what may be there several times, with nothing in it yet."""
        self.hold(self.content.with_copy(self.questionnaire, copy, uuid4().hex))

    def drop_copy(self, copy: str) -> None:
        """Take a copy away with what was answered in it; those after it move up."""
        self.hold(self.content.without_copy(copy))

    @property
    def draft(self) -> Draft:
        """As it is to be kept."""
        content = self.content
        return Draft(
            self.questionnaire.id, self.week, content.answers, self.position, content.note, self.version,
            content.choices, content.copies, self.after,
        )  # fmt: skip

    @property
    def unsaved(self) -> bool:
        """Whether the window holds something that is not kept."""
        return not self.saved and not self.content.same_as(self.base)

    @property
    def kept(self) -> bool:
        """Whether there is something, and all of it is kept."""
        return self.version > 0 and not self.unsaved and not self.trouble

    @property
    def interrupted(self) -> bool:
        """Whether the person has something to decide before the questions go on."""
        return self.interruption is not None or bool(self.content.choices)

    @property
    def saved(self) -> bool:
        return self.scores is not None


def open_anew(visit: Visit, questionnaire: Questionnaire) -> OpenForm:
    """From its draft, or new; what was not finished in the week before is opened first, to be taken along or left."""
    week = week_of(visit, questionnaire)
    form = open_week(visit, questionnaire, week)
    if week is not None and not form.version and form.after is None and not form.interruption:
        before = open_week(visit, questionnaire, week.plus(-1))
        unchanged = before.content.same_as(content_to_begin(visit, questionnaire, before.week))
        if before.interruption is Interruption.DAMAGED:
            form = before
        elif before.version and not unchanged:
            before.interruption = Interruption.WEEK_OVER
            form = before
    put_form(form)
    return form


def open_week(visit: Visit, questionnaire: Questionnaire, week: Week | None) -> OpenForm:
    """The form of one week: its draft, else what was kept in it, to be changed until it ends, else an empty one."""
    try:
        draft = open_draft(visit.notebook, visit.principal, questionnaire.id, week)
    except EntryBroken:
        return OpenForm(questionnaire, week, interruption=Interruption.DAMAGED)
    content = draft.content if draft.version else content_to_begin(visit, questionnaire, week)
    return OpenForm(questionnaire, week, content, draft.position, draft.version, draft.after)


def current_form() -> OpenForm | None:
    """The form this session has open, if any."""
    return st.session_state.get(FORM)


def change_form(change: Callable[[Visit, OpenForm], None]) -> None:
    """Apply a change to the open form; after the lock nothing is changed, and the draft is as it was."""
    here, form = current_visit(), current_form()
    if here is not None and form is not None and not form.saved:
        change(here, form)


def put_form(form: OpenForm) -> None:
    """Let this be the open form."""
    st.session_state[FORM] = form


def close_form() -> None:
    """Put the form away; its draft stays."""
    st.session_state.pop(FORM, None)


def week_of(visit: Visit, questionnaire: Questionnaire) -> Week | None:
    """The week a response belongs to: weekly questionnaires have one, the others none."""
    return visit.week if questionnaire.repeat == "weekly" else None


def notice_of(questionnaire: Questionnaire) -> str:
    """Where a questionnaire that a therapist brought comes from, and the notice that its owner asks for."""
    return " · ".join(said for said in (questionnaire.source, questionnaire.licence) if said != NOT_STATED)
