"""Two windows of one form, in any order of acts, on the real storage: no field is lost, and *Saved* is true of all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from nearer.answering.form_drafts import answer_item, form_week, open_form_of_week, save_form_draft, submit_form
from nearer.answering.open_form import Interruption, OpenForm
from nearer.domain.form_content import NOTE_FIELD
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.repeats import next_copy
from nearer.session.values import PersonSession
from nearer.storage.couple.responses import read_own_responses
from nearer.storage.notebook import open_demo_notebook
from nearer.yaml_files.catalogue import Catalogue
from nearer.yaml_files.loader import load_questionnaire
from tests.storage.making import find_draft, make_person

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HEAD = """
version: 1.0
status: active
language: en
title: A form
summary: For the tests.
audience: both
source: Written for the tests.
licence: CC0-1.0
"""
WEEKLY = load_questionnaire(
    f"""id: each-week
{HEAD}repeat: weekly
sections: [{{id: all, title: All}}]
items:
  - {{id: first, section: all, text: First, type: line}}
  - {{id: second, section: all, text: Second, type: line}}
""",
    "each-week.yaml",
)
ONCE_TEXT = f"""id: once
{HEAD}
sections: [{{id: all, title: All}}, {{id: visit, title: A visit, repeats: {{max: 20}}}}]
items:
  - {{id: first, section: all, text: First, type: line}}
  - {{id: second, section: all, text: Second, type: line}}
  - {{id: where, section: visit, text: Where, type: line}}
"""
ONCE = load_questionnaire(ONCE_TEXT, "once.yaml")
NOTEBOOK = open_demo_notebook()
NUMBERS = count()
WINDOWS = st.sampled_from([0, 1])
PLAIN = ("first", "second", NOTE_FIELD)


@dataclass
class Field:
    """What was written to one field: each writing with its value; `newest` are those that no later one knew."""

    writings: dict[int, object] = field(default_factory=lambda: {0: None})
    newest: set[int] = field(default_factory=lambda: {0})

    def write(self, value: object, known: set[int], seen: set[object]) -> None:
        """Written over knowingly is what the window knew of, and what reads the same as what stood there (`seen`)."""
        number = len(self.writings)
        self.writings[number] = value
        self.newest = {number} | {one for one in self.newest - known if self.writings[one] not in seen}

    @property
    def values(self) -> set[object]:
        return {self.writings[number] for number in self.newest}


class TwoWindows(RuleBasedStateMachine):
    """The model knows what each window has seen; whatever no window wrote over knowingly has to be there."""

    questionnaire: Questionnaire

    @initialize()
    def begin(self) -> None:
        principal = make_person(NOTEBOOK, f"Somebody {next(NUMBERS)}")
        self.session = PersonSession(NOTEBOOK, principal, Catalogue({self.questionnaire.id: self.questionnaire}), NOW)
        self.week = form_week(self.session, self.questionnaire)
        self.forget()
        self.windows = [self.opened(), self.opened()]
        self.missed_the_end = [False, False]

    def forget(self) -> None:
        self.fields: dict[str, Field] = {name: Field() for name in PLAIN}
        self.known: list[dict[str, set[int]]] = [self.all_writings(), self.all_writings()]

    def all_writings(self) -> dict[str, set[int]]:
        return {name: set(one.writings) for name, one in self.fields.items()}

    def opened(self) -> OpenForm:
        return open_form_of_week(self.session, self.questionnaire, self.week)

    # What a person does in a window

    @rule(window=WINDOWS, name=st.sampled_from(PLAIN), empty=st.booleans())
    def write(self, window: int, name: str, empty: bool) -> None:
        form = self.windows[window]
        value = None if empty else f"words {next(NUMBERS)}"
        if self.may_act(window) and field_values(form, name) != [value]:
            self.act(window, name, value, lambda: write(self.session, form, name, value))

    @rule(window=WINDOWS, place=st.integers(0, 8))
    def choose(self, window: int, place: int) -> None:
        form = self.windows[window]
        if not form.content.conflicts or form.interruption:
            return
        name = sorted(form.content.conflicts)[place % len(form.content.conflicts)]
        values = form.content.conflicts[name]
        value = values[place % len(values)]

        self.act(window, lasting(form, name), value or None, lambda: choose(self.session, form, name, value))

    @rule(window=WINDOWS)
    def reload(self, window: int) -> None:
        self.windows[window] = self.opened()
        self.known[window], self.missed_the_end[window] = self.all_writings(), False

    @rule(window=WINDOWS)
    def finish(self, window: int) -> None:
        form = self.windows[window]
        if not self.may_act(window):
            return
        before = {name: field_values(form, lasting_to_number(form, name)) for name in self.fields}
        submit_form(self.session, form)
        if form.saved:
            assert all(before[name] == [value] for name, one in self.fields.items() for value in one.values)
            self.check_response(before)
            self.ended(window)
        elif form.interruption is Interruption.FINISHED_ELSEWHERE:
            self.reload(window)
        else:
            assert form.problem or form.content.conflicts or form.interruption, "nothing is refused in silence"
            form.interruption = None
            self.known[window] = self.all_writings()

    # What has to hold

    @invariant()
    def nothing_is_lost(self) -> None:
        stored = find_draft(NOTEBOOK, self.session.principal, self.questionnaire.id, self.week)
        opened = self.opened()
        if stored is not None:
            assert opened.content.same_as(stored.content)
        for name, model in self.fields.items():
            there = field_values(opened, lasting_to_number(opened, name))
            assert model.values - {None} <= set(there), f"{name} lost something"
            assert set(there) <= {None, *model.writings.values()}

    def may_act(self, window: int) -> bool:
        form = self.windows[window]
        return not form.content.conflicts and form.interruption is None

    def act(self, window: int, name: str, value: object, do: Callable[[], None]) -> None:
        """Do it, and let the model know; what a window shows afterwards is what is kept."""
        if self.missed_the_end[window]:
            self.refused(window, do)
            return
        model, form = self.fields[name], self.windows[window]
        had_seen_all = self.known[window] == self.all_writings()
        seen = set(field_values(form, lasting_to_number(form, name)))
        do()
        model.write(value, self.known[window].get(name, {0}), seen)
        self.known[window] = self.all_writings()
        assert form.is_stored or form.problem or (form.interruption and not form.unsaved)
        assert form.content.same_as(self.opened().content)
        if had_seen_all:
            assert field_values(form, lasting_to_number(form, name)) == [value], "nobody is asked without need"

    def refused(self, window: int, do: Callable[[], None]) -> None:
        """A late act after the other window finished the form changes nothing that is kept, and says so."""
        content = self.opened().content
        do()
        assert self.windows[window].interruption is Interruption.FINISHED_ELSEWHERE
        assert not self.windows[window].is_stored
        assert self.opened().content.same_as(content)
        self.reload(window)

    def check_response(self, before: dict[str, list[object]]) -> None:
        response = read_own_responses(NOTEBOOK, self.session.principal, self.questionnaire.id)[-1]
        assert [response.note or None] == before[NOTE_FIELD]
        written = {raw for raw in (response.answers or {}).values() if isinstance(raw, str)}
        assert written == {value for name, [value] in before.items() if name != NOTE_FIELD and value is not None}

    def ended(self, window: int) -> None:
        raise NotImplementedError


class WeeklyWindows(TwoWindows):
    """A form that can be changed until its week ends: a late act stands on top of what was saved."""

    questionnaire = WEEKLY

    def ended(self, window: int) -> None:
        self.reload(window)


class OnceWindows(TwoWindows):
    """A form that is finished for good, with copies that are added and taken away."""

    questionnaire = ONCE

    def ended(self, window: int) -> None:
        self.forget()
        self.missed_the_end = [True, True]
        self.reload(window)

    @rule(window=WINDOWS)
    def add_copy(self, window: int) -> None:
        form = self.windows[window]
        last = [section for section in form.expanded_questionnaire.sections if section.repeats][-1]
        copy = next_copy(form.expanded_questionnaire, last)
        if copy is None:
            return
        if not self.may_act(window):
            return
        if self.missed_the_end[window]:
            self.refused(window, lambda: add(self.session, form, copy))
            return
        add(self.session, form, copy)
        added = [name for name in map_of(form) if name not in self.fields]
        assert form.is_stored
        own = next(name for name in added if name not in self.others(window))
        for name in added:
            self.fields[name] = Field()
        self.known[window] = self.all_writings()
        number = lasting_to_number(form, own)
        if number not in form.expanded_questionnaire.item_by_id:  # both windows added the last that there may be
            return
        value = f"words {next(NUMBERS)}"
        self.act(window, own, value, lambda: write(self.session, form, number, value))

    def others(self, window: int) -> set[str]:
        return set(map_of(self.windows[1 - window]))

    @rule(window=WINDOWS, place=st.integers(0, 5))
    def write_in_copy(self, window: int, place: int) -> None:
        form = self.windows[window]
        names = [
            name for name, number in sorted(map_of(form).items()) if number in form.expanded_questionnaire.item_by_id
        ]
        if names and self.may_act(window):
            name, value = names[place % len(names)], f"words {next(NUMBERS)}"
            number = lasting_to_number(form, name)
            if name not in self.fields and not self.missed_the_end[window]:  # taken away in the other window meanwhile
                self.fields[name] = Field()
            self.act(window, name, value, lambda: write(self.session, form, number, value))

    @rule(window=WINDOWS, place=st.integers(0, 5))
    def take_away(self, window: int, place: int) -> None:
        form = self.windows[window]
        names = sorted(map_of(form))
        if not names or not self.may_act(window):
            return
        name = names[place % len(names)]
        copy = f"visit~{lasting_to_number(form, name).partition('~')[2]}"
        if self.missed_the_end[window]:
            self.refused(window, lambda: delete_form_copy(self.session, form, copy))
            return
        reply = self.fields.get(name)
        unseen = reply is not None and not set(reply.writings) <= self.known[window].get(name, {0})
        delete_form_copy(self.session, form, copy)
        if not unseen:
            self.fields.pop(name, None)
        self.known[window] = self.all_writings()
        assert (name in map_of(self.opened())) is unseen, "a copy goes unless the other window wrote in it"


def write(session: PersonSession, form: OpenForm, name: str, value: object) -> None:
    if name == NOTE_FIELD:
        form.set_content(form.content.with_note(str(value or "")))
        save_form_draft(session, form)
    else:
        answer_item(session, form, name, value)


def choose(session: PersonSession, form: OpenForm, name: str, value: object) -> None:
    form.set_content(form.content.resolve_conflict(name, value))
    save_form_draft(session, form)


def add(session: PersonSession, form: OpenForm, copy: str) -> None:
    form.add_copy(copy)
    save_form_draft(session, form)


def delete_form_copy(session: PersonSession, form: OpenForm, copy: str) -> None:
    form.delete_copy(copy)
    save_form_draft(session, form)


def field_values(form: OpenForm, name: str) -> list[object]:
    """The values that stand at a field, None for nothing: several while the person has not chosen."""
    alone = form.content.note if name == NOTE_FIELD else form.content.answers.get(name)
    return [value or None for value in form.content.conflicts.get(name, (alone,))]


def map_of(form: OpenForm) -> dict[str, str]:
    """The fields in copies: lasting name to the name they have at this moment."""
    return {lasting(form, name): name for name in form.content.answers if "~" in name}


def lasting(form: OpenForm, name: str) -> str:
    base, mark, chain = name.partition("~")
    own = form.content.copies.get(chain, chain.rpartition(".")[2])
    return f"{base}~{own}" if mark else name


def lasting_to_number(form: OpenForm, name: str) -> str:
    return map_of(form).get(name, name)


MANY = settings(
    max_examples=60, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
TestWeeklyWindows = WeeklyWindows.TestCase
TestWeeklyWindows.settings = MANY
TestOnceWindows = OnceWindows.TestCase
TestOnceWindows.settings = MANY
