"""The languages that Nearer can speak: English as it is written, and those with a catalogue in data/locales."""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from nearer.language.pseudo import PseudoTranslations
from nearer.shipped_files import SHIPPED_FILES

LOCALES = SHIPPED_FILES / "data" / "locales"
ENGLISH = "en"
PSEUDO = "en-XA"  # the tag that Android and Chromium use for accented English
PSEUDO_VARIABLE = "NEARER_PSEUDO_LANGUAGE"


@dataclass(frozen=True, slots=True, eq=False)
class DisplayLanguage:
    """One language by its BCP 47 tag, such as `en` or `pt-BR`; `translations` is its catalogue."""

    tag: str
    translations: gettext.NullTranslations

    @property
    def is_pseudo(self) -> bool:
        return self.tag == PSEUDO

    @property
    def locale(self) -> str:
        """The identifier by which Babel knows how dates and numbers are written."""
        return ENGLISH if self.is_pseudo else self.tag.replace("-", "_")


SPOKEN_ENGLISH = DisplayLanguage(ENGLISH, gettext.NullTranslations())  # which needs no file


@lru_cache(maxsize=1)
def read_languages() -> Mapping[str, DisplayLanguage]:
    """Every language there is by its tag, English first; read once."""
    return {language.tag: language for language in _load_languages(LOCALES, os.environ)}


def _load_languages(folder: Path, environ: Mapping[str, str]) -> Iterator[DisplayLanguage]:
    yield SPOKEN_ENGLISH
    for catalogue in sorted(folder.glob("*/LC_MESSAGES/nearer.mo")):
        with catalogue.open("rb") as reader:
            tag = catalogue.parts[-3].replace("_", "-")
            yield DisplayLanguage(tag, gettext.GNUTranslations(reader))
    if environ.get(PSEUDO_VARIABLE) == "1":
        yield DisplayLanguage(PSEUDO, PseudoTranslations())


def language_of(tag: str) -> DisplayLanguage:
    """The language with this tag; English where there is none, so that no run is left without words."""
    languages = read_languages()
    return languages.get(tag) or languages[ENGLISH]


def best_language(accepted: str) -> str:
    """The tag that fits an Accept-Language header best: `pt-BR` is also served by `pt`, and nothing known by English.

    The pseudo-language answers to its own tag alone.
    """
    tag_by_casefold = {tag.casefold(): tag for tag in read_languages()}
    for language in _by_weight(accepted):
        if tag := tag_by_casefold.get(language) or tag_by_casefold.get(language.partition("-")[0]):
            return tag
    return ENGLISH


def language_of_terminal(environ: Mapping[str, str]) -> str:
    """The tag that fits the locale of a terminal, as POSIX names it: LC_ALL before LC_MESSAGES before LANG."""
    name = next(filter(None, (environ.get(variable) for variable in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return best_language(name.partition(".")[0].replace("_", "-"))


def _by_weight(accepted: str) -> list[str]:
    """The tags of the header, in small letters, the most wanted first; one with weight 0 is not wanted."""
    weighed = []
    for part in accepted.split(","):
        tag, _, weight = part.partition(";")
        try:
            weighed.append((float(weight.strip().removeprefix("q=") or 1), tag.strip().casefold()))
        except ValueError:
            continue
    return [tag for weight, tag in sorted(weighed, key=lambda pair: -pair[0]) if tag and weight > 0]
