"""Copies of the notebook: made by hand or once a day, thinned out with age, and deleted with a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock

from nearer.database.damaged_file import COPIES_FOLDER
from nearer.database.row_errors import CopyRefused, NotebookUnusable
from nearer.file_copies.verified_copy import back_up, free_name
from nearer.language.system_refusals import explain_refusal

STEM = "nearer-%Y%m%d-%H%M%S"  # in UTC
# Every copy that Nearer made, with those that a start or a restoration that was killed left unfinished.
MADE_BY_NEARER = (f"{COPIES_FOLDER}/nearer-*", "nearer-before-*", "nearer.new", "nearer.restored", "nearer.upgrading*")

# How many days, ISO weeks and months keep their newest copy.
KEPT: tuple[tuple[int, Callable[[datetime], object]], ...] = (
    (7, lambda made: made.date()),
    (4, lambda made: made.isocalendar()[:2]),
    (6, lambda made: (made.year, made.month)),
)
PRESSED_AGAIN = timedelta(minutes=10)  # a copy reads the whole notebook, and anybody signed in may ask for one
_locks = Lock()


def copy_to(path: Path, folder: Path, now: datetime) -> Path:
    """A verified copy of a real notebook in `folder`, named after the moment, also while Nearer runs."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as refused:
        raise CopyRefused(folder, explain_refusal(refused)) from None
    return back_up(path, free_name(folder, now.astimezone(UTC).strftime(STEM)))


def copy_daily(path: Path, now: datetime) -> Path | None:
    """The first copy of this day (in UTC), older ones thinned out; None when today has one. NotebookUnusable."""
    with _locks:
        made = last_copied(path)
        if made is not None and made.date() == now.astimezone(UTC).date():
            return None
        return _copy_and_thin_out(path, now)


def copy_when_asked(path: Path, now: datetime) -> Path | None:
    """A copy as it is now, which stays in place of this day's earlier one; None right after another. NotebookUnusable.

    A clock that was put back makes no moment in the future count as right before.
    """
    with _locks:
        made = last_copied(path)
        if made is not None and timedelta(0) <= now - made < PRESSED_AGAIN:
            return None
        return _copy_and_thin_out(path, now)


def _copy_and_thin_out(path: Path, now: datetime) -> Path:
    copy = copy_to(path, path.parent / COPIES_FOLDER, now)
    copies = own_copies(path)
    for moment in copies.keys() - kept_moments(copies):
        if copies[moment] != copy:  # by a clock that was put back it is not the newest
            copies[moment].unlink(missing_ok=True)
    return copy


def own_copies(path: Path) -> dict[datetime, Path]:
    """Nearer's own daily copies of the notebook `path` by the moment they were made; files of other names are not."""
    copies = {}
    for file in (path.parent / COPIES_FOLDER).glob("nearer-*.db"):
        with suppress(ValueError):
            copies[datetime.strptime(file.stem, STEM).replace(tzinfo=UTC)] = file
    return copies


def last_copied(path: Path) -> datetime | None:
    """When the newest of them was made."""
    return max(own_copies(path), default=None)


def kept_moments(moments: Iterable[datetime]) -> set[datetime]:
    """The moments of the copies that stay: the newest of each of the last 7 days, 4 weeks and 6 months in which there
    are any."""
    newest_first, staying = sorted(moments, reverse=True), set()
    for most, span_of in KEPT:
        newest_of: dict[object, datetime] = {}
        for moment in newest_first:
            newest_of.setdefault(span_of(moment), moment)
        staying |= set(list(newest_of.values())[:most])
    return staying


def renew_copies(path: Path, now: datetime) -> bool:
    """Delete every copy that Nearer made and make one of the notebook as it is now; False where one could not go.

    For when somebody deleted all of their own: their part goes from the copies too, and the others still have one.
    """
    folder = path.parent
    with _locks:
        earlier = [file for pattern in MADE_BY_NEARER for file in folder.glob(pattern)]
        for file in earlier:
            with suppress(OSError):
                file.unlink()
        gone = not any(file.exists() for file in earlier)
        with suppress(NotebookUnusable):
            copy_to(path, path.parent / COPIES_FOLDER, now)
        return gone
