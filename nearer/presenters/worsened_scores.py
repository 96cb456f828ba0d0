"""Published instruments, answered again and reliably worse: for the caseload, a couple's page and the sheets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache

from nearer.domain.questionnaire import Questionnaire
from nearer.instruments.change import published_worsening, worsening_of
from nearer.presenters.weekly_scores import weekly_closeness
from nearer.shipped import shipped_instruments
from nearer.storage.couple.responses import SavedResponse
from nearer.storage.therapist.last_scores import WantedScores
from nearer.storage.therapist.paper_totals import Total
from nearer.trends.worsening import RECENT_DAYS, DatedScore, Worsening, is_recent
from nearer.yaml_files.catalogue import Catalogue

FindDefinition = Callable[[str, str], Questionnaire | None]  # by the questionnaire's id and the hash of its content


def definitions_of(catalogue: Catalogue) -> FindDefinition:
    """Find definitions as `Catalogue.find_definition` does, each looked for once: a caseload asks for the same few
    hundreds of times."""
    return lru_cache(maxsize=None)(catalogue.find_definition)


def wanted_scores(catalogue: Catalogue, now: datetime) -> WantedScores:
    """The weeks of closeness, and of every questionnaire that may hold a published instrument the last scores.

    Those are the ones that a therapist imported, or that name one.
    """
    ids = {one.id for one in catalogue.questionnaires.values() if any(scale.instrument for scale in one.scales)}
    return WantedScores(
        weekly_closeness(catalogue), frozenset(ids | set(catalogue.custom)), now - timedelta(days=RECENT_DAYS + 1)
    )


def worsenings_of(responses: Iterable[SavedResponse], find: FindDefinition, today: date) -> tuple[Worsening, ...]:
    """Each scale's last score beside the one before it; `responses` are one person's, oldest first.

    Only where both were scored by the very same definition, and the last one is of the last twelve weeks.
    """
    last: dict[tuple[str, str], list[SavedResponse]] = defaultdict(list)
    for response in responses:
        for scale in response.scores or {}:
            last[response.questionnaire, scale].append(response)
    pairs = ((scale, times[-2], times[-1]) for (_, scale), times in last.items() if len(times) > 1)
    return tuple(_worsenings(pairs, find, today))


def worsenings_on_paper(totals: Iterable[Total], today: date) -> tuple[Worsening, ...]:
    """What got worse in the totals that a therapist typed in for one person, in any order."""
    of_instrument: dict[str, list[DatedScore]] = defaultdict(list)
    for total in sorted(totals, key=lambda total: total.day):
        of_instrument[total.instrument].append(DatedScore(total.day, total.value))
    instrument_by_id = {one.id: one for one in shipped_instruments()}
    worse = (
        published_worsening(instrument_by_id[name], scores[-2], scores[-1], instrument_by_id[name].bands)
        for name, scores in of_instrument.items()
        if name in instrument_by_id and len(scores) > 1 and is_recent(scores[-1].day, today)
    )
    return tuple(one for one in worse if one is not None)


def dated_score(response: SavedResponse, scale: str) -> DatedScore:
    """A score that is there, of a response that has its day: one's own, or one that a therapist reads."""
    value = response.score(scale)
    assert value is not None and response.day is not None, "a partner is given no day"
    return DatedScore(response.day, value)


def _worsenings(
    pairs: Iterable[tuple[str, SavedResponse, SavedResponse]], find: FindDefinition, today: date
) -> Iterator[Worsening]:
    for name, before, after in pairs:
        questionnaire = find(after.questionnaire, after.sha256)
        last = dated_score(after, name)
        if before.sha256 != after.sha256 or not is_recent(last.day, today) or questionnaire is None:
            continue
        scale = next((one for one in questionnaire.scales if one.id == name), None)
        worse = None if scale is None else worsening_of(scale, dated_score(before, name), last, shipped_instruments())
        if worse is not None:
            yield worse
