"""References between the guide's files and questionnaires, and a finding for each that points to nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from nearer.domain.conditions import find_cycle
from nearer.domain.problems import did_you_mean
from nearer.guide.crisis import CrisisPhrases
from nearer.guide.patterns import groups_in
from nearer.guide.topics import CardRules, Guide, Page, SearchWords, Step, Topic, When
from nearer.yaml_files.catalogue import Catalogue

FindingPath = tuple[str | int, ...]
TopicFinding = tuple[FindingPath, str]
_READERS = {"survivor": ("survivor", "both"), "partner": ("partner", "both"), "both": ("survivor", "partner", "both")}


def findings(name: str, model: object, guide: Guide) -> Iterator[TopicFinding]:
    """Yield the path into a file, `name` without its ending, and a sentence on what leads nowhere there."""
    if isinstance(model, Page):
        yield from _page(name, model, guide)
    if isinstance(model, Topic):
        yield from _topic(model, guide)
    if isinstance(model, Step):
        yield from _step(model, guide)
    if isinstance(model, SearchWords):
        yield from _strays(("means",), model.means, guide.topics, "a topic of the guide")
    if isinstance(model, CrisisPhrases):
        yield from _crisis(model, guide)
    if isinstance(model, CardRules):
        yield from _rules(model, guide)


def _page(name: str, page: Page, guide: Guide) -> Iterator[TopicFinding]:
    if page.id != name:
        yield ("id",), f"the id is the name of the file, '{name}'"
    yield from _strays(("sources",), page.sources, guide.sources, "a known source")
    for key in ("shown_when", "not_when"):
        for number, condition in enumerate(getattr(page, key, ())):
            yield from _when((key, number, "when"), condition.when, guide.catalogue)


def _topic(topic: Topic, guide: Guide) -> Iterator[TopicFinding]:
    yield from _strays(("related",), topic.related, guide.topics.keys() - {topic.id}, "another topic")
    every = guide.catalogue.questionnaires.values()
    scales = [scale.id for asked in every if asked.audience in _READERS[topic.audience] for scale in asked.scales]
    yield from _strays(("addresses",), topic.addresses, scales, "a scale that its readers answer")
    for number, address in enumerate(topic.addresses_when):
        yield from _strays(
            ("addresses_when", number, "scale"), [address.scale], scales, "a scale that its readers answer"
        )
        yield from _when(("addresses_when", number, "when"), address.when, guide.catalogue)
    if not topic.addresses and not topic.shown_when:
        yield ("addresses",), "nothing brings this topic in; name a scale here or a condition under shown_when"
    if topic.level == "urgent" and topic.not_when:
        yield ("not_when",), "an urgent topic is never held back"
    for other in guide.on_shelf(topic.shelf):
        if other.id != topic.id and other.place == topic.place:
            yield ("place",), f"'{other.id}' already has this place on the shelf"


def _step(step: Step, guide: Guide) -> Iterator[TopicFinding]:
    yield from _strays(("topic",), [step.topic], guide.topics, "a topic of the guide")
    after = {one.id: [one.after] for one in guide.steps.values() if one.after}
    yield from _strays(("after",), after.get(step.id, []), guide.steps, "a step")
    if step.id in (cycle := find_cycle(after)):
        yield ("after",), f"these steps wait for each other: {', '.join(cycle)}"


def _rules(rules: CardRules, guide: Guide) -> Iterator[TopicFinding]:
    every = [scale.id for asked in guide.catalogue.questionnaires.values() for scale in asked.scales]
    yield from _strays(("first",), rules.first, every, "a scale")
    for number, rule in enumerate(rules.always):
        yield from _strays(("always", number, "scales"), rule.scales, every, "a scale")
        yield from _strays(("always", number, "topics"), rule.topics, guide.topics, "a topic of the guide")


def _crisis(phrases: CrisisPhrases, guide: Guide) -> Iterator[TopicFinding]:
    for number, kind in enumerate(phrases.kinds):
        if kind.topic not in guide.topics:
            yield ("kinds", number, "topic"), f"'{kind.topic}' is not a topic of the guide"
        for line, phrase in enumerate(kind.phrases):
            names = [name for name in groups_in(phrase) if name not in phrases.groups]
            yield from ((("kinds", number, "phrases", line), f"'{name}' is not a group of words") for name in names)


def _when(path: FindingPath, when: When, catalogue: Catalogue) -> Iterator[TopicFinding]:
    if when.questionnaire is None:
        return
    questionnaire = catalogue.get(when.questionnaire)
    if questionnaire is None:
        yield from _strays((*path, "questionnaire"), [when.questionnaire], catalogue.questionnaires, "a questionnaire")
    elif item := questionnaire.item_by_id.get(when.item or ""):
        yield from _strays((*path, "is"), when.one_of or (), item.option_by_code, f"an answer option of {item.id}")
    elif scale := questionnaire.scale_by_id.get(when.scale or ""):
        names = [band.name for band in scale.bands]
        yield from _strays((*path, "band"), when.band or (), names, f"a band of {scale.id}")
    else:
        yield from _strays(
            (*path, "item"),
            [when.item] if when.item else [],
            questionnaire.item_by_id,
            f"an item of {questionnaire.id}",
        )
        yield from _strays(
            (*path, "scale"),
            [when.scale] if when.scale else [],
            questionnaire.scale_by_id,
            f"a scale of {questionnaire.id}",
        )


def _strays(path: FindingPath, names: Collection[str], allowed: Collection[str], what: str) -> Iterator[TopicFinding]:
    for place, name in zip(names, names, strict=True) if isinstance(names, Mapping) else enumerate(names):
        if name not in allowed:
            yield (*path, place), f"'{name}' is not {what}; {did_you_mean(name, sorted(allowed))}"
