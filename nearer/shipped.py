"""What comes with the program: its questionnaires, instruments and help lines, read once from their files.

What reads the guide is imported where it is used: the sign-in page, which needs help lines alone, does not wait for it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from nearer.shipped_files import SHIPPED_FILES
from nearer.yaml_files.catalogue import Catalogue, read_catalogue
from nearer.yaml_files.helplines import Helplines, read_helplines
from nearer.yaml_files.loader import load_questionnaire

if TYPE_CHECKING:
    from nearer.domain.questionnaire import Questionnaire
    from nearer.guide.search import Index
    from nearer.guide.topics import Guide
    from nearer.guide.welcome_list import WelcomeList
    from nearer.instruments.registry import Instrument


@lru_cache(maxsize=1)
def shipped_catalogue() -> Catalogue:
    """Every questionnaire in questionnaires/; raises QuestionnaireError with the problems of every file.

    It finds the earlier versions too, so that an answer to one of them keeps the words that were read.
    """
    files = sorted((SHIPPED_FILES / "questionnaires").glob("*.yaml"))
    return replace(read_catalogue((file.name, file.read_bytes()) for file in files), find=_find_earlier)


def _find_earlier(sha256: str) -> Questionnaire | None:
    return _earlier_versions().get(sha256)


@lru_cache(maxsize=1)
def _earlier_versions() -> dict[str, Questionnaire]:
    """Every version that was shipped before, by its hash; read when the first answer to one is met."""
    files = (SHIPPED_FILES / "questionnaires" / "earlier").glob("*.yaml")
    definitions = (load_questionnaire(file.read_bytes(), file.name) for file in files)
    return {definition.sha256: definition for definition in definitions}


@lru_cache(maxsize=1)
def shipped_instruments() -> tuple[Instrument, ...]:
    """How published instruments are scored, and what may be done with them."""
    from nearer.instruments.registry import read_instruments

    return read_instruments((SHIPPED_FILES / "data" / "instruments.yaml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class ScorePrecision:
    """How far two scores differ when `people` made-up people answer everything twice on one day.

    `chance_points` is the difference of two scores of three items or more that may be chance, in points of 100, the
    mean of these scales; `other_band` the share (0 to 1) who see another band, the mean of the scales of two or more.
    """

    people: int
    chance_points: float
    other_band: float


@lru_cache(maxsize=1)
def shipped_score_precision() -> ScorePrecision:
    """How sure a score of our own questionnaires is, as benchmarks/questionnaires.py measured it."""
    return ScorePrecision(**json.loads((SHIPPED_FILES / "data" / "score-precision.json").read_text("utf-8")))


@lru_cache(maxsize=1)
def shipped_help() -> Helplines:
    """The helplines: where people find somebody to talk to, by country."""
    return read_helplines((SHIPPED_FILES / "data" / "help.yaml").read_text("utf-8"))


@lru_cache(maxsize=1)
def shipped_guide() -> Guide:
    """Every topic and step in data/; raises GuideError with the problems of every file."""
    from nearer.guide.loader import read_guide

    folder = SHIPPED_FILES / "data"
    pages = sorted([*folder.glob("guide/*.md"), *folder.glob("steps/*.md")])
    lists = ("sources.yaml", "search-words.yaml", "crisis-phrases.yaml", "card-rules.yaml", "stop-rules.yaml")
    files = [*pages, *(folder / name for name in lists)]
    return read_guide(
        ((str(file.relative_to(SHIPPED_FILES)), file.read_bytes()) for file in files), shipped_catalogue()
    )


@lru_cache(maxsize=1)
def shipped_welcome_list() -> WelcomeList:
    """The welcome list."""
    from nearer.guide.welcome_list import read_welcome_list

    return read_welcome_list((SHIPPED_FILES / "data" / "welcome-list.yaml").read_text("utf-8"))


@lru_cache(maxsize=1)
def shipped_index() -> Index:
    """The words of the guide, put in order once for every search."""
    from nearer.guide.search import Index

    return Index(shipped_guide())
