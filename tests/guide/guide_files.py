"""The guide as it is written in its files: front matter and text, the questionnaires' scales, the table of coverage."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
STOP_RULES = yaml.load((ROOT / "data" / "stop-rules.yaml").read_text(encoding="utf-8"), yaml.CBaseLoader)["rules"]
STOP_HEADING = "## When to stop or call\n\n"
# The steps of gradual touch in their order, by the phase that each belongs to (docs/writing-a-topic.md).
TOUCH_PHASES = {
    **dict.fromkeys(("touch-rules", "touch-hands-and-face", "touch-back-and-feet", "touch-whole-skin"), 1),
    **dict.fromkeys(("touch-included", "touch-guided"), 2),
    **dict.fromkeys(("touch-and-be-still", "touch-onward"), 3),
}
EVENTS = {"chemotherapy", "radiotherapy", "seeds", "surgery", "transplant", "scan", "check-up"}
CITED = re.compile(r"\[((?:R\d+b?|G|M|S)(?:, (?:R\d+b?|G|M|S))*)\]")
FORBIDDEN = re.compile(
    r"\b(diagnos\w*|sever(e|ely|ity)|treats?|treated|treating|cures?|cured|curing|fail\w*|poor\w*|abnormal\w*"
    r"|should(n't)?|patients?|caregivers?|victims?|battle|quiz|users?|results?|levels?|grades?|data|manager|helper)\b",
    re.IGNORECASE,
)
READERS = {"survivor": {"survivor", "both"}, "partner": {"partner", "both"}, "both": {"survivor", "partner", "both"}}


@dataclass(frozen=True)
class Page:
    """One topic or step: its front matter, every scalar as text, and its Markdown body."""

    file: Path
    front: str
    about: Mapping[str, Any]
    body: str

    @property
    def cited(self) -> set[str]:
        """Return the keys of the sources that the body names."""
        return {key for group in CITED.findall(self.body) for key in group.split(", ")}

    @property
    def read(self) -> str:
        """Return all that a person reads of this page (search words are never shown)."""
        texts = [self.about["title"], self.about.get("summary", ""), *self.about["stop"], self.body]
        return "\n".join([*texts, *(condition["because"] for condition in conditions(self))])

    @property
    def headings(self) -> list[str]:
        return re.findall(r"(?m)^## (.+)$", self.body)


def conditions(page: Page) -> list[Mapping[str, Any]]:
    """Return what brings a page in by itself and what holds it back, as written."""
    return [*page.about.get("shown_when", []), *page.about.get("not_when", [])]


def pages(folder: str) -> list[Page]:
    """Return the pages of data/guide or data/steps, by name, each with the rules for stopping that it names."""
    every_page = []
    for file in sorted((ROOT / "data" / folder).glob("*.md")):
        _, front, body = file.read_text(encoding="utf-8").split("---\n", 2)
        about = yaml.load(front, yaml.CBaseLoader)
        about["stop"] = [STOP_RULES[name] for name in about["stop"]]
        rules = "".join(f"- {rule}\n" for rule in about["stop"])
        every_page.append(Page(file, front, about, body.replace(STOP_HEADING, f"{STOP_HEADING}{rules}\n", 1)))
    return every_page


def read_yaml(path: str) -> Any:
    return yaml.load((ROOT / path).read_text(encoding="utf-8"), yaml.CBaseLoader)


def folded(text: str) -> str:
    """Return a text as a reader hears it: no Markdown, no source tags, one space, small letters."""
    return " ".join(re.sub(r"[*_`]|\s*\[[^\]]*\]", "", text).split()).lower()


def coverage() -> list[list[str]]:
    """Return the rows of docs/guide-coverage.md: part, line, fact, topic, words."""
    lines = (ROOT / "docs" / "guide-coverage.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines if line.startswith("|")]
    return rows[2:]


TOPICS, STEPS = pages("guide"), pages("steps")
BY_ID = {page.file.stem: page for page in TOPICS}
QUESTIONNAIRES = {
    file.stem: read_yaml(f"questionnaires/{file.name}") for file in (ROOT / "questionnaires").glob("*.yaml")
}
SCALES = [(asked["audience"], scale) for asked in QUESTIONNAIRES.values() for scale in asked.get("scales", [])]

each_topic = pytest.mark.parametrize("page", TOPICS, ids=lambda page: page.file.stem)
each_step = pytest.mark.parametrize("page", STEPS, ids=lambda page: page.file.stem)
each_page = pytest.mark.parametrize("page", [*TOPICS, *STEPS], ids=lambda page: page.file.stem)
