"""A PDF as a picture of one of its pages, drawn by the same program that set it."""

from __future__ import annotations

from pathlib import Path

import typst


def picture_of(pdf: bytes, folder: Path, page: int = 1) -> bytes:
    """PNG of one page; typst.TypstError when the file has no such page."""
    (folder / "sheet.pdf").write_bytes(pdf)
    source = folder / "shown.typ"
    source.write_text(
        f'#set page(width: 210mm, height: 297mm, margin: 0mm)\n#image("sheet.pdf", page: {page}, width: 100%)'
    )
    return bytes(typst.compile(source, format="png", ppi=100))
