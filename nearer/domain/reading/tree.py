"""The values of a file as plain text that remembers its line."""

from __future__ import annotations

from dataclasses import dataclass, field

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
    from nearer.domain.reading.yaml_text import read_yaml

    tree = Tree(file)
    read_yaml(text, tree)
    return tree
