"""What can go wrong with the notebook's file and its rows. Every message is a sentence for a person."""

from __future__ import annotations

from pathlib import Path

from nearer.language.error_catalogue.notebook_errors import NotebookFileText, NotebookText
from nearer.language.explained_errors import ExplainedError, Explanation


class NotSaved(ExplainedError):
    """Nothing was saved; the sentence says why and what to do."""


class NotRead(NotSaved):
    """What is saved could not be read just now, so nothing was done with it; it is not known to be damaged."""


class EntryBroken(ExplainedError):
    """A saved entry that does not pass its seal: damaged, moved or changed outside Nearer."""


class ChangedOutside(EntryBroken):
    """Rows that their owner did not leave like this: changed, added or removed by whoever can write the file."""


class NotFound(ExplainedError, LookupError):
    """There is no such thing, or it is somebody else's: both read the same."""

    def __init__(self) -> None:
        super().__init__(NotebookText.NOT_FOUND)


class NotebookUnusable(ExplainedError):
    """The notebook's file cannot be opened as it is; it was left untouched."""


class CopyRefused(NotebookUnusable):
    """A copy cannot be written, and `why`."""

    def __init__(self, copy: Path, why: Explanation) -> None:
        self.why = why
        super().__init__(NotebookFileText.NO_COPY, copy=copy, why=why)


class NotebookInUse(NotebookUnusable):
    """Another Nearer has this notebook open."""
