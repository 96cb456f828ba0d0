"""How many letters two words are apart, and the forms by which words that are near each other are found."""

from __future__ import annotations


def deletion_forms(word: str, deletions: int) -> set[str]:
    """The word with up to so many letters left out: words near each other share one (github.com/wolfgarbe/SymSpell)."""
    forms = {word}
    for _ in range(deletions):
        forms |= {form[:index] + form[index + 1 :] for form in forms for index in range(len(form))}
    return forms


def edit_distance(first: str, second: str) -> int:
    """Optimal string alignment: how many letters to lose, add, change or swap with the next.

    https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance#Optimal_string_alignment_distance
    """
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, 1):
        before, last, row = row, before, [i]
        for j, other in enumerate(second, 1):
            steps = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            swapped = i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other
            row.append(min(steps, last[j - 2] + 1) if swapped else steps)
    return row[-1]
