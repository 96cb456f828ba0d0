"""Initials in place of names, wherever somebody wrote them, in any script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import regex

from nearer.sheet.printing import isolated

# A letter as its readers see it: a grapheme cluster (UAX 29, https://www.unicode.org/reports/tr29/), and what a virama
# at its end joins it to, as in Kannada ಶ್ರೀ; Unicode joins those of some Indian scripts only.
_LETTER = regex.compile(
    r"[\s\p{Default_Ignorable_Code_Point}]*+((?:\X(?<=\p{Canonical_Combining_Class=Virama}\p{Join_Control}?)(?=\p{L}))*\X)"
)
# UAX 9 (https://www.unicode.org/reports/tr9/): these letters would draw the words around them to the other side.
_RIGHT_TO_LEFT = regex.compile(r"[\p{Bidi_Class=R}\p{Bidi_Class=AL}]")


def initials_of(names: Sequence[str]) -> dict[str, str]:
    """An initial for each name; numbered where two would be the same."""
    letters = [first_letter(name) for name in names]
    times_by_letters = Counter(letters)
    return {
        name: isolate_right_to_left(f"{letter}{number if times_by_letters[letter] > 1 else ''}.")
        for number, (name, letter) in enumerate(zip(names, letters, strict=True), start=1)
    }


def first_letter(name: str) -> str:
    """Whole, with its accents and vowel signs, and a capital where its script has them."""
    letter = _LETTER.match(name)
    return letter[1].title() if letter else ""


def with_initials(initials: Mapping[str, str], text: str) -> str:
    """What somebody wrote, with an initial wherever a name stands as a word of its own, in capitals or not.

    The point of an initial is also that of a sentence.
    """
    names = sorted(initials, key=len, reverse=True)
    any_name = "|".join(f"({regex.escape(name)})" for name in names)
    pattern = rf"(?<!\w)(?:{any_name})(?!\w)\.?"
    return isolate_right_to_left(
        regex.sub(pattern, lambda match: initials[names[(match.lastindex or 1) - 1]], text, flags=regex.IGNORECASE)
    )


def isolate_right_to_left(text: str) -> str:
    """A text with letters that run right to left, marked so that it moves nothing in the sentence around it."""
    return isolated(text) if _RIGHT_TO_LEFT.search(text) else text
