"""Every sentence that people read, gathered for translators: `make words` writes build/nearer.pot.

A translation belongs into data/locales/<tag>/LC_MESSAGES/nearer.po; `pybabel compile -D nearer -d data/locales` makes
the file beside it that Nearer reads at its start.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

ROOT = Path(__file__).parents[1]
TEMPLATE = ROOT / "build" / "nearer.pot"
METHODS = [("**.py", "python"), ("web/templates/**.html", "jinja2")]
KEYWORDS = {"_": None, "counted": (1, 2), "plural": (1, 2)}


def gather() -> Catalog:
    """The catalogue without any translation, by file and line."""
    catalogue = Catalog(project="Nearer", charset="utf-8")
    for file, line, message in _messages():
        catalogue.add(message, locations=[(f"nearer/{file}", line)])
    return catalogue


def _messages() -> Iterator[tuple[str, int, str | tuple[str, ...]]]:
    messages = extract_from_dir(ROOT / "nearer", METHODS, keywords=KEYWORDS)
    for file, line, message, _comments, _context in sorted(messages, key=lambda place: place[:2]):
        yield file, line, message


def main() -> None:
    """Write the template and say how many sentences it has."""
    catalogue = gather()
    TEMPLATE.parent.mkdir(parents=True, exist_ok=True)
    with TEMPLATE.open("wb") as opened:
        write_po(opened, catalogue, width=120, omit_header=False)
    sys.stderr.write(f"{len(catalogue)} sentences in {TEMPLATE.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
