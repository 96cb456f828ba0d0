"""What comes with the program: its questionnaires and help lines, read once from their files."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from nearer.domain import Catalogue, Help, read_catalogue, read_help

ROOT = Path(__file__).parents[1]


@lru_cache(maxsize=1)
def shipped_catalogue() -> Catalogue:
    """Every questionnaire in questionnaires/; raises QuestionnaireError with the problems of every file."""
    return read_catalogue((file.name, file.read_bytes()) for file in sorted((ROOT / "questionnaires").glob("*.yaml")))


@lru_cache(maxsize=1)
def shipped_help() -> Help:
    """Where people find somebody to talk to, by country."""
    return read_help((ROOT / "data" / "help.yaml").read_text("utf-8"))
