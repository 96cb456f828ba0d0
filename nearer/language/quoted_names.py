"""Names of somebody's file in a sentence: never more of them than is needed to find the place."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from nearer.language.error_catalogue.file_errors import FileText
from nearer.language.explained_errors import Explanation


def shorten(text: str, limit: int = 40) -> str:
    """Never echo more of somebody's file than is needed to find the place."""
    return text if len(text) <= limit else text[: limit - 3] + "..."


def join_names(names: Iterable[str], limit: int = 24) -> str | Explanation:
    name_list = list(names)
    first = ", ".join(name_list[:limit])
    return FileText.AND_MORE(names=first, n=str(len(name_list) - limit)) if len(name_list) > limit else first


def did_you_mean(wrong: str, allowed: Iterable[str]) -> Explanation:
    """End a sentence with the nearest right name, or with all of them when none is near."""
    names = list(allowed)
    if nearest := nearest_name(wrong, names):
        return FileText.DID_YOU_MEAN(name=nearest)
    return FileText.ALLOWED_HERE(names=join_names(names)) if names else FileText.NOTHING_ALLOWED()


def nearest_name(wrong: str, allowed: Iterable[str]) -> str | None:
    return next(iter(difflib.get_close_matches(wrong[:80], allowed, n=1)), None)
