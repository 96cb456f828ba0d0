"""Phonetic folding: Indian scripts to Latin letters, and spellings that sound alike to one form."""

from __future__ import annotations

import re
import unicodedata

MAX_WORDS = 80  # of a query; what stands after them is not read
_APOSTROPHES = "'’‘`´"
_INDIAN = ("DEVANAGARI", "KANNADA", "TAMIL", "TELUGU", "MALAYALAM", "BENGALI", "GUJARATI", "GURMUKHI")
_VOWELS = {"A", "AA", "I", "II", "U", "UU", "E", "EE", "AI", "O", "OO", "AU"}
_SIGNS = {"ANUSVARA": "n", "CANDRABINDU": "n", "BINDI": "n", "TIPPI": "n", "VISARGA": "h"}
_UNSPOKEN = "*"  # the short a that every letter of these scripts holds as long as no other vowel follows
_JOINED = [("my self", "myself"), ("her self", "herself"), ("him self", "himself"), ("can not", "cannot")]
# Hindi writes karata and says karta: the short a falls silent between two syllables that hold a vowel of their own.
_SILENT = re.compile(r"(?<=[aeiou*][b-df-hj-np-tv-z])\*(?=[b-df-hj-np-tv-z]h?[aeiou])")
_FOLDS = [
    (re.compile(pattern), to)
    for pattern, to in [
        (r"(.)\1{2,}", r"\1\1"),
        ("aa", "a"),
        ("ee|ii", "i"),
        ("oo|uu", "u"),
        ("w", "v"),
        ("z", "j"),
        ("ph", "f"),
        ("(?<=[bcdgjks])h|(?<=t)h(?!r)", ""),
        (r"(.)\1", r"\1"),
    ]
]


def latin_words(text: str) -> list[str]:
    """Small Latin letters and digits, word by word; `don't` is one word, and `my self` is `myself`."""
    latin = " ".join(map(_in_latin, unicodedata.normalize("NFC", text.casefold()).split()))
    folded = unicodedata.normalize("NFKD", latin)
    bare = "".join(sign for sign in folded if not unicodedata.combining(sign) and sign not in _APOSTROPHES)
    line = " ".join(re.findall(r"[a-z0-9]+", bare)[:MAX_WORDS])
    for apart, joined in _JOINED:
        line = re.sub(rf"\b{apart}\b", joined, line)
    return line.split()


def phonetic_key(word: str) -> str:
    """A key for words of one sound: maarta and marta, zindagi and jindagi, chahti and cahti, killl and kil."""
    for pattern, to in _FOLDS:
        word = pattern.sub(to, word)
    return word


def _in_latin(word: str) -> str:
    """A word of an Indian script by the names that Unicode gives its letters; any other word as it is."""
    if word.isascii():
        return word
    latin = ""
    for sign in word:
        script, _, name = unicodedata.name(sign, "").partition(" ")
        latin = _with_letter(latin, name) if script in _INDIAN else latin + sign
    if unicodedata.name(word[0], "").startswith("DEVANAGARI"):
        latin = _SILENT.sub("", latin.removesuffix(_UNSPOKEN))
    return latin.replace(_UNSPOKEN, "a")


def _with_letter(latin: str, name: str) -> str:
    """`LETTER KA` adds k and its unspoken a, `VOWEL SIGN I` speaks it as i, `SIGN VIRAMA` takes it away."""
    kind, _, letter = name.rpartition(" ")
    if kind == "LETTER" and letter not in _VOWELS:
        return latin + letter.lower().removesuffix("a") + _UNSPOKEN
    if kind.startswith("VOWEL SIGN"):
        return latin.removesuffix(_UNSPOKEN) + letter.lower()
    if letter == "VIRAMA":
        return latin.removesuffix(_UNSPOKEN)
    return latin + (letter.lower() if kind.startswith("LETTER") else _SIGNS.get(letter, ""))
