"""The key of the cookies of known devices: in the folder of a notebook's file, or in the database that servers share.

Whoever reads the database can make such a cookie, and so attempts of their own without end. They gain nothing by it:
with the slots that lie beside it they can try passphrases on their own machine, faster than any server answers.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, select

from nearer.database.engines import is_file, serialised
from nearer.database.row_errors import NotSaved
from nearer.database.schema import HOME, installation_keys, matches
from nearer.storage.notebook import Notebook

DEVICES_FILE, DEVICE_KEY_BYTES = "devices", 32
_OF_DEVICES = {"clinic_id": HOME, "purpose": "devices"}
_KNOWN: WeakKeyDictionary[Engine, bytes] = WeakKeyDictionary()


def device_key(notebook: Notebook) -> bytes:
    """One key for all servers of a notebook; where it cannot be kept, devices are known until this process ends."""
    key = _KNOWN.get(notebook.engine)
    if key is None:
        key = _KNOWN.setdefault(notebook.engine, _read_or_make(notebook))
    return key


def _read_or_make(notebook: Notebook) -> bytes:
    fresh = secrets.token_bytes(DEVICE_KEY_BYTES)
    with suppress(OSError, NotSaved):
        if not is_file(notebook.engine.dialect):
            return _in_database(notebook.engine, fresh)
        if notebook.path is not None:
            return _in_folder(notebook.path.parent, fresh)
    return fresh


def _in_database(engine: Engine, fresh: bytes) -> bytes:
    """Made by whichever server asks first, also where several ask at once."""

    def read_or_make(connection: Connection) -> bytes:
        stored = select(installation_keys.c.key).where(matches(installation_keys, **_OF_DEVICES))
        key: bytes | None = connection.execute(stored).scalar_one_or_none()
        if key is None:
            connection.execute(installation_keys.insert(), _OF_DEVICES | {"key": fresh})
        return key or fresh

    return serialised(engine, read_or_make)


def _in_folder(folder: Path, fresh: bytes) -> bytes:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / DEVICES_FILE
    with (
        suppress(FileExistsError),
        os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as writer,
    ):
        writer.write(fresh)
    stored = file.read_bytes()
    return stored if len(stored) == DEVICE_KEY_BYTES else fresh
