"""The guide without a screen."""

from __future__ import annotations

import argparse
import json
import sys

from nearer.cli.terminal import InputRefused, read_text


def add_guide(parser: argparse.ArgumentParser) -> None:
    asked = parser.add_mutually_exclusive_group(required=True)
    asked.add_argument("query", nargs="?", metavar="QUERY", help="prints topic and score, the best first, one a line")
    asked.add_argument("--file", metavar="QUERIES.txt", help="one query a line; prints one JSON line each")
    parser.set_defaults(run=_guide)


def _guide(asked: argparse.Namespace) -> int:
    from nearer.guide import GuideError, build_index, search
    from nearer.shipped import shipped_guide

    try:
        index = build_index(shipped_guide())
    except GuideError as refused:
        raise InputRefused(str(refused)) from None
    for query in [asked.query] if asked.file is None else read_text(asked.file).splitlines():
        hits = search(index, query)
        topics = [{"id": hit.topic, "score": round(hit.score, 4)} for hit in hits]
        lines = "".join(f"{hit.topic}\t{hit.score:.4f}\n" for hit in hits)
        sys.stdout.write(lines if asked.file is None else json.dumps({"query": query, "topics": topics}) + "\n")
    return 0
