"""The notice a person reads and agrees to before starting; its sha256 is kept with their agreement."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nearer.web import text as words

if TYPE_CHECKING:
    from nearer.yaml_files.helplines import Helplines


@dataclass(frozen=True)
class Notice:
    """Headings with their paragraphs, in the order in which they are read."""

    parts: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """The notice as plain text, exactly as agreed to."""
        return "\n\n".join(f"{heading}\n{paragraph}" for heading, paragraph in self.parts)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


def read_notice(help_lines: Helplines) -> Notice:
    """The whole notice in the language of the request; it ends with the help lines of the first country listed."""
    return Notice((*words.NOTICE, (words.HELP_NOW, words.help_now(help_lines.countries[0]))))
