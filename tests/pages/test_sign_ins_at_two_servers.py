"""Two servers on one PostgreSQL: who signed in at both sees both, and what ends a sign-in ends it at either."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
import requests
from requests.adapters import HTTPAdapter

from nearer.clinic_accounts.accounts import Kind, accept_invitation, invite_by_command, revoke_by_command
from nearer.domain.roles_and_audiences import Role
from nearer.privacy.principal import Manager, Therapist
from nearer.storage.couple.credentials import confirm_recovery
from nearer.storage.couple.new_people import NewPerson
from nearer.storage.couple.people import start_couple
from nearer.storage.named_notebook import DATABASE_VARIABLE, open_database
from nearer.storage.notebook import Notebook
from tests.pages.couple import PASSPHRASE
from tests.postgres_server import APP, CLINIC, find_binaries, running_server
from tests.waiting import wait_until
from tests.warm_server import WarmServer
from tools.live_server import LiveServer

OTHER = "violet timber ninety oyster lamp"
SECONDS = 5  # until keys at another server are gone
NUMBERS = count()

pytestmark = [
    pytest.mark.skipif(find_binaries() is None, reason="no PostgreSQL on this machine"),
    pytest.mark.timeout(240),
]


@dataclass
class Browser:
    """One browser, which keeps to one server until it is told otherwise."""

    server: LiveServer
    http: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        """A connection that lay idle for five seconds is closed by the server; a browser then asks once more."""
        self.http.mount("http://", HTTPAdapter(max_retries=1))

    def get(self, path: str) -> requests.Response:
        return self.http.get(self.server.url + path, allow_redirects=False, timeout=30)

    def post(self, path: str, **form: str) -> requests.Response:
        headers = {"Origin": self.server.url}
        return self.http.post(self.server.url + path, form, headers=headers, allow_redirects=False, timeout=30)

    def sign_in(self, name: str, passphrase: str = PASSPHRASE) -> int:
        return self.post("/sign-in", name=name, passphrase=passphrase).status_code

    def is_open(self) -> bool:
        return self.get("/alive").status_code == 204

    def ends_soon(self) -> bool:
        """Whether the notebook closes in this browser, as its open screen would notice."""
        return wait_until(lambda: not self.is_open(), SECONDS)

    def listed(self) -> int:
        return self.get("/signed-in").text.count("Signed in ")


@dataclass(frozen=True)
class ClinicOfTwoServers:
    """Two servers and the notebook that they share."""

    first: LiveServer
    second: LiveServer
    notebook: Notebook

    def newcomer(self) -> tuple[str, str]:
        """The name of somebody who started, and their recovery code."""
        name = f"Meera {next(NUMBERS)}"
        about = NewPerson(name, Role.SURVIVOR, "Asia/Kolkata", "en", notice_sha256="0" * 64)
        started = start_couple(self.notebook, about, PASSPHRASE, datetime.now(UTC))
        confirm_recovery(self.notebook, started.principal)
        return name, started.recovery_code or ""

    def signed_in_at_both(self, name: str) -> tuple[Browser, Browser]:
        both = Browser(self.first), Browser(self.second)
        for browser in both:
            assert browser.sign_in(name) == 303
        return both

    def ends_another_at(self, server: LiveServer) -> None:
        """End somebody else's sign-in at this server from the other one: then it has looked at all of them since."""
        at_first, at_second = self.signed_in_at_both(self.newcomer()[0])
        ending, ended = (at_second, at_first) if server is self.first else (at_first, at_second)
        ending.post("/signed-in", place="others")
        assert ended.ends_soon()


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClinicOfTwoServers]:
    database, folder = running_server(), tmp_path_factory.mktemp("clinic")
    database.empty()
    address = database.address(CLINIC, APP)
    named = {DATABASE_VARIABLE: address}
    first, second = (
        WarmServer(folder / name, folder / f"{name}.log", environment=named) for name in ("first", "second")
    )
    with ExitStack() as ending:
        for server in (first, second):
            server.start()
            ending.callback(server.kill)
        yield ClinicOfTwoServers(first, second, open_database(address))
    assert [server.log for server in (first, second) if "Traceback" in server.log or "look broken" in server.log] == []


def test_a_device_that_signed_in_at_one_server_is_known_at_the_other_and_a_stranger_is_not(
    clinic: ClinicOfTwoServers,
) -> None:
    name, _code = clinic.newcomer()
    device = Browser(clinic.first)
    assert device.sign_in(name) == 303
    device.post("/sign-out")
    device.server = clinic.second
    for _ in range(5):
        Browser(clinic.first).sign_in(name, "quite another one")
    for server in (clinic.first, clinic.second):
        assert Browser(server).sign_in(name) == 429
    assert device.sign_in(name) == 303
    assert not Path(clinic.first.data, "devices").exists() and not Path(clinic.second.data, "devices").exists()


def test_the_list_of_sign_ins_has_those_at_both_servers_and_ends_each(clinic: ClinicOfTwoServers) -> None:
    name, _code = clinic.newcomer()
    stranger = Browser(clinic.second)
    assert stranger.sign_in(clinic.newcomer()[0]) == 303
    at_first, at_second = clinic.signed_in_at_both(name)
    assert at_first.listed() == at_second.listed() == 2 and stranger.listed() == 1
    [elsewhere] = at_first.get("/signed-in").text.split('name="place" value="')[1:]
    place = elsewhere.partition('"')[0]
    stranger.post("/signed-in", place=place)
    clinic.ends_another_at(clinic.second)
    assert at_second.is_open(), "only their own"
    at_first.post("/signed-in", place=place)
    assert at_second.ends_soon() and at_first.is_open() and stranger.is_open()
    assert at_first.listed() == 1


def test_ending_all_the_others_ends_them_at_the_other_server(clinic: ClinicOfTwoServers) -> None:
    name, _code = clinic.newcomer()
    at_first, at_second = clinic.signed_in_at_both(name)
    assert Browser(clinic.first).sign_in(name) == 303
    assert at_second.listed() == 3
    at_second.post("/signed-in", place="others")
    assert at_first.ends_soon() and at_second.is_open() and at_second.listed() == 1


def test_who_signs_out_at_one_server_is_listed_at_no_other(clinic: ClinicOfTwoServers) -> None:
    name, _code = clinic.newcomer()
    at_first, at_second = clinic.signed_in_at_both(name)
    at_second.post("/sign-out")
    assert wait_until(lambda: at_first.listed() == 1, SECONDS)
    assert at_first.is_open()


ACTS: dict[str, Callable[[Browser, str, str], requests.Response]] = {
    "another passphrase": lambda browser, _name, _code: browser.post("/passphrase", old=PASSPHRASE, passphrase=OTHER),
    "new keys": lambda browser, _name, _code: browser.post("/new-keys", old=PASSPHRASE, passphrase=OTHER),
    "everything deleted": lambda browser, _name, _code: browser.post("/leave", old=PASSPHRASE, sure="yes"),
    "the recovery code": lambda browser, name, code: Browser(browser.server).post(
        "/recover", name=name, code=code, passphrase=OTHER
    ),
}


@pytest.mark.parametrize("act", ACTS)
def test_new_keys_and_leaving_end_the_sign_ins_at_the_other_server_too(clinic: ClinicOfTwoServers, act: str) -> None:
    name, code = clinic.newcomer()
    somebody_else = clinic.signed_in_at_both(clinic.newcomer()[0])
    at_first, at_second = clinic.signed_in_at_both(name)
    assert ACTS[act](at_first, name, code).status_code in (200, 303)
    assert at_second.ends_soon()
    assert at_second.get("/").headers["location"] == "/sign-in"
    assert [browser.is_open() for browser in somebody_else] == [True, True]


def test_a_person_who_changes_the_passphrase_ends_the_other_sign_ins_and_keeps_the_new_one(
    clinic: ClinicOfTwoServers,
) -> None:
    name, _code = clinic.newcomer()
    at_first, _at_second = clinic.signed_in_at_both(name)
    at_first.post("/passphrase", old=PASSPHRASE, passphrase=OTHER)
    clinic.ends_another_at(clinic.first)
    assert at_first.is_open() and at_first.listed() == 1


@pytest.mark.parametrize("kind", [Therapist, Manager])
def test_a_revoked_account_is_closed_at_both_servers(clinic: ClinicOfTwoServers, kind: Kind) -> None:
    name, now = f"Dr Rao {next(NUMBERS)}", datetime.now(UTC)
    code = invite_by_command(clinic.notebook, kind, name, now)
    accept_invitation(clinic.notebook, code, "Asia/Kolkata", PASSPHRASE, now)
    both = Browser(clinic.first), Browser(clinic.second)
    for browser in both:
        assert browser.sign_in(name) == 303 and browser.is_open()
    revoke_by_command(clinic.notebook, kind, name, datetime.now(UTC))
    assert [browser.ends_soon() for browser in both] == [True, True]
