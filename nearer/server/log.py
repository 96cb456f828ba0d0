"""The log: one line an event, and of an exception its kind and place alone, since its message may hold an answer."""

from __future__ import annotations

import asyncio
import logging
import re
import sys
import threading
import traceback
from contextlib import suppress
from typing import Any

import streamlit as st

from nearer.server.log_handler import HANDLER, take_all_loggers

LOG = logging.getLogger("nearer.web")
BROKEN_PAGE = "Uncaught app execution"  # Streamlit's line, which says with the message what ours says without
# What opens something for whoever has it: Streamlit names a session by its id, and by that id it is taken over.
_TOKEN = re.compile(r"\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b|[A-Za-z0-9_-]{32,}")


def place_of(broken: BaseException) -> str:
    """Kind and place of an exception, without its message, which may hold what a person wrote."""
    places = [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(broken.__traceback__)]
    return type(broken).__name__ + "".join(f" in {file} line {line}" for file, line in places[-1:])


def start_log() -> None:
    """One line an event on standard error, never with a name, path or address; the server keeps no access log."""
    logging.getLogger("uvicorn.access").disabled = True
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)  # its lines on WebSockets hold addresses
    take_all_loggers()
    LOG.handlers[:] = [*(one for one in LOG.handlers if one is not HANDLER), HANDLER]
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
    if not str(record.name).startswith("nearer"):
        _hide_tokens(record)
    if broken is not None:
        record.msg, record.args = f"{record.getMessage().strip()}: {place_of(broken)}", None
    return record


def _hide_tokens(record: logging.LogRecord) -> None:
    with suppress(TypeError, ValueError):  # a message that its values do not fit: whoever writes it says so
        record.msg, record.args = _TOKEN.sub("...", record.getMessage()), None


def _shorten_exception(value: Any) -> Any:
    return place_of(value) if isinstance(value, BaseException) else value


def _log_lost(broken: BaseException | None) -> None:
    LOG.error("lost: %s", "an error without a name" if broken is None else place_of(broken))
