"""Questionnaires from one form into the other, with a report of what became of each item."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from nearer.cli.files import is_fhir, read_fhir
from nearer.cli.terminal import InputRefused, read_file, say, show


def add_convert(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="IN", help=".json is FHIR R4, .yaml is ours")
    parser.add_argument("target", metavar="OUT", help=".json or .yaml; written only when the file is taken")
    parser.set_defaults(run=_convert)


def _convert(asked: argparse.Namespace) -> int:
    for name in (asked.source, asked.target):
        if not name.lower().endswith((".json", ".yaml", ".yml")):
            raise InputRefused(f"{name}: name a .json file (FHIR) or a .yaml file (ours)")
    report, content = (_from_fhir if is_fhir(asked.source) else _from_yaml)(asked.source, asked.target)
    if content is not None:
        _write(asked.target, content)
    show(report)
    say(f"{asked.source}: {_sentence(note)}" for key in ("problems", "changes") for note in report[key])
    return 1 if content is None else 0


def _from_fhir(source: str, target: str) -> tuple[dict[str, Any], bytes | None]:
    """FHIR into FHIR gives the very bytes back."""
    from nearer.domain.writing import questionnaire_yaml

    taken = read_fhir(source)
    report = taken.report.as_json() | {"sha256": taken.sha256}
    if taken.written is None:
        return report, None
    return report, taken.original if is_fhir(target) else questionnaire_yaml(taken.written).encode()


def _from_yaml(source: str, target: str) -> tuple[dict[str, Any], bytes | None]:
    from nearer.fhir import as_bytes, write_questionnaire
    from nearer.fhir.taking import take_ours

    taken = take_ours(source, read_file(source))
    report = taken.report
    if taken.questionnaire is None or not is_fhir(target):
        return report.as_json(), None if taken.questionnaire is None else taken.original
    resource, notes = write_questionnaire(taken.questionnaire)
    for note in notes:
        report.change(note.item, note.sentence)
    return report.as_json(), as_bytes(resource)


def _write(target: str, content: bytes) -> None:
    try:
        Path(target).write_bytes(content)
    except OSError as error:
        raise InputRefused(f"{target}: this file cannot be written ({error.strerror})") from None


def _sentence(note: dict[str, str]) -> str:
    return f"item {note['item']}: {note['sentence']}" if note["item"] else note["sentence"]
