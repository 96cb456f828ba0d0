"""Read YAML as plain text values that remember their line.

Nothing is guessed from how a value looks: `no`, `1.0` and `12:30` stay the text that was written. Anchors, aliases,
tags and a second document are refused, so no file can grow while it is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

import yaml

from nearer.language.error_catalogue.file_errors import FileText
from nearer.language.explained_errors import Explanation
from nearer.language.quoted_names import shorten
from nearer.yaml_files.problems import FileRefused

MAX_YAML_BYTES = 1024 * 1024
MAX_YAML_DEPTH = 8  # mappings inside each other

# https://yaml.org/spec/1.1/#c-printable
_NOT_PRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

type_of_loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read_yaml(text: str | bytes, tree: Tree) -> None:
    """Fill the tree; raise FileRefused at the first thing that makes the rest unreadable."""
    file = tree.file
    decoded = _decode(text, file)
    try:
        _Reading(tree, yaml.parse(decoded, Loader=type_of_loader)).read()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise FileRefused.at(file, mark.line + 1 if mark else 1, FileText.NOT_YAML()) from None
    except yaml.YAMLError:
        raise FileRefused.at(file, _line_of_control_character(decoded), FileText.CONTROL_CHARACTER()) from None


def _decode(text: str | bytes, file: str) -> str:
    try:
        octets = text.encode() if isinstance(text, str) else text
        if len(octets) > MAX_YAML_BYTES:
            raise FileRefused.at(file, None, FileText.TOO_LARGE(n=MAX_YAML_BYTES // 2**20))
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileRefused.at(file, octets.count(b"\n", 0, error.start) + 1, FileText.NOT_UTF8()) from None
    except UnicodeEncodeError as error:
        raise FileRefused.at(file, error.object.count("\n", 0, error.start) + 1, FileText.NOT_UTF8()) from None


def _line_of_control_character(text: str) -> int | None:
    character = _NOT_PRINTABLE.search(text)
    return text.count("\n", 0, character.start()) + 1 if character else None


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _goes_on(event: yaml.Event) -> bool:
    return not isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent)


@dataclass
class _Reading:
    """One walk over the events of one file."""

    tree: Tree
    events: Iterator[yaml.Event]

    def read(self) -> None:
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if self.tree.lines:
                    raise self._stop(event, FileText.SECOND_DOCUMENT())
                self.tree.plain = self._read_value(next(self.events), ())
        if not self.tree.lines:
            raise FileRefused.at(self.tree.file, None, FileText.EMPTY())

    def _stop(self, event: yaml.Event, reason: Explanation) -> FileRefused:
        return FileRefused.at(self.tree.file, _line(event), reason)

    def _read_value(self, event: yaml.Event, path: Path) -> Plain:
        """A list inside a mapping adds no depth of its own; a list inside a list does."""
        self._refuse_tricks(event)
        self.tree.lines.setdefault(path, _line(event))
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value)
        depth = sum(isinstance(step, str) or isinstance(before, int) for before, step in pairwise(("", *path)))
        if depth >= MAX_YAML_DEPTH:
            raise self._stop(event, FileText.TOO_DEEP(limit=MAX_YAML_DEPTH))
        inside = takewhile(_goes_on, self.events)
        if isinstance(event, yaml.SequenceStartEvent):
            return [self._read_value(entry, (*path, number)) for number, entry in enumerate(inside)]
        return self._read_mapping(inside, path)

    def _refuse_tricks(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise self._stop(event, FileText.ANCHOR())
        if getattr(event, "tag", None) is not None:
            raise self._stop(event, FileText.TAG())

    def _read_mapping(self, keys: Iterator[yaml.Event], path: Path) -> dict[str, Plain]:
        """The first of two equal keys is kept; the second is noted as a problem, and its lines stay apart."""
        values: dict[str, Plain] = {}
        for event in keys:
            self._refuse_tricks(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise self._stop(event, FileText.KEY_IS_A_LIST())
            key, line = str(event.value), _line(event)
            child_path: Path = (*path, key)
            if key in values:
                self.tree.doubles.append((path, line, shorten(key)))
                child_path = (*child_path, "again")
            self.tree.lines[child_path] = line
            values.setdefault(key, self._read_value(next(self.events), child_path))
        return values


Path = tuple[str | int, ...]


Plain = str | list["Plain"] | dict[str, "Plain"]


@dataclass
class Tree:
    """A file's values, the line of each path into them, and the keys that were written twice."""

    file: str
    plain: Plain = ""
    lines: dict[Path, int] = field(default_factory=dict)
    doubles: list[tuple[Path, int, str]] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """The line of the path, or of the nearest thing around it that was written."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_tree(text: str | bytes, file: str) -> Tree:
    """Raise FileRefused at the first thing that makes the rest unreadable. The first file loads the YAML library."""
    from nearer.yaml_files.yaml_text import read_yaml

    tree = Tree(file)
    read_yaml(text, tree)
    return tree
