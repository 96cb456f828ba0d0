"""A language with a catalogue of its own, for a test: three sentences in Polish, whose plurals have three forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from nearer.language import languages

POLISH = {"Saved": "Zapisano", "Back": "Wstecz", "{n} week": ("{n} tydzień", "{n} tygodnie", "{n} tygodni")}


@contextmanager
def polish_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """`pl` beside English, and the pseudo-language."""
    with language_in(folder, monkeypatch, "pl", POLISH):
        yield


@contextmanager
def language_in(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tag: str, sentences: Mapping[str, str | tuple[str, ...]]
) -> Iterator[None]:
    """One more language, of these sentences, beside English and the pseudo-language."""
    catalogue = Catalog(locale=tag)
    for message, words in sentences.items():
        catalogue.add((message, f"{message}s") if isinstance(words, tuple) else message, words)
    file = folder / tag / "LC_MESSAGES" / "nearer.mo"
    file.parent.mkdir(parents=True)
    with file.open("wb") as opened:
        write_mo(opened, catalogue)
    monkeypatch.setattr(languages, "LOCALES", folder)
    monkeypatch.setenv(languages.PSEUDO_VARIABLE, "1")
    languages.read_languages.cache_clear()
    yield
    languages.read_languages.cache_clear()
