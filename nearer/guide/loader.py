"""Load the guide's files; all problems of all files are collected, each with file and line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from nearer.domain.yaml_scalars import HIDDEN_CHARACTERS
from nearer.guide.citations import find_open_citation
from nearer.guide.crisis import CrisisKind, CrisisPhrases
from nearer.guide.stop_rules import with_stop_rules
from nearer.guide.topics import (
    BELOW,
    AddressWhen,
    AlwaysRule,
    CardRules,
    Guide,
    Page,
    SearchLanguage,
    SearchWords,
    Source,
    Sources,
    Step,
    StopRules,
    Topic,
    TopicCondition,
    When,
)
from nearer.guide.validation import findings
from nearer.language.error_catalogue.file_errors import FileText, PlaceText, RecordName
from nearer.language.error_catalogue.guide_errors import GuideText
from nearer.yaml_files.catalogue import Catalogue
from nearer.yaml_files.error_messages import RecordKind, check_record
from nearer.yaml_files.problems import FileRefused, Problem
from nearer.yaml_files.yaml_text import Tree, read_tree

_HTML = re.compile(r"</?[A-Za-z][^>\n]{0,20}>?|<!--")
_CONDITION = RecordKind(RecordName.CONDITION, TopicCondition, PlaceText.CONDITION)
_INSIDE = {
    "when": RecordKind(RecordName.TEST, When),
    "addresses_when": RecordKind(RecordName.ADDRESS, AddressWhen, PlaceText.SCALE),
    **dict.fromkeys(("shown_when", "not_when"), _CONDITION),
}
_KINDS: dict[Any, dict[str, RecordKind]] = {
    Topic: {"": RecordKind(RecordName.TOPIC, Topic), **_INSIDE},
    Step: {"": RecordKind(RecordName.STEP, Step), **_INSIDE},
    Sources: {"": RecordKind(RecordName.SOURCE, Source)},
    SearchWords: {
        "": RecordKind(RecordName.SEARCH_WORDS, SearchWords),
        "languages": RecordKind(RecordName.SEARCH_LANGUAGE, SearchLanguage, PlaceText.SEARCH_LANGUAGE),
    },
    CardRules: {
        "": RecordKind(RecordName.CARD_RULES, CardRules),
        "always": RecordKind(RecordName.CARD_RULE, AlwaysRule),
    },
    StopRules: {"": RecordKind(RecordName.STOP_RULES, StopRules)},
    CrisisPhrases: {
        "": RecordKind(RecordName.CRISIS_PHRASES, CrisisPhrases),
        "kinds": RecordKind(RecordName.CRISIS_KIND, CrisisKind, PlaceText.CRISIS_KIND),
    },
}
_FOLDERS: dict[str, type[Page]] = {"guide": Topic, "steps": Step}
_FILES: dict[str, Any] = {
    "sources.yaml": Sources,
    "search-words.yaml": SearchWords,
    "card-rules.yaml": CardRules,
    "crisis-phrases.yaml": CrisisPhrases,
    "stop-rules.yaml": StopRules,
}


class GuideError(FileRefused):
    """Files of the guide that cannot be used."""


def read_guide(files: Iterable[tuple[str, bytes]], catalogue: Catalogue) -> Guide:
    """Read (name, content) pairs: guide/<id>.md and steps/<id>.md, and the files named in `_FILES`.

    Raise GuideError with the problems of every file; what files say of each other is checked once each is in form.
    """
    problems: list[Problem] = []
    records: list[tuple[object, Tree]] = []
    for name, content in files:
        try:
            records.append(_read(name, content))
        except FileRefused as refused:
            problems += refused.problems
    guide = _put_together([model for model, _ in records], catalogue)
    if not problems:
        problems = [problem for model, tree in records for problem in _list_problems(model, tree, guide)]
    if problems:
        raise GuideError(sorted(problems, key=lambda problem: (problem.file, problem.line or 0)))
    return with_stop_rules(guide)


def _put_together(models: list[object], catalogue: Catalogue) -> Guide:
    return Guide(
        topics={one.id: one for one in models if isinstance(one, Topic)},
        steps={one.id: one for one in models if isinstance(one, Step)},
        sources={key: source for one in models if isinstance(one, dict) for key, source in one.items()},
        words=next((one for one in models if isinstance(one, SearchWords)), SearchWords()),
        catalogue=catalogue,
        crisis=next((one for one in models if isinstance(one, CrisisPhrases)), CrisisPhrases()),
        rules=next((one for one in models if isinstance(one, CardRules)), CardRules()),
        stop_rules=next((one for one in models if isinstance(one, StopRules)), StopRules()),
    )


def _list_problems(model: object, tree: Tree, guide: Guide) -> list[Problem]:
    strays = findings(PurePosixPath(tree.file).stem, model, guide)
    return [Problem(tree.file, tree.line(path), None, reason) for path, reason in strays]


def _read(name: str, content: bytes) -> tuple[object, Tree]:
    path = PurePosixPath(name)
    model = _FOLDERS.get(path.parent.name) or _FILES.get(path.name)
    if model is None:
        raise FileRefused.at(name, None, GuideText.OTHER_FILE())
    tree = _split_page(name, content) if model in _FOLDERS.values() else read_tree(content, name)
    return check_record(tree, model, _KINDS[model]), tree


def _split_page(name: str, content: bytes) -> Tree:
    """Read the first line of dashes as an empty one: the front matter keeps the lines of the file."""
    lines = content.removeprefix(b"\xef\xbb\xbf").splitlines()
    first, end = [*(number for number, line in enumerate(lines) if line.rstrip() == b"---"), -1, -1][:2]
    if first != 0 or end < 0:
        raise FileRefused.at(name, 1, GuideText.NO_FRONT_MATTER())
    tree = read_tree(b"\n".join([b"", *lines[1:end]]), name)
    try:
        text = b"\n".join(lines[end + 1 :]).decode().strip()
    except UnicodeError:
        raise FileRefused.at(name, end + 1, FileText.NOT_UTF8()) from None
    if not text:
        raise FileRefused.at(name, end + 1, GuideText.NO_TEXT())
    if strays := list(_find_strays(name, content.decode("utf-8-sig").split("\n"), end + 1)):
        raise FileRefused(strays)
    if isinstance(tree.plain, dict):
        tree.plain[BELOW] = text
    return tree


def _find_strays(name: str, lines: Iterable[str], first_of_text: int) -> Iterator[Problem]:
    """What a page would show as it is written: HTML, hidden characters, and in its text a citation without an end."""
    for number, line in enumerate(lines):
        if tag := _HTML.search(line):
            yield Problem(name, number + 1, None, GuideText.HTML(tag=tag.group()))
        if HIDDEN_CHARACTERS.search(line.removesuffix("\r")):
            yield Problem(name, number + 1, None, GuideText.HIDDEN())
        if number >= first_of_text and (citation := find_open_citation(line)):
            yield Problem(name, number + 1, None, GuideText.OPEN_CITATION(citation=citation))
