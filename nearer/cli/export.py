"""A person's own responses as a FHIR Bundle. It asks for the passphrase, as the sign-in page does."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from nearer.cli.terminal import InputRefused, say

if TYPE_CHECKING:
    from nearer.fhir import Given
    from nearer.privacy import Principal
    from nearer.storage import Kept, Notebook


def add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="the name you sign in with; the passphrase is asked for")
    parser.add_argument("--data", type=Path, metavar="DIR", help="the folder of the notebook")
    parser.set_defaults(run=_export)


def _export(asked: argparse.Namespace) -> int:
    from nearer.fhir import as_bytes, write_bundle
    from nearer.storage import EntryBroken, NotebookUnusable, data_folder, open_notebook

    now = datetime.now(UTC)
    folder = asked.data or data_folder(os.environ)
    if not (folder / "nearer.db").is_file():
        raise InputRefused(f"{folder}: there is no notebook in this folder")
    try:
        notebook = open_notebook(folder)
    except NotebookUnusable as refused:
        raise InputRefused(str(refused)) from None
    try:
        principal = _signed_in(notebook, asked.name, now)
        given = _given(notebook, principal)
        bundle = write_bundle(given, now, _kept_in(given))
    except EntryBroken as broken:
        raise InputRefused(str(broken)) from None
    finally:
        notebook.close()
    sys.stdout.write(as_bytes(bundle).decode() + "\n")
    return 0


def _kept_in(given: list[Given]) -> set[str]:
    """Definitions whose licence does not let their questions be given out; the answers are the person's own."""
    from nearer.instruments.licences import may_export
    from nearer.shipped import shipped_instruments

    asked = {one.questionnaire.sha256: one.questionnaire for one in given}
    return {sha256 for sha256, one in asked.items() if not may_export(one, shipped_instruments())}


def _signed_in(notebook: Notebook, name: str, now: datetime) -> Principal:
    """Tries are counted as on the sign-in page, so that this door is no wider."""
    from nearer.storage import forget_tries, note_failed_try, sign_in, wait_before_try
    from nearer.storage.names import name_key

    bucket = f"name:{name_key(name)}"
    if wait := wait_before_try(notebook, bucket, now):
        raise InputRefused(f"Please wait {int(wait) + 1} seconds before the next try.")
    opened = sign_in(notebook, name, _passphrase())
    if opened is None:
        note_failed_try(notebook, bucket, now)
        raise InputRefused("This name and passphrase do not belong together.")
    forget_tries(notebook, bucket)
    return opened.principal


def _passphrase() -> str:
    """At a terminal without showing it; else the first line of standard input."""
    if sys.stdin.isatty():
        return getpass.getpass("Passphrase: ", stream=sys.stderr)
    return sys.stdin.readline().rstrip("\n")


def _given(notebook: Notebook, principal: Principal) -> list[Given]:
    """What was answered with words that are still known; for the rest it is said what stays behind."""
    from nearer.storage import own_responses

    found = [(kept, _as_given(notebook, principal, kept)) for kept in own_responses(notebook, principal)]
    say(
        f"{kept.questionnaire} of {kept.saved:%Y-%m-%d}: its questions have changed since, so it is left out; "
        "your own file on Settings holds it"
        for kept, given in found
        if given is None
    )
    return [given for _, given in found if given is not None]


def _as_given(notebook: Notebook, principal: Principal, kept: Kept) -> Given | None:
    from nearer.domain import read_answers
    from nearer.fhir import Given
    from nearer.shipped import shipped_catalogue
    from nearer.storage.definitions import find_definition

    asked = shipped_catalogue().as_answered(kept.questionnaire, kept.sha256)
    asked = asked or find_definition(notebook, principal, kept.sha256)
    if asked is None:
        return None
    answers = read_answers(asked, kept.record)
    return Given(str(kept.id), asked, answers, kept.saved, ZoneInfo(principal.zone))
