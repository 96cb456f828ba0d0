"""Which questions ask about self-harm or violence, and which answers to them may speak of it.

A question is known by its code or its place in a published form, proposed by its words, or flagged by the therapist who
imported it; until a therapist has looked (`Questionnaire.harm_flags` is None), what is proposed counts as flagged.
Weights decide nothing here: those of a file can be turned round, missing, or another's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nearer.domain.answers import Answer, AnswerState
from nearer.domain.item_parts import AnswerOption
from nearer.domain.items import Item
from nearer.domain.questionnaire import Questionnaire
from nearer.instruments.answer_words import says_never, says_often
from nearer.instruments.harm_places import NOT_AT_ALL, asked_items, is_coded, places_of, sections_around
from nearer.instruments.harm_words import HarmTopic, harm_words, topics_in
from nearer.instruments.registry import Instrument
from nearer.instruments.spelling import plain_text

MAX_CACHED_HARM_ITEMS = 500  # questionnaires, of which it is known which items ask about harm
NO = "LA32-8"  # LOINC's code of "No", https://loinc.org/LA32-8


def speaks_of_harm(questionnaire: Questionnaire, item: Item, answer: Answer, instruments: Iterable[Instrument]) -> bool:
    """Whether an answer may speak of harm: every one to such a question, except the published "no".

    Declined, skipped and not shown are no answers. Where a "no" may be the answer that speaks of it (*Do you feel
    safe?*), none is left out.
    """
    if answer.value in (None, "", ()) or answer.state not in (AnswerState.ANSWERED, AnswerState.NOT_APPLICABLE):
        return False
    all_instruments = tuple(instruments)
    own = item.id.partition("~")[0]
    if own not in harm_items(questionnaire, all_instruments):
        return False
    return not _is_published_no(item, answer) or _is_turned(questionnaire, own, all_instruments)


def asks_of_harm(questionnaire: Questionnaire, instruments: Iterable[Instrument]) -> bool:
    """Whether any of its questions may ask about harm."""
    return bool(harm_items(questionnaire, instruments))


def harm_items(questionnaire: Questionnaire, instruments: Iterable[Instrument]) -> frozenset[str]:
    """Ids of the items that are known, and of those that are flagged or, while nobody has looked, proposed.

    Words are looked at once: a screen asks of every questionnaire whenever it is drawn.
    """
    all_instruments, key = (
        tuple(instruments),
        (questionnaire.sha256, questionnaire.harm_flags, len(questionnaire.items)),
    )
    if (cached := _harm_items_cache.get(key)) is None or not cached.is_of(questionnaire, all_instruments):
        if len(_harm_items_cache) >= MAX_CACHED_HARM_ITEMS:
            _harm_items_cache.clear()
        cached = _harm_items_cache[key] = _CachedHarmItems(
            questionnaire, all_instruments, _find_harm_items(questionnaire, all_instruments)
        )
    return cached.items


@dataclass(frozen=True, slots=True)
class _CachedHarmItems:
    """What was found in a questionnaire; with the same hash it may still be another, as with copies of a group."""

    questionnaire: Questionnaire
    instruments: tuple[Instrument, ...]
    items: frozenset[str]

    def is_of(self, questionnaire: Questionnaire, instruments: tuple[Instrument, ...]) -> bool:
        same = self.questionnaire is questionnaire or self.questionnaire == questionnaire
        return same and self.instruments == instruments


_harm_items_cache: dict[tuple[str, frozenset[str] | None, int], _CachedHarmItems] = {}


def _find_harm_items(questionnaire: Questionnaire, instruments: tuple[Instrument, ...]) -> frozenset[str]:
    if questionnaire.harm_flags is None:
        return known_items(questionnaire, instruments) | proposed_items(questionnaire, instruments).keys()
    return known_items(questionnaire, instruments) | questionnaire.harm_flags


def private_scales(questionnaire: Questionnaire, instruments: Iterable[Instrument]) -> frozenset[str]:
    """Scales whose score would tell such an answer: of nothing else, or of what other scales give beside it."""
    of_harm = harm_items(questionnaire, instruments)
    items = {scale.id: frozenset(scale.items) for scale in questionnaire.scales}
    beside = frozenset().union(*(inside for inside in items.values() if not inside & of_harm))
    return frozenset(own for own, inside in items.items() if inside & of_harm and inside - of_harm <= beside)


def known_items(questionnaire: Questionnaire, instruments: Iterable[Instrument]) -> frozenset[str]:
    """Ids of the items that ask about harm for certain: no therapist can unflag them."""
    return places_of(questionnaire, instruments).certain


def proposed_items(questionnaire: Questionnaire, instruments: Iterable[Instrument]) -> dict[str, tuple[str, ...]]:
    """Ids of the items that may ask about harm, each with what its words may be about; its place alone says nothing."""
    likely = places_of(questionnaire, instruments).likely
    topics = _topics_by_item(questionnaire)
    about = {item: tuple(topic.about for topic in topics[item]) for item in topics}
    return {item: words for item, words in about.items() if words or item in likely}


def _is_turned(questionnaire: Questionnaire, item: str, instruments: tuple[Instrument, ...]) -> bool:
    """Whether its words make a "no" uncertain. Of a published question it is certain."""
    if item in known_items(questionnaire, instruments):
        return False
    return any(topic.turned for topic in _topics_by_item(questionnaire)[item])


def _is_published_no(item: Item, answer: Answer) -> bool:
    """LOINC's "Not at all", and the no of a question with a yes and a no; never one of several answers."""
    option = item.option_by_code.get(answer.value) if isinstance(answer.value, str) else None
    if option is None:
        return False
    return (is_coded(option, NOT_AT_ALL) and _is_least(option, item)) or _is_no_of_two(option, item)


def _is_least(option: AnswerOption, item: Item) -> bool:
    """Whether the texts do not contradict its code: in a file by hand a code can stand at another answer."""
    others = [other for other in item.options if other is not option]
    return not says_often(option.text) and not any(says_never(other.text) for other in others)


def _is_no_of_two(option: AnswerOption, item: Item) -> bool:
    others = [other for other in item.options if other is not option and not other.not_applicable]
    if len(others) != 1:
        return False
    if option.kind == "boolean":
        return option.code == "no"
    texts = plain_text(others[0].text), plain_text(option.text)
    no_by_yes = harm_words().no_by_yes
    return texts in no_by_yes or (is_coded(option, NO) and texts[::-1] not in no_by_yes)


def _topics_by_item(questionnaire: Questionnaire) -> dict[str, tuple[HarmTopic, ...]]:
    """For each item that is asked what its words may be about, and the words that stand above it."""
    translated: dict[str, list[str]] = {}
    for texts in questionnaire.translations.values():
        for text, translation in texts.items():
            translated.setdefault(text, []).append(translation)
    return {item.id: _topics(_texts(questionnaire, item, translated)) for item in asked_items(questionnaire)}


def _topics(texts: Iterable[str]) -> tuple[HarmTopic, ...]:
    return tuple({topic.id: topic for text in texts for topic in topics_in(text)}.values())


def _texts(questionnaire: Questionnaire, item: Item, translated: dict[str, list[str]]) -> Iterator[str]:
    """Its own words and those above it, in every language of the file; the question once more after each of these."""
    above = [questionnaire.title, *_words_above(questionnaire, item)]
    displays = [coding.display for coding in item.codes if coding.display]
    yield from above
    yield from (f"{text} {item.text}" for text in above[1:])
    for text in (item.text, item.help, item.placeholder, *displays, *above):
        yield from ([text] if text else [])
        yield from translated.get(text or "", ())
    options = [option.text for option in item.options]
    options += [option.coding.display for option in item.options if option.coding and option.coding.display]
    yield " / ".join(options)
    yield " / ".join(other for text in options for other in translated.get(text, ()))


def _words_above(questionnaire: Questionnaire, item: Item) -> Iterator[str]:
    """Titles and introductions of its sections, the question it is under, and texts shown below it or before it."""
    for section in sections_around(questionnaire, item):
        yield from filter(None, (section.title, section.intro))
    if item.under in questionnaire.item_by_id:
        yield questionnaire.item_by_id[item.under].text
    displays = [other for other in questionnaire.items if other.type == "display" and other.section == item.section]
    yield from (other.text for other in displays if other.under == item.id or _is_above(questionnaire, other, item))


def _is_above(questionnaire: Questionnaire, display: Item, item: Item) -> bool:
    before = questionnaire.items.index(display) < questionnaire.items.index(item)
    return before and display.under in (None, item.under)
