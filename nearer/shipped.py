"""What comes with the program: its questionnaires, instruments and help lines, read once from their files."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from nearer.domain import Catalogue, Help, read_catalogue, read_help
from nearer.fhir import Instrument, read_instruments
from nearer.guide import GentleThings, Guide, Index, build_index, read_gentle_things, read_guide

ROOT = Path(__file__).parents[1]


@lru_cache(maxsize=1)
def shipped_catalogue() -> Catalogue:
    """Every questionnaire in questionnaires/; raises QuestionnaireError with the problems of every file."""
    return read_catalogue((file.name, file.read_bytes()) for file in sorted((ROOT / "questionnaires").glob("*.yaml")))


@lru_cache(maxsize=1)
def shipped_instruments() -> tuple[Instrument, ...]:
    """How published instruments are scored, and what may be done with them."""
    return read_instruments((ROOT / "data" / "instruments.yaml").read_text("utf-8"))


@lru_cache(maxsize=1)
def shipped_help() -> Help:
    """Where people find somebody to talk to, by country."""
    return read_help((ROOT / "data" / "help.yaml").read_text("utf-8"))


@lru_cache(maxsize=1)
def shipped_guide() -> Guide:
    """Every topic and step in data/; raises GuideError with the problems of every file."""
    folder = ROOT / "data"
    pages = sorted([*folder.glob("guide/*.md"), *folder.glob("steps/*.md")])
    files = [*pages, *(folder / name for name in ("sources.yaml", "search-words.yaml", "crisis-phrases.yaml"))]
    return read_guide(((str(file.relative_to(ROOT)), file.read_bytes()) for file in files), shipped_catalogue())


@lru_cache(maxsize=1)
def shipped_gentle_things() -> GentleThings:
    """What two people may both welcome."""
    return read_gentle_things((ROOT / "data" / "gentle-things.yaml").read_text("utf-8"))


@lru_cache(maxsize=1)
def shipped_index() -> Index:
    """The words of the guide, put in order once for every search."""
    return build_index(shipped_guide())
