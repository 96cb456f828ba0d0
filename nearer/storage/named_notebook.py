"""The notebook that the environment names: a clinic's PostgreSQL, or the file in a folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from nearer.database.notebook_folder import data_folder
from nearer.storage.notebook import Notebook

DATABASE_VARIABLE = "NEARER_DATABASE_URL"


def open_named_notebook(environ: Mapping[str, str], open_folder: Callable[[Path], Notebook]) -> Notebook:
    """The PostgreSQL of NEARER_DATABASE_URL, or else the notebook in NEARER_DATA or the platform's folder.

    `open_folder`: `open_notebook`, or `open_while_in_use` for one short act. NotebookUnusable says why not.
    """
    if address := environ.get(DATABASE_VARIABLE):
        return open_database(address)
    return open_folder(data_folder(environ))


def open_database(address: str) -> Notebook:
    """A clinic's PostgreSQL, which other processes may have open too; its driver is loaded only for one."""
    from nearer.database.postgres_engine import postgres_engine
    from nearer.database.postgres_preparation import check_prepared

    engine = postgres_engine(address)
    try:
        check_prepared(engine)
    except BaseException:
        engine.dispose()
        raise
    return Notebook(engine=engine, demo=False, path=None)
