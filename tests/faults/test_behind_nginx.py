"""Two servers on one PostgreSQL behind the proxy of deploy/: a browser stays at one, and moves when that is killed."""

from __future__ import annotations

import re
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import requests
from websockets.exceptions import InvalidHandshake, WebSocketException

from benchmarks.session import Run, StreamlitSession
from nearer.server.config import PROXY_VARIABLE
from nearer.storage.couple.form_drafts import read_drafts
from nearer.storage.couple.responses import read_own_responses
from nearer.storage.named_notebook import DATABASE_VARIABLE, open_database
from nearer.views import text as words
from tests.faults.conftest import Rounds, stopped_after
from tests.faults.moments import Moments
from tests.nginx_front import CAN_RUN, Nginx
from tests.pages.couple import PASSPHRASE, Couple, new_couple_in
from tests.postgres_server import APP, CLINIC, find_binaries, running_server
from tests.waiting import wait_until
from tests.warm_server import WarmServer
from tools.live_server import LiveServer

FORM = "comfort-and-consent"
PATIENCE_SECONDS = 60
AWAY = (WebSocketException, InvalidHandshake, OSError, RuntimeError, requests.RequestException)

pytestmark = [
    pytest.mark.skipif(not CAN_RUN, reason="no nginx on this machine; .ci/run brings Debian's"),
    pytest.mark.skipif(find_binaries() is None, reason="no PostgreSQL on this machine"),
    stopped_after(300),
]


@dataclass(frozen=True)
class ClinicBehindNginx:
    """The proxy, who is behind it by the letter in the cookie, and a couple with their notebook."""

    front: Nginx
    servers: dict[str, LiveServer]
    couple: Couple


@dataclass
class Phone:
    """One person's browser at the clinic's address."""

    front: Nginx
    name: str
    browser: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        self.browser.trust_env = False  # a bundle named there would take the place of this certificate
        self.browser.verify = str(self.front.certificate)
        self.browser.headers["Origin"] = self.front.url

    def sign_in(self) -> str:
        """Which server took it."""
        form = {"name": self.name, "passphrase": PASSPHRASE}
        reply = self.browser.post(f"{self.front.url}/sign-in", form, allow_redirects=False, timeout=30)
        if reply.status_code != 303:
            raise RuntimeError(f"{reply.status_code} {reply.text[:200]}")
        return str(self.browser.cookies["__Host-nearer-server"])

    def is_open(self) -> bool:
        return self.browser.get(f"{self.front.url}/alive", timeout=30).status_code == 204

    def open(self, screen: str) -> StreamlitSession:
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.browser.cookies)
        session = StreamlitSession(self.front.url, cookies, tls=tls_without_late_tickets(self.front))
        session.connect(screen)
        return session


def tls_without_late_tickets(front: Nginx) -> ssl.SSLContext:
    """For a WebSocket of `websockets`, whose one thread reads while another one writes.

    OpenSSL allows that for no connection (https://github.com/openssl/openssl/issues/20446), and Python does not prevent
    it. After a handshake of TLS 1.3 the server sends tickets: while one thread reads these, what the other one writes
    may never leave, and of some hundred connections one waits in vain. TLS 1.2 has its tickets in the handshake. A
    browser is not concerned.
    """
    context = ssl.create_default_context(cafile=str(front.certificate))
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    return context


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClinicBehindNginx]:
    database, folder = running_server(), tmp_path_factory.mktemp("clinic")
    database.empty()
    address = database.address(CLINIC, APP)
    environment = {DATABASE_VARIABLE: address, PROXY_VARIABLE: "1"}
    both = [WarmServer(folder / name, folder / f"{name}.log", environment=environment) for name in "ab"]
    front = Nginx(folder / "nginx", *both)
    with ExitStack() as ending:
        for server in both:
            server.start()
            ending.callback(server.kill)
        ending.callback(front.start().stop)
        yield ClinicBehindNginx(front, dict(zip("ab", both, strict=True)), new_couple_in(open_database(address)))


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Nginx]:
    """The proxy with nobody behind it."""
    nobody = [LiveServer(tmp_path, tmp_path / "log") for _ in "ab"]
    front = Nginx(tmp_path / "nginx", *nobody).start()
    yield front
    front.stop()


def read_draft_number(run: Run) -> int:
    """The number of the draft that the screen says is kept."""
    drawn = " ".join(html.body for html in run.of_kind("html"))
    return max(map(int, re.findall(r'data-kept="([0-9]+)"', drawn)))


def check_in(session: StreamlitSession) -> None:
    """From the circles to *Saved*."""
    run = session.switch_page("check-in")
    while radios := run.of_kind("radio"):
        run = session.click(radios[0].id, string_value=radios[0].options[1])
    run = session.press("-finish")
    assert str(words.check_in.SAVED) in " ".join(html.body for html in run.of_kind("html"))


@dataclass
class Answers:
    """What one person answers, click by click, and what the screen says is kept."""

    phone: Phone
    draft_number: int = 0
    session: StreamlitSession | None = None
    at: list[float] = field(default_factory=list)  # when each was said to be kept
    away: str = ""  # why they could not answer last
    moments: Moments = field(default_factory=Moments)  # a click, and that it was kept

    def answer(self) -> None:
        """One more answer, in a form that is opened where it is not open yet."""
        if self.session is None:
            session = self.phone.open("questions")
            there = read_draft_number(session.press(f"open-{FORM}"))
            assert there >= self.draft_number, "what was kept is gone"
            self.session, self.draft_number = session, there
        radio = self.session.last.of_kind("radio")[0]
        self.moments.note()
        self.draft_number = read_draft_number(
            self.session.click(radio.id, string_value=radio.options[1 + len(self.at) % 2])
        )
        self.at.append(time.monotonic())
        self.moments.note()

    @contextmanager
    def answering(self) -> Iterator[None]:
        """While it lasts they answer, also where somebody's patience ends."""
        over = threading.Event()
        thread = threading.Thread(target=self._answer_until, args=(over,))
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def _answer_until(self, over: threading.Event) -> None:
        """Signs in anew, as a person would, when the screen goes."""
        while not over.is_set():
            try:
                self.answer()
            except AWAY as reason:
                self.session, self.away = None, f"the screen: {reason!r}"
                self._sign_in(over)

    def wait_for_more(self, number: int = 4) -> None:
        """Until so many more were kept."""
        wanted = len(self.at) + number
        answered = wait_until(lambda: len(self.at) >= wanted, PATIENCE_SECONDS)
        assert answered, f"nobody could answer; last {self.away or 'nothing went wrong'}"

    def _sign_in(self, over: threading.Event) -> None:
        while not over.is_set():
            try:
                self.phone.sign_in()
                return
            except AWAY as reason:
                self.away = f"the sign-in: {reason!r}"
                over.wait(0.1)


def test_who_is_signed_in_stays_at_one_server_and_newcomers_go_to_both(clinic: ClinicBehindNginx) -> None:
    """Streamlit's connection too: at the other server it would be refused. A server that was slow once gets nobody for
    two seconds (`fail_timeout`)."""
    phones: list[Phone] = []

    def both_have_somebody() -> bool:
        phones[:] = [Phone(clinic.front, "Meera") for _ in range(4)]
        return {phone.sign_in() for phone in phones} == {"a", "b"}

    assert wait_until(both_have_somebody, 30)
    for phone in phones:
        assert [phone.is_open() for _ in range(5)] == [True] * 5
        for _ in range(2):
            phone.open("").close()


def test_nothing_acknowledged_is_lost_when_the_server_of_somebody_who_answers_is_killed(
    clinic: ClinicBehindNginx, rounds: Rounds, interrupted: Callable[[list[float]], None]
) -> None:
    """Whoever is at the other one notices nothing; who was at this one signs in again, and goes on there."""
    meera, couple = Phone(clinic.front, "Meera"), clinic.couple
    meera.sign_in()
    check_in(meera.open(""))
    answers, seconds = Answers(meera), []
    for random in rounds(2):
        letter = meera.browser.cookies["__Host-nearer-server"]
        ravi = next(phone for phone in _newcomers(clinic) if phone.sign_in() != letter)
        screen = ravi.open("")
        with answers.answering():
            answers.wait_for_more()
            answers.moments.wait_for(random.randrange(1, 8), PATIENCE_SECONDS)
            clinic.servers[letter].kill()
            killed, before = time.monotonic(), len(answers.at)
            answers.wait_for_more()
        seconds.append(answers.at[before + 1] - killed)
        assert meera.browser.cookies["__Host-nearer-server"] != letter
        assert ravi.is_open() and screen.rerun().elements
        [draft] = read_drafts(couple.notebook, couple.meera)
        assert draft.version >= answers.draft_number
        clinic.servers[letter].start()
        assert [meera.is_open() for _ in range(5)] == [True] * 5, "whoever moved stays where they are"
    [saved] = read_own_responses(couple.notebook, couple.meera)
    assert saved.answers["circles"] and len(answers.at) > 8
    interrupted(seconds)


def _newcomers(clinic: ClinicBehindNginx) -> Iterator[Phone]:
    while True:
        yield Phone(clinic.front, "Ravi")


def test_without_any_server_people_read_a_page_of_ours(alone: Nginx) -> None:
    for path in ("/", "/sign-in", "/healthz"):
        reply = alone.get(path)
        assert (reply.status_code, reply.headers["Server"]) == (503, "nginx")  # of no version
        assert "What was saved is saved" in reply.text and "nginx" not in reply.text


def test_what_the_proxy_refuses_by_itself_is_answered_by_a_page_of_ours_too(alone: Nginx) -> None:
    too_large = {"headers": {"Cookie": "other=" + "x" * 40_000}}, {"data": bytes(4_000_000)}
    for reply in (alone.get("/start", **large) for large in too_large):
        assert reply.status_code == 400 and "go back and try again" in reply.text and "nginx" not in reply.text
