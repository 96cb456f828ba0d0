"""Make the fonts of the visit sheet anew from Noto's own files, and the list of what they can print.

    python -m tools.sheet_fonts FOLDER     # a folder with files of the names in SOURCES below

Sources: Debian's package fonts-noto-core (20201225) for the letters, Google Fonts' Noto Emoji 3.006 for the emoji.
What goes: instructions for screens of few dots, and letters in which nobody writes. What stays: every rule of shaping.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent.parent / "nearer" / "sheet" / "fonts"
CHARACTERS = FONTS / "characters.txt"

Blocks = tuple[tuple[int, int], ...]  # first and last code point of each; empty for every letter of the file

_LATIN: Blocks = (
    (0x20, 0x7E),
    (0xA0, 0x24F),  # Latin with accents
    (0x2B0, 0x36F),  # modifiers and combining accents
    (0x370, 0x52F),  # Greek and Cyrillic
    (0x1E00, 0x1EFF),  # Latin with two accents, as in Vietnamese
    (0x2000, 0x20CF),  # punctuation and currencies
    (0x2100, 0x218F),
    (0xFB00, 0xFB06),
)
_SIGNS: Blocks = ((0x2190, 0x21FF), (0x2200, 0x22FF))
_SHAPES: Blocks = ((0x25A0, 0x25FF), (0x2600, 0x27BF), (0x2B00, 0x2BFF))

SOURCES: dict[str, Blocks] = {
    "NotoSans-Regular.ttf": _LATIN,
    "NotoSans-Bold.ttf": _LATIN,
    "NotoSansDevanagari-Regular.ttf": (),
    "NotoSansBengali-Regular.ttf": (),
    "NotoSansGurmukhi-Regular.ttf": (),
    "NotoSansGujarati-Regular.ttf": (),
    "NotoSansOriya-Regular.ttf": (),
    "NotoSansTamil-Regular.ttf": (),
    "NotoSansTelugu-Regular.ttf": (),
    "NotoSansKannada-Regular.ttf": (),
    "NotoSansMalayalam-Regular.ttf": (),
    "NotoSansSinhala-Regular.ttf": (),
    "NotoNaskhArabic-Regular.ttf": (),
    "NotoSansHebrew-Regular.ttf": (),
    "NotoSansMath-Regular.ttf": _SIGNS,
    "NotoSansSymbols2-Regular.ttf": _SHAPES,
    "NotoEmoji-Regular.ttf": (),
}


def main(folder: Path) -> None:
    """Write every font and the list. FileNotFoundError names a source that is missing."""
    for name, blocks in SOURCES.items():
        write_subset(folder / name, FONTS / name, blocks)
    CHARACTERS.write_text("\n".join(ranges_of(covered(FONTS))) + "\n", encoding="ascii")


def write_subset(source: Path, target: Path, blocks: Blocks) -> None:
    font = TTFont(source)
    options = Options(layout_features=["*"], hinting=False, notdef_outline=True, name_IDs=[0, 1, 2, 4, 5, 6, 13, 14])
    subsetter = Subsetter(options)
    codes = [code for first, last in blocks for code in range(first, last + 1)] if blocks else list(font.getBestCmap())
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    font.save(target)


def covered(folder: Path) -> set[int]:
    """Every code point for which one of the fonts has a glyph."""
    return {code for file in folder.glob("*.ttf") for code in TTFont(file, lazy=True).getBestCmap()}


def ranges_of(codes: Iterable[int]) -> Iterator[str]:
    """`41-5a` for each run, one a line, in ascending order."""
    ordered = sorted(codes)
    starts = [ordered[0], *(after for before, after in pairwise(ordered) if after != before + 1)]
    ends = [*(before for before, after in pairwise(ordered) if after != before + 1), ordered[-1]]
    return (f"{first:x}-{last:x}" for first, last in zip(starts, ends, strict=True))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
