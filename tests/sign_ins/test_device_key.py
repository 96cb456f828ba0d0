"""The key of known devices: one for all servers of a clinic, whoever asks first, and one in a notebook's folder."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import select

from nearer.database.engines import reading
from nearer.database.postgres_engine import postgres_engine
from nearer.database.schema import installation_keys
from nearer.database.scope import Scope
from nearer.sign_ins.device_key import DEVICE_KEY_BYTES, DEVICES_FILE, device_key
from nearer.storage.notebook import Notebook, open_demo_notebook, open_notebook
from tests.postgres_server import APP, CLINIC, Server, find_binaries

SERVERS = 8
on_postgres = pytest.mark.skipif(find_binaries() is None, reason="no PostgreSQL on this machine")


@pytest.fixture
def servers(database: Server) -> Iterator[list[Notebook]]:
    """Each as another process has it: with connections of its own."""
    engines = [postgres_engine(database.address(CLINIC, APP)) for _ in range(SERVERS)]
    yield [Notebook(engine, demo=False, path=None) for engine in engines]
    for engine in engines:
        engine.dispose()


@on_postgres
def test_servers_that_ask_at_once_get_the_same_key_and_one_that_starts_later_too(
    servers: list[Notebook], database: Server
) -> None:
    *first, last = servers
    with ThreadPoolExecutor(len(first)) as pool:
        keys = set(pool.map(device_key, first))
    assert len(keys) == 1 and keys == {device_key(last)}
    assert database.execute("SELECT purpose, length(key) FROM installation_keys", CLINIC) == [
        ("devices", DEVICE_KEY_BYTES)
    ]


@on_postgres
def test_another_clinic_in_the_database_does_not_see_the_device_key(servers: list[Notebook]) -> None:
    device_key(servers[0])
    with reading(servers[0].engine, Scope("another clinic")) as connection:
        assert connection.execute(select(installation_keys)).all() == []


@on_postgres
def test_while_the_database_does_not_answer_a_device_is_known_to_one_server(database: Server) -> None:
    nobody_listens = Notebook(postgres_engine("postgresql://nearer@127.0.0.1:1/clinic"), demo=False, path=None)
    assert device_key(nobody_listens) == device_key(nobody_listens)


@pytest.mark.skipif(sys.platform == "win32", reason="has rights of its own")
def test_a_notebook_file_has_its_device_key_beside_it_and_keeps_it_over_a_new_start(tmp_path: Path) -> None:
    notebook = open_notebook(tmp_path / "home")
    key = device_key(notebook)
    notebook.close()
    again = open_notebook(tmp_path / "home")
    assert device_key(again) == key == (tmp_path / "home" / DEVICES_FILE).read_bytes()
    assert stat.S_IMODE((tmp_path / "home" / DEVICES_FILE).stat().st_mode) == 0o600
    with reading(again.engine) as connection:
        assert connection.execute(select(installation_keys)).all() == []
    again.close()


def test_two_notebooks_have_two_device_keys() -> None:
    first, second = open_demo_notebook(), open_demo_notebook()
    assert device_key(first) == device_key(first) != device_key(second)
