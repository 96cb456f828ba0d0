"""Bands of scales, resolved: taken from the band lists of the questionnaire, and called as the answer option was.

Their names are put into their own words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from nearer.domain.bands import OPTION_TEXT, Band, BandList, ListedBand, WrittenBand
from nearer.domain.questionnaire import WrittenQuestionnaire
from nearer.domain.scales import Scale, WrittenScale
from nearer.language.error_catalogue.file_errors import FileText, RecordName
from nearer.language.error_catalogue.questionnaire_errors import ScaleText
from nearer.yaml_files.check_items import Finding, check_stray, check_twice
from nearer.yaml_files.yaml_text import Path

_NEEDED = {"start": "from", "name": "name", "text": "text"}


def check_band_lists(record: WrittenQuestionnaire) -> Iterator[Finding]:
    """What keeps the bands of a scale from being made: names that nothing has, and keys that neither it nor the list
    has."""
    for name, band_list in record.band_lists.items():
        ids = [band.id for band in band_list.bands]
        path: Path = ("band_lists", name, "bands")
        yield from check_twice(path, ids, ScaleText.LISTED_BAND_TWICE, "id")
        yield from check_order(path, [band.start for band in band_list.bands])
    for number, scale in enumerate(record.scales):
        path = ("scales", number)
        if scale.band_list is not None:
            lists = record.band_lists
            yield from check_stray((*path, "band_list"), scale.band_list, lists, ScaleText.NO_BAND_LIST)
        yield from _check_bands(path, scale, _listed_bands(scale, record.band_lists))


def check_order(path: Path, starts: Sequence[Decimal]) -> Iterator[Finding]:
    """A band that does not begin above the one before it."""
    for number, (before, start) in enumerate(pairwise(starts), 1):
        if start <= before:
            yield (*path, number, "from"), ScaleText.BANDS_OUT_OF_ORDER(start=start, before=before)


def resolve_bands(record: WrittenQuestionnaire) -> tuple[Scale, ...]:
    """The scales with bands of their own, in the order they have there, or as their list has them.

    The name of each band is put into its own words, and the text of each answer option into the band that begins at its
    weight; where there is none it stays out.
    """
    return tuple(_resolve_scale(scale, record) for scale in record.scales)


def _check_bands(path: Path, scale: WrittenScale, band_by_id: Mapping[str, ListedBand]) -> Iterator[Finding]:
    findings = [*_check_names((*path, "bands"), scale, band_by_id)]
    yield from findings
    band_ids = {band.band for band in scale.bands}
    left_out = [band for band in band_by_id.values() if band.id not in band_ids]
    if scale.bands and not findings:
        yield from (((*path, "bands"), ScaleText.LISTED_BAND_LEFT_OUT(name=band.id)) for band in left_out)
    elif not scale.bands:
        without_text = (band.id for band in left_out if band.text is None)
        yield from (
            ((*path, "band_list"), ScaleText.LISTED_BAND_WITHOUT_TEXT(name=band_id)) for band_id in without_text
        )


def _check_names(path: Path, scale: WrittenScale, band_by_id: Mapping[str, ListedBand]) -> Iterator[Finding]:
    for number, band in enumerate(scale.bands):
        if band.band is None or band.band in band_by_id:
            yield from _check_keys((*path, number), band, band_by_id)
        elif scale.band_list is None:
            yield (*path, number, "band"), ScaleText.NO_LIST_NAMED(name=band.band)
        elif band_by_id:
            yield from check_stray((*path, number, "band"), band.band, band_by_id, ScaleText.NO_LISTED_BAND)
        if band.band is not None and band.band in [one.band for one in scale.bands[:number]]:
            yield (*path, number, "band"), ScaleText.BAND_NAMED_TWICE(name=band.band)


def _check_keys(path: Path, band: WrittenBand, band_by_id: Mapping[str, ListedBand]) -> Iterator[Finding]:
    of_list = band_by_id.get(band.band or "")
    for field, key in _NEEDED.items():
        if getattr(band, field) is None and (of_list is None or getattr(of_list, field) is None):
            yield path, FileText.KEY_MISSING(record=RecordName.BAND(), key=key)


def _listed_bands(scale: WrittenScale, lists: Mapping[str, BandList]) -> Mapping[str, ListedBand]:
    """By id, the bands of the list that a scale names; none where there is no such list."""
    band_list = lists.get(scale.band_list or "")
    return {} if band_list is None else {band.id: band for band in band_list.bands}


def _resolve_scale(scale: WrittenScale, record: WrittenQuestionnaire) -> Scale:
    band_by_id = _listed_bands(scale, record.band_lists)
    entries = scale.bands or tuple(WrittenBand(band=band_id) for band_id in band_by_id)
    bands = [_resolve_band(band, band_by_id.get(band.band or "")) for band in entries]
    texts = _texts_by_weight(scale, record)
    filled = (band.with_places_filled(texts.get(band.start, OPTION_TEXT)) for band in bands)
    cuts_from = scale.cuts_from or (record.band_lists[scale.band_list].cuts_from if scale.band_list else None)
    return Scale(**scale.values() | {"band_list": None, "bands": tuple(filled), "cuts_from": cuts_from})


def _resolve_band(band: WrittenBand, listed_band: ListedBand | None) -> Band:
    """A band with the scale's own values, else those of the list, whose thought is only for the list's cut."""
    unlisted = {"id"} if band.start is None else {"id", "why"}
    values = (
        {name: value for name, value in listed_band.values().items() if name not in unlisted} if listed_band else {}
    )
    own = {name: value for name, value in band.values().items() if value is not None and name != "band"}
    return Band(**values | own)


def _texts_by_weight(scale: WrittenScale, record: WrittenQuestionnaire) -> Mapping[Decimal, str]:
    """The texts of a scale's only item, where the score is the weight of what was chosen; else none."""
    items = [item for item in record.items if (item.id,) == scale.items]
    if scale.method != "sum" or scale.factors or not items or items[0].reverse:
        return {}
    answers = items[0].answers
    options = record.answer_lists.get(answers, ()) if isinstance(answers, str) else answers or ()
    return {option.weight: option.text for option in options if option.weight is not None}
