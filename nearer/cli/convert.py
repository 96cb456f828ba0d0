"""Questionnaires from one form into the other, with a report of what became of each item."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nearer.cli import command_text as words
from nearer.cli.command_text import CommandText
from nearer.cli.files import is_fhir, only_questionnaire
from nearer.cli.terminal import InputRefused, read_file, say, show
from nearer.language.system_refusals import explain_refusal


def add_convert(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("sources", metavar="IN", nargs="+", help=words.CONVERT_IN)
    parser.add_argument("target", metavar="OUT", help=words.CONVERT_OUT)
    parser.set_defaults(run=_convert)


def _convert(arguments: argparse.Namespace) -> int:
    source = arguments.sources[0]
    for name in (*arguments.sources, arguments.target):
        if not name.lower().endswith((".json", ".yaml", ".yml")):
            raise InputRefused(CommandText.UNKNOWN_ENDING, file=name)
    if len(arguments.sources) > 1 and not all(map(is_fhir, arguments.sources)):
        raise InputRefused(CommandText.SEVERAL_FILES, file=source)
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
    from nearer.fhir_questionnaires.import_file import import_our_file
    from nearer.fhir_questionnaires.writer import as_bytes, write_questionnaire

    taken = import_our_file(source, read_file(source))
    report = taken.report
    if taken.questionnaire is None or not is_fhir(target):
        same = {} if taken.questionnaire is None else {"sha256": taken.questionnaire.sha256}
        return report.as_json() | same, taken.original if same else None
    resource, notes = write_questionnaire(taken.questionnaire)
    for note in notes:
        report.notes(note.item).change(note.reason)
    return report.as_json() | {"sha256": taken.questionnaire.sha256}, as_bytes(resource)


def _write(target: str, content: bytes) -> None:
    try:
        Path(target).write_bytes(content)
    except OSError as error:
        raise InputRefused(CommandText.NOT_WRITTEN, file=target, why=explain_refusal(error)) from None


def _sentence(note: dict[str, str]) -> str:
    return words.of_item(note["item"], note["sentence"]) if note["item"] else note["sentence"]
