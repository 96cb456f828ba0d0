"""Published instruments: how each is scored, what may be done with it, and which file is one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from nearer.domain import Coding, FileRefused, Problem
from nearer.domain.fields import Code, Id, Number, Share, Text, Whole, Written, YesNo
from nearer.domain.questionnaire import Band
from nearer.domain.reading.sentences import Kind, checked
from nearer.domain.reading.tree import read_tree
from nearer.instruments.answer_sets import LOINC, AnswerSet
from nearer.instruments.spelling import name_text

Sources = tuple[Code, ...]


@dataclass(frozen=True, kw_only=True)
class Range(Written):
    """The lowest and highest score."""

    min: Number
    max: Number
    sources: Sources


@dataclass(frozen=True, kw_only=True)
class Need(Written):
    """The share of the answers there must be, as published."""

    share: Share
    note: Text
    sources: Sources


@dataclass(frozen=True, kw_only=True)
class Change(Written):
    """How many points two scores of one person must differ to be more than chance."""

    points: Number
    note: Text
    sources: Sources


@dataclass(frozen=True, kw_only=True)
class May(Written):
    """What its licence lets this program do."""

    display: YesNo
    collect: YesNo
    calculate: YesNo
    export: YesNo


@dataclass(frozen=True, kw_only=True)
class Licence(Written):
    """A free, electronic too; B free with conditions; C by permission; D not to be given electronically."""

    kind: Literal["A", "B", "C", "D"]
    sources: Sources


@dataclass(frozen=True, kw_only=True)
class InnerInstrument(Written):
    """An instrument inside another: its items by their places from 1, and words that tell one that has no code."""

    instrument: Id
    items: tuple[Whole, ...]
    words: tuple[Text, ...]


@dataclass(frozen=True, kw_only=True)
class Instrument(Written):
    """One published instrument. `activity`: no score for a month in which nothing was to be rated.

    `hidden_counts_zero`: questions that an answer skips count 0. `total` is the code of its score, for an Observation
    too. Without `may.calculate` there is a `why`, and what no source says is None or empty.
    """

    id: Id
    name: Text
    measures: Text
    items: Whole | None = None
    answers: tuple[AnswerSet, ...] = ()
    range: Range | None = None
    method: Literal["sum", "mean", "percent"] = "sum"
    decimals: Whole = 0
    higher: Literal["better", "worse", "unsaid"]
    activity: YesNo = False
    hidden_counts_zero: YesNo = False
    need: Need | None = None
    bands: tuple[Band, ...] = ()
    bands_from: Sources = ()
    change: Change | None = None
    factors: tuple[Number, ...] = ()
    factors_from: Sources = ()
    why: Text | None = None
    why_from: Sources = ()
    licence: Licence
    may: May
    addresses: tuple[Text, ...] = ()
    names: tuple[Code, ...] = ()
    panels: tuple[Code, ...] = ()
    total: Code | None = None
    item_codes: tuple[Code, ...] = ()
    parts: tuple[InnerInstrument, ...] = ()
    codes_from: Sources = ()
    safety: Code | None = None


@dataclass(frozen=True, kw_only=True)
class Instruments(Written):
    """The whole file, with what each source is."""

    sources: dict[Code, Text]
    instruments: tuple[Instrument, ...]


_KINDS = {
    "": Kind("the file of instruments", Instruments),
    "instruments": Kind("an instrument", Instrument, "instrument"),
    "answers": Kind("a set of answers", AnswerSet),
    "parts": Kind("an instrument inside", InnerInstrument),
    "range": Kind("a range", Range),
    "need": Kind("a need", Need),
    "change": Kind("a change", Change),
    "licence": Kind("a licence", Licence),
    "may": Kind("may", May),
    "bands": Kind("a band", Band),
}


def read_instruments(text: str, file: str = "instruments.yaml") -> tuple[Instrument, ...]:
    """Raise FileRefused with every problem; a source that is named has to be in the list."""
    found = checked(read_tree(text, file), Instruments, _KINDS)
    problems = [
        Problem(file, 1, f"instrument {one.id}", sentence)
        for one in found.instruments
        for sentence in _left_out(one, found.sources)
    ]
    if problems:
        raise FileRefused(problems)
    return found.instruments


@dataclass(frozen=True)
class Signs:
    """What a questionnaire is known by. `questions`: how many it asks, how many are weighed, or are behind a gate."""

    url: str
    title: str
    panels: frozenset[str]
    codes: frozenset[str]
    questions: frozenset[int]


def find_instrument(instruments: Iterable[Instrument], signs: Signs) -> Instrument | None:
    """By the canonical address, the code of the panel, that of the total, those of all items, or the title.

    An address counts when it is that of a published file; or when it ends in Questionnaire/ and the instrument's name,
    and the title or the number of questions says the same: short names such as `srs` belong to several instruments. A
    title counts with the number of questions. Which questions ask about harm is told more widely, by `safety`.
    """
    every = list(instruments)
    found = [one for one in every if _has_address(one, signs)]
    found += [one for one in every if signs.panels & set(one.panels)]
    found += [one for one in every if one.total in signs.codes]
    found += [one for one in every if one.item_codes and set(one.item_codes) <= signs.codes]
    found += [one for one in every if one.items in signs.questions and _is_titled(one, signs.title)]
    return found[0] if found else None


def loinc_codes(codings: Iterable[Coding]) -> frozenset[str]:
    """The codes that are LOINC's, or of a system that is not named."""
    return frozenset(coding.code for coding in codings if coding.system in (LOINC, None))


def _has_address(one: Instrument, signs: Signs) -> bool:
    address = signs.url.partition("|")[0].rstrip("/")
    if address in one.addresses:
        return True
    before, _, last = address.lower().rpartition("/")
    if last not in one.names or before.rpartition("/")[2] != "questionnaire":
        return False
    return one.items in signs.questions or _is_titled(one, signs.title)


def _is_titled(one: Instrument, title: str) -> bool:
    return any(name_text(name) in name_text(title) for name in (one.name, *one.names))


def _left_out(one: Instrument, known: dict[str, str]) -> Iterable[str]:
    """What an entry lacks: a source that is not listed, what it takes to score, or why it is not scored."""
    yield from (f"there is no source '{source}'" for source in sorted(_sources(one)) if source not in known)
    scored = one.may.calculate and one.may.display
    if scored and (not one.answers or None in (one.items, one.range, one.need)):
        yield "what is scored needs its items, answers, range and need"
    yield from (f"the answers {each.weights} have other codes" for each in one.answers if _is_uneven(each))
    if not scored and one.why is None:
        yield "what is not scored, or not shown, needs a sentence 'why'"


def _is_uneven(answers: AnswerSet) -> bool:
    return bool(answers.codes) and len(answers.codes) != len(answers.weights)


def _sources(one: Instrument) -> set[str]:
    lists = [facts.sources for facts in (one.range, one.need, one.change, one.licence) if facts is not None]
    lists += [answers.sources for answers in one.answers]
    lists += [one.bands_from, one.factors_from, one.codes_from, one.why_from]
    return {source for sources in lists for source in sources}
