"""Topics, steps and sources of the guide as frozen values, with the conditions that show or hold back a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from nearer.domain.yaml_scalars import MAX_COUNT, Bounds, Code, FieldRule, Id, Text, Whole, YamlRecord, YesNo, key_of
from nearer.guide.crisis import CrisisPhrases
from nearer.language.error_catalogue.file_errors import KeyText
from nearer.yaml_files.catalogue import Catalogue
from nearer.yaml_files.problems import KeyRefused

BELOW = "text below the front matter"
TopicKind = Literal["everyday", "medical", "urgent"]
Shelf = Literal["body", "feelings", "two", "team"]
_SIGNED = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2}) \S.*")


def _check_reviewed(value: str) -> str:
    """`false`, or a day and who signed."""
    signed = _SIGNED.fullmatch(value)
    try:
        if value == "false" or (signed and date.fromisoformat(signed["day"])):
            return value
    except ValueError:
        pass
    raise KeyRefused(KeyText.REVIEWED)


Reviewed = Annotated[Text, FieldRule(after=_check_reviewed)]
Texts = Annotated[tuple[Text, ...], Bounds(min_length=1)]

_QUESTION = re.compile(r"^- ([^\"“\n]*\?)", re.MULTILINE)
_FORMS = ({"event", "within_days"}, {"questionnaire", "item", "one_of"}, {"questionnaire", "scale", "worst_bands"})


@dataclass(frozen=True, kw_only=True)
class When(YamlRecord):
    """One of three tests: an event of late, an option chosen, or a score in one of so many worst bands of its scale."""

    event: Literal["chemotherapy", "radiotherapy", "seeds", "surgery", "transplant", "scan", "check-up"] | None = None
    within_days: Annotated[Whole, Bounds(ge=1, le=MAX_COUNT)] | None = None
    questionnaire: Id | None = None
    item: Id | None = None
    one_of: Annotated[tuple[Code, ...] | None, Bounds(min_length=1)] = None
    scale: Id | None = None
    worst_bands: Annotated[Whole, Bounds(ge=1, le=MAX_COUNT)] | None = None

    def __post_init__(self) -> None:
        if {name for name, value in self.values().items() if value is not None} not in _FORMS:
            raise KeyRefused(KeyText.CONDITION_OF_A_TOPIC)


@dataclass(frozen=True, kw_only=True)
class TopicCondition(YamlRecord):
    """A test with the reason that people read."""

    when: When
    because: Text


@dataclass(frozen=True, kw_only=True)
class AddressWhen(YamlRecord):
    """A scale that a topic speaks to only for somebody who meets a test, as pain when something enters."""

    scale: Id
    weight: Annotated[Whole, Bounds(ge=1, le=3)]
    when: When


def _key_of_page(name: str) -> str:
    """The text stands below the front matter, and so under no key that the front matter could hold."""
    return BELOW if name == "text" else key_of(name)


@dataclass(frozen=True, kw_only=True)
class Page(YamlRecord):
    """What topics and steps have in common: `text` is Markdown, `reviewed` false until a clinician signs.

    `stop` names rules in the file; read into the guide it holds their sentences.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = YamlRecord.__pydantic_config__ | {"alias_generator": _key_of_page}

    id: Id
    title: Text
    not_when: tuple[TopicCondition, ...] = ()
    stop: Texts
    sources: Annotated[tuple[Code, ...], Bounds(min_length=1)]
    reviewed: Reviewed
    to_confirm: YesNo
    text: str


@dataclass(frozen=True, kw_only=True)
class Topic(Page):
    """One section of the guide. `addresses` gives each scale it speaks to a weight of 1 to 3.

    In the library it stands on its `shelf` by its `place`, the lowest first.
    """

    summary: Annotated[Text, Bounds(max_length=160)]
    audience: Literal["survivor", "partner", "both"]
    shelf: Shelf
    place: Annotated[Whole, Bounds(ge=1, le=999)]
    addresses: dict[Id, Annotated[Whole, Bounds(ge=1, le=3)]]
    addresses_when: tuple[AddressWhen, ...] = ()
    shown_when: tuple[TopicCondition, ...] = ()
    kind: TopicKind
    related: Annotated[tuple[Id, ...], Bounds(min_length=2)]
    search: Annotated[tuple[Text, ...], Bounds(min_length=6)]

    @property
    def questions(self) -> tuple[str, ...]:
        """The list entries that ask something, up to their last question mark; not what is to be said aloud."""
        return tuple(match[1] for match in _QUESTION.finditer(self.text))


@dataclass(frozen=True, kw_only=True)
class Step(Page):
    """One small thing to try. `after` names the step that opens this one."""

    minutes: Annotated[Whole, Bounds(ge=1, le=120)]
    who: Literal["alone", "together", "either"]
    topic: Id
    after: Id | None = None


@dataclass(frozen=True, kw_only=True)
class Source(YamlRecord):
    """A source of facts; `checked` once somebody of the clinic has compared our sentences with it."""

    title: Text
    where: Text
    kind: Literal["guideline", "study", "review", "advice", "clinic", "own", "unconfirmed"]
    checked: YesNo


Sources = dict[Code, Source]


@dataclass(frozen=True, kw_only=True)
class SearchLanguage(YamlRecord):
    """Everyday words of one language in Latin letters: `stopwords`, and `words` by their English."""

    stopwords: tuple[Text, ...] = ()
    words: dict[Text, Texts] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class SearchWords(YamlRecord):
    """`stopwords` are words that say little alone; `synonyms` gives a topic what people type when they look for it.

    `other_languages` are everyday words that are not English: beside one of them nothing is taken for a typo. `names`
    are of illnesses and medicines, for who nearly writes them; `screens` what people type who look for no page.
    """

    stopwords: tuple[Text, ...] = ()
    other_languages: tuple[Text, ...] = ()
    languages: dict[Id, SearchLanguage] = field(default_factory=dict)
    names: tuple[Text, ...] = ()
    screens: dict[Id, Texts] = field(default_factory=dict)
    synonyms: dict[Id, Texts] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class AlwaysRule(YamlRecord):
    """One of `topics` is among the cards of whoever has each of `scales` in its worst band."""

    scales: Annotated[tuple[Id, ...], Bounds(min_length=1)]
    topics: Annotated[tuple[Id, ...], Bounds(min_length=1)]


@dataclass(frozen=True, kw_only=True)
class CardRules(YamlRecord):
    """Rules before strength in choosing three cards. `first`: scales whose page leads while they are at their worst."""

    first: tuple[Id, ...] = ()
    always: tuple[AlwaysRule, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StopRules(YamlRecord):
    """When to stop or whom to call, by the name under which pages show it."""

    rules: dict[Id, Text] = field(default_factory=dict)


@dataclass(frozen=True)
class Guide:
    """Everything there is to read and to try, by id in the order of the files, and the questionnaires it speaks of."""

    topics: Mapping[str, Topic]
    steps: Mapping[str, Step]
    sources: Mapping[str, Source]
    words: SearchWords
    catalogue: Catalogue
    crisis: CrisisPhrases = field(default_factory=CrisisPhrases)
    rules: CardRules = field(default_factory=CardRules)
    stop_rules: StopRules = field(default_factory=StopRules)

    def on_shelf(self, shelf: Shelf) -> tuple[Topic, ...]:
        """The topics of one shelf of the library, in the order of reading."""
        return tuple(sorted((one for one in self.topics.values() if one.shelf == shelf), key=lambda topic: topic.place))

    def steps_before(self, step: Step) -> int:
        """How many steps open before this one, each by the one before it."""
        return 0 if step.after is None else 1 + self.steps_before(self.steps[step.after])
