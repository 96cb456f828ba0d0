"""Initials in place of names, for paper that leaves the house."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from nearer.views import words


def initials_of(names: Sequence[str]) -> dict[str, str]:
    """An initial for each name; numbered where two would be the same."""
    plain = [words.caseload.initial(name) for name in names]
    alike = Counter(plain)
    return {
        name: words.caseload.numbered_initial(name, place) if alike[initial] > 1 else initial
        for place, (name, initial) in enumerate(zip(names, plain, strict=True), start=1)
    }


def with_initials(initials: Mapping[str, str], text: str) -> str:
    """What somebody wrote, with an initial wherever a name stands as a word of its own, in capitals or not.

    The point of an initial is also that of a sentence.
    """
    by_name = {name.casefold(): initial for name, initial in initials.items()}
    longest_first = sorted(initials, key=len, reverse=True)
    one_of_them = "|".join(map(re.escape, longest_first))
    whole = rf"(?<!\w)({one_of_them})(?!\w)\.?"
    return re.sub(whole, lambda found: by_name[found[1].casefold()], text, flags=re.IGNORECASE)
