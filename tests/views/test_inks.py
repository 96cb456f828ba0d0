"""An ink has its colour in one place."""

from __future__ import annotations

from nearer.inks import DARK_INKS, INKS, write_style
from tests.import_rules import sources


def test_no_other_file_writes_the_colour_of_an_ink() -> None:
    inks = {*INKS.values(), *DARK_INKS.values()}
    program = (source for source in sources() if source.path.startswith("nearer/"))
    assert [source.path for source in program if any(ink in source.text for ink in inks)] == ["nearer/inks.py"]


def test_a_style_has_each_rule_by_day_and_by_night() -> None:
    style = write_style(".a{fill:%teal}", ".b{r:2px}", ".b{r:3px}")
    night = f"@media(prefers-color-scheme:dark){{.a{{fill:{DARK_INKS['teal']}}}.b{{r:3px}}}}"
    assert style == f"<style>.a{{fill:{INKS['teal']}}}.b{{r:2px}}{night}</style>"
