"""The sheet prints what people write, shaped by the rules of its script; what it cannot print is named before."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
import typst
from PIL import Image, ImageChops

from nearer.sheet import page, printing
from nearer.sheet.page import Sheet, SheetEvent, SheetLine, sheet_pdf
from tests.sheet.rendered import picture_of
from tools.sheet_fonts import covered, ranges_of

MONDAY = date(2026, 11, 2)
WRITTEN = {
    "Kannada": "ನಾನು ಮತ್ತೆ ಈಜಬಹುದೇ?",  # case 19
    "Hindi": "क्या मैं फिर से तैर सकती हूँ?",  # case 19
    "Marathi": "मी पुन्हा पोहू शकते का?",
    "Tamil": "நான் மீண்டும் நீந்தலாமா?",
    "Telugu": "నేను మళ్ళీ ఈత కొట్టవచ్చా?",
    "Malayalam": "എനിക്ക് വീണ്ടും നീന്താമോ?",
    "Bengali": "আমি কি আবার সাঁতার কাটতে পারি?",
    "Gujarati": "શું હું ફરીથી તરી શકું?",
    "Punjabi": "ਕੀ ਮੈਂ ਦੁਬਾਰਾ ਤੈਰ ਸਕਦੀ ਹਾਂ?",
    "Odia": "ମୁଁ ପୁଣି ପହଁରି ପାରିବି କି?",
    "Sinhala": "මට නැවත පිහිනන්න පුළුවන්ද?",
    "Urdu": "کیا میں دوبارہ تیر سکتی ہوں؟",
    "Arabic": "هل أستطيع السباحة (غدا) مرة أخرى؟",
    "Hebrew": "האם אוכל לשחות שוב?",
    "accents": "Ärger in Łódź, Nguyễn at the café: ½ hour, 37 °C, ₹ 500",
    "letters taken apart": "e\u0301 a\u0308 q\u0308 n\u0303",
    "Greek and Russian": "Μπορώ; Можно ли мне плавать?",
    "emoji": "❤️ 😀 🙏 👍🏽 👩‍👩‍👧 🏳️‍🌈 🇮🇳 1️⃣ 🎉 😢 🏥 💊",
    "signs": "→ ✓ ☐ ★ ≤ “a” – …",
}


def sheet_of(*lines: str) -> Sheet:
    """The lines as questions, the first of them as the title, an initial and a date too."""
    drawn = SheetLine(lines[0], ((MONDAY, 40.0), (date(2026, 11, 9), 60.0)), is_dashed=False)
    sections = (("Questions", lines),)
    return Sheet(lines[0], "28 November 2026", (drawn,), (SheetEvent(MONDAY, lines[0]),), sections, "Foot")


def strict_pdf(sheet: Sheet) -> bytes:
    """By the rules of PDF/A-2u, whose exporter refuses a letter for which its font has no glyph."""
    content, fonts = {"sheet": page._page_json(sheet)}, [printing.FONTS_FOLDER]
    pdf: bytes = typst.compile(  # type: ignore[call-overload]  # its types leave out the name of a standard
        page.TEMPLATE,
        format="pdf",
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs=content,
        pdf_standards="a-2u",
    )
    return pdf


def fonts_in(pdf: bytes) -> set[str]:
    objects = pypdfium2.PdfDocument(pdf)[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT], max_depth=9)
    return {one.get_font().get_base_name().partition("+")[2] for one in objects}


def ink(line: str, folder: Path) -> Image.Image:
    """The picture of a page that says nothing but this line."""
    picture = picture_of(sheet_pdf(Sheet("", "", (), (), (("Q", (line,)),), "")), folder)
    return Image.open(io.BytesIO(picture)).convert("L")


@pytest.mark.parametrize("script", WRITTEN)
def test_what_people_write_is_printed_on_a_sheet_letter_for_letter_in_fonts_made_for_it(script: str) -> None:
    sheet = sheet_of(WRITTEN[script])
    assert sheet.unprintable == () and printing.BOX not in page._page_json(sheet)
    assert {name for name in fonts_in(strict_pdf(sheet)) if not name.startswith("Noto")} == set()


@pytest.mark.parametrize("script", ["Kannada", "Hindi", "Tamil", "Bengali", "Urdu", "accents"])
def test_the_words_of_a_sheet_can_be_read_out_of_its_file_again(script: str) -> None:
    text = pypdfium2.PdfDocument(sheet_pdf(sheet_of("M.", WRITTEN[script])))[0].get_textpage().get_text_bounded()
    assert "".join(WRITTEN[script].split()) in "".join(text.split())


def test_the_list_of_what_can_be_printed_is_what_the_fonts_have() -> None:
    listed = (printing.FONTS_FOLDER / "characters.txt").read_text("ascii").split()
    assert listed == list(ranges_of(covered(printing.FONTS_FOLDER)))
    assert {file.name for file in printing.FONTS_FOLDER.iterdir() if file.suffix == ".ttf"} > {
        "NotoSansKannada-Regular.ttf"
    }


def test_every_character_there_is_has_a_glyph_or_is_named_before() -> None:
    every = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    printable = [one for one in every if printing.is_printable(one)]
    assert len(printable) > 6000
    lines = tuple("".join(printable[start : start + 80]) for start in range(0, len(printable), 80))
    assert strict_pdf(Sheet("", "", (), (), (("All", lines),), "")).startswith(b"%PDF")


def test_letters_that_belong_together_are_joined_as_their_script_joins_them(tmp_path: Path) -> None:
    for joined, apart in (("क्ष", "क्\u200cष"), ("ಶ್ರೀ", "ಶ್\u200cರೀ"), ("بب", "ب\u200cب")):
        difference = ImageChops.difference(ink(joined, tmp_path), ink(apart, tmp_path))
        assert difference.getbbox() is not None, joined


def test_a_line_in_urdu_starts_at_the_right_and_one_with_a_word_of_it_at_the_left(tmp_path: Path) -> None:
    urdu, mixed = ink(WRITTEN["Urdu"], tmp_path), ink(f"M.: \u2068{WRITTEN['Urdu']}\u2069, 3 November", tmp_path)
    right_half = (urdu.width // 2, 110, urdu.width, urdu.height)
    assert urdu.crop(right_half).getextrema()[0] < 100 and mixed.crop(right_half).getextrema() == (255, 255)


@pytest.mark.parametrize(
    ("text", "right_to_left"),
    [("میں M", True), ("M میں", False), ("3. میں", True), ("", False), ("\u2068میں\u2069 (near)", False),
     ("\u2068میں\u2069", True), ("\u2067a\u2069 ש", True), ("\u2069میں", True),
     ("\u2068ע.\u2069: \u2068May we, \u2068م.\u2069?\u2069", False), ("\u2068M.\u2069: \u2068میں\u2069", True),
     ("\u2068ע.\u2069: \u20683\u2069", True)],
)  # fmt: skip
def test_a_line_runs_the_way_of_its_first_letter_outside_of_what_is_set_apart(text: str, right_to_left: bool) -> None:
    assert printing.runs_right_to_left(text) is right_to_left


@pytest.mark.parametrize("text", ["你好", "ภาษา", "한국어", "ᚠ", "\ue000", "\ud800", "\U0001fffe"])
def test_a_character_no_font_has_is_named_once_and_printed_as_a_box(text: str) -> None:
    for sheet in (
        Sheet(text, "", (), (), (), ""),
        Sheet("", "", (SheetLine(text, ((MONDAY, 1.0),), False),), (), (), ""),
        Sheet("", "", (), (SheetEvent(MONDAY, f"a {text}"),), (), ""),
        Sheet("", "", (), (), (("Part", (f"{text} and", f"and {text}")),), ""),
    ):
        assert sheet.unprintable == (text,)
        boxes = json.loads(page._page_json(sheet))
        assert text not in repr(boxes) and printing.BOX in repr(boxes)
        assert strict_pdf(sheet).startswith(b"%PDF")


def test_dates_in_arabic_keep_their_numbers() -> None:
    events = (SheetEvent(MONDAY, WRITTEN["Arabic"]), SheetEvent(MONDAY, "operation"))
    text = pypdfium2.PdfDocument(sheet_pdf(Sheet("", "", (), events, (), "")))[0].get_textpage()
    letters = text.get_text_range()
    left = {letter: text.get_charbox(letters.index(letter))[0] for letter in ("1", "\u0647", "2", "operation")}
    assert left["1"] < left["\u0647"] < left["2"] < left["operation"] < left["2"] + 15  # points, on one line


def test_the_ends_of_the_picture_are_words_that_were_handed_in_and_stand_at_both_sides_of_its_foot() -> None:
    drawn = SheetLine("M.", ((MONDAY, 40.0), (date(2026, 11, 9), 60.0)), is_dashed=False)
    made = Sheet("", "", (drawn,), (), (), "", ends=("2 नव॰ 2026", "15 Nov 2026"))
    text = pypdfium2.PdfDocument(sheet_pdf(made))[0].get_textpage()
    letters = text.get_text_range()
    assert "15 Nov 2026" in letters and "02.11.2026" not in letters
    first, last = (text.get_charbox(letters.index(sign)) for sign in ("2 न", "15 Nov"))
    assert first[0] < 100 < 400 < last[0] and abs(first[1] - last[1]) < 3  # points, at one height
