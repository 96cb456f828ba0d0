"""The one way into the log for every logger of this process, and what it says only once in a while."""

from __future__ import annotations

import copy
import json
import logging
import os
import sys
from datetime import UTC, datetime
from time import monotonic

import streamlit.logger

TEXT_LINE = "%(asctime)s %(message)s"
ONCE_IN_SECONDS = 60.0
MAX_KINDS = 1000  # of faults that are counted at a time


class JsonLines(logging.Formatter):
    """One object a line, its moment in UTC, for whoever gathers logs by program (NEARER_LOG=json)."""

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"time": moment, "level": record.levelname.lower(), "event": record.getMessage()}
        return json.dumps(line, ensure_ascii=False)


class FaultsOnceAWhile(logging.StreamHandler):  # type: ignore[type-arg]
    """Writes a warning or an error at once, and how often the same came again when a minute is over."""

    def __init__(self) -> None:
        super().__init__()
        self.again: dict[str, tuple[float, int, logging.LogRecord]] = {}  # since when, how often, the last

    def emit(self, record: logging.LogRecord) -> None:
        self.write_repeated()
        if record.levelno < logging.WARNING or not self._is_counted(record):
            super().emit(record)

    def _is_counted(self, record: logging.LogRecord) -> bool:
        """Whether the same was written within this minute, and is counted instead."""
        try:
            event = record.getMessage()
        except Exception:  # a message that its values do not fit
            return True
        since, times, _ = self.again.get(event, (monotonic(), -1, record))
        if times >= 0 or len(self.again) < MAX_KINDS:
            self.again[event] = since, times + 1, record
        return times >= 0

    def handleError(self, record: logging.LogRecord) -> None:
        """A line that cannot be written is lost: what Python would say of it holds its values."""

    def write_repeated(self, older_than: float = ONCE_IN_SECONDS) -> None:
        """Say of each fault whose minute is over how often it came again; one that did not is forgotten."""
        self.acquire()
        try:
            now = monotonic()
            over = [event for event, (since, _, _) in self.again.items() if now - since >= older_than]
            for event in over:
                _, times, record = self.again.pop(event)
                if times:
                    last = copy.copy(record)
                    last.msg, last.args = f"{event} (again: {times})", None
                    super().emit(last)
        finally:
            self.release()

    def close(self) -> None:
        self.write_repeated(0)
        super().close()


HANDLER = FaultsOnceAWhile()


def take_all_loggers() -> None:
    """Let nobody in this process write past our handler, whoever has made a logger so far or makes one later."""
    HANDLER.setStream(sys.stderr)
    HANDLER.setFormatter(JsonLines() if os.environ.get("NEARER_LOG") == "json" else logging.Formatter(TEXT_LINE))
    streamlit.logger.setup_formatter = _only_ours  # what gives each of its loggers a handler of its own
    for logger in list(logging.root.manager.loggerDict.values()):
        if isinstance(logger, logging.Logger) and (not logger.handlers or any(map(_is_plain, logger.handlers))):
            _only_ours(logger)
    if HANDLER not in logging.root.handlers:
        logging.root.addHandler(HANDLER)


def _only_ours(logger: logging.Logger) -> None:
    for handler in list(logger.handlers):
        if _is_plain(handler):
            logger.removeHandler(handler)
    if not logger.propagate and HANDLER not in logger.handlers:
        logger.addHandler(HANDLER)


def _is_plain(handler: logging.Handler) -> bool:
    return type(handler) is logging.StreamHandler
