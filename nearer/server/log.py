"""The log: one line an event, and of an exception its kind and place alone, since its message may hold an answer."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
import threading
import traceback
from datetime import UTC, datetime
from typing import Any

import streamlit as st

LOG = logging.getLogger("nearer.web")
BROKEN_PAGE = "Uncaught app execution"  # Streamlit's line, which says with the message what ours says without


TEXT_LINE = "%(asctime)s %(message)s"


class JsonLines(logging.Formatter):
    """One object a line, its moment in UTC, for whoever gathers logs by program (NEARER_LOG=json)."""

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"time": moment, "level": record.levelname.lower(), "event": record.getMessage()}
        return json.dumps(line, ensure_ascii=False)


def place_of(broken: BaseException) -> str:
    """Kind and place of an exception, without its message, which may hold what a person wrote."""
    frames = traceback.extract_tb(broken.__traceback__)
    last = frames[-1] if frames else None
    return type(broken).__name__ if last is None else f"{type(broken).__name__} in {last.filename} line {last.lineno}"


def start_log() -> None:
    """One line an event on standard error, never with a name, path or address; the server keeps no access log."""
    logging.getLogger("uvicorn.access").disabled = True
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)  # its lines on WebSockets hold addresses
    if not LOG.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(JsonLines() if os.environ.get("NEARER_LOG") == "json" else logging.Formatter(TEXT_LINE))
        LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    LOG.propagate = False
    st.set_option("logger.enableRich", False)  # it would print a broken page's exception past every logger


def keep_exceptions_short(loop: asyncio.AbstractEventLoop) -> None:
    """Keep exception messages and tracebacks out of the log, wherever in this process they arise."""
    logging.setLogRecordFactory(_record)
    logging.getLogger("streamlit.error_util").addFilter(_is_not_said_already)
    loop.set_exception_handler(lambda _loop, context: _log_lost(context.get("exception")))
    threading.excepthook = lambda lost: _log_lost(lost.exc_value)
    sys.unraisablehook = lambda lost: _log_lost(lost.exc_value)


def _is_not_said_already(record: logging.LogRecord) -> bool:
    return not str(record.msg).startswith(BROKEN_PAGE)


def _record(*values: Any, **more: Any) -> logging.LogRecord:
    record = logging.LogRecord(*values, **more)
    broken = record.exc_info[1] if record.exc_info else None
    record.exc_info = None
    record.msg = _shorten_exception(record.msg)
    if isinstance(record.args, tuple):
        record.args = tuple(_shorten_exception(one) for one in record.args)
    if broken is not None:
        record.msg, record.args = f"{record.getMessage().strip()}: {place_of(broken)}", None
    return record


def _shorten_exception(value: Any) -> Any:
    return place_of(value) if isinstance(value, BaseException) else value


def _log_lost(broken: BaseException | None) -> None:
    LOG.error("lost: %s", "an error without a name" if broken is None else place_of(broken))
