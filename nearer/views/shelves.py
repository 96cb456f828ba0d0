"""The library's four shelves: which page of the guide stands where, in the order of reading."""

from __future__ import annotations

from collections.abc import Iterable

SHELVES = {
    "body": (
        *("physical-changes", "vaginal-dryness-and-pain", "lubricants-and-positions", "erectile-changes", "low-desire"),
        *("hormones", "fatigue-and-energy", "scars-and-sensation", "ostomy-and-continence", "lymphoedema"),
    ),
    "feelings": (
        *("emotional-changes", "body-image", "feeling-unattractive", "fear-of-rejection", "guilt-and-being-a-burden"),
        *("anxiety-and-low-mood", "fear-of-recurrence", "grief-and-loss", "loneliness", "mindfulness"),
    ),
    "two": (
        *("why-intimacy-changes", "why-intimacy-matters", "a-story-of-healing", "talking-i-feel", "gradual-touch"),
        *("consent-and-comfort", "partners-perspective", "from-carer-to-partner", "carer-fatigue"),
        *("how-long-it-takes", "lgbtq-couples", "family-and-culture"),
    ),
    "team": (
        *("safety-during-treatment", "when-to-call-your-doctor", "is-sex-safe", "asking-your-doctor"),
        *("fertility-and-contraception", "what-happens-in-sex-therapy", "getting-help"),
    ),
}


def on_shelf(shelf: str, topics: Iterable[str]) -> tuple[str, ...]:
    """Those of the topics that stand on this shelf, in its order; the last also takes what stands on none."""
    there = set(topics)
    named = tuple(topic for topic in SHELVES[shelf] if topic in there)
    if shelf != list(SHELVES)[-1]:
        return named
    return named + tuple(sorted(there.difference(*SHELVES.values())))
