"""What can go wrong with the notebook. Every message is a sentence for a person and holds nobody's answer."""

from __future__ import annotations


class NotFound(LookupError):
    """What was asked for is not there, or is somebody else's: both say the same."""

    def __init__(self) -> None:
        super().__init__("Not found.")


class NotSaved(Exception):
    """Nothing was kept; the sentence says why and what to do."""


class DraftChangedElsewhere(NotSaved):
    """The draft was saved from another window since it was opened here."""

    def __init__(self) -> None:
        super().__init__("You also have this open in another window, where it was changed. Please open it again.")


class NameTaken(NotSaved):
    """A name that cannot be used in this notebook."""


class InvitationRefused(NotSaved):
    """A code that opens nothing: never made, used already, withdrawn or over."""

    def __init__(self) -> None:
        super().__init__("This invitation code does not open anything now. Please ask your partner for a new one.")


class CodeRefused(NotSaved):
    """A therapist's invitation or code that opens nothing: never made, used already, replaced or over."""

    def __init__(self) -> None:
        super().__init__("This code does not open anything now. Please ask for a new one.")


class KeyChanged(NotSaved):
    """The therapist's key is not the one that was compared."""

    def __init__(self) -> None:
        super().__init__(
            "This therapist's key is not the one you compared, so nothing was opened to it. Please end the connection, "
            "speak with them face to face, and connect again."
        )


class EntryBroken(Exception):
    """A saved entry that does not pass its seal: damaged, moved or changed outside Nearer."""


class NotebookUnusable(Exception):
    """The notebook's file cannot be opened as it is; it was left untouched."""


class NotebookInUse(NotebookUnusable):
    """Another Nearer has this notebook open."""
