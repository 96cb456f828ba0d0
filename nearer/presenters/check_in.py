"""The weekly check-in once it is saved: what its screen says."""

from __future__ import annotations

from dataclasses import dataclass

from nearer.domain.roles_and_audiences import SharedPart
from nearer.presenters.next_thing import part_of_first
from nearer.presenters.weekly_scores import pictures
from nearer.session.values import PersonSession
from nearer.views import text as words
from nearer.views.chart_values import Picture


@dataclass(frozen=True, slots=True)
class SavedCheckIn:
    """This week's check-in. `is_new`: it was saved just now, so a quiet moment comes first, and `part`, what of it is
    shared or may be."""

    title: str
    can_change: str
    circles: tuple[Picture, ...]
    is_new: bool
    part: SharedPart | None


def saved_check_in(session: PersonSession, is_new: bool) -> SavedCheckIn:
    return SavedCheckIn(
        title=words.check_in.SAVED if is_new else words.check_in.DONE,
        can_change=words.check_in.can_change(session.last_day, session.today),
        circles=pictures(session, session.week),
        is_new=is_new,
        part=part_of_first(session, session.catalogue.check_in) if is_new else None,
    )
