"""Every sentence that people read stands where sentences stand, is lazy, and reaches the translators' catalogue."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.import_rules import ROOT, Source, sources

SENTENCE_FILES = (
    "nearer/views/text/",
    "nearer/web/text.py",
    "nearer/cli/command_text.py",
    "nearer/language/error_catalogue/",
)
MAKERS = {"_", "counted", "plural"}
TEMPLATES = sorted((ROOT / "nearer" / "web" / "templates").glob("*.html"))
NOT_SPOKEN = {"Nearer", "·", "|"}
# Of a template: a block and a macro that make attributes, what Jinja does, scripts.
NOT_READ = (
    r"\{% block width %\}.*?\{% endblock %\}",
    r"\{% macro described.*?\{% endmacro %\}",
    r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}",
    r"<script.*?</script>|<style.*?</style>|<!doctype html>",
)


def of_sentences(source: Source) -> bool:
    return source.path.startswith(SENTENCE_FILES)


def made(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and English text of each sentence, both forms of a counted one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS:
            texts = node.args[: 1 if node.func.id == "_" else 2]
            yield from ((node.lineno, text.value) for text in texts if isinstance(text, ast.Constant))


def unfixed(source: Source) -> list[str]:
    """A sentence has to be a text in the source: no translator sees one that is put together."""
    calls = [node for node in ast.walk(source.tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    return [
        f"{source.path} line {call.lineno}: what `{call.func.id}` is given is no plain text"  # type: ignore[attr-defined]
        for call in calls
        if call.func.id in MAKERS  # type: ignore[attr-defined]
        and not all(isinstance(text, ast.Constant) for text in call.args[: 1 if call.func.id == "_" else 2])  # type: ignore[attr-defined]
    ]


def constants_of(tree: ast.Module) -> set[str]:
    """The names of a file of sentences whose value is made of sentences."""
    assigned = [node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
    spoken = [node for node in assigned if node.value is not None and any(made(node.value))]
    return {name.id for node in spoken for name in ast.walk(node) if is_stored(name)}  # type: ignore[attr-defined]


def is_stored(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)


def bare_constants(source: Source) -> list[str]:
    """In its own file a constant keeps the language of its import until `str`, `spoken` or a format says it anew."""
    if not of_sentences(source):
        return []
    names = constants_of(source.tree)
    functions = [node for node in ast.walk(source.tree) if isinstance(node, ast.FunctionDef)]
    fresh = {id(name) for function in functions for name in said_anew(function)}
    return [
        f"{source.path} line {name.lineno}: {name.id} is said in the language of its import; write str({name.id})"
        for function in functions
        for name in ast.walk(function)
        if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Load) and name.id in names and id(name) not in fresh
    ]


def said_anew(function: ast.FunctionDef) -> Iterator[ast.AST]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in {"str", "spoken", "format"}:
            arguments = [*node.args, *(keyword.value for keyword in node.keywords)]
            owner = [node.func.value] if isinstance(node.func, ast.Attribute) else []
            tuples = [part for argument in arguments if isinstance(argument, ast.Tuple) for part in argument.elts]
            yield from (*arguments, *owner, *tuples)


def bound_at_import(source: Source) -> list[str]:
    """A sentence that is read while a file is imported stays English for everybody."""
    if of_sentences(source) or source.path.startswith("pages/"):  # a page is a script, run once for each person
        return []
    modules = set(sentence_modules(source.tree))
    taken = [
        f"{source.path} line {node.lineno}: {name} is read at import; import its module and read it when it is said"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and is_sentence_module(node.module or "")
        for name in (alias.name for alias in node.names)
        if name.isupper()
    ]
    return taken + [
        f"{source.path} line {node.lineno}: {ast.unparse(node)} is read at import; read it in a function"
        for node in at_import(source.tree)
        if isinstance(node, ast.Attribute) and node.attr.isupper() and ast.unparse(node).split(".")[0] in modules
    ]


def is_sentence_module(name: str) -> bool:
    return name.startswith(("nearer.views.text", "nearer.web.text", "nearer.cli.command_text"))


def sentence_modules(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from (
                alias.asname or alias.name for alias in node.names if is_sentence_module(f"{node.module}.{alias.name}")
            )


def at_import(node: ast.AST) -> Iterator[ast.AST]:
    """All that runs while the file is imported: no bodies of functions, but their defaults and decorators."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            defaults = [*child.args.defaults, *filter(None, child.args.kw_defaults)]
            decorators = [] if isinstance(child, ast.Lambda) else child.decorator_list
            yield from (part for early in (*defaults, *decorators) for part in ast.walk(early))
        else:
            yield child
            yield from at_import(child)


# How many texts of a file look like sentences and are none for people, or are content; with the reason.
NO_SENTENCES = {
    "nearer/demo/sample_clinic.py": (13, "content: what made-up people wrote"),
    "nearer/demo/sample_story.py": (3, "content: what made-up people wrote"),
    "nearer/demo/demo_instrument.py": (3, "content: a made-up questionnaire as its file"),
    "nearer/domain/weeks.py": (2, "what a caller did wrong: nobody types a week there"),
    "nearer/fhir/json_reader.py": (1, "what a caller did wrong"),
    "nearer/guide/topics.py": (1, "the name of a key, for the text that stands under none"),
    "nearer/instruments/answer_words.py": (17, "content: words by which an answer is known, in many languages"),
    "nearer/answering/open_form.py": (4, "which interruption it is, for programmers"),
    "nearer/takeaway/personal_export.py": (3, "keys of a file format, the same in every language"),
    "nearer/answering/questionnaire_flow.py": (4, "which stage it is, for programmers"),
    "nearer/database/column_types.py": (1, "what a caller did wrong"),
    "nearer/views/circles.py": (1, "what a caller did wrong"),
    "nearer/sealed/digest_texts.py": (6, "SQL of PostgreSQL"),
    "nearer/database/postgres_engine.py": (2, "what PostgreSQL says, to be known by"),
    "nearer/database/postgres_policies.py": (5, "SQL of PostgreSQL"),
    "nearer/server/headers.py": (1, "a content security policy"),
    "nearer/server/log.py": (1, "the server's log, which stays in one language for whoever searches it"),
    "nearer/web/sign_in.py": (3, "the server's log"),
    "nearer/web/app.py": (1, "the server's log"),
}


def sentences_elsewhere(source: Source) -> list[str]:
    """A text of four words or more outside the files of sentences, and no HTML, SQL, pattern or word for ourselves."""
    let_off, _reason = NO_SENTENCES.get(source.path, (0, ""))
    sentences = [] if of_sentences(source) else sentences_in(source)
    return sentences if len(sentences) > let_off else []


def sentences_in(source: Source) -> list[str]:
    tree = source.tree
    apart = {id(part) for node in ast.walk(tree) for part in not_said(node)}
    return [
        f"{source.path} line {node.lineno}: '{text[:60]}' stands where no translator finds it"  # type: ignore[attr-defined]
        for node in ast.walk(tree)
        if id(node) not in apart and is_sentence(text := text_of(node))
    ]


def not_said(node: ast.AST) -> Iterator[ast.AST]:
    """Docstrings, what an assertion says to programmers, and the parts of an f-string, which counts as a whole."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node.value
    elif isinstance(node, ast.Assert | ast.JoinedStr):
        yield from (part for part in ast.walk(node) if part is not node)


def text_of(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def is_sentence(text: str) -> bool:
    if re.search(r"[<>\\=]|^\s*(SELECT|INSERT|PRAGMA|CREATE|DELETE|UPDATE)\b", text):
        return False
    return " " in text.strip() and len(re.findall(r"[A-Za-z']{2,}", text)) >= 4


RULES = [unfixed, bare_constants, bound_at_import, sentences_elsewhere]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_file_keeps_the_rule_of_sentences(rule: object) -> None:
    assert callable(rule)
    broken = [sentence for source in sources() for sentence in rule(source)]
    assert not broken, "\n" + "\n".join(broken)


TEXT_FILE = "nearer/views/text/a.py"


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        (unfixed, TEXT_FILE, "A = _(f'{x} is here')"),
        (unfixed, TEXT_FILE, "A = counted('a', many, 2)"),
        (bare_constants, TEXT_FILE, "A = _('Saved')\ndef f():\n    return A"),
        (bare_constants, TEXT_FILE, "A, B = _('Saved'), _('Back')\ndef f():\n    return (B, 'x')"),
        (bare_constants, TEXT_FILE, "A = (_('Saved'),)\ndef f():\n    return ', '.join(A)"),
        (bound_at_import, "nearer/screens/a.py", "from nearer.views import text as words\nX = words.form.SAVED"),
        (bound_at_import, "nearer/screens/a.py", "from nearer.views import text as w\nX = {1: [w.form.SAVED]}"),
        (bound_at_import, "nearer/screens/a.py", "from nearer.views import text as words\ndef f(x=words.a.B): ..."),
        (bound_at_import, "nearer/screens/a.py", "from nearer.views import text as words\nclass A:\n    x = words.a.B"),
        (bound_at_import, "nearer/screens/a.py", "from nearer.views.text.form import SAVED"),
        (bound_at_import, "nearer/web/gate.py", "from nearer.web.text import NOT_FOUND"),
        (sentences_elsewhere, "nearer/fhir/options.py", "raise NotSaved('Choose a number from 0 to 10.')"),
        (sentences_elsewhere, "nearer/screens/a.py", "st.caption(f'You and {name} see the same')"),
        (sentences_elsewhere, "pages/a.py", "WORDS = {1: 'Nobody has told you so far'}"),
    ],
)
def test_a_sentence_that_would_stay_english_is_caught(rule: object, path: str, text: str) -> None:
    assert callable(rule)
    assert len(rule(Source(path, text))) == 1


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        (bare_constants, TEXT_FILE, "A = _('Saved')\ndef f():\n    return str(A)"),
        (bare_constants, TEXT_FILE, "A = _('Saved')\ndef f():\n    return _('{a}').format(a=A)"),
        (bare_constants, TEXT_FILE, "A = _('Saved')\nB = (A, A)\nC = 3\ndef f():\n    return C"),
        (bound_at_import, "nearer/screens/a.py", "from nearer.views import text as words\ndef f(): return words.a.B"),
        (bound_at_import, "nearer/screens/a.py", "from nearer.views.text.about import Passage"),
        (bound_at_import, "pages/a.py", "from nearer.views import text as words\nprint(words.a.B)"),
        (sentences_elsewhere, "nearer/screens/a.py", 'def f():\n    """What a caller has to know."""'),
        (sentences_elsewhere, "nearer/screens/a.py", "assert x, 'whoever calls this gives a name'"),
        (sentences_elsewhere, TEXT_FILE, "A = _('You and your partner see the same')"),
    ],
)
def test_a_sentence_that_is_read_when_it_is_said_passes(rule: object, path: str, text: str) -> None:
    assert callable(rule)
    assert rule(Source(path, text)) == []


def test_no_file_is_let_off_for_more_than_it_has() -> None:
    in_place = {source.path: len(sentences_in(source)) for source in sources() if source.path in NO_SENTENCES}
    assert in_place == {path: number for path, (number, _reason) in NO_SENTENCES.items()}


def test_a_file_that_is_let_off_for_one_text_has_no_second_one() -> None:
    log = "LOG.info('Nearer is open at %s')"
    assert sentences_elsewhere(Source("nearer/web/app.py", log)) == []
    assert len(sentences_elsewhere(Source("nearer/web/app.py", f"{log}\nx = 'Please come back in an hour'"))) == 2


def test_every_sentence_in_the_source_reaches_the_translators(messages: frozenset[str]) -> None:
    in_source = {text for source in sources() for _line, text in made(source.tree)}
    in_templates = {text for file in TEMPLATES for text in spoken_in(file.read_text("utf-8"))}
    assert len(in_source) > 800
    assert len(in_templates) > 100
    assert messages == in_source | in_templates


def spoken_in(template: str) -> list[str]:
    """The sentences of a template."""
    return [match[2] for match in re.finditer(r"""\b_\((["'])(.*?)\1[,)]""", template)]


def plain_text_in(template: str) -> list[str]:
    """What stands in a template for people to read and does not go through `_`: between tags, and in attributes."""
    bare = re.sub("|".join(NOT_READ), "", template, flags=re.DOTALL)
    attributes = re.findall(r"""\b(?:aria-label|title|alt|placeholder|data-words)=["']([^"']+)["']""", bare)
    texts = [text.strip() for text in [*re.split(r"<[^<>]*>", bare), *attributes]]
    return [text for text in texts if re.search("[A-Za-z]", text) and not set(text.split()) <= NOT_SPOKEN]


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.stem)
def test_no_text_of_a_template_is_kept_from_the_translators(file: Path) -> None:
    assert plain_text_in(file.read_text("utf-8")) == []


@pytest.mark.parametrize("text", ["<p>Hello</p>", '<a aria-label="Go">{{ _("x") }}</a>', '{{ _("a") }} and <b>'])
def test_a_plain_text_in_a_template_is_caught(text: str) -> None:
    assert len(plain_text_in(text)) == 1
