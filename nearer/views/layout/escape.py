"""Foreign text on its way to the screen: shown as text, and never as markup."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from functools import lru_cache

WORD_JOINER = "\u2060"  # invisible, and keeps two characters from being read as one mark

_SPECIAL = re.compile(r"([\\`*_\[\]<>$~&|#])")
_OPENERS = re.compile(r"^(\s*)([-+=]|\d+[.)])")
_COLON = re.compile(r":(?=[\w+/-])")
_ADDRESS = re.compile(r"(?i)(www)(?=\.)|(?=@)")
_SPACE = re.compile(r"\s+")


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Text for a Streamlit label: no link, picture, emphasis, colour, icon, formula or web address comes alive.

    Only for texts of questionnaires and the like: what is passed stays in a cache shared by all.
    """
    return plain_own(text)


def plain_own(text: str) -> str:
    """Escape what a person wrote like `plain`, and keep it nowhere."""
    flat = _SPACE.sub(" ", text).strip()
    flat = _OPENERS.sub(_escape_opener, _SPECIAL.sub(r"\\\1", flat))
    return _ADDRESS.sub(rf"\1{WORD_JOINER}", _COLON.sub(":" + WORD_JOINER, flat))


def _escape_opener(match: re.Match[str]) -> str:
    opener = match[2]
    return f"{match[1]}{opener[:-1]}\\{opener[-1]}"


def markup(template: str, *texts: str) -> str:
    """HTML from our own template with `{}` for each text, every one of them escaped."""
    return template.format(*map(html.escape, texts))


def list_markup(lines: Sequence[str], css_class: str = "", heading: str = "") -> str:
    """HTML of a list, every line escaped, below its heading if it has one."""
    opening = f'<ul class="{css_class}">' if css_class else "<ul>"
    above = markup("<h3>{}</h3>", heading) if heading else ""
    return above + opening + "".join(markup("<li>{}</li>", line) for line in lines) + "</ul>"
