"""Published instruments, answered again and reliably worse: for the caseload, a couple's page and the sheets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Protocol

from nearer.domain.catalogue import Catalogue
from nearer.domain.questionnaire import Questionnaire
from nearer.instruments.change import worsening_of
from nearer.presenters.weekly_scores import WEEKLY_CLOSENESS
from nearer.shipped import shipped_instruments
from nearer.storage.therapist.latest_granted_scores import WantedScores
from nearer.trends.worsening import RECENT_DAYS, DatedScore, Worsening, is_recent

FindDefinition = Callable[[str, str], Questionnaire | None]  # by the questionnaire's id and the hash of its content


class Scored(Protocol):
    """The scores that can be read of one response, by scale, and the definition they were made by."""

    @property
    def questionnaire(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def day(self) -> date: ...
    @property
    def scores(self) -> Mapping[str, Decimal]: ...


def definitions_of(catalogue: Catalogue) -> FindDefinition:
    """As `Catalogue.as_answered`, each of them looked for once."""
    return lru_cache(maxsize=None)(catalogue.as_answered)


def wanted_scores(catalogue: Catalogue, now: datetime) -> WantedScores:
    """The weeks of closeness, and of every questionnaire that may hold a published instrument the last scores.

    Those are the ones that a therapist brought, or that name one.
    """
    named = {one.id for one in catalogue.questionnaires.values() if any(scale.instrument for scale in one.scales)}
    return WantedScores(
        WEEKLY_CLOSENESS, frozenset(named | set(catalogue.brought)), now - timedelta(days=RECENT_DAYS + 1)
    )


def worsenings_of(responses: Iterable[Scored], find: FindDefinition, today: date) -> tuple[Worsening, ...]:
    """Of each scale the last score beside the one before it; `responses` are one person's, oldest first.

    Only where both were scored by the very same definition, and the last one is of the last twelve weeks.
    """
    last: dict[tuple[str, str], list[Scored]] = defaultdict(list)
    for response in responses:
        for scale in response.scores:
            last[response.questionnaire, scale].append(response)
    pairs = ((scale, times[-2], times[-1]) for (_, scale), times in last.items() if len(times) > 1)
    return tuple(_worsenings(pairs, find, today))


def _worsenings(pairs: Iterable[tuple[str, Scored, Scored]], find: FindDefinition, today: date) -> Iterator[Worsening]:
    for name, before, after in pairs:
        questionnaire = find(after.questionnaire, after.sha256)
        if before.sha256 != after.sha256 or not is_recent(after.day, today) or questionnaire is None:
            continue
        scale = next((one for one in questionnaire.scales if one.id == name), None)
        dated = [DatedScore(one.day, one.scores[name]) for one in (before, after)]
        worse = None if scale is None else worsening_of(scale, dated[0], dated[1], shipped_instruments())
        if worse is not None:
            yield worse
