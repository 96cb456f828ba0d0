"""The sizes of STYLE.md. They are signs, not aims: a file that is over asks for a better cut, not for shorter lines."""

from __future__ import annotations

import ast
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
MAX_LINES = 2500  # a room stays under this, but for these
MAX_ROOM_LINES = {"storage": 5000, "views/text": 4000}
NOT_COUNTED = {"self", "cls", "now"}  # `now`: the clock that is handed in from outside


@dataclass(frozen=True)
class Function:
    """One function, with where it stands, its lines and its parameters."""

    place: str
    lines: int
    parameters: int


@cache
def files() -> dict[str, str]:
    paths = [*ROOT.glob("nearer/**/*.py"), *ROOT.glob("pages/*.py"), *ROOT.glob("streamlit_app.py")]
    texts = {file.relative_to(ROOT).as_posix(): file.read_text("utf-8") for file in sorted(paths)}
    return {path: text for path, text in texts.items() if text}


def lines_of(text: str) -> int:
    return len(text.splitlines())


def functions_in(path: str, text: str) -> list[Function]:
    nodes = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [
        Function(f"{path} line {n.lineno}, {n.name}", (n.end_lineno or 0) - n.lineno + 1, parameters_of(n))
        for n in nodes
    ]


def parameters_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    every = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    return sum(arg.arg not in NOT_COUNTED for arg in every)


@cache
def functions() -> list[Function]:
    return [function for path, text in files().items() for function in functions_in(path, text)]


def test_no_file_is_longer_than_250_lines() -> None:
    assert {path: lines_of(text) for path, text in files().items() if lines_of(text) > 250} == {}


def test_half_of_the_files_have_80_lines_or_less() -> None:
    assert median(lines_of(text) for text in files().values()) <= 80


def test_a_page_is_shorter_than_80_lines() -> None:
    pages = {path: lines_of(text) for path, text in files().items() if path.startswith("pages/")}
    assert {path: lines for path, lines in pages.items() if lines >= 80} == {}


def rooms() -> dict[str, int]:
    """How many lines each room has. Sentences are counted by themselves: they are read one by one."""
    lines: Counter[str] = Counter()
    for path, text in files().items():
        if path.startswith("nearer/") and path.count("/") > 1:
            room = "views/text" if path.startswith("nearer/views/text/") else path.split("/")[1]
            lines[room] += lines_of(text)
    return lines


def test_no_room_is_larger_than_was_planned() -> None:
    """A room fits in the head (docs/decisions/0007); one that does not is two rooms."""
    assert {room: lines for room, lines in rooms().items() if lines >= MAX_ROOM_LINES.get(room, MAX_LINES)} == {}


def test_no_function_is_longer_than_40_lines() -> None:
    assert {function.place: function.lines for function in functions() if function.lines > 40} == {}


def test_half_of_the_functions_have_8_lines_or_less() -> None:
    assert median(function.lines for function in functions()) <= 8


def test_nine_functions_in_ten_are_under_25_lines() -> None:
    lengths = sorted(function.lines for function in functions())
    assert lengths[len(lengths) * 9 // 10] < 25


def test_no_function_takes_more_than_four_parameters() -> None:
    assert {function.place: function.parameters for function in functions() if function.parameters > 4} == {}


def test_a_function_is_measured_with_its_parameters_but_without_self_and_the_clock() -> None:
    text = "class A:\n    def keep(self, a, /, b, *, c, now):\n        return a\n"
    assert functions_in("a.py", text) == [Function("a.py line 2, keep", 2, 3)]
