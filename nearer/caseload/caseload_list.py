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
    groups = {couple.case.couple: group_of(couple, today) for couple in couples}
    fits = [couple for couple in couples if _is_listed(couple, groups[couple.case.couple], view.show)]
    searched = [couple for couple in fits if _matches_search(couple, view.search)]
    matches = tuple(_sort_entries(searched, view, groups))
    counts = Counter(map(str, groups.values()))
    not_archived = [couple for couple in couples if groups[couple.case.couple] is not Group.ARCHIVED]
    counts[NEW] = sum(is_new(couple.case) for couple in not_archived)
    counts[""] = len(not_archived)
    answered = sum(couple.weeks_since == 0 for couple in not_archived)
    tags = Counter(tag for couple in fits for tag in couple.case.status.tags)
    matching = [index for index, couple in enumerate(matches) if str(couple.case.couple) == view.at]
    page = matching[0] // PER_PAGE + 1 if matching else min(view.page, max(1, -(-len(matches) // PER_PAGE)))
    on_page = matches[(page - 1) * PER_PAGE : page * PER_PAGE]
    common = tuple(tag for tag, _times in tags.most_common(8))
    return CaseloadList(replace(view, page=page), today, on_page, matches, dict(counts), common, answered)


def _is_listed(couple: CaseloadCouple, group: Group, show: str) -> bool:
    if show == NEW:
        return group is not Group.ARCHIVED and is_new(couple.case)
    return group == show if show else group is not Group.ARCHIVED


def _matches_search(couple: CaseloadCouple, search: str) -> bool:
    """Whether the search stands in a name, a tag, or a reason as it is read."""
    folded_search = search.casefold().strip()
    texts = (*couple.names, *couple.case.status.tags)
    if not folded_search or any(folded_search in text.casefold() for text in texts):
        return True
    return any(folded_search in short_reason(couple, reason).text.casefold() for reason in couple.reasons)


def _sort_entries(
    couples: Iterable[CaseloadCouple], view: CaseloadView, groups: dict[UUID, Group]
) -> list[CaseloadCouple]:
    """By the column; who has nothing in it comes last, whichever way it goes."""
    keys: dict[str, Callable[[CaseloadCouple], str | int | date | None]] = {
        "name": lambda couple: words.couple.couple_names(couple.names).casefold(),
        "last": lambda couple: couple.weeks_since,
        "visit": lambda couple: couple.visit,
        "open": lambda couple: -len(couple.open_assignments) or None,
    }
    if (key := keys.get(view.order)) is None:
        most_urgent = sorted(
            couples, key=lambda couple: (_IN_ORDER[groups[couple.case.couple]], urgency_rank(couple.reasons))
        )
        return most_urgent[::-1] if view.is_descending else most_urgent
    all_couples = list(couples)
    has = sorted((one for one in all_couples if key(one) is not None), key=key, reverse=view.is_descending)  # type: ignore[arg-type]
    return has + [one for one in all_couples if key(one) is None]
