"""Bands: named stretches of a score, as a file has them and as resolved, and which of them a score lies in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Annotated

from nearer.domain.faults import ValueFault, ValueRefused
from nearer.domain.item_parts import MAX_OPTIONS
from nearer.domain.yaml_scalars import Bounds, FieldRule, Id, Number, Text, YamlRecord, YesNo

OPTION_TEXT = "{answer}"  # in the words of a band: the text of the answer option whose weight it begins at
_TOLD_PLACES = re.compile(r"\{(name|title|[Bb]and)\}")
_TEXT_PLACES = re.compile(r"\{([Bb]and|answer)\}")
_NAME_PLACES = re.compile(r"\{(answer)\}")


def _has_other_places(words: str, places: re.Pattern[str]) -> bool:
    return re.search("[{}]", places.sub("", words)) is not None


def _check_told(sentence: str) -> str:
    if "{name}" not in sentence or _has_other_places(sentence, _TOLD_PLACES):
        raise ValueRefused(ValueFault.OTHER_PLACES_IN_TOLD)
    return sentence


def _check_text(words: str) -> str:
    if _has_other_places(words, _TEXT_PLACES):
        raise ValueRefused(ValueFault.OTHER_PLACES_IN_TEXT)
    return words


def _check_name(name: str) -> str:
    if _has_other_places(name, _NAME_PLACES):
        raise ValueRefused(ValueFault.OTHER_PLACES_IN_NAME)
    return name


_Name = Annotated[Text, FieldRule(after=_check_name)]
_Text = Annotated[Text, FieldRule(after=_check_text)]
_Told = Annotated[Text, FieldRule(after=_check_told)]
_Topics = tuple[Id, ...]


@dataclass(frozen=True, kw_only=True)
class WrittenBand(YamlRecord):
    """A band as a scale of a file has it: what it does not say is that of the `band` of the scale's band list."""

    band: Id | None = None
    start: Number | None = None
    why: Text | None = None
    name: _Name | None = None
    text: _Text | None = None
    told: _Told | None = None
    because: _Text | None = None
    well: YesNo | None = None
    guide: Annotated[_Topics | None, Bounds(max_length=MAX_OPTIONS)] = None


@dataclass(frozen=True, kw_only=True)
class ListedBand(YamlRecord):
    """A band that many scales have, by an id; each says its own `text`, unless it stands here."""

    id: Id
    start: Number
    why: Text | None = None
    name: _Name
    text: _Text | None = None
    told: _Told | None = None
    because: _Text | None = None
    well: YesNo = False
    guide: Annotated[_Topics, Bounds(max_length=MAX_OPTIONS)] = ()


@dataclass(frozen=True, kw_only=True)
class BandList(YamlRecord):
    """Bands that many scales have, written once. `cuts_from` says where their cuts come from: a source, or whose
    choice it is."""

    cuts_from: Text | None = None
    bands: Annotated[tuple[ListedBand, ...], Bounds(min_length=1, max_length=MAX_OPTIONS)]


@dataclass(frozen=True, kw_only=True)
class Band(WrittenBand):
    """A named stretch of a score, from `start` (the key `from`) up to the next band.

    `why` is the thought by which it begins there. In `text`, `because` and `told`, as a file has them, {Band} is its
    own name, and {band} the same for the inside of a sentence, with a small first letter. `told` says it to whoever
    may read the score of {name}: a sentence without its full stop, in which they stay until it is told, as {title}
    does. `because` ends a sentence that begins with "because", where the band brings a page of the guide. A band that
    is `well` is no reason for anything, like the one at the end where all is well.
    """

    band: None = None
    start: Number
    name: _Name
    text: _Text
    well: YesNo = False
    guide: Annotated[_Topics, Bounds(max_length=MAX_OPTIONS)] = ()

    def tell(self, person: str, scale_title: str) -> str | None:
        """`told` about a person. Filled in one pass: what is written like a place in somebody's name stays as it is."""
        places = {"name": person, "title": scale_title, **_name_places(self.name)}
        return self.told and _TOLD_PLACES.sub(lambda place: places[place[1]], self.told)

    def with_places_filled(self, option_text: str) -> Band:
        """The band with its own name in its text and reason, and the text of an answer option."""
        name = self.name.replace(OPTION_TEXT, option_text)
        places = {"answer": option_text, **_name_places(name)}

        def fill(words: str) -> str:
            return _TEXT_PLACES.sub(lambda place: places[place[1]], words)

        return replace(self, name=name, text=fill(self.text), because=self.because and fill(self.because))


def _name_places(name: str) -> dict[str, str]:
    return {"Band": name, "band": f"{name[:1].lower()}{name[1:]}"}


def band_at(bands: Sequence[Band], value: Decimal) -> Band | None:
    """The band that a shown score lies in: the last that starts at or below it."""
    return next((band for band in reversed(bands) if band.start <= value), None)
