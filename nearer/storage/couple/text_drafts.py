"""The unsent texts of fields that have a button of their own, sealed for whoever typed them at every change.

A person's texts are one entry, a therapist's about one couple are one record (nearer/storage/therapist/own_records.py),
so that the file shows neither how many there are nor of which field.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from nearer.database.row_errors import EntryBroken, NotSaved
from nearer.language.error_catalogue.notebook_errors import NotebookText
from nearer.privacy.principal import Principal
from nearer.sealed.authorisation import Writer
from nearer.sealed.entries import TYPED, delete_sealed_list, read_sealed_list, save_sealed_list
from nearer.storage.errors import DraftChangedElsewhere
from nearer.storage.notebook import Notebook

MAX_CHARACTERS, MAX_FIELDS = 4000, 60  # of one unsent text, and how many of them


@dataclass(frozen=True, slots=True)
class TypedText:
    """The text in the field with this id. `seen` is what its window last saw saved there; None overwrites anything."""

    field_id: str
    words: str = field(repr=False)
    seen: str | None = field(default=None, repr=False)


def save_text_draft(notebook: Notebook, principal: Principal, text: TypedText, now: datetime) -> None:
    """Save it in place of the text that this field had before; an empty text deletes it.

    NotSaved when it is too long or there are too many; DraftChangedElsewhere when another window saved another text
    there since `text.seen`.
    """

    def write(writer: Writer) -> None:
        after = changed_texts(lambda: read_sealed_list(writer, TYPED), text)
        if after:
            save_sealed_list(writer, TYPED, after)
        elif after is not None:
            delete_sealed_list(writer, TYPED)

    notebook.save_as(principal, write, now)


def read_text_drafts(notebook: Notebook, principal: Principal) -> Mapping[str, str]:
    """Each unsent text by the id of its field. EntryBroken when they were damaged."""
    with notebook.read_as(principal) as reader:
        texts: dict[str, str] = read_sealed_list(reader, TYPED) or {}
    return texts


def changed_texts(read: Callable[[], Any], text: TypedText) -> dict[str, str] | None:
    """All texts once this one is in its field; None when that changes nothing. Raises what `with_text` does."""
    try:
        before: dict[str, str] | None = read() or {}
    except EntryBroken:
        before = None  # nothing of them can be read any more; what is typed now takes their place
    after = with_text(before or {}, text)
    return None if after == before else after


def with_text(texts: Mapping[str, str], text: TypedText) -> dict[str, str]:
    """The texts with this one in its field, or without that field where the text is empty. NotSaved for too much.

    DraftChangedElsewhere when another text is there than was seen; none there is no conflict, because it was sent.
    """
    if text.seen is not None and texts.get(text.field_id, text.seen) not in (text.seen, text.words):
        raise DraftChangedElsewhere
    if len(text.words) > MAX_CHARACTERS:
        raise NotSaved(NotebookText.TEXT_TOO_LONG, limit=MAX_CHARACTERS)
    others = {name: other for name, other in texts.items() if name != text.field_id}
    if not text.words:
        return others
    if len(others) >= MAX_FIELDS:
        raise NotSaved(NotebookText.TOO_MANY_TEXTS)
    return others | {text.field_id: text.words}
