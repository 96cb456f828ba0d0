"""What can go wrong with the notebook's file and its rows. Every message is a sentence for a person."""

from __future__ import annotations

from nearer.language.explained_errors import ExplainedError


class NotSaved(ExplainedError):
    """Nothing was saved; the sentence says why and what to do."""


class EntryBroken(ExplainedError):
    """A saved entry that does not pass its seal: damaged, moved or changed outside Nearer."""


class NotebookUnusable(ExplainedError):
    """The notebook's file cannot be opened as it is; it was left untouched."""


class NotebookInUse(NotebookUnusable):
    """Another Nearer has this notebook open."""
