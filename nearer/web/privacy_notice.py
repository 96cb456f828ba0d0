"""The notice a person reads and agrees to before starting; its sha256 is kept with their agreement."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from gettext import gettext as _
from pathlib import Path

from nearer.domain.helplines import Helplines
from nearer.web.text import HELP_NOW, help_now

TEXT = Path(__file__).with_suffix(".txt")


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


@lru_cache(maxsize=1)
def read_notice(help_lines: Helplines) -> Notice:
    """The whole notice, which ends with the help lines of the first country listed."""
    blocks = TEXT.read_text("utf-8").strip().split("\n\n")
    parts = [block.removeprefix("# ").split("\n", 1) for block in blocks]
    told = [(_(heading), _(" ".join(lines.split()))) for heading, lines in parts]
    return Notice((*told, (HELP_NOW, help_now(help_lines.countries[0]))))
