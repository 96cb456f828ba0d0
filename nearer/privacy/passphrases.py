"""What a passphrase needs, and a suggestion of five words."""

from __future__ import annotations

import re
import secrets
import unicodedata
from functools import cache
from pathlib import Path

from nearer.language.error_catalogue.answer_errors import PassphraseText

MIN_PASSPHRASE = 12  # characters; what is left of the guessable parts is counted below
MAX_PASSPHRASE = 1024
MIN_UNGUESSABLE = 6
MIN_DIFFERENT = 5
DIGITS_A_LETTER = 3
_HERE = Path(__file__).parent
_ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz")


def check_passphrase(text: str, name: str) -> str | None:
    """A sentence saying what to change, or None when it is fine. Any composition is allowed, spaces included."""
    typed = unicodedata.normalize("NFKC", text)
    if len(typed) < MIN_PASSPHRASE:
        return str(PassphraseText.TOO_SHORT(limit=MIN_PASSPHRASE))
    if len(typed) > MAX_PASSPHRASE:
        return str(PassphraseText.TOO_LONG(limit=MAX_PASSPHRASE))
    own = _without_guessable(_fold(typed), _fold(name))
    letters = sum(character.isalpha() for character in own)
    if letters + (len(own) - letters) // DIGITS_A_LETTER < MIN_UNGUESSABLE or len(set(own)) < MIN_DIFFERENT:
        return str(PassphraseText.EASY_TO_GUESS())
    return None


def suggest_passphrase() -> str:
    """Five words drawn at random from ours, joined by dashes: 53 bits."""
    return "-".join(secrets.choice(words()) for _ in range(5))


def words() -> tuple[str, ...]:
    """Our list of short, unlike words."""
    return _read_lines("words.txt")


def _without_guessable(typed: str, name: str) -> str:
    """The passphrase without keyboard runs, repeats, common words and the person's own name."""
    own = _without_runs(re.sub(r"(.{1,40}?)\1{2,}", r"\1", typed))
    for word in (*name.split(), *_longest_first("common.txt")):
        own = own.replace(word, " ")
    return "".join(own.split())


def _without_runs(typed: str) -> str:
    for row in _ROWS:
        for line in (row, row[::-1]):
            for start in range(len(line) - 3):
                typed = typed.replace(line[start : start + 4], " ")
    return typed


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


@cache
def _read_lines(file: str) -> tuple[str, ...]:
    return tuple((_HERE / file).read_text(encoding="utf-8").split())


@cache
def _longest_first(file: str) -> tuple[str, ...]:
    return tuple(sorted(_read_lines(file), key=len, reverse=True))
