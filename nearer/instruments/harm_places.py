"""Where a question about harm stands in a published form: by its code, else by its place among the questions.

Wider than what is scored: a file that is only nearly the published one, with other weights, one question more or one
less, is known here. What is certain cannot be unflagged; what is likely is proposed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from nearer.domain.item_parts import Coding
from nearer.domain.items import Item, Section
from nearer.domain.questionnaire import Questionnaire
from nearer.instruments.harm_words import KnownForm, harm_words
from nearer.instruments.registry import Instrument
from nearer.instruments.spelling import name_text

NOT_AT_ALL = "LA6568-5"  # LOINC's code of "Not at all", https://loinc.org/LA6568-5


@dataclass(frozen=True)
class Places:
    """Ids of items: those that ask about harm for certain, and those that may."""

    certain: frozenset[str] = frozenset()
    likely: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Group:
    """The whole file or one section: its names and codes, and what stands in it."""

    names: str
    codes: frozenset[str]
    items: tuple[Item, ...]

    @property
    def choices(self) -> list[Item]:
        return [item for item in self.items if item.is_asked and item.type == "choice" and not _is_yes_or_no(item)]

    @property
    def weighed(self) -> list[Item]:
        return [item for item in self.choices if any(option.weight is not None for option in item.options)]


def asked_items(questionnaire: Questionnaire) -> list[Item]:
    """What a person is asked, without the copies of what is there several times."""
    return [item for item in questionnaire.items if item.is_asked and item.type != "display" and "~" not in item.id]


def places_of(questionnaire: Questionnaire, instruments: Iterable[Instrument]) -> Places:
    """By every published instrument that has a question about harm, and by the other forms that are known by name."""
    groups = list(_make_groups(questionnaire))
    safety_instruments = [one for one in instruments if one.safety is not None]
    instrument_places = [_find_places(questionnaire, groups, one) for one in safety_instruments]
    likely = [item for group in groups for form in harm_words().forms for item in _of_form(group, form)]
    return Places(
        certain=frozenset().union(*(places.certain for places in instrument_places)),
        likely=frozenset(item.id for item in likely).union(*(places.likely for places in instrument_places)),
    )


def _find_places(questionnaire: Questionnaire, groups: Sequence[_Group], instrument: Instrument) -> Places:
    coded = frozenset(item.id for item in groups[0].items if instrument.safety in codes_of(item))
    if coded or instrument.safety not in instrument.item_codes:
        return Places(certain=coded)
    index, count = instrument.item_codes.index(instrument.safety), len(instrument.item_codes)
    scales = [scale.items for scale in questionnaire.scales if scale.instrument == instrument.id]
    scored = frozenset(items[index] for items in scales if len(items) == count)
    group_places = [_in_group(group, instrument) for group in groups]
    return Places(
        certain=scored.union(*(places.certain for places in group_places)),
        likely=frozenset().union(*(places.likely for places in group_places)),
    )


def _in_group(group: _Group, instrument: Instrument) -> Places:
    """The places of the question about harm in a group where no item has its code."""
    others = {*instrument.item_codes, *([instrument.total] if instrument.total else [])}
    by_code = [item for item in group.items if codes_of(item) & set(instrument.item_codes)]
    if 2 * len(by_code) >= len(instrument.item_codes):
        bare = [item for item in group.choices if not item.codes]
        return Places(likely=frozenset(item.id for item in bare))
    rest = [item for item in group.choices if not codes_of(item) & others]
    weighed = [item for item in group.weighed if item in rest]
    counted = weighed or rest
    index, count = instrument.item_codes.index(instrument.safety or ""), len(instrument.item_codes)
    if not _is_of(group, instrument):
        offering = [item for item in rest if any(is_coded(option, NOT_AT_ALL) for option in item.options)]
        return Places(likely=frozenset({offering[index].id} if len(offering) == count else ()))
    if len(counted) == count:
        return Places(certain=frozenset({counted[index].id}))
    near = [*_likely_places(weighed, index, count), *_likely_places(rest, index, count)]
    return Places(likely=frozenset(item.id for item in near))


def _is_of(group: _Group, instrument: Instrument) -> bool:
    """By the code of the panel or of the total, by the address, or by the name."""
    codes = group.codes.union(*(codes_of(item) for item in group.items))
    if codes & {*instrument.panels, instrument.total}:
        return True
    return any(name_text(name) in group.names for name in (instrument.name, *instrument.names, *instrument.addresses))


def _likely_places(items: Sequence[Item], index: int, count: int) -> list[Item]:
    """The places where it may be when there are fewer or more than published: its own, the one after it, the
    last."""
    if len(items) < 2:
        return []
    if len(items) == count:
        return [items[index]]
    return [*items[index : index + 2], items[-1]]


def _of_form(group: _Group, form: KnownForm) -> list[Item]:
    if not any(name_text(name) in group.names for name in form.names):
        return []
    questions = [item for item in group.items if item.is_asked and item.type != "display"]
    choices = group.weighed or group.choices or questions
    if not form.places or not form.items:
        return questions
    return [item for place in form.places for item in _likely_places(choices, place - 1, form.items)]


def _make_groups(questionnaire: Questionnaire) -> Iterator[_Group]:
    """The whole file first, then each section with what is inside it."""
    items = tuple(item for item in questionnaire.items if "~" not in item.id)
    address = (questionnaire.url or "").partition("|")[0]
    names = _names(questionnaire.title, questionnaire.id, address, questionnaire.link_id)
    yield _Group(names, _codes(questionnaire.codes, questionnaire.link_id), items)
    for section in questionnaire.sections:
        if "~" not in section.id:
            inside = tuple(item for item in items if section in sections_around(questionnaire, item))
            names = _names(section.title, section.id, section.link_id)
            yield _Group(names, _codes(section.codes, section.link_id), inside)


def _names(*names: str | None) -> str:
    return " ".join(name_text(name or "") for name in names)


def sections_around(questionnaire: Questionnaire, item: Item) -> list[Section]:
    """The sections that an item stands in, the innermost first."""
    sections, above = [], questionnaire.section_by_id.get(item.section)
    while above is not None and above not in sections:
        sections.append(above)
        above = questionnaire.section_by_id.get(questionnaire.section_above(above) or "")
    return sections


def codes_of(item: Item) -> frozenset[str]:
    """Its codes, of whichever system, and its name in a file where that is a code, as LHC-Forms writes it."""
    return _codes(item.codes, item.link_id or item.id)


def is_coded(option: object, code: str) -> bool:
    """Whether an answer option has a code of LOINC, or of a system that is not named."""
    coding = getattr(option, "coding", None)
    if coding is None:
        return bool(getattr(option, "code", None) == code)
    return bool(coding.code == code and coding.system in ("http://loinc.org", None))


def _codes(codings: Iterable[Coding], name: str | None) -> frozenset[str]:
    return frozenset({coding.code.strip() for coding in codings} | {(name or "").rpartition("/")[2]})


def _is_yes_or_no(item: Item) -> bool:
    return bool(item.options) and all(option.kind == "boolean" for option in item.options)
