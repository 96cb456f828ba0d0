"""Notebooks whose people are written once and copied for every test that begins with the same ones."""

from __future__ import annotations

import inspect
import sqlite3
from collections.abc import Callable
from contextlib import closing
from copy import deepcopy
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from nearer.database.engines import is_file
from nearer.database.sqlite_engines import sqlites_own
from nearer.storage.notebook import Notebook

_More = ParamSpec("_More")
_Made = TypeVar("_Made")
_IS_EMPTY = "SELECT NOT EXISTS (SELECT 1 FROM people UNION ALL SELECT 1 FROM therapists)"


def made_once(make: Callable[Concatenate[Notebook, _More], _Made]) -> Callable[Concatenate[Notebook, _More], _Made]:
    """What `make` writes into an empty demo notebook, and returns, is copied where it was made with the same arguments.

    A file is copied from a file, and memory from memory. Any other notebook is written as if this were not there.
    """
    made: dict[object, tuple[bytes, _Made]] = {}
    parameters = inspect.signature(make)

    @wraps(make)
    def copied(notebook: Notebook, *more: _More.args, **named: _More.kwargs) -> _Made:
        if not _is_blank(notebook):
            return make(notebook, *more, **named)
        bound = parameters.bind(notebook, *more, **named)
        bound.apply_defaults()
        key = (notebook.path is None, *list(bound.arguments.values())[1:])
        if key in made:
            content, value = made[key]
            _put_in(content, notebook)
            return deepcopy(value)
        value = make(notebook, *more, **named)
        with sqlites_own(notebook.engine) as raw:
            made[key] = raw.serialize(), deepcopy(value)
        return value

    return copied


def _is_blank(notebook: Notebook) -> bool:
    if not (notebook.demo and is_file(notebook.engine.dialect)) or notebook.changes:
        return False
    with sqlites_own(notebook.engine) as raw:
        return bool(raw.execute(_IS_EMPTY).fetchone()[0])


def _put_in(content: bytes, notebook: Notebook) -> None:
    with sqlites_own(notebook.engine) as raw, closing(sqlite3.connect(":memory:")) as filled:
        filled.deserialize(content)
        filled.backup(raw)
