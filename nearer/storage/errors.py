"""What can go wrong with a person's records. Every message is a sentence for them and holds nobody's answer."""

from __future__ import annotations

from nearer.database.row_errors import NotSaved
from nearer.language.error_catalogue.notebook_errors import NotebookText, TherapistText

MAX_SAVE_ATTEMPTS = 5  # so often another window may be quicker before the person is asked to wait


class DraftChangedElsewhere(NotSaved):
    """The form or text was saved in another window since it was opened here."""

    def __init__(self) -> None:
        super().__init__(NotebookText.OPEN_ELSEWHERE)


class NameTaken(NotSaved):
    """A name that cannot be used in this notebook."""


class InvitationRefused(NotSaved):
    """An invitation code that is not open: never made, used already, withdrawn or over."""


class CodeRefused(NotSaved):
    """A therapist's invitation or code that is not open: never made, used already, replaced or over."""

    def __init__(self) -> None:
        super().__init__(NotebookText.CODE_REFUSED)


class KeyChanged(NotSaved):
    """The therapist's public key is not the one that was compared face to face."""

    def __init__(self) -> None:
        super().__init__(TherapistText.KEY_CHANGED)


class PartnerKeysChanged(NotSaved):
    """The partner's public keys are not the ones whose words were compared."""

    def __init__(self) -> None:
        super().__init__(NotebookText.WORDS_OF_OTHER_KEYS)
