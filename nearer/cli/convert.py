"""Questionnaires from one form into the other, with a report of what became of each item."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nearer.cli.files import is_fhir, only_questionnaire
from nearer.cli.terminal import InputRefused, read_file, say, show


def add_convert(parser: argparse.ArgumentParser) -> None:
    about = ".json is FHIR R4, .yaml is ours; beside a FHIR questionnaire, the files with its value sets"
    parser.add_argument("sources", metavar="IN", nargs="+", help=about)
    parser.add_argument("target", metavar="OUT", help=".json or .yaml; written only when the file is taken")
    parser.set_defaults(run=_convert)


def _convert(arguments: argparse.Namespace) -> int:
    source = arguments.sources[0]
    for name in (*arguments.sources, arguments.target):
        if not name.lower().endswith((".json", ".yaml", ".yml")):
            raise InputRefused(f"{name}: name a .json file (FHIR) or a .yaml file (ours)")
    if len(arguments.sources) > 1 and not all(map(is_fhir, arguments.sources)):
        raise InputRefused(f"{source}: several files are one FHIR questionnaire with its value sets, all of them .json")
    if is_fhir(source):
        source, report, content = _from_fhir(arguments.sources, arguments.target)
    else:
        report, content = _from_yaml(source, arguments.target)
    if content is not None:
        _write(arguments.target, content)
    show(report)
    say(f"{source}: {_sentence(note)}" for key in ("problems", "changes") for note in report[key])
    return 1 if content is None else 0


def _from_fhir(sources: Sequence[str], target: str) -> tuple[str, dict[str, Any], bytes | None]:
    """FHIR into FHIR gives the very bytes back; of several files, one that holds them all."""
    source, taken = only_questionnaire(sources)
    report = taken.report.as_json()
    if taken.questionnaire is None or taken.definition is None:
        return source, report, None
    report |= {"sha256": taken.questionnaire.sha256}
    return source, report, taken.original if is_fhir(target) else taken.definition.encode()


def _from_yaml(source: str, target: str) -> tuple[dict[str, Any], bytes | None]:
    from nearer.fhir.import_file import take_ours
    from nearer.fhir.writer import as_bytes, write_questionnaire

    taken = take_ours(source, read_file(source))
    report = taken.report
    if taken.questionnaire is None or not is_fhir(target):
        same = {} if taken.questionnaire is None else {"sha256": taken.questionnaire.sha256}
        return report.as_json() | same, taken.original if same else None
    resource, notes = write_questionnaire(taken.questionnaire)
    for note in notes:
        report.change(note.item, note.code, **note.values)
    return report.as_json() | {"sha256": taken.questionnaire.sha256}, as_bytes(resource)


def _write(target: str, content: bytes) -> None:
    try:
        Path(target).write_bytes(content)
    except OSError as error:
        raise InputRefused(f"{target}: this file cannot be written ({error.strerror})") from None


def _sentence(note: dict[str, str]) -> str:
    return f"item {note['item']}: {note['sentence']}" if note["item"] else note["sentence"]
