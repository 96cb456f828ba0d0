"""What of the caseload is listed: search, filter, order, pages, and who stands before and after a couple."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from nearer.caseload.caseload import CaseloadCouple
from nearer.caseload.groups import Group, group_of, is_new
from nearer.caseload.short_reasons import short_reason
from nearer.caseload.view import NEW, CaseloadView
from nearer.trends.caseload_reasons import urgency_rank
from nearer.views import text as words

PER_PAGE = 50
_IN_ORDER = {group: index for index, group in enumerate(Group)}


@dataclass(frozen=True, slots=True)
class CaseloadList:
    """The part of the caseload on the screen: the page's couples, out of `matches`, and how many each filter has.

    Of `answered` couples on the caseload a check-in of this week can be read, this week where that person is.
    """

    view: CaseloadView
    today: date
    couples: tuple[CaseloadCouple, ...]
    matches: tuple[CaseloadCouple, ...]
    counts: dict[str, int]
    tags: tuple[str, ...]
    answered: int

    @property
    def summary(self) -> str:
        """How many there are, how many to look at, and of how many a check-in of this week can be read."""
        return words.caseload.couples(self.counts[""], self.counts.get(Group.ATTENTION, 0), self.answered)

    @property
    def pages(self) -> int:
        """How many there are; one of an empty caseload."""
        return max(1, -(-len(self.matches) // PER_PAGE))

    def neighbours(self, couple: UUID) -> tuple[CaseloadCouple | None, CaseloadCouple | None, int]:
        """Who stands before and after this couple among the matches, and its position from 1 on; 0 where it is none."""
        index = next((index for index, one in enumerate(self.matches) if one.case.couple == couple), None)
        if index is None:
            return None, next(iter(self.matches), None), 0
        after = self.matches[index + 1] if index + 1 < len(self.matches) else None
        return (self.matches[index - 1] if index else None), after, index + 1


def apply_view(couples: Sequence[CaseloadCouple], view: CaseloadView, today: date) -> CaseloadList:
    """The caseload as the view has it; a page behind the last one is the last one, and the couple it is at is on it."""
    groups = {listed.case.couple: group_of(listed, today) for listed in couples}
    fits = [listed for listed in couples if _is_listed(listed, groups[listed.case.couple], view.show)]
    searched = [listed for listed in fits if _matches_search(listed, view.search)]
    matches = tuple(_sort_entries(searched, view, groups))
    counts = Counter(map(str, groups.values()))
    not_archived = [listed for listed in couples if groups[listed.case.couple] is not Group.ARCHIVED]
    counts[NEW] = sum(is_new(listed.case) for listed in not_archived)
    counts[""] = len(not_archived)
    answered = sum(listed.weeks_since == 0 for listed in not_archived)
    tags = Counter(tag for listed in fits for tag in listed.case.status.tags)
    matching = [index for index, listed in enumerate(matches) if str(listed.case.couple) == view.at]
    page = matching[0] // PER_PAGE + 1 if matching else min(view.page, max(1, -(-len(matches) // PER_PAGE)))
    on_page = matches[(page - 1) * PER_PAGE : page * PER_PAGE]
    common = tuple(tag for tag, _times in tags.most_common(8))
    return CaseloadList(replace(view, page=page), today, on_page, matches, dict(counts), common, answered)


def _is_listed(listed: CaseloadCouple, group: Group, show: str) -> bool:
    if show == NEW:
        return group is not Group.ARCHIVED and is_new(listed.case)
    return group == show if show else group is not Group.ARCHIVED


def _matches_search(listed: CaseloadCouple, search: str) -> bool:
    """Whether the search stands in a name, a tag, or a reason as it is read."""
    wanted = search.casefold().strip()
    texts = (*listed.names, *listed.case.status.tags)
    if not wanted or any(wanted in text.casefold() for text in texts):
        return True
    return any(wanted in short_reason(listed, reason).text.casefold() for reason in listed.reasons)


def _sort_entries(
    couples: Iterable[CaseloadCouple], view: CaseloadView, groups: dict[UUID, Group]
) -> list[CaseloadCouple]:
    """By the column; who has nothing in it comes last, whichever way it goes."""
    keys: dict[str, Callable[[CaseloadCouple], str | int | date | None]] = {
        "name": lambda listed: words.couple.both(listed.names).casefold(),
        "last": lambda listed: listed.weeks_since,
        "visit": lambda listed: listed.visit,
        "open": lambda listed: -len(listed.open_assignments) or None,
    }
    if (key := keys.get(view.order)) is None:
        most_urgent = sorted(
            couples, key=lambda listed: (_IN_ORDER[groups[listed.case.couple]], urgency_rank(listed.reasons))
        )
        return most_urgent[::-1] if view.is_descending else most_urgent
    all_couples = list(couples)
    has = sorted((one for one in all_couples if key(one) is not None), key=key, reverse=view.is_descending)  # type: ignore[arg-type]
    return has + [one for one in all_couples if key(one) is None]
