"""The guide as frozen values: topics, steps, where facts come from, and what brings a page in or holds it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, RootModel, model_validator

from nearer.domain import Catalogue
from nearer.domain.fields import Code, Id, Model, Text, Whole, YesNo

BELOW = "text below the front matter"
Level = Literal["everyday", "medical", "urgent"]
Texts = Annotated[tuple[Text, ...], Field(min_length=1)]

_FORMS = ({"event", "within_days"}, {"questionnaire", "item", "one_of"}, {"questionnaire", "scale", "band"})


class When(Model):
    """One of three tests: an event of late, an option chosen, or the band of a score."""

    event: Literal["chemotherapy", "radiotherapy", "seeds", "surgery", "transplant"] | None = None
    within_days: Annotated[Whole, Field(ge=1)] | None = None
    questionnaire: Id | None = None
    item: Id | None = None
    one_of: Annotated[tuple[Code, ...] | None, Field(alias="is", min_length=1)] = None
    scale: Id | None = None
    band: Texts | None = None

    @model_validator(mode="after")
    def _one_form(self) -> When:
        if self.model_fields_set not in _FORMS:
            raise ValueError("takes {event, within_days}, {questionnaire, item, is} or {questionnaire, scale, band}")
        return self


class Condition(Model):
    """A test with the reason that people read."""

    when: When
    because: Text


class Page(Model):
    """What topics and steps have in common: `text` is Markdown, `reviewed` false until a clinician signs."""

    id: Id
    title: Text
    not_when: tuple[Condition, ...] = ()
    stop: Texts
    sources: Annotated[tuple[Code, ...], Field(min_length=1)]
    reviewed: Text
    to_confirm: YesNo
    text: Annotated[str, Field(alias=BELOW)]


class Topic(Page):
    """One section of the guide. `addresses` gives each scale it speaks to a weight of 1 to 3."""

    summary: Annotated[Text, Field(max_length=160)]
    audience: Literal["survivor", "partner", "both"]
    addresses: dict[Id, Annotated[Whole, Field(ge=1, le=3)]]
    shown_when: tuple[Condition, ...] = ()
    level: Level
    related: Annotated[tuple[Id, ...], Field(min_length=2)]
    search: Annotated[tuple[Text, ...], Field(min_length=6)]


class Step(Page):
    """One small thing to try. `after` names the step that opens this one."""

    minutes: Annotated[Whole, Field(ge=1, le=120)]
    who: Literal["alone", "together", "either"]
    topic: Id
    phase: Annotated[Whole, Field(ge=1, le=3)] | None = None
    after: Id | None = None
    comfort: Literal["before and after"]


class Source(Model):
    """Where facts come from; `checked` once somebody of the clinic has compared our sentences with it."""

    title: Text
    where: Text
    kind: Literal["guideline", "study", "review", "advice", "clinic", "own", "unconfirmed"]
    checked: YesNo


class Sources(RootModel[dict[Code, Source]]):
    """All sources, by their keys."""


class SearchWords(Model):
    """`leave_out` are words that say little alone; `means` gives a topic what people type when they look for it."""

    leave_out: tuple[Text, ...] = ()
    means: dict[Id, Texts] = {}


@dataclass(frozen=True)
class Guide:
    """Everything there is to read and to try, by id in the order of the files, and the questionnaires it speaks of."""

    topics: Mapping[str, Topic]
    steps: Mapping[str, Step]
    sources: Mapping[str, Source]
    words: SearchWords
    catalogue: Catalogue

    def steps_before(self, step: Step) -> int:
        """How many steps open before this one, each by the one before it."""
        return 0 if step.after is None else 1 + self.steps_before(self.steps[step.after])
