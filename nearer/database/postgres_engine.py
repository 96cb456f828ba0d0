"""Connections to PostgreSQL: every setting made on each one, and those of the server read before anybody is served."""

from __future__ import annotations

import re
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from nearer.database.row_errors import NotebookUnusable
from nearer.language.error_catalogue.database_errors import DatabaseText

CONNECT_SECONDS = 10
MAX_CONNECTIONS = 32  # of each process of Nearer; a server's own max_connections is 100
SETTINGS = {
    "synchronous_commit": "on",  # COMMIT returns once it is on the disk, and on a synchronous standby's
    "lock_timeout": "20s",  # then somebody is told that the notebook is busy
    "statement_timeout": "60s",
    "idle_in_transaction_session_timeout": "120s",
    "row_security": "on",
    "search_path": "public, pg_temp",
    "timezone": "UTC",
    "plan_cache_mode": "force_generic_plan",  # every statement goes by a key: planned once, not anew for its values
}
# What the server itself must have; a copy without a disk behind it is no notebook.
_OF_THE_SERVER = {"fsync": "on", "full_page_writes": "on", "server_encoding": "UTF8"}
_REFUSED = {
    "(authentication failed|no password supplied|role .* does not exist)": DatabaseText.NOT_LET_IN,
    "database .* does not exist": DatabaseText.NO_SUCH_DATABASE,
}
_REACHED_BY = "SELECT inet_server_addr() IS NULL OR host(inet_server_addr()) IN ('127.0.0.1', '::1'), ssl"
_REACHED_BY += " FROM pg_stat_ssl WHERE pid = pg_backend_pid()"


def postgres_engine(address: str) -> Engine:
    """A pool of connections to an address as libpq reads it, several hosts among them. Nothing is connected yet."""
    _check_address(address)
    engine = create_engine(
        "postgresql+psycopg://",
        creator=lambda: psycopg.connect(address, connect_timeout=CONNECT_SECONDS, application_name="nearer"),
        pool_pre_ping=True,  # a server that was started anew, or another one after a failover
        # All stay open: one that is closed when it comes back is a process of the server to be started for the next.
        pool_size=MAX_CONNECTIONS,
        max_overflow=0,
        pool_use_lifo=True,  # few of them serve most, whose statements are prepared; the others wait for a crowd
        pool_timeout=20,
        hide_parameters=True,
    )
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "after_cursor_execute", _count_rows)
    return engine


def _check_address(address: str) -> None:
    try:
        ports = str(psycopg.conninfo.conninfo_to_dict(address).get("port", ""))
    except psycopg.ProgrammingError:  # which may repeat the address with its password
        ports = "unreadable"
    if any(port and not port.isdigit() for port in ports.split(",")):
        raise NotebookUnusable(DatabaseText.ADDRESS_UNREADABLE)


def check_server(engine: Engine) -> None:
    """NotebookUnusable, a sentence without the address, for a server that is not there, or not as it has to be."""
    try:
        with engine.connect() as connection:
            _check_settings(connection)
    except DBAPIError as refused:
        raise NotebookUnusable(_why_not_connected(refused.orig)) from None


def read_bytes(engine: Engine) -> int:
    """How much room the database takes on the server's disk."""
    with engine.connect() as connection:
        return int(connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one())


def _check_settings(connection: Connection) -> None:
    for setting, needed in _OF_THE_SERVER.items():
        value = connection.exec_driver_sql(f"SHOW {setting}").scalar_one()
        if value != needed:
            raise NotebookUnusable(DatabaseText.UNSAFE_SETTING, setting=setting, value=value, needed=needed)
    near, encrypted = connection.exec_driver_sql(_REACHED_BY).one()
    if not (near or encrypted):
        raise NotebookUnusable(DatabaseText.NOT_ENCRYPTED)


def _why_not_connected(refused: object) -> DatabaseText:
    """While signing in libpq has no code for it, only what the server said, often in English."""
    message = str(refused)
    return next((text for words, text in _REFUSED.items() if re.search(words, message)), DatabaseText.UNREACHABLE)


def _set_up(connection: psycopg.Connection[Any], _record: object) -> None:
    connection.prepare_threshold = 1  # from its second time on
    with connection.cursor() as cursor:
        for name, value in SETTINGS.items():
            cursor.execute("SELECT set_config(%s, %s, false)", (name, value))
    connection.commit()


def _count_rows(connection: Connection, cursor: Any, *_about: object) -> None:
    if (cursor.statusmessage or "").startswith(("INSERT", "UPDATE", "DELETE")):
        changed = 1 if cursor.rowcount < 0 else cursor.rowcount
        connection.info["rows"] = connection.info.get("rows", 0) + changed
