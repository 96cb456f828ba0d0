"""One questionnaire being answered in one window: what it holds, and what of it is kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from uuid import UUID, uuid4

from nearer.answering.form_start import keep_valid_answers
from nearer.domain.answers import Answer, write_answer
from nearer.domain.conditions import shown_items
from nearer.domain.form_content import FormContent
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.repeats import expand_repeats
from nearer.domain.scoring import Score
from nearer.domain.weeks import Week
from nearer.storage.couple.form_drafts import Draft
from nearer.typed_answers.answer_parsing import read_answer, read_answers
from nearer.typed_answers.refused_answers import AnswerRefused
from nearer.views import text as words


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
    `help_shown_for` are the written answers that brought them once.
    `merges` counts how often another window changed what this one shows.
    """

    questionnaire: Questionnaire
    week: Week | None
    content: FormContent = field(default_factory=FormContent)
    position: int = 0
    version: int = 0
    last_response_id: UUID | None = None
    response_id: UUID = field(default_factory=uuid4)
    problem: str = ""
    scores: tuple[Score, ...] | None = None
    help_first: bool = False
    help_shown_for: set[str] = field(default_factory=set)
    interruption: Interruption | None = None
    none_applies: bool = False
    base: FormContent = field(init=False)
    raw_answers: dict[str, object] = field(init=False, repr=False)  # what these questions take of the content
    answers: dict[str, Answer] = field(init=False, repr=False)  # by item id; unanswered items are not there
    visible_ids: tuple[str, ...] = field(init=False)  # the items that are asked at present, in their order
    entry_position: int = 0  # the section that stood there when the form was come to
    merges: int = 0
    drawn_outline: object = None  # the outline as it stands on the screen

    def __post_init__(self) -> None:
        self.base = self.content
        self.set_content(self.content)

    def is_for(self, questionnaire: Questionnaire, week: Week | None) -> bool:
        """Whether it is the form of this questionnaire and week; questionnaires that are not weekly have None."""
        return (self.questionnaire.id, self.week) == (questionnaire.id, week)

    def set_content(self, content: FormContent) -> None:
        """Let the window hold this content, read against these questions."""
        self.content, self.raw_answers = content, keep_valid_answers(self.questionnaire, content.answers)
        self.answers = read_answers(self.questionnaire, self.raw_answers)
        self.visible_ids = shown_items(self.questionnaire, self.answers)

    def adopt_merged(self, content: FormContent, draft: Draft, stored: FormContent) -> None:
        """Hold what came of this window and of what another one kept."""
        self.merges += not content.same_as(self.content)
        self.base, self.version, self.last_response_id = stored, draft.version, draft.last_response_id
        self.set_content(content)

    def adopt_definition(self, offered: Questionnaire) -> bool:
        """Go on as it is offered now, with the same answers; True, and said, when the questions are not the same."""
        changed = offered.sha256 != self.questionnaire.sha256
        if changed or offered.harm_flags != self.questionnaire.harm_flags:
            self.questionnaire = offered
            self.set_content(self.content)
        if changed:
            self.merges += 1
            self.problem = words.form.QUESTIONS_CHANGED
        return changed

    @property
    def outline(self) -> object:
        """What is on the screen beside the answers themselves: when it changes, all of it is drawn anew."""
        questions = self.visible_ids, self.position, self.merges, self.is_stored
        return questions, self.problem, self.help_first, self.interruption, bool(self.content.conflicts)

    @property
    def note(self) -> str:
        """What was written beside the answers; empty without any."""
        return self.content.note

    @property
    def expanded_questionnaire(self) -> Questionnaire:
        """The questionnaire with the copies of what is there several times."""
        return expand_repeats(self.questionnaire, self.raw_answers)

    @property
    def sections(self) -> tuple[str, ...]:
        """Sections that have something to ask at present."""
        visible, questionnaire = set(self.visible_ids), self.expanded_questionnaire
        screens = dict.fromkeys(
            questionnaire.screen_of[item.section] for item in questionnaire.items if item.id in visible
        )
        return tuple(screens)

    @property
    def without_place(self) -> int:
        """How many answers the questions have no place for any more."""
        return sum(raw is not None and name not in self.raw_answers for name, raw in self.content.answers.items())

    def set_answer(self, item: str, raw: object) -> bool:
        """Take one answer; a refused one changes nothing and says why. None clears the item."""
        self.problem, asked_item = "", self.expanded_questionnaire.item_by_id.get(item)
        if asked_item is None:  # a tap on what another window took away meanwhile
            self.problem = words.form.NOT_ASKED_NOW
            return False
        try:
            answer = read_answer(asked_item, raw)
        except AnswerRefused as refused:
            self.problem = str(refused)
            return False
        self.set_content(self.content.with_answer(item, write_answer(answer)))
        return True

    def add_copy(self, copy: str) -> None:
        """Add an empty copy of an item or a section that repeats."""
        self.set_content(self.content.with_copy(self.questionnaire, copy, uuid4().hex))

    def delete_copy(self, copy: str) -> None:
        """Take a copy away with what was answered in it; those after it move up."""
        self.set_content(self.content.without_copy(copy))

    @property
    def draft(self) -> Draft:
        """The form's content as the draft that is saved."""
        content = self.content
        return Draft(
            self.questionnaire.id, self.week, content.answers, self.position, content.note, self.version,
            content.conflicts, content.copies, self.last_response_id,
        )  # fmt: skip

    @property
    def unsaved(self) -> bool:
        """Whether the window holds something that is not kept."""
        return not self.saved and not self.content.same_as(self.base)

    @property
    def is_stored(self) -> bool:
        """Whether there is something, and all of it is kept."""
        return self.version > 0 and not self.unsaved and not self.problem

    @property
    def interrupted(self) -> bool:
        """Whether the person has something to decide before the questions go on."""
        return self.interruption is not None or bool(self.content.conflicts)

    @property
    def saved(self) -> bool:
        """Whether it was finished and is saved."""
        return self.scores is not None
