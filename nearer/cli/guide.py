"""The guide without a screen."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from nearer.cli import command_text as words
from nearer.cli.standard_streams import write_output
from nearer.cli.terminal import InputRefused, read_text, say

if TYPE_CHECKING:
    from nearer.guide.search import Hit


def add_guide(parser: argparse.ArgumentParser) -> None:
    group = parser.add_mutually_exclusive_group(required=True)
    group.add_argument("query", nargs="?", metavar="QUERY", help=words.GUIDE_QUERY)
    group.add_argument("--file", metavar="QUERIES.txt", help=words.GUIDE_FILE)
    parser.set_defaults(run=_run_guide)


def _run_guide(arguments: argparse.Namespace) -> int:
    from nearer.guide.loader import GuideError
    from nearer.guide.search import Index, search
    from nearer.shipped import shipped_guide

    try:
        index = Index(shipped_guide())
    except GuideError as refused:
        raise InputRefused(str(refused)) from None
    if arguments.file is None:
        hits = search(index, arguments.query)
        write_output("".join(map(_as_line, hits)))
        say(_sentences(hits))
        return 0
    for query in read_text(arguments.file).splitlines():
        topics = [_as_json(hit) for hit in search(index, query)]
        write_output(json.dumps({"query": query, "topics": topics}) + "\n")
    return 0


def _as_line(hit: Hit) -> str:
    pinned = "" if hit.pin is None else f"\tpinned: {hit.pin.kind}"
    return f"{hit.topic}\t{hit.score:.4f}{pinned}\n"


def _as_json(hit: Hit) -> dict[str, object]:
    score = {"id": hit.topic, "score": round(hit.score, 4)}
    if hit.pin is None:
        return score
    return score | {"pinned": True, "why": {"kind": hit.pin.kind, "phrase": hit.pin.phrase}}


def _sentences(hits: Sequence[Hit]) -> Iterator[str]:
    """Numbers to call where somebody may be in danger; where nothing is sure, that this is so. The rest is in Help."""
    from nearer.shipped import shipped_help

    kinds = [kind for hit in hits if hit.pin for kind in hit.pin.lines]
    if kinds:
        for country in shipped_help().countries:
            numbers = " · ".join(f"{line.name} {line.number}" for line in country.lines_for(*kinds))
            yield words.help_now(country.name, numbers)
    elif not hits:
        yield words.NOTHING_SURE
