"""The visit sheet: one A4 page as PDF, made without a browser and without a network."""

from __future__ import annotations

from nearer.sheet.page import Sheet, SheetLine, SheetMark, sheet_pdf

__all__ = ["Sheet", "SheetLine", "SheetMark", "sheet_pdf"]
