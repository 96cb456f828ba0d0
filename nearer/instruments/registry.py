"""Published instruments: how each is scored, what may be done with it, and which file is one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from nearer.domain.item_parts import Coding
from nearer.domain.yaml_scalars import Code, Count, Id, Number, Share, Text, YamlRecord, YesNo
from nearer.instruments.answer_sets import LOINC, AnswerSet
from nearer.instruments.published_bands import PublishedBand, fill_bands
from nearer.instruments.spelling import name_text
from nearer.language.error_catalogue.file_errors import PlaceText, RecordName
from nearer.language.error_catalogue.instrument_errors import RegistryText
from nearer.language.explained_errors import Explanation
from nearer.yaml_files.error_messages import RecordKind, check_record
from nearer.yaml_files.problems import FileRefused, Problem, ProblemPlace
from nearer.yaml_files.yaml_text import read_tree

SourceKeys = tuple[Code, ...]


@dataclass(frozen=True, kw_only=True)
class Range(YamlRecord):
    """The lowest and highest score."""

    min: Number
    max: Number
    sources: SourceKeys


@dataclass(frozen=True, kw_only=True)
class Need(YamlRecord):
    """The share of the answers there must be, as published."""

    share: Share
    note: Text
    sources: SourceKeys


@dataclass(frozen=True, kw_only=True)
class PublishedChange(YamlRecord):
    """How many points two scores of one person must differ to be more than chance."""

    points: Number
    note: Text
    sources: SourceKeys


@dataclass(frozen=True, kw_only=True)
class LicensePermissions(YamlRecord):
    """The permissions that its licence gives this program."""

    display: YesNo
    collect: YesNo
    calculate: YesNo
    export: YesNo


@dataclass(frozen=True, kw_only=True)
class Licence(YamlRecord):
    """A free, electronic too; B free with conditions; C by permission; D not to be given electronically."""

    kind: Literal["A", "B", "C", "D"]
    sources: SourceKeys


@dataclass(frozen=True, kw_only=True)
class InnerInstrument(YamlRecord):
    """An instrument inside another: its items by their places from 1, and words that tell one that has no code."""

    instrument: Id
    items: tuple[Count, ...]
    words: tuple[Text, ...]


@dataclass(frozen=True, kw_only=True)
class Instrument(YamlRecord):
    """One published instrument. `activity`: no score for a month in which nothing was to be rated.

    `hidden_counts_zero`: questions that an answer skips count 0. `total` is the code of its score, for an Observation
    too. Without `permissions.calculate` there is a `not_scored_because`, and what no source says is None or empty.
    """

    id: Id
    name: Text
    items: Count | None = None
    answers: tuple[AnswerSet, ...] = ()
    range: Range | None = None
    method: Literal["sum", "mean", "percent"] = "sum"
    decimals: Count = 0
    higher: Literal["better", "worse", "unsaid"]
    activity: YesNo = False
    hidden_counts_zero: YesNo = False
    need: Need | None = None
    bands: tuple[PublishedBand, ...] = ()
    bands_from: SourceKeys = ()
    change: PublishedChange | None = None
    factors: tuple[Number, ...] = ()
    factors_from: SourceKeys = ()
    not_scored_because: Text | None = None
    not_scored_from: SourceKeys = ()
    licence: Licence
    permissions: LicensePermissions
    addresses: tuple[Text, ...] = ()
    names: tuple[Code, ...] = ()
    panels: tuple[Code, ...] = ()
    total: Code | None = None
    item_codes: tuple[Code, ...] = ()
    parts: tuple[InnerInstrument, ...] = ()
    codes_from: SourceKeys = ()
    safety: Code | None = None


@dataclass(frozen=True, kw_only=True)
class Instruments(YamlRecord):
    """The whole file, with what each source is, and what is said of bands that no source but M and S has."""

    sources: dict[Code, Text]
    unconfirmed: Text
    instruments: tuple[Instrument, ...]


_FILE = "instruments.yaml"
_KINDS = {
    "": RecordKind(RecordName.INSTRUMENTS, Instruments),
    "instruments": RecordKind(RecordName.INSTRUMENT, Instrument, PlaceText.INSTRUMENT),
    "answers": RecordKind(RecordName.ANSWER_SET, AnswerSet),
    "parts": RecordKind(RecordName.INNER_INSTRUMENT, InnerInstrument),
    "range": RecordKind(RecordName.RANGE, Range),
    "need": RecordKind(RecordName.NEED, Need),
    "change": RecordKind(RecordName.CHANGE, PublishedChange),
    "licence": RecordKind(RecordName.LICENCE, Licence),
    "permissions": RecordKind(RecordName.PERMISSIONS, LicensePermissions),
    "bands": RecordKind(RecordName.BAND, PublishedBand),
}


def read_instruments(text: str) -> tuple[Instrument, ...]:
    """Raise FileRefused with every problem; a source that is named has to be in the list."""
    registry = check_record(read_tree(text, _FILE), Instruments, _KINDS)
    problems = [
        Problem(_FILE, None, ProblemPlace(PlaceText.INSTRUMENT, instrument.id), reason)
        for instrument in registry.instruments
        for reason in _missing_facts(instrument, registry.sources)
    ]
    if problems:
        raise FileRefused(problems)
    return tuple(_with_whole_texts(instrument, registry.unconfirmed) for instrument in registry.instruments)


def _with_whole_texts(instrument: Instrument, unconfirmed: str) -> Instrument:
    """The instrument, the texts of its bands filled from its own cuts and range, and ended where they need it."""
    if instrument.range is None:
        return instrument
    note = "" if set(instrument.bands_from) - {"M", "S"} else f" {unconfirmed}"
    filled = fill_bands(instrument.bands, instrument.range.max)
    return replace(instrument, bands=tuple(replace(band, text=band.text + note) for band in filled))


@dataclass(frozen=True)
class FormIdentifiers:
    """What a questionnaire is known by. `questions`: how many it asks, how many are weighed, or are behind a gate."""

    url: str
    title: str
    panels: frozenset[str]
    codes: frozenset[str]
    questions: frozenset[int]


def find_instrument(instruments: Iterable[Instrument], identifiers: FormIdentifiers) -> Instrument | None:
    """By the canonical address, the code of the panel, that of the total, those of all items, or the title.

    An address counts when it is that of a published file; or when it ends in Questionnaire/ and the instrument's name,
    and the title or the number of questions says the same: short names such as `srs` belong to several instruments. A
    title counts with the number of questions. Which questions ask about harm is told more widely, by `safety`.
    """
    all_instruments = list(instruments)
    matches = [one for one in all_instruments if _has_address(one, identifiers)]
    matches += [one for one in all_instruments if identifiers.panels & set(one.panels)]
    matches += [one for one in all_instruments if one.total in identifiers.codes]
    matches += [one for one in all_instruments if one.item_codes and set(one.item_codes) <= identifiers.codes]
    matches += [
        one for one in all_instruments if one.items in identifiers.questions and _is_titled(one, identifiers.title)
    ]
    return matches[0] if matches else None


def total_codes(instruments: Iterable[Instrument]) -> dict[str, str]:
    """By instrument the code of its score in LOINC, where one is published."""
    return {one.id: one.total for one in instruments if one.total}


def loinc_codes(codings: Iterable[Coding]) -> frozenset[str]:
    """The codes that are LOINC's, or of a system that is not named."""
    return frozenset(coding.code for coding in codings if coding.system in (LOINC, None))


def is_known_by_code(instrument: Instrument, codes: frozenset[str]) -> bool:
    """Whether codes that stand in a file are that of its panel, that of its total, or those of all its items."""
    own_codes = {*instrument.panels, *([instrument.total] if instrument.total else [])}
    return bool(codes & own_codes) or (bool(instrument.item_codes) and set(instrument.item_codes) <= codes)


def _has_address(instrument: Instrument, identifiers: FormIdentifiers) -> bool:
    address = identifiers.url.partition("|")[0].rstrip("/")
    if address in instrument.addresses:
        return True
    before, _, last = address.lower().rpartition("/")
    if last not in instrument.names or before.rpartition("/")[2] != "questionnaire":
        return False
    return instrument.items in identifiers.questions or _is_titled(instrument, identifiers.title)


def _is_titled(instrument: Instrument, title: str) -> bool:
    return any(name_text(name) in name_text(title) for name in (instrument.name, *instrument.names))


def _missing_facts(instrument: Instrument, facts: dict[str, str]) -> Iterable[Explanation]:
    """The missing facts of an entry: a source that is not listed, what it takes to score, or why it is not scored."""
    yield from (RegistryText.NO_SOURCE(source=one) for one in sorted(_sources(instrument)) if one not in facts)
    scored = instrument.permissions.calculate and instrument.permissions.display
    if scored and (not instrument.answers or None in (instrument.items, instrument.range, instrument.need)):
        yield RegistryText.NOT_SCORABLE()
    if instrument.bands and instrument.range is None:
        yield RegistryText.NO_RANGE()
    yield from (
        RegistryText.OTHER_CODES(answers=published.weights) for published in instrument.answers if _is_uneven(published)
    )
    if not scored and instrument.not_scored_because is None:
        yield RegistryText.NO_REASON()


def _is_uneven(answers: AnswerSet) -> bool:
    return bool(answers.codes) and len(answers.codes) != len(answers.weights)


def _sources(instrument: Instrument) -> set[str]:
    lists = [
        facts.sources
        for facts in (instrument.range, instrument.need, instrument.change, instrument.licence)
        if facts is not None
    ]
    lists += [answers.sources for answers in instrument.answers]
    lists += [instrument.bands_from, instrument.factors_from, instrument.codes_from, instrument.not_scored_from]
    return {source for sources in lists for source in sources}
