"""A page of figures to PDF: each with its picture, its parts and its n. No second page."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import typst

from nearer.sheet.printing import FAMILIES, FONTS_FOLDER, printed

TEMPLATE = Path(__file__).parent / "figures.typ"


@dataclass(frozen=True, slots=True)
class PaperFigure:
    """`picture` is SVG, `height` of it in millimetres; a part is its colour, or none, with its words."""

    title: str
    in_all: str
    picture: str
    height: float
    parts: tuple[tuple[str, str], ...]
    note: str


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """Every text as it is to stand there; `lines` come below the figures."""

    title: str
    made: str
    figures: tuple[PaperFigure, ...]
    lines: tuple[str, ...]
    foot: str


def figures_pdf(page: FiguresPage) -> bytes:
    """One A4 page, set in the fonts of this room; what does not fit is made smaller."""
    texts = {name: printed(getattr(page, name)) for name in ("title", "made", "foot")}
    content = texts | {"fonts": FAMILIES, "lines": [printed(line) for line in page.lines],
                       "figures": [_page_values(figure) for figure in page.figures]}  # fmt: skip
    return typst.compile(
        TEMPLATE, format="pdf", font_paths=[FONTS_FOLDER], ignore_system_fonts=True,
        sys_inputs={"sheet": json.dumps(content)},
    )  # fmt: skip


def _page_values(figure: PaperFigure) -> dict[str, object]:
    texts = {name: printed(getattr(figure, name)) for name in ("title", "in_all", "note")}
    return asdict(figure) | texts | {"parts": [[colour, printed(words)] for colour, words in figure.parts]}
