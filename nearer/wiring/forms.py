"""The open form of a session: what is answered so far, saved as a sealed draft at every change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID, uuid4

import streamlit as st

from nearer.domain import (
    NOT_SHOWN,
    Answer,
    AnswerRefused,
    Item,
    Questionnaire,
    Score,
    Week,
    complete,
    read_answer,
    read_answers,
    shown_items,
    unfolded,
    with_copy,
    without_contradiction,
    without_copy,
    write_answer,
)
from nearer.fhir.reader import NOT_STATED
from nearer.instruments.safety import asks_of_harm, own_scales
from nearer.shipped import shipped_instruments
from nearer.storage import (
    Draft,
    DraftChangedElsewhere,
    NotSaved,
    find_draft,
    keep_response,
    own_responses,
    save_draft,
)
from nearer.views import words
from nearer.wiring.visit import Visit

FORM = "form"


@dataclass
class OpenForm:
    """One questionnaire being answered. `answers` are raw values as the draft keeps them.

    `help_first` while somebody to talk to stands in place of the questions; `helped` are the written answers that
    brought them once.
    """

    questionnaire: Questionnaire
    week: Week | None
    answers: dict[str, object] = field(default_factory=dict)
    position: int = 0
    note: str = ""
    version: int = 0
    key: UUID = field(default_factory=uuid4)
    trouble: str = ""
    scores: tuple[Score, ...] | None = None
    help_first: bool = False
    helped: set[str] = field(default_factory=set)
    drawn: object = None  # the outline as it stands on the screen

    @property
    def outline(self) -> object:
        """What is on the screen beside the answers themselves: when it changes, all of it is drawn anew."""
        return self.shown, self.position, self.trouble, self.version > 0, self.help_first

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

    def take(self, item: str, raw: object) -> bool:
        """Take one answer; a refused one changes nothing and says why. None clears the item."""
        self.trouble = ""
        try:
            read_answer(self.asked.item(item), raw)
        except AnswerRefused as refused:
            self.trouble = str(refused)
            return False
        if raw is None and "~" not in item:
            self.answers.pop(item, None)
        else:
            self.answers[item] = raw
        return True

    def add_copy(self, copy: str) -> None:
        """One more of what may be there several times, with nothing in it yet."""
        self.answers |= dict.fromkeys(with_copy(self.questionnaire, self.answers, copy))

    def drop_copy(self, copy: str) -> None:
        """Take a copy away with what was answered in it; those after it move up."""
        names = without_copy(self.answers, copy)
        self.answers = {names[name]: raw for name, raw in self.answers.items() if name in names}

    @property
    def saved(self) -> bool:
        return self.scores is not None


def open_form(visit: Visit, questionnaire: Questionnaire) -> OpenForm:
    """The session's form for this questionnaire: as it stands, from its draft, or new."""
    week = week_of(visit, questionnaire)
    form: OpenForm | None = st.session_state.get(FORM)
    if form is None or form.questionnaire.id != questionnaire.id or form.week != week:
        draft = find_draft(visit.notebook, visit.principal, questionnaire.id, week)
        form = _from_draft(questionnaire, week, draft) if draft else _new_form(visit, questionnaire)
        st.session_state[FORM] = form
    return form


def current_form() -> OpenForm | None:
    """The form this session has open, if any."""
    return st.session_state.get(FORM)


def close_form() -> None:
    """Put the form away; its draft stays."""
    st.session_state.pop(FORM, None)


def week_of(visit: Visit, questionnaire: Questionnaire) -> Week | None:
    """The week a response belongs to: weekly questionnaires have one, the others none."""
    return visit.week if questionnaire.repeat == "weekly" else None


def answer_item(visit: Visit, form: OpenForm, item: str, raw: object) -> None:
    """Take one answer and save the draft."""
    if form.take(item, raw):
        keep_draft(visit, form)


def keep_draft(visit: Visit, form: OpenForm) -> None:
    """Seal and save the draft; when another window saved first, its draft is taken and the person is told.

    What cannot be saved (a full disk, a busy notebook) stays on the screen, with the reason.
    """
    draft = Draft(form.questionnaire.id, form.week, form.answers, form.position, form.note, form.version)
    form.trouble = ""
    try:
        form.version = save_draft(visit.notebook, visit.principal, draft, visit.now)
    except DraftChangedElsewhere as changed:
        newer = find_draft(visit.notebook, visit.principal, form.questionnaire.id, form.week)
        st.session_state[FORM] = _from_draft(form.questionnaire, form.week, newer)
        st.session_state[FORM].trouble = str(changed)
    except NotSaved as reason:
        form.trouble = words.form.not_saved(str(reason))


def submit_form(visit: Visit, form: OpenForm) -> None:
    """Keep the response; `scores` are set only after COMMIT. Raises NotSaved with a sentence.

    Where a question asks about harm, the single answers stay with the person: without that one alone, it could be
    worked out from the score and the others.
    """
    unshared = asks_of_harm(form.questionnaire, shipped_instruments())
    kept_back = own_scales(form.questionnaire, shipped_instruments())
    response = complete(form.questionnaire, form.read, form.week, form.note)
    response = replace(response, unshared=unshared, own_scales=kept_back)
    keep_response(visit.notebook, visit.principal, response, form.key, visit.now)
    form.scores = response.scores


def notice_of(questionnaire: Questionnaire) -> str:
    """Where a questionnaire that a therapist brought comes from, and the notice that its owner asks for."""
    return " · ".join(said for said in (questionnaire.source, questionnaire.licence) if said != NOT_STATED)


def change_again(visit: Visit, questionnaire: Questionnaire) -> None:
    """Open the week's kept answers again, so that they can be changed until the week ends."""
    st.session_state[FORM] = _new_form(visit, questionnaire)


def _new_form(visit: Visit, questionnaire: Questionnaire) -> OpenForm:
    """This week's kept answers if there are any; else empty, but for the words that are carried over."""
    week = week_of(visit, questionnaire)
    carried = {item.id for item in questionnaire.items if item.carried}
    kept = own_responses(visit.notebook, visit.principal, questionnaire.id) if week or carried else ()
    if not kept:
        return OpenForm(questionnaire, week)
    latest = kept[-1]
    if week is not None and latest.week == week:
        given = _that_fit(questionnaire, _given(latest.record))
        return OpenForm(questionnaire, week, given, note=latest.note)
    carried_words: dict[str, object] = {
        item: raw for item, raw in latest.record.items() if item in carried and isinstance(raw, str)
    }
    return OpenForm(questionnaire, week, carried_words)


def _given(record: Mapping[str, object]) -> dict[str, object]:
    """What the person chose or declined, and every copy they made; skipped and hidden items are open again."""
    left = {item: raw for item, raw in record.items() if raw != write_answer(NOT_SHOWN)}
    return {item: raw for item, raw in left.items() if raw is not None or "~" in item}


def _from_draft(questionnaire: Questionnaire, week: Week | None, draft: Draft | None) -> OpenForm:
    if draft is None:
        return OpenForm(questionnaire, week)
    answers = _that_fit(questionnaire, draft.answers)
    return OpenForm(questionnaire, week, answers, draft.position, draft.note, draft.version)


def _that_fit(questionnaire: Questionnaire, answers: Mapping[str, object]) -> dict[str, object]:
    """Without what an earlier version asked and this one does not, or asks with other answer options."""
    items = unfolded(questionnaire, answers).item_by_id
    known = {name: without_contradiction(items[name], raw) for name, raw in answers.items() if name in items}
    return {name: raw for name, raw in known.items() if _fits(items[name], raw)}


def _fits(item: Item, raw: object) -> bool:
    try:
        read_answer(item, raw)
    except AnswerRefused:
        return False
    return True
