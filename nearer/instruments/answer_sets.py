"""Published answer sets of an instrument: weights, and LOINC codes where there are some."""

from __future__ import annotations

from dataclasses import dataclass

from nearer.domain.yaml_scalars import Code, Count, Number, YamlRecord, YesNo

LOINC = "http://loinc.org"


@dataclass(frozen=True, kw_only=True)
class AnswerSet(YamlRecord):
    """The answers of some items as published: weights in the published order, with their codes where LOINC has some.

    `items` are places from 1, and all where none is named. `never` is what "never" or "not at all" weighs, the lowest
    unless said. With `no_activity` 0 says that there was none: it is never counted, and may be left out. The answer may
    also be a `number`, or yes (1) and no (0).
    """

    items: tuple[Count, ...] = ()
    weights: tuple[Number, ...]
    codes: tuple[Code, ...] = ()
    never: Number | None = None
    no_activity: YesNo = False
    number: YesNo = False
    yes_no: YesNo = False
    sources: tuple[Code, ...]
