"""The form in which a questionnaire is written in a file, before answer lists are looked up."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from nearer.domain.fields import Id
from nearer.domain.questionnaire import (
    MAX_ITEMS,
    MAX_OPTIONS,
    AnswerOption,
    Item,
    ItemType,
    ItemWords,
    Questionnaire,
    QuestionnaireWords,
)

AnswerList = Annotated[tuple[AnswerOption, ...], Field(min_length=1, max_length=MAX_OPTIONS)]


def _name_or_list(value: object) -> str:
    return "list" if isinstance(value, list | tuple) else "name"


class WrittenItem(ItemWords):
    """One item as written: `answers` names an answer list or holds one."""

    type: ItemType | None = None
    answers: (
        Annotated[Annotated[Id, Tag("name")] | Annotated[AnswerList, Tag("list")], Discriminator(_name_or_list)] | None
    ) = None


class WrittenQuestionnaire(QuestionnaireWords):
    """One questionnaire as written in a YAML file."""

    answer_lists: Annotated[dict[Id, AnswerList], Field(max_length=MAX_ITEMS)] = {}
    items: Annotated[tuple[WrittenItem, ...], Field(min_length=1, max_length=MAX_ITEMS)]

    def options_of(self, item: WrittenItem) -> tuple[AnswerOption, ...]:
        """The options an item offers; empty when it has none or names a list that is not there."""
        if isinstance(item.answers, str):
            return self.answer_lists.get(item.answers, ())
        return item.answers or ()

    def resolve(self, sha256: str) -> Questionnaire:
        """Put each item's options in its place. A missing type is `choice`."""
        items = [
            Item(type=item.type or "choice", options=self.options_of(item), **_values(item, ItemWords))
            for item in self.items
        ]
        return Questionnaire(items=tuple(items), sha256=sha256, **_values(self, QuestionnaireWords))


def _values(written: ItemWords | QuestionnaireWords, words: type[ItemWords | QuestionnaireWords]) -> dict[str, Any]:
    return {name: getattr(written, name) for name in words.model_fields}
