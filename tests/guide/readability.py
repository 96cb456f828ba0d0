"""How many years of school a page asks of its reader: Flesch-Kincaid (Kincaid and others, 1975), own syllables.

Year = 0.39 * words per sentence + 11.8 * syllables per word - 15.59.

A syllable is a run of vowels (a e i o u y). Four rules mend the commonest errors. A last silent e does not count, nor
the e of -ed (but -ted and -ded do) and of -es (but -ses, -ces, -zes, -ges, -ches, -shes, -xes do); -le, -les and -re
after a consonant do count (couple, couples, centre); two vowels spoken apart (ia, io, eo, ua, -ying, quiet ...) count
twice. Every word has at least one, a number one for each digit. Compared once with the CMU pronouncing dictionary on
the 19,000 words of topics and steps, this counts 1 to 2 % too many, and makes no page look easier than it is.
A heading, a list item and a paragraph each end a sentence; so do . ! ? and nothing else. Source tags such as [R51] and
the signs of Markdown are taken out first.
"""

from __future__ import annotations

import re

TAG = re.compile(r"\s*\[(?:R\d+b?|G|M|S)(?:, (?:R\d+b?|G|M|S))*\]")
WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’][A-Za-z]+)*|\d+")
SILENT = re.compile(
    r"(?<=[^aeiouytd])ed$|(?<=[^aeiouyszcgxhl])es$|(?<=[aeiouyl]l)es?$|(?<=[^aeiouylr])e$|(?<=[aeiouy]r)e$"
)
APART = re.compile(
    r"ia(?!l\b)|(?<![tscn])io|eo(?!p)|ua(?!r)|uou|uid|uiet|(?<=[rn])ie(?=[rt])|[aeiouy]ing\b|iu|eat(?=[ei])"
)


def plain(body: str) -> str:
    """Return the text of a Markdown body without source tags, headings' signs, bullets and emphasis."""
    return re.sub(r"(?m)^(#+|-|\d+\.)\s+|[*_`]", "", TAG.sub("", body))


def words(text: str) -> list[str]:
    """Return the words of a plain text; it's and moisturiser's are one word each."""
    return WORD.findall(text)


def syllables(word: str) -> int:
    """Return the syllables of a word, at least 1; a digit counts as one."""
    if word.isdigit():
        return len(word)
    low = SILENT.sub("", re.sub(r"['’](s|re|ll|ve|m|d|t)?$", "", word.lower()))
    return max(1, len(re.findall(r"[aeiouy]+", low)) + len(APART.findall(low)))


def sentences(body: str) -> list[str]:
    """Return the sentences of a Markdown body; the end of a heading, list item or paragraph ends one."""
    return [piece for line in body.splitlines() for piece in re.split(r"[.!?]+", plain(line)) if words(piece)]


def school_year(body: str) -> float:
    """Return the Flesch-Kincaid school year of a Markdown body."""
    counted = words(plain(body))
    return 0.39 * len(counted) / len(sentences(body)) + 11.8 * sum(map(syllables, counted)) / len(counted) - 15.59
