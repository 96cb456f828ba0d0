"""References between the guide's files and questionnaires, and a finding for each that points to nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial

from nearer.domain.conditions import find_cycle
from nearer.guide.crisis import CrisisPhrases
from nearer.guide.patterns import groups_in
from nearer.guide.topics import CardRules, Guide, Page, SearchWords, Step, Topic, When
from nearer.guide.vocabulary import PhoneticKeys, phonetic_keys
from nearer.language.error_catalogue.guide_errors import GuideText
from nearer.language.explained_errors import Explanation
from nearer.language.quoted_names import did_you_mean
from nearer.yaml_files.catalogue import Catalogue

FindingPath = tuple[str | int, ...]
TopicFinding = tuple[FindingPath, Explanation]
_READERS = {"survivor": ("survivor", "both"), "partner": ("partner", "both"), "both": ("survivor", "partner", "both")}


def findings(name: str, model: object, guide: Guide) -> Iterator[TopicFinding]:
    """Yield the path into a file, `name` without its ending, and what leads nowhere there."""
    if isinstance(model, Page):
        yield from _check_page(name, model, guide)
    if isinstance(model, Topic):
        yield from _check_topic(model, guide)
    if isinstance(model, Step):
        yield from _check_step(model, guide)
    if isinstance(model, SearchWords):
        yield from _find_unknown_names(("synonyms",), model.synonyms, guide.topics, GuideText.NO_TOPIC)
        yield from _two_meanings(model)
    if isinstance(model, CrisisPhrases):
        yield from _check_crisis_phrases(model, guide)
    if isinstance(model, CardRules):
        yield from _check_rules(model, guide)


def _check_page(name: str, page: Page, guide: Guide) -> Iterator[TopicFinding]:
    if page.id != name:
        yield ("id",), GuideText.OTHER_ID(name=name)
    yield from _find_unknown_names(("stop",), page.stop, guide.stop_rules.rules, GuideText.NO_STOP_RULE)
    yield from _find_unknown_names(("sources",), page.sources, guide.sources, GuideText.NO_SOURCE)
    for key in ("shown_when", "not_when"):
        for number, condition in enumerate(getattr(page, key, ())):
            yield from _check_when((key, number, "when"), condition.when, guide.catalogue)


def _check_topic(topic: Topic, guide: Guide) -> Iterator[TopicFinding]:
    yield from _find_unknown_names(
        ("related",), topic.related, guide.topics.keys() - {topic.id}, GuideText.NO_OTHER_TOPIC
    )
    questionnaires = guide.catalogue.questionnaires.values()
    scales = [scale.id for one in questionnaires if one.audience in _READERS[topic.audience] for scale in one.scales]
    yield from _find_unknown_names(("addresses",), topic.addresses, scales, GuideText.NO_SCALE_OF_READERS)
    for number, address in enumerate(topic.addresses_when):
        path = ("addresses_when", number)
        yield from _find_unknown_names((*path, "scale"), [address.scale], scales, GuideText.NO_SCALE_OF_READERS)
        yield from _check_when((*path, "when"), address.when, guide.catalogue)
    if not topic.addresses and not topic.shown_when:
        yield ("addresses",), GuideText.NO_WAY_IN()
    if topic.kind == "urgent" and topic.not_when:
        yield ("not_when",), GuideText.URGENT_HELD_BACK()
    for other in guide.on_shelf(topic.shelf):
        if other.id != topic.id and other.place == topic.place:
            yield ("place",), GuideText.PLACE_TAKEN(topic=other.id)


def _check_step(step: Step, guide: Guide) -> Iterator[TopicFinding]:
    yield from _find_unknown_names(("topic",), [step.topic], guide.topics, GuideText.NO_TOPIC)
    after = {one.id: [one.after] for one in guide.steps.values() if one.after}
    yield from _find_unknown_names(("after",), after.get(step.id, []), guide.steps, GuideText.NO_STEP)
    if step.id in (cycle := find_cycle(after)):
        yield ("after",), GuideText.CIRCLE(steps=", ".join(cycle))


def _two_meanings(words: SearchWords) -> Iterator[TopicFinding]:
    """A word that sounds alike has one meaning, in one language and in all of them."""
    phrase_by_sound: dict[PhoneticKeys, tuple[str, str]] = {}
    for name, language in words.languages.items():
        for english, phrases in language.words.items():
            for number, phrase in enumerate(phrases):
                other, meaning = phrase_by_sound.setdefault(phonetic_keys(phrase), (name, english))
                if meaning != english:
                    explanation = GuideText.TWO_MEANINGS(
                        phrase=phrase, meaning=meaning, language=other, other=english, elsewhere=name
                    )
                    yield ("languages", name, "words", english, number), explanation


def _check_rules(rules: CardRules, guide: Guide) -> Iterator[TopicFinding]:
    scales = [scale.id for questionnaire in guide.catalogue.questionnaires.values() for scale in questionnaire.scales]
    yield from _find_unknown_names(("first",), rules.first, scales, GuideText.NO_SUCH_SCALE)
    for number, rule in enumerate(rules.always):
        yield from _find_unknown_names(("always", number, "scales"), rule.scales, scales, GuideText.NO_SUCH_SCALE)
        yield from _find_unknown_names(("always", number, "topics"), rule.topics, guide.topics, GuideText.NO_TOPIC)


def _check_crisis_phrases(phrases: CrisisPhrases, guide: Guide) -> Iterator[TopicFinding]:
    for number, kind in enumerate(phrases.kinds):
        if kind.topic not in guide.topics:
            yield ("kinds", number, "topic"), GuideText.NO_CRISIS_TOPIC(topic=kind.topic)
        for line, phrase in enumerate(kind.phrases):
            names = [name for name in groups_in(phrase) if name not in phrases.groups]
            yield from ((("kinds", number, "phrases", line), GuideText.NO_GROUP(name=name)) for name in names)


def _check_when(path: FindingPath, when: When, catalogue: Catalogue) -> Iterator[TopicFinding]:
    if when.questionnaire is None:
        return
    questionnaire = catalogue.get(when.questionnaire)
    if questionnaire is None:
        yield from _find_unknown_names(
            (*path, "questionnaire"), [when.questionnaire], catalogue.questionnaires, GuideText.NO_QUESTIONNAIRE
        )
    elif item := questionnaire.item_by_id.get(when.item or ""):
        yield from _find_unknown_names(
            (*path, "is"), when.one_of or (), item.option_by_code, partial(GuideText.NO_OPTION, of=item.id)
        )
    elif scale := questionnaire.scale_by_id.get(when.scale or ""):
        if (when.worst_bands or 0) >= len(scale.bands):
            yield (*path, "worst_bands"), GuideText.EVERY_BAND(scale=scale.id, n=len(scale.bands))
    else:
        items, scales = ([name] if name else [] for name in (when.item, when.scale))
        yield from _find_unknown_names(
            (*path, "item"), items, questionnaire.item_by_id, partial(GuideText.NO_ITEM, of=questionnaire.id)
        )
        yield from _find_unknown_names(
            (*path, "scale"), scales, questionnaire.scale_by_id, partial(GuideText.NO_SCALE, of=questionnaire.id)
        )


def _find_unknown_names(
    path: FindingPath, names: Collection[str], allowed: Collection[str], sentence: Callable[..., Explanation]
) -> Iterator[TopicFinding]:
    for key, name in zip(names, names, strict=True) if isinstance(names, Mapping) else enumerate(names):
        if name not in allowed:
            yield (*path, key), sentence(name=name, hint=did_you_mean(name, sorted(allowed)))
