"""A change that is broken off at one of its writes, at the edge where a statement goes to the database."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from nearer.storage.notebook import Notebook

WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE)\b")


@contextmanager
def before_write(notebook: Notebook, number: int, act: Callable[[], object]) -> Iterator[None]:
    """Do this before the write of that number, counted from 0, which is not made if it raises."""
    numbers = itertools.count()

    def look(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if WRITES.match(statement) and next(numbers) == number:
            act()

    event.listen(notebook.engine, "before_cursor_execute", look)
    try:
        yield
    finally:
        event.remove(notebook.engine, "before_cursor_execute", look)
