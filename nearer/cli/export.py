"""A person's own responses as a FHIR Bundle. It asks for the passphrase, as the sign-in page does."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from nearer.cli import command_text as words
from nearer.cli.command_text import CommandText
from nearer.cli.standard_streams import write_output
from nearer.cli.terminal import InputRefused, say
from nearer.language.system_refusals import explain_refusal

if TYPE_CHECKING:
    from nearer.fhir_responses.write_responses import ResponseSource
    from nearer.privacy.principal import Principal
    from nearer.storage.couple.responses import SavedResponse
    from nearer.storage.notebook import Notebook


def add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help=words.EXPORT_NAME)
    parser.add_argument("--data", type=Path, metavar="DIR", help=words.NOTEBOOK_FOLDER)
    parser.set_defaults(run=_export)


def _export(arguments: argparse.Namespace) -> int:
    from nearer.database.notebook_folder import data_folder
    from nearer.database.row_errors import EntryBroken, NotebookUnusable, NotSaved
    from nearer.fhir_questionnaires.writer import as_bytes
    from nearer.fhir_responses.write_responses import BundleTerms, write_bundle
    from nearer.instruments.change import bands_of
    from nearer.instruments.licences import without_export
    from nearer.instruments.registry import total_codes
    from nearer.shipped import shipped_instruments
    from nearer.storage.named_notebook import DATABASE_VARIABLE, open_database
    from nearer.storage.notebook import open_notebook

    now = datetime.now(UTC)
    in_database = arguments.data is None and os.environ.get(DATABASE_VARIABLE)
    folder = arguments.data or data_folder(os.environ)
    if not in_database and not (folder / "nearer.db").is_file():
        raise InputRefused(CommandText.NO_NOTEBOOK, folder=folder)
    try:
        notebook = open_database(in_database) if in_database else open_notebook(folder)
    except NotebookUnusable as refused:
        raise InputRefused(str(refused)) from None
    try:
        principal = _signed_in(notebook, arguments.name, now)
        sources = _read_answered(notebook, principal)
        instruments = shipped_instruments()
        closed = without_export((one.questionnaire for one in sources), instruments)
        bundle = write_bundle(
            sources,
            now,
            BundleTerms(total_codes(instruments), closed, bands=partial(bands_of, instruments=instruments)),
        )
    except (EntryBroken, NotSaved) as refused:
        raise InputRefused(str(refused)) from None
    finally:
        notebook.close()
    write_output(as_bytes(bundle).decode() + "\n")
    return 0


def _signed_in(notebook: Notebook, name: str, now: datetime) -> Principal:
    """An attempt is counted before it is made, as on the sign-in page: of many at once no more are let through."""
    from nearer.sign_ins.login_throttling import book_attempt, forget_failed_attempts
    from nearer.storage.couple.credentials import name_key, sign_in

    bucket = f"name:{name_key(name)}"
    passphrase = _read_passphrase()
    if wait := book_attempt(notebook.engine, (bucket,), now):
        raise InputRefused(CommandText.WAIT, seconds=int(wait) + 1)
    outcome = sign_in(notebook, name, passphrase)
    if outcome is None:
        raise InputRefused(CommandText.NO_MATCH)
    forget_failed_attempts(notebook.engine, bucket)
    return outcome.principal


def _read_passphrase() -> str:
    """At a terminal without showing it; else the first line of standard input."""
    if sys.stdin.isatty():
        return getpass.getpass(words.PASSPHRASE_PROMPT, stream=sys.stderr)
    try:
        return sys.stdin.readline().rstrip("\n")
    except UnicodeDecodeError:
        raise InputRefused(CommandText.NO_TEXT, file=words.THE_INPUT) from None
    except OSError as error:
        raise InputRefused(CommandText.UNREADABLE, file=words.THE_INPUT, why=explain_refusal(error)) from None


def _read_answered(notebook: Notebook, principal: Principal) -> list[ResponseSource]:
    """What was answered with words that are still known; for the rest it is said what stays behind."""
    from nearer.storage.couple.responses import read_own_responses

    responses = [
        (response, _as_given(notebook, principal, response)) for response in read_own_responses(notebook, principal)
    ]
    say(
        words.left_out(response.questionnaire, str(response.day))
        for response, resource in responses
        if resource is None
    )
    return [resource for _, resource in responses if resource is not None]


def _as_given(notebook: Notebook, principal: Principal, response: SavedResponse) -> ResponseSource | None:
    from nearer.custom_questionnaires.definitions import find_answered_definition
    from nearer.fhir_responses.write_responses import ResponseSource
    from nearer.shipped import shipped_catalogue
    from nearer.typed_answers.answer_parsing import read_answers

    questionnaire = shipped_catalogue().find_definition(response.questionnaire, response.sha256)
    questionnaire = questionnaire or find_answered_definition(notebook, principal, response.sha256)
    if questionnaire is None:
        return None
    assert response.saved is not None, "own responses say when they were saved"
    answers = read_answers(questionnaire, response.answers or {})
    return ResponseSource(str(response.id), questionnaire, answers, response.saved, ZoneInfo(principal.zone))
