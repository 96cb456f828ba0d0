"""Names of bands that a file writes by hand in the words of a band, where they stay when the band gets another name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nearer.domain.bands import ListedBand, WrittenBand
from nearer.domain.questionnaire import WrittenQuestionnaire
from nearer.domain.scales import Scale
from nearer.language.error_catalogue.questionnaire_errors import ScaleText
from nearer.yaml_files.check_items import Finding
from nearer.yaml_files.yaml_text import Path


def repeated_names(record: WrittenQuestionnaire, scales: Sequence[Scale]) -> Iterator[Finding]:
    """Each key of a band whose words hold its own name; `scales` are those of `record`, resolved."""
    for list_id, band_list in record.band_lists.items():
        for number, listed_band in enumerate(band_list.bands):
            yield from _check_words(("band_lists", list_id, "bands", number), listed_band, listed_band.name)
    for place, (scale, resolved) in enumerate(zip(record.scales, scales, strict=True)):
        for number, (band, resolved_band) in enumerate(zip(scale.bands, resolved.bands, strict=False)):
            yield from _check_words(("scales", place, "bands", number), band, resolved_band.name)


def _check_words(path: Path, band: WrittenBand | ListedBand, name: str) -> Iterator[Finding]:
    as_a_word = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    for key, words in (("told", band.told), ("because", band.because), ("text", band.text)):
        if words and as_a_word.search(words):
            yield (*path, key), ScaleText.NAME_BY_HAND(name=name)
