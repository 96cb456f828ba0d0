"""A demo as a file of its own: a clinic of any number of made-up couples, which real use refuses to open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from nearer.database.notebook_file import DEMO_ID, check_notebook, create_private_file
from nearer.database.notebook_folder import NOTEBOOK_FILE
from nearer.database.row_errors import NotebookUnusable
from nearer.database.sqlite_engines import file_engine, sqlites_own
from nearer.demo.demo_caseload import fill_whole_demo
from nearer.demo.sample_clinic import DemoCouple
from nearer.language.error_catalogue.notebook_errors import NotebookFileText
from nearer.language.system_refusals import explain_refusal
from nearer.storage.notebook import Notebook, open_demo_notebook
from nearer.yaml_files.catalogue import Catalogue


def write_demo(folder: Path, catalogue: Catalogue, couples: Iterable[DemoCouple], now: datetime) -> Path:
    """Everybody at home, and these couples, who let one therapist in, as a file.

    An existing file is left alone: NotebookUnusable.
    """
    path = folder / NOTEBOOK_FILE
    notebook = open_demo_notebook()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.exists():
            raise NotebookUnusable(NotebookFileText.DEMO_IS_THERE, path=path)
        fill_whole_demo(notebook, catalogue, now, couples)
        save_demo(notebook, path)
    except OSError as refused:
        raise NotebookUnusable(NotebookFileText.FOLDER_UNUSABLE, folder=folder, why=explain_refusal(refused)) from None
    finally:
        notebook.close()
    return path


def save_demo(notebook: Notebook, path: Path) -> None:
    """A made-up notebook as a new file, which only its user reads."""
    create_private_file(path)
    with sqlites_own(notebook.engine) as raw:
        raw.execute("VACUUM INTO ?", (str(path),))


def read_demo(path: Path) -> Notebook:
    """What `write_demo` wrote, in memory: the file stays as it is. NotebookUnusable for any other file."""
    check_notebook(path, DEMO_ID)
    notebook, file = open_demo_notebook(), file_engine(path)
    with sqlites_own(file) as connection, sqlites_own(notebook.engine) as memory_connection:
        connection.backup(memory_connection)
    file.dispose()
    return notebook
