"""Published instruments: how each is scored, what may be done with it, and which file is one of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from nearer.domain import FileRefused, Problem
from nearer.domain.fields import Code, Id, Number, Share, Text, Whole, Written, YesNo
from nearer.domain.parts import Limits
from nearer.domain.questionnaire import Band
from nearer.domain.reading.sentences import Kind, checked
from nearer.domain.reading.tree import read_tree

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
class Instrument(Written):
    """One published instrument. `activity`: no score for a month in which nothing was to be rated."""

    id: Id
    name: Text
    measures: Text
    items: Whole
    weights: Limits
    range: Range
    method: Literal["sum", "mean", "percent"] = "sum"
    decimals: Whole = 0
    higher: Literal["better", "worse"]
    activity: YesNo = False
    need: Need
    bands: tuple[Band, ...]
    bands_from: Sources
    change: Change | None = None
    factors: tuple[Number, ...] = ()
    factors_from: Sources = ()
    licence: Licence
    may: May
    names: tuple[Code, ...] = ()
    panels: tuple[Code, ...] = ()
    total: Code | None = None
    item_codes: tuple[Code, ...] = ()
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
    "weights": Kind("limits", Limits),
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
        Problem(file, 1, f"instrument {one.id}", f"there is no source '{source}'")
        for one in found.instruments
        for source in _sources(one)
        if source not in found.sources
    ]
    if problems:
        raise FileRefused(problems)
    return found.instruments


def find_instrument(
    instruments: Iterable[Instrument], url: str, panels: Collection[str], codes: Collection[str]
) -> Instrument | None:
    """By the last part of the canonical address, then by the code of the panel, then by the codes of all items."""
    every, last = list(instruments), url.split("|")[0].rstrip("/").rsplit("/", 1)[-1].lower()
    found = [one for one in every if last in one.names]
    found += [one for one in every if set(one.panels) & set(panels)]
    found += [one for one in every if one.item_codes and set(one.item_codes) <= set(codes)]
    return found[0] if found else None


def _sources(one: Instrument) -> set[str]:
    lists = [one.range.sources, one.need.sources, one.licence.sources, one.change.sources if one.change else ()]
    lists += [one.bands_from, one.factors_from, one.codes_from]
    return {source for sources in lists for source in sources}
