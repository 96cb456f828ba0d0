"""The pseudo-language: English with accents and a third longer, for finding what no translator would ever see.

A sentence that stays plain did not go through `_()`, and one that is cut has no room for German.
"""

from __future__ import annotations

import gettext
import re

_PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_ACCENTED = "ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž"
_ACCENTS = str.maketrans(dict(zip(_PLAIN, _ACCENTED, strict=True)))
_VOWELS = frozenset("AEIOUaeiou")
# What a program reads: {places}, %(places)s, tags and entities, the target of a link, addresses and file names.
_KEPT = re.compile(
    r"\{[^{}]*\}|%\(\w+\)[a-z]|%[sd]|<[^<>]*>|&\w+;|\]\([^)]*\)|:[a-z]+(?=\[)|https?://\S+|(?<!\w)/[a-z][\w/-]*"
    r"|[\w-]+\.(?:csv|ics|json|md|pdf|xlsx|yaml|yml)\b"
)


def pseudo(text: str) -> str:
    """The text with accents and every vowel twice, which makes it about a third longer; what a program reads stays."""
    parts, end = [], 0
    for match in _KEPT.finditer(text):
        parts += [_add_accents(text[end : match.start()]), match[0]]
        end = match.end()
    return "".join([*parts, _add_accents(text[end:])])


def _add_accents(text: str) -> str:
    return "".join(letter * 2 if letter in _VOWELS else letter for letter in text).translate(_ACCENTS)


class PseudoTranslations(gettext.NullTranslations):
    """A catalogue that has every sentence."""

    def gettext(self, message: str) -> str:
        return pseudo(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return pseudo(super().ngettext(msgid1, msgid2, n))
