"""The shipped questionnaires, and all the words in them, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from nearer.domain.questionnaire import Questionnaire
from nearer.yaml_files.catalogue import read_catalogue

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "questionnaires").glob("*.yaml"))
CATALOGUE = read_catalogue((file.name, file.read_bytes()) for file in FILES)
ALL = list(CATALOGUE.questionnaires.values())
SCALES = [(questionnaire, scale) for questionnaire in ALL for scale in questionnaire.scales]
ITEMS = [(questionnaire, item) for questionnaire in ALL for item in questionnaire.items]
TOPICS = frozenset(file.stem for file in (ROOT / "data" / "guide").glob("*.md"))


def each_questionnaire() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("questionnaire", ALL, ids=[one.id for one in ALL])


def each_scale() -> pytest.MarkDecorator:
    ids = [f"{questionnaire.id}:{scale.id}" for questionnaire, scale in SCALES]
    return pytest.mark.parametrize(("questionnaire", "scale"), SCALES, ids=ids)


def band_words(questionnaire: Questionnaire) -> Iterator[str]:
    for scale in questionnaire.scales:
        for band in scale.bands:
            yield from (band.name, band.text)


def asked_words(questionnaire: Questionnaire) -> Iterator[str]:
    for section in questionnaire.sections:
        yield from (section.title, section.intro or "")
    for item in questionnaire.items:
        yield from (item.text, item.help or "")
        yield from (option.text for option in item.options)


def all_words(questionnaire: Questionnaire) -> list[str]:
    titles = [scale.title for scale in questionnaire.scales]
    words = [
        questionnaire.title,
        questionnaire.summary,
        *titles,
        *asked_words(questionnaire),
        *band_words(questionnaire),
    ]
    return [text for text in words if text]
