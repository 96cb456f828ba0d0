"""Two servers on one PostgreSQL: what one of them took, the other has, and one falls while somebody answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from benchmarks.session import StreamlitSession
from nearer.storage.couple.form_drafts import read_drafts
from nearer.storage.named_notebook import DATABASE_VARIABLE, open_database
from nearer.views import text as words
from tests.pages.couple import PASSPHRASE, new_couple_in, session_of, sign_in
from tests.postgres_server import APP, CLINIC, find_binaries, running_server
from tests.warm_server import WarmServer
from tools.live_server import LiveServer

pytestmark = [
    pytest.mark.skipif(find_binaries() is None, reason="no PostgreSQL on this machine"),
    pytest.mark.timeout(240),
]


@pytest.fixture
def address() -> str:
    server = running_server()
    server.empty()
    return server.address(CLINIC, APP)


@pytest.fixture
def two_servers(address: str, tmp_path: Path) -> Iterator[tuple[LiveServer, LiveServer]]:
    """Each with a folder of its own, as on two machines."""
    named = {DATABASE_VARIABLE: address}
    both = [WarmServer(tmp_path / name, tmp_path / f"{name}.log", environment=named) for name in ("first", "second")]
    yield both[0].start(), both[1].start()
    for server in both:
        server.kill()


def choose(session: StreamlitSession, item: int, option: int) -> None:
    radio = session.last.of_kind("radio")[item]
    session.click(radio.id, string_value=radio.options[option])


def chosen(session: StreamlitSession) -> list[int | None]:
    return [radio.default if radio.HasField("default") else None for radio in session.last.of_kind("radio")]


def try_passphrase(server: LiveServer, passphrase: str) -> requests.Response:
    form = {"name": "Ravi", "passphrase": passphrase}
    headers = {"Origin": server.url}
    return requests.post(f"{server.url}/sign-in", form, headers=headers, allow_redirects=False, timeout=30)


def test_who_answers_while_one_server_is_killed_goes_on_at_the_other(
    address: str, two_servers: tuple[LiveServer, LiveServer]
) -> None:
    couple = new_couple_in(open_database(address))
    first, second = two_servers
    with session_of(first, "Meera") as session:
        session.switch_page("questions")
        session.press("open-comfort-and-consent")
        choose(session, 0, 1)
        before = chosen(session)
        assert before[0] == 1
        first.kill()
    with session_of(second, "Meera") as session:
        session.switch_page("questions")
        session.press("open-comfort-and-consent")
        assert chosen(session) == before
        [draft] = read_drafts(couple.notebook, couple.meera)
        choose(session, 0, 2)
    [later] = read_drafts(couple.notebook, couple.meera)
    assert later.version > draft.version and later.answers["clearance"] != draft.answers["clearance"]
    with session_of(first.start(), "Ravi") as session:
        assert session.last.elements
    assert [log for log in (first.log, second.log) if "Traceback" in log] == []


def test_wrong_passphrases_at_one_server_count_at_the_other(
    address: str, two_servers: tuple[LiveServer, LiveServer]
) -> None:
    new_couple_in(open_database(address))
    first, second = two_servers
    for _ in range(4):
        assert try_passphrase(first, "quite another one").status_code == 403
    assert try_passphrase(second, "quite another one").status_code == 429


def test_who_deletes_everything_reads_that_the_clinic_has_copies_of_its_own(
    address: str, two_servers: tuple[LiveServer, LiveServer]
) -> None:
    new_couple_in(open_database(address))
    server, _other = two_servers
    with session_of(server, "Meera") as session:
        session.switch_page("settings")
        assert str(words.settings.COPIED_BY_CLINIC) in " ".join(html.body for html in session.last.of_kind("html"))
        assert not [button for button in session.last.of_kind("button") if button.id.endswith("copy-now")]
    form = {"old": PASSPHRASE, "sure": "yes"}
    headers = {"Origin": server.url, "Cookie": sign_in(server, "Meera")}
    reply = requests.post(f"{server.url}/leave", form, headers=headers, allow_redirects=False, timeout=30)
    assert "clinic&#39;s own copies" in reply.text or "clinic's own copies" in reply.text
    assert "had made by itself" not in reply.text
