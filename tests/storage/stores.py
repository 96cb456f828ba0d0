"""The stores every promise holds for: a file on the disk, the demo's memory, and for most of them PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from nearer.privacy.principal import Principal, Therapist
from nearer.storage.notebook import Notebook, open_demo_notebook
from tests.postgres_server import APP, find_binaries, running_server
from tests.storage.clinic import make_therapist
from tests.storage.making import make_demo_file
from tests.storage.one_clinic import refuse_other_clinics

# What a room's conftest.py takes with a star: pytest looks for these names there.
__all__ = [
    "_each_statement_stays_in_its_clinic",
    "file_notebook",
    "iyer",
    "meera",
    "notebook",
    "pytest_generate_tests",
    "ravi",
]
# Whole files of promises: what a SQLite alone can be asked (its file, its own SQL) is marked `only_sqlite`.
CONTRACT = {
    "test_clinic_manager", "test_drafts", "test_erasure", "test_events", "test_finishing",
    "test_hand_over", "test_hand_over_rows", "test_harm_flags",
    "test_login_throttling", "test_offering", "test_partner_messages", "test_people",
    "test_ready_statements", "test_responses_of_several_days",
    "test_several_therapists", "test_shared_guide", "test_sharing", "test_steps",
    "test_text_drafts", "test_therapist_accounts", "test_topics_read", "test_versions", "test_visit_questions",
    "test_weekly_scores",
}  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _each_statement_stays_in_its_clinic() -> Iterator[None]:
    event.listen(Engine, "before_cursor_execute", refuse_other_clinics)
    yield
    event.remove(Engine, "before_cursor_execute", refuse_other_clinics)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The contract is kept by PostgreSQL too; what is about SQLite's file alone is not asked of it."""
    if "notebook" in metafunc.fixturenames:
        file = metafunc.module.__name__.rpartition(".")[2]
        contract = file in CONTRACT and not metafunc.definition.get_closest_marker("only_sqlite")
        stores = ["file", "memory", *(["postgres"] if contract else [])]
        metafunc.parametrize("notebook", stores, indirect=True)


@pytest.fixture
def notebook(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Notebook]:
    if request.param == "postgres":
        if find_binaries() is None:
            pytest.skip("no PostgreSQL on this machine")
        server = running_server()
        server.empty()
        yield Notebook(engine=server.engine(role=APP), demo=True, path=None)
        return
    opened = make_demo_file(tmp_path / "data") if request.param == "file" else open_demo_notebook()
    yield opened
    opened.close()


@pytest.fixture
def file_notebook(tmp_path: Path) -> Iterator[Notebook]:
    opened = make_demo_file(tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture
def meera(couple: tuple[Principal, Principal]) -> Principal:
    return couple[0]


@pytest.fixture
def ravi(couple: tuple[Principal, Principal]) -> Principal:
    return couple[1]


@pytest.fixture
def iyer(notebook: Notebook) -> Therapist:
    return make_therapist(notebook, "Dr Iyer")
