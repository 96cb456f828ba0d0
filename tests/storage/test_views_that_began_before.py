"""A view of a PostgreSQL stays as it began; what another window saves meanwhile makes nobody say it was rolled back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from sqlalchemy import Connection

from nearer.clinic_accounts.accounts import read_account_settings, save_account_settings
from nearer.database.row_errors import ChangedOutside
from nearer.database.schema import ledgers
from nearer.language.error_catalogue.change_errors import ChangeText
from nearer.privacy.principal import Principal, Therapist
from nearer.storage.couple.responses import read_every_response
from nearer.storage.notebook import Notebook
from tests.postgres_server import APP, CLINIC, find_binaries, running_server
from tests.storage.clinic import make_therapist
from tests.storage.making import make_check_in, make_couple, save_new_response

pytestmark = pytest.mark.skipif(find_binaries() is None, reason="no PostgreSQL on this machine")
Meanwhile = Callable[[Callable[[], object]], None]


@pytest.fixture
def clinic() -> Iterator[Notebook]:
    server = running_server()
    server.empty()
    yield Notebook(engine=server.engine(CLINIC, APP), demo=True, path=None)


@pytest.fixture
def meanwhile(clinic: Notebook, monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """Do this once, in the next view, after it has seen how far the ledger counts."""

    def plan(act: Callable[[], object]) -> None:
        waiting = [act]

        def is_compared(_connection: Connection, _owner: UUID) -> bool:
            while waiting:
                waiting.pop()()
            return False

        monkeypatch.setattr(clinic.writes, "is_compared", is_compared)

    return plan


def test_what_another_window_saves_while_a_page_is_read_does_not_look_rolled_back(
    clinic: Notebook, meanwhile: Meanwhile
) -> None:
    meera, _ravi = make_couple(clinic)
    save_new_response(clinic, meera, make_check_in(touch="some"))
    meanwhile(lambda: save_new_response(clinic, meera, make_check_in(touch="much")))
    assert len(read_every_response(clinic, meera)) == 1
    assert len(read_every_response(clinic, meera)) == 2


def test_what_a_therapists_other_window_saves_while_a_page_is_read_does_not_look_rolled_back(
    clinic: Notebook, meanwhile: Meanwhile
) -> None:
    rao: Therapist = make_therapist(clinic)
    before = read_account_settings(clinic, rao)
    meanwhile(lambda: save_account_settings(clinic, rao, before))
    assert read_account_settings(clinic, rao) == before


def test_a_ledger_that_is_put_back_is_still_noticed_in_the_next_view(clinic: Notebook, meanwhile: Meanwhile) -> None:
    meera: Principal = make_couple(clinic)[0]
    past_policies = running_server().engine(CLINIC)
    with past_policies.connect() as connection:
        older = connection.execute(ledgers.select().where(ledgers.c.owner_id == meera.id)).one()
    meanwhile(lambda: save_new_response(clinic, meera, make_check_in(touch="much")))
    read_every_response(clinic, meera)
    with past_policies.begin() as connection:
        put_back = ledgers.update().where(ledgers.c.owner_id == meera.id)
        connection.execute(put_back.values(changes=older.changes, body=older.body))
    with pytest.raises(ChangedOutside) as refused:
        read_every_response(clinic, meera)
    assert refused.value.code == ChangeText.ROLLED_BACK.code
