"""Texts that are typed and not sent yet, sealed for their owner: what stands in a field that has its own button.

A person's are one entry, a therapist's about one couple are one record (nearer/storage/therapist/own_records.py),
so that the file shows neither how many there are nor of which field.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from nearer.language.error_catalogue.notebook_errors import NotebookText
from nearer.privacy.principal import Principal
from nearer.storage.errors import DraftChangedElsewhere, EntryBroken, NotSaved
from nearer.storage.notebook import Notebook
from nearer.storage.sealed.entries import TYPED, delete_sealed_list, read_sealed_list, save_sealed_list

MAX_CHARACTERS, MAX_FIELDS = 4000, 60


@dataclass(frozen=True, slots=True)
class TypedText:
    """What stands in the field at `place`. `seen` is what its window last saw kept there; None writes over anything."""

    place: str
    words: str = field(repr=False)
    seen: str | None = field(default=None, repr=False)


def save_text_draft(notebook: Notebook, principal: Principal, text: TypedText, now: datetime) -> None:
    """Keep it in the place of what stood in that field before; an empty text deletes it.

    NotSaved says what is too much; DraftChangedElsewhere that another window kept something else there meanwhile.
    """
    with notebook.write_as(principal, now) as writer:
        after = changed_texts(lambda: read_sealed_list(writer, TYPED), text)
        if after:
            save_sealed_list(writer, TYPED, after)
        elif after is not None:
            delete_sealed_list(writer, TYPED)


def own_text_drafts(notebook: Notebook, principal: Principal) -> Mapping[str, str]:
    """Each field's text by its place. EntryBroken when they were damaged."""
    with notebook.read_as(principal) as reader:
        texts: dict[str, str] = read_sealed_list(reader, TYPED) or {}
    return texts


def changed_texts(read: Callable[[], Any], text: TypedText) -> dict[str, str] | None:
    """All texts once this one stands at its place; None where that changes nothing. Raises what `with_text` does."""
    try:
        before: dict[str, str] | None = read() or {}
    except EntryBroken:
        before = None  # nothing of them can be read any more; what is typed now takes their place
    after = with_text(before or {}, text)
    return None if after == before else after


def with_text(texts: Mapping[str, str], text: TypedText) -> dict[str, str]:
    """The texts with this one at its place, and without that place where it is empty. NotSaved for too much.

    DraftChangedElsewhere where another one stands there than was seen; one that is gone was sent, and is in no way.
    """
    if text.seen is not None and texts.get(text.place, text.seen) not in (text.seen, text.words):
        raise DraftChangedElsewhere
    if len(text.words) > MAX_CHARACTERS:
        raise NotSaved(NotebookText.TEXT_TOO_LONG, limit=MAX_CHARACTERS)
    others = {name: other for name, other in texts.items() if name != text.place}
    if not text.words:
        return others
    if len(others) >= MAX_FIELDS:
        raise NotSaved(NotebookText.TOO_MANY_TEXTS)
    return others | {text.place: text.words}
