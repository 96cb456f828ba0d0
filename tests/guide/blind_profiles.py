"""People whose three pages a specialist chose, and how far the cards agree (tests/guide/profiles/*.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from nearer.domain.roles_and_audiences import Role
from nearer.guide.profile import GuideProfile
from nearer.guide.relevance import ForYou, for_you
from nearer.shipped import shipped_guide
from tests.guide.people import make_event_days_ago, make_guide_profile

PROFILES = Path(__file__).parent / "profiles"
SLOTS = 3


@dataclass(frozen=True)
class BlindProfile:
    """One person, the urgent pages and the three chosen; a slot may name several that will do as well."""

    id: str
    person: GuideProfile
    urgent: frozenset[str]
    pages: tuple[frozenset[str], ...]

    def agreed(self, screen: ForYou) -> int:
        """How many of the slots the cards fill, each with a card of its own; one too many where none was chosen."""
        topics = [card.topic for card in screen.cards]
        for slot in sorted(self.pages, key=len):
            if met := next((topic for topic in topics if topic in slot), None):
                topics.remove(met)
        return len(screen.cards) - len(topics)

    @property
    def slots(self) -> int:
        """Three, or one for somebody who needs no page."""
        return len(self.pages) or 1


@cache
def blind_profiles() -> tuple[BlindProfile, ...]:
    files = sorted(PROFILES.glob("*.yaml"))
    return tuple(_profile(raw) for file in files for raw in yaml.load(file.read_text("utf-8"), yaml.CSafeLoader))


def _profile(raw: Mapping[str, Any]) -> BlindProfile:
    events = tuple(make_event_days_ago(event["kind"], event["days_ago"]) for event in raw.get("events", ()))
    pages = tuple(frozenset([slot] if isinstance(slot, str) else slot) for slot in raw["pages"])
    person = make_guide_profile(Role(raw["role"]), raw["answers"], events=events)
    return BlindProfile(raw["id"], person, frozenset(raw.get("urgent", ())), pages)


def agreement() -> tuple[int, int, list[str]]:
    """How many slots of all agree, and a line for each person where one does not."""
    met, slots, lines = 0, 0, []
    for profile in blind_profiles():
        screen = for_you(shipped_guide(), profile.person)
        topics = [card.topic for card in screen.cards]
        agreed = profile.agreed(screen) if profile.pages else int(len(topics) <= 1)
        met, slots = met + agreed, slots + profile.slots
        if agreed < profile.slots:
            chosen = ", ".join("/".join(sorted(slot)) for slot in profile.pages)
            lines.append(f"{profile.id}: chosen {chosen or 'none'}; shown {', '.join(topics)}")
    return met, slots, lines
