"""Names say what they hold, files stand in no circle, and what a screen says is made without Streamlit."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TypeGuard

import pytest

from tests.import_rules import ROOT, Source, sources

NAME_NOTHING = {"one", "here", "found", "held", "said", "kept", "given", "asked", "shown", "theirs"}
# Participles and pronouns that had up to six meanings; in the program not even the variable of a loop.
NO_NOUNS = {
    "known", "written", "opened", "named", "wanted", "listed", "chosen", "every", "mine", "alike", "small", "sure",
    "way", "ways", "each", "both", "level", "levels",
}  # fmt: skip
TESTS = Path(__file__).parent
SENTENCES = "nearer/views/text/"  # each file is one screen's sentences, called by its name: words.guide.TITLE
# A screen is found by one stem in all of these; what stands in another room under that name is listed below.
ROOMS_OF_A_SCREEN = tuple(
    f"nearer/{room}"
    for room in (
        *("answering", "answering_screens", "caseload", "charts", "clinic_page", "form_widgets", "manager_screens"),
        *("presenters", "screens", "session", "therapist_presenters", "therapist_screens", "views"),
    )
)
SAME_THING = {
    "screens": {
        "guide", "caseload", "personal_export", "personal_import", "paper_totals", "sharing", "events", "trends",
        "weeks", "questionnaire", "questionnaires", "couple_status", "visit_questions",
    },
    "subjects": {
        "conditions", "items", "responses", "helplines", "loader", "spelling",
        "weekly_scores", "services", "login_throttling", "second_factor", "form_drafts", "text_drafts", "demo",
    },
}  # fmt: skip


def coy_names(source: Source) -> list[str]:
    """Bindings that name nothing, other than the variable of a loop."""
    return [
        f"{source.path} line {line}: '{name}' names nothing; write the noun" for line, name in bindings(source.tree)
    ]


def bindings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and node.name in NAME_NOTHING:
            yield node.lineno, node.name
        elif isinstance(node, ast.arg) and node.arg in NAME_NOTHING:
            yield node.lineno, node.arg
        elif isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign | ast.NamedExpr | ast.withitem):
            yield from ((name.lineno, name.id) for name in stored(node) if name.id in NAME_NOTHING)


def names_without_noun(source: Source) -> list[str]:
    """Bindings, fields and functions of the program that are called by a participle or a pronoun alone."""
    return [
        f"{source.path} line {node.lineno}: '{name}' is no noun; write what it is"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.expr | ast.stmt | ast.arg) and (name := bound_name(node)) in NO_NOUNS
    ]


def bound_name(node: ast.AST) -> str:
    match node:
        case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()) | ast.arg(arg=name):
            return name
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return name
    return ""


MAX_LOOP_LINES = 3  # of a loop whose variable names nothing
MAX_COMPREHENSION_LINES = 5  # which the formatter breaks


def long_loops(source: Source) -> list[str]:
    """Loops that go on for longer than their reader remembers what `one` was."""
    return [
        f"{source.path} line {name.lineno}: '{name.id}' goes on for {lines} lines; write the noun"
        for node in ast.walk(source.tree)
        for name in loop_variables(node)
        if name.id in NAME_NOTHING and (lines := lines_of_loop(node)) > max_lines_of_loop(node)
    ]


def lines_of_loop(node: ast.AST) -> int:
    return int(getattr(node, "end_lineno", 0)) - int(getattr(node, "lineno", 0)) + 1


def max_lines_of_loop(node: ast.AST) -> int:
    return MAX_LOOP_LINES if isinstance(node, ast.For | ast.AsyncFor) else MAX_COMPREHENSION_LINES


def loop_variables(node: ast.AST) -> Iterator[ast.Name]:
    if isinstance(node, ast.For | ast.AsyncFor):
        targets = [node.target]
    elif isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
        targets = [generator.target for generator in node.generators]
    else:
        targets = []
    yield from (name for target in targets for name in ast.walk(target) if isinstance(name, ast.Name))


def stored(node: ast.Assign | ast.AnnAssign | ast.AugAssign | ast.NamedExpr | ast.withitem) -> Iterator[ast.Name]:
    match node:
        case ast.Assign(targets=targets):
            written: list[ast.AST] = list(targets)
        case ast.withitem(optional_vars=target):
            written = [target] if target is not None else []
        case _:
            written = [node.target]
    for target in written:
        yield from (name for name in ast.walk(target) if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store))


def module_name(source: Source) -> str:
    return source.path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")


def imports_between(program: Iterable[Source]) -> dict[str, set[str]]:
    """For each module of the program those it imports, also inside functions and for types alone."""
    every = {module_name(source): source for source in program}
    return {name: {other for other in named_modules(source, every) if other != name} for name, source in every.items()}


def named_modules(source: Source, every: Iterable[str]) -> Iterator[str]:
    known = set(every)
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield from (name for name in (inner if inner in known else node.module,) if name in known)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)


def circle_in(program: Iterable[Source]) -> list[str]:
    """The modules of one circle, or none."""
    try:
        TopologicalSorter(imports_between(program)).prepare()
    except CycleError as circle:
        return [str(name) for name in circle.args[1]]
    return []


def streamlit_reached_from(room: str, program: Iterable[Source]) -> list[str]:
    """The modules of a room that import Streamlit, themselves or through others."""
    every = list(program)
    graph = imports_between(every)
    direct = {module_name(source) for source in every if imports_streamlit(source)}
    return sorted(name for name in graph if name.startswith(f"nearer.{room}.") and reached(name, graph) & direct)


def imports_streamlit(source: Source) -> bool:
    names = [alias.name for node in ast.walk(source.tree) if isinstance(node, ast.Import) for alias in node.names] + [
        node.module or "" for node in ast.walk(source.tree) if isinstance(node, ast.ImportFrom)
    ]
    return any(name.split(".")[0] in ("streamlit", "plotly") for name in names)


def reached(name: str, graph: dict[str, set[str]]) -> set[str]:
    """The module itself and all that it imports, near or far."""
    seen, waiting = {name}, [name]
    while waiting:
        for other in graph.get(waiting.pop(), set()) - seen:
            seen.add(other)
            waiting.append(other)
    return seen


SAME_ACT = {
    "main()": "where a program begins: the command, and the script that Streamlit runs",
    "routes()": "each file of pages lists its own, and the server puts them together",
    "help_now()": "a file of sentences, of the command line and of the pages before sign-in",
}


def twice_named(program: Iterable[Source]) -> list[str]:
    """Classes, constants and public functions whose name stands at the top of files of two rooms, but for SAME_ACT.

    Type variables belong to their file.
    """
    rooms: dict[str, set[str]] = defaultdict(set)
    for source in program:
        if not source.path.startswith(SENTENCES) and "/migrations/" not in source.path:
            for name in top_names(source.tree):
                rooms[name].add(source.room)
    return sorted(
        f"{name}: {', '.join(sorted(where))}"
        for name, where in rooms.items()
        if len(where) > 1 and name not in SAME_ACT
    )


def top_names(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif is_function(node) and not node.name.startswith("_"):
            yield f"{node.name}()"
        elif isinstance(node, ast.Assign | ast.AnnAssign) and not is_type_variable(node.value):
            yield from (name.id for name in stored(node) if not name.id.startswith("_"))


def is_function(node: ast.AST) -> TypeGuard[ast.FunctionDef | ast.AsyncFunctionDef]:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


def is_type_variable(value: ast.AST | None) -> bool:
    return (
        isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in {"TypeVar", "ParamSpec"}
    )


def limits_by_another_name(source: Source) -> list[str]:
    """A limit is MAX_ or MIN_ and what is counted."""
    names = (name for node in source.tree.body if isinstance(node, ast.Assign | ast.AnnAssign) for name in stored(node))
    return [
        f"{source.path} line {name.lineno}: '{name.id}' is a limit; begin it with MAX_ or MIN_"
        for name in names
        if re.match("_?(MOST|LONGEST|LARGEST|FEWEST|SHORTEST|LEAST)(_|$)", name.id)
    ]


def stems_in_many_rooms(program: Iterable[Source]) -> list[str]:
    """File names that stand in several folders, the rooms of one screen counted as one, and are not listed."""
    listed = set().union(*SAME_THING.values())
    return sorted(stem for stem, rooms in rooms_of_stems(program).items() if len(rooms) > 1 and stem not in listed)


def rooms_of_stems(program: Iterable[Source]) -> dict[str, set[str]]:
    rooms: dict[str, set[str]] = defaultdict(set)
    for source in program:
        folder, _, file = source.path.rpartition("/")
        if folder.startswith("nearer") and file != "__init__.py" and "/migrations" not in folder:
            rooms[file.removesuffix(".py")].add("a screen" if folder.startswith(ROOMS_OF_A_SCREEN) else folder)
    return rooms


def relisting(source: Source) -> list[str]:
    """An __init__ says what its room is; it does not list it again. The sentences are the exception: they are called by
    the name of their screen."""
    if not source.path.endswith("/__init__.py") or source.path.startswith((SENTENCES, "nearer/cli/")):
        return []
    body = [node for node in source.tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    return [f"{source.path} line {node.lineno}: lists its room again" for node in body if not is_future(node)]


def is_future(node: ast.Import | ast.ImportFrom) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"


def names_of_tests() -> Iterator[tuple[str, str]]:
    """The name of each test, with its file."""
    for file in sorted(TESTS.rglob("test_*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        yield from ((node.name, file.relative_to(TESTS).as_posix()) for node in ast.walk(tree) if is_function(node))


def repeated_tests(names: Iterable[tuple[str, str]]) -> list[str]:
    """A name of a test that stands twice says too little of where it holds; of two in one file only one would run."""
    files: dict[str, list[str]] = defaultdict(list)
    for name, file in names:
        if name.startswith("test_"):
            files[name].append(file)
    return sorted(f"{name}: {', '.join(where)}" for name, where in files.items() if len(where) > 1)


PRONOUNS = {"it", "its", "they", "them", "their", "theirs", "he", "she", "his", "her", "hers"}


def names_without_subject(names: Iterable[tuple[str, str]]) -> list[str]:
    """A name of a test that begins with a pronoun says of whom only to somebody who reads the file above it."""
    begins = re.compile(f"test_({'|'.join(PRONOUNS)})_")
    return sorted(f"{file}: {name}" for name, file in names if begins.match(name))


@pytest.mark.parametrize(
    "rule",
    [coy_names, limits_by_another_name, long_loops, names_without_noun, relisting],
    ids=lambda rule: rule.__name__,
)
def test_every_file_keeps_the_rule_of_names(rule: object) -> None:
    assert callable(rule)
    broken = [sentence for source in sources() for sentence in rule(source)]
    assert not broken, "\n" + "\n".join(broken)


def test_no_files_stand_in_a_circle() -> None:
    assert circle_in(sources()) == []


@pytest.mark.parametrize(
    "room", ["answering", "caseload", "clinic_page", "cohort", "presenters", "therapist_presenters"]
)
def test_rooms_of_values_and_sentences_are_made_without_streamlit(room: str) -> None:
    assert streamlit_reached_from(room, sources()) == []


def test_no_class_no_constant_and_no_public_function_is_named_in_two_rooms() -> None:
    assert twice_named(sources()) == []
    rooms = defaultdict(set)
    for source in sources():
        for name in top_names(source.tree):
            rooms[name].add(source.room)
    assert [name for name in SAME_ACT if len(rooms[name]) < 2] == [], "listed for nothing"


def test_a_file_name_that_stands_in_several_rooms_is_one_thing() -> None:
    assert stems_in_many_rooms(sources()) == []
    rooms = rooms_of_stems(sources())
    assert [stem for stem in set().union(*SAME_THING.values()) if len(rooms[stem]) < 2] == [], "listed for nothing"


def test_each_test_has_a_name_of_its_own() -> None:
    assert repeated_tests(names_of_tests()) == []


def test_each_name_of_a_test_begins_with_its_subject() -> None:
    assert names_without_subject(names_of_tests()) == []
    planted_names = [
        ("test_it_opens", "a.py"),
        ("test_a_page_opens", "a.py"),
        ("test_their_page", "b.py"),
        ("its", "c.py"),
    ]
    assert names_without_subject(planted_names) == ["a.py: test_it_opens", "b.py: test_their_page"]


def test_a_name_that_two_tests_have_is_caught() -> None:
    names = [
        ("test_a", "x/test_x.py"),
        ("test_a", "y/test_y.py"),
        ("test_b", "x/test_x.py"),
        ("run", "x"),
        ("run", "y"),
    ]
    assert repeated_tests(names) == ["test_a: x/test_x.py, y/test_y.py"]


def planted(**files: str) -> list[Source]:
    return [Source(path.replace("__", "/") + ".py", text) for path, text in files.items()]


@pytest.mark.parametrize(
    "text",
    [
        "held = 1", "def said(): ...", "class found: ...", "def read(asked): ...", "with a as here: ...",
        "x: int = (kept := 2)", "shown: int = 1", "given, b = 1, 2", "f = lambda one: one", "theirs += 1",
    ],
)  # fmt: skip
def test_a_name_that_names_nothing_is_caught(text: str) -> None:
    assert len(coy_names(Source("nearer/domain/a.py", text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "known = 1", "def opened(): ...", "def read(both): ...", "for each in x: ...", "a.level = 1",
        "class A:\n    mine: int", "[way for way in x]", "print(wanted := 2)",
    ],
)  # fmt: skip
def test_a_name_without_a_noun_is_caught(text: str) -> None:
    assert len(names_without_noun(Source("nearer/domain/a.py", text))) == 1
    assert names_without_noun(Source("nearer/domain/a.py", "known_ids = x.known\nf(both=1)")) == []


@pytest.mark.parametrize(
    "text", ["[one for one in x]", "for found in x: ...", "print(x.held)", "a = {k: said for said in x}"]
)
def test_a_loop_variable_may_be_short(text: str) -> None:
    assert coy_names(Source("nearer/domain/a.py", text)) == []


@pytest.mark.parametrize(
    "text",
    ["for one in x:\n  a\n  b\n  c", "for a, found in x:\n  a\n  b\n  c", "[\none\nfor\none\nin\nx\n]"],
)
def test_a_long_loop_whose_variable_names_nothing_is_caught(text: str) -> None:
    assert len(long_loops(Source("nearer/domain/a.py", text))) == 1
    assert long_loops(Source("nearer/domain/a.py", "for one in x:\n  a\n  b")) == []
    assert long_loops(Source("nearer/domain/a.py", text.replace("one", "row").replace("found", "row"))) == []


def beside_the_program() -> list[Source]:
    """Tests, and what measures and draws."""
    files = sorted(file for folder in ("tests", "benchmarks", "tools") for file in (ROOT / folder).rglob("*.py"))
    return [Source(file.relative_to(ROOT).as_posix(), file.read_text("utf-8")) for file in files]


@pytest.mark.parametrize("rule", [coy_names, long_loops], ids=lambda rule: rule.__name__)
def test_tests_and_measurements_name_things_as_the_program_does(rule: Callable[[Source], list[str]]) -> None:
    every = beside_the_program()
    assert len(every) > 400
    broken = [sentence for source in every for sentence in rule(source)]
    assert not broken, "\n" + "\n".join(broken)


def test_a_limit_under_another_name_is_caught() -> None:
    named = limits_by_another_name(Source("nearer/domain/a.py", "MOST_TAGS = 12\n_LONGEST: int = 4\nMAX_TAGS = 1"))
    assert len(named) == 2


def test_a_circle_also_for_types_alone_is_caught() -> None:
    lazily = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from nearer.domain.a import A"
    circle = circle_in(planted(nearer__domain__a="from nearer.domain.b import B", nearer__domain__b=lazily))
    assert set(circle) == {"nearer.domain.a", "nearer.domain.b"}
    assert circle_in(planted(nearer__domain__a="from nearer.domain.b import B", nearer__domain__b="")) == []


def test_streamlit_far_away_is_caught() -> None:
    program = planted(
        nearer__presenters__a="from nearer.views.b import x", nearer__views__b="import nearer.views.c",
        nearer__views__c="import streamlit as st", nearer__presenters__d="import numpy",
    )  # fmt: skip
    assert streamlit_reached_from("presenters", program) == ["nearer.presenters.a"]


def test_a_name_in_two_rooms_is_caught_and_in_one_room_it_is_not() -> None:
    two = planted(nearer__domain__a="class Reason: ...\nMAX = 1", nearer__trends__b="class Reason: ...\nMAX: int = 2")
    assert twice_named(two) == ["MAX: domain, trends", "Reason: domain, trends"]
    assert twice_named(planted(nearer__domain__a="MAX = 1", nearer__domain__b="MAX = 1")) == []
    functions = planted(nearer__domain__a="def read(): ...", nearer__trends__b="async def read(): ...")
    assert twice_named(functions) == ["read(): domain, trends"]
    assert twice_named(planted(nearer__domain__a="def _read(): ...", nearer__trends__b="def _read(): ...")) == []


def test_a_file_name_of_two_things_and_a_room_listed_again_are_caught() -> None:
    assert stems_in_many_rooms(planted(nearer__web__house="", nearer__session__house="")) == ["house"]
    assert stems_in_many_rooms(planted(nearer__presenters__house="", nearer__views__text__house="")) == []
    assert stems_in_many_rooms(planted(nearer__presenters__house="", nearer__domain__house="")) == ["house"]
    assert relisting(Source("nearer/web/__init__.py", "from nearer.web.gate import Gate"))
    assert not relisting(
        Source("nearer/web/__init__.py", '"""Before Streamlit."""\n\nfrom __future__ import annotations')
    )
