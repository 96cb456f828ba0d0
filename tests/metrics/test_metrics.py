"""What a clinic's monitoring reads: counts and times that are right, of nobody, and on this machine alone."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import Any

import pytest
import requests

from nearer import __version__
from nearer.database.engines import writers_waiting
from nearer.database.postgres_engine import postgres_engine
from nearer.metrics.counters import BOUNDS_SECONDS, Counter, Timer
from nearer.metrics.exposition import write_exposition
from nearer.metrics.gauges import read_gauges
from nearer.metrics.listener import LOOPBACK, listen
from nearer.metrics.measured import PORT_VARIABLE, measured
from nearer.metrics.request_counts import SIGN_IN_STEPS
from nearer.metrics.save_times import time_saves
from nearer.privacy.vault import Vault
from nearer.server.config import ConfigurationRefused
from nearer.storage.named_notebook import DATABASE_VARIABLE, open_database
from nearer.storage.notebook import Notebook, open_notebook
from tests.pages.couple import Couple, new_couple_in, session_of, sign_in
from tests.postgres_server import APP, CLINIC, find_binaries, running_server
from tests.services_builder import make_services
from tests.storage.making import make_check_in, make_couple, make_demo_file, save_new_response
from tests.waiting import wait_until
from tests.warm_server import WarmServer
from tools.live_server import LiveServer, free_port

LINE = re.compile(
    r"# TYPE nearer_[a-z_]+ (?:counter|gauge|histogram)|"
    r'nearer_[a-z_]+(?:\{(status|outcome|le|version)="([^"\\\n]*)"\})? -?[0-9.]+(?:e[+-][0-9]+)?'
)
ROOT = Path(__file__).parents[2]
NO_PAGES: Any = {"middleware": []}


@pytest.fixture(
    params=[
        "file",
        pytest.param(
            "postgres", marks=pytest.mark.skipif(find_binaries() is None, reason="no PostgreSQL on this machine")
        ),
    ]
)
def served(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[LiveServer, int, Couple]]:
    port = free_port()
    environment = {PORT_VARIABLE: str(port)}
    if request.param == "postgres":
        database = running_server()
        database.empty()
        environment[DATABASE_VARIABLE] = database.address(CLINIC, APP)
        people = new_couple_in(open_database(environment[DATABASE_VARIABLE]))
    else:
        people = new_couple_in(open_notebook(tmp_path / "data"))
        people.notebook.close()
    server = WarmServer(tmp_path / "data", tmp_path / "log", environment=environment)
    yield server.start(), port, people
    server.kill()


@pytest.fixture
def notebook(tmp_path: Path) -> Iterator[Notebook]:
    opened = make_demo_file(tmp_path / "data")
    yield opened
    opened.close()


def read(port: int) -> dict[str, float]:
    reply = requests.get(f"http://127.0.0.1:{port}/metrics", timeout=30)
    assert reply.status_code == 200 and reply.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    lines = reply.text.splitlines()
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    return {name: float(value) for name, _space, value in (line.rpartition(" ") for line in lines if line[0] != "#")}


def test_what_people_do_is_counted_and_no_label_comes_from_a_person(served: tuple[LiveServer, int, Couple]) -> None:
    """No name, address, path, id or answer is in any label: each label has its values from the program."""
    server, port, people = served
    before = read(port)
    wrong = {"name": "Meera", "passphrase": "quite another one"}
    requests.post(f"{server.url}/sign-in", wrong, headers={"Origin": server.url}, timeout=30)
    requests.get(f"{server.url}/questions/{people.meera.id}", timeout=30)
    with session_of(server, "Meera") as session:
        session.switch_page("questions")
        form = session.press("open-comfort-and-consent")
        session.click(form.of_kind("radio")[0].id, string_value=form.of_kind("radio")[0].options[1])
        after = read(port)
    grown = {name: after[name] - before.get(name, 0.0) for name in after}
    assert grown['nearer_sign_ins_total{outcome="passphrase refused"}'] == 1
    assert grown['nearer_sign_ins_total{outcome="passphrase accepted"}'] == 1
    assert grown['nearer_websockets_total{outcome="opened"}'] == 1
    assert grown["nearer_saves_seconds_count"] >= 3  # tries that were booked and taken back, and the draft
    assert grown["nearer_saves_seconds_sum"] > 0 and grown["nearer_http_seconds_count"] >= 3
    assert (after["nearer_open_sessions"], after["nearer_database_up"]) == (1, 1)
    assert after["nearer_database_bytes"] > 10_000 and after["nearer_writers_waiting"] == 0
    labels = {match[2] for match in map(LINE.fullmatch, (f"{name} 1" for name in after)) if match and match[2]}
    outcomes = {
        f"{step} {how}" for step in SIGN_IN_STEPS.values() for how in ("accepted", "refused", "broken", "slowed")
    }
    bounds = {*map(str, BOUNDS_SECONDS), "+Inf"}
    assert labels == outcomes | bounds | {"2xx", "3xx", "4xx", "5xx", "opened", "refused", __version__}


def test_the_age_of_the_newest_copy_is_shown_where_nearer_makes_copies(served: tuple[LiveServer, int, Couple]) -> None:
    server, port, people = served
    sign_in(server, "Meera")
    if people.notebook.path is None:
        assert "nearer_newest_copy_age_seconds" not in read(port)
        return
    assert wait_until(lambda: "nearer_newest_copy_age_seconds" in read(port), 30)
    assert 0 <= read(port)["nearer_newest_copy_age_seconds"] < 60


def test_a_database_that_is_away_is_reported_and_the_rest_is_still_there() -> None:
    nobody_listens = postgres_engine("postgresql://nearer@127.0.0.1:1/clinic")
    services = make_services(Vault(monotonic), Notebook(nobody_listens, demo=True, path=None))
    values = {metric.name: metric.samples[0].value for metric in read_gauges(services)}
    assert values["nearer_database_up"] == 0 and values["nearer_open_sessions"] == 0
    assert "nearer_database_bytes" not in values


@pytest.mark.skipif(find_binaries() is None, reason="no PostgreSQL on this machine")
def test_whoever_waits_for_the_same_couple_is_in_the_queue_of_writers() -> None:
    database = running_server()
    database.empty()
    clinic = Notebook(database.engine(role=APP), demo=True, path=None)
    meera, _ravi = make_couple(clinic)
    other = Thread(target=save_new_response, args=(clinic, meera, make_check_in(touch="some")))
    with clinic.write_as(meera):
        other.start()
        while writers_waiting(clinic.engine) == 0:
            assert other.is_alive()
    other.join()
    assert writers_waiting(clinic.engine) == 0


def test_whoever_waits_for_the_file_is_in_the_queue_of_writers(notebook: Notebook) -> None:
    meera, _ravi = make_couple(notebook)
    other = Thread(target=save_new_response, args=(notebook, meera, make_check_in(touch="some")))
    with notebook.write_as(meera):
        other.start()
        while writers_waiting(notebook.engine) == 0:
            assert other.is_alive()
    other.join()
    assert writers_waiting(notebook.engine) == 0


def test_metrics_are_read_on_this_machine_alone() -> None:
    """Not at any other address of it, and not by a page under a name that leads here."""
    listening = listen(free_port(), lambda: "")
    host, port = listening.server_address[0], listening.server_port
    try:
        assert host == LOOPBACK == "127.0.0.1"
        others = {str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), port, socket.AF_INET)}
        for other in others - {LOOPBACK}:
            with pytest.raises(OSError), socket.create_connection((other, port), timeout=2):
                pass
        for path, name in (
            ("/metrics", "attacker.example"),
            ("/metrics", ""),
            ("/", "localhost"),
            ("/metrics/..", "localhost"),
        ):
            headers = {"Host": f"{name}:{port}"}
            assert requests.get(f"http://127.0.0.1:{port}{path}", headers=headers, timeout=5).status_code == 404
        assert requests.get(f"http://localhost:{port}/metrics", timeout=5).status_code == 200
    finally:
        listening.shutdown()
        listening.server_close()


def test_a_fault_while_metrics_are_read_gives_status_503_and_one_log_line_without_its_message(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken() -> str:
        raise ValueError("Meera")

    listening = listen(free_port(), broken)
    reply = requests.get(f"http://localhost:{listening.server_port}/metrics", timeout=5)
    listening.shutdown()
    listening.server_close()
    assert reply.status_code == 503 and "Meera" not in reply.text + caplog.text


def test_without_a_port_for_metrics_nothing_is_counted_and_nothing_listens(notebook: Notebook) -> None:
    assert measured(NO_PAGES, make_services(Vault(monotonic), notebook), {}) is NO_PAGES


@pytest.mark.parametrize("port", ["metrics", "-1", "99999"])
def test_a_port_for_metrics_that_is_none_keeps_the_server_from_starting(port: str, notebook: Notebook) -> None:
    with pytest.raises(ConfigurationRefused) as refused:
        measured(NO_PAGES, make_services(Vault(monotonic), notebook), {PORT_VARIABLE: port})
    assert PORT_VARIABLE in str(refused.value) and port in str(refused.value)


def test_a_port_for_metrics_that_is_taken_keeps_the_server_from_starting(notebook: Notebook) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(ConfigurationRefused):
        environ = {PORT_VARIABLE: str(taken.getsockname()[1])}
        measured(NO_PAGES, make_services(Vault(monotonic), notebook), environ)


def test_only_what_was_named_beforehand_can_be_a_label() -> None:
    counter = Counter("nearer_tries_total", "outcome", ("accepted", "refused"))
    counter.add("refused")
    with pytest.raises(KeyError):
        counter.add("Meera")
    assert write_exposition([counter.read()]) == (
        "# TYPE nearer_tries_total counter\n"
        'nearer_tries_total{outcome="accepted"} 0\n'
        'nearer_tries_total{outcome="refused"} 1\n'
    )


def test_a_measured_time_is_in_every_bucket_from_its_own_upwards() -> None:
    """As the format asks of a histogram: cumulative, each bound included, and +Inf equal to the count."""
    timer = Timer("nearer_saves_seconds")
    for seconds in (0.005, 0.2, 30.0):
        timer.add(seconds)
    lines = write_exposition([timer.read()]).splitlines()
    assert lines[1] == 'nearer_saves_seconds_bucket{le="0.005"} 1'
    assert 'nearer_saves_seconds_bucket{le="0.25"} 2' in lines and 'nearer_saves_seconds_bucket{le="10.0"} 2' in lines
    assert lines[-3:] == [
        'nearer_saves_seconds_bucket{le="+Inf"} 3',
        "nearer_saves_seconds_sum 30.205",
        "nearer_saves_seconds_count 3",
    ]


def test_only_what_was_written_and_committed_is_a_save(notebook: Notebook) -> None:
    meera, _ravi = make_couple(notebook)
    saves = time_saves(notebook.engine)

    def count() -> float:
        return next(sample.value for sample in saves.read().samples if sample.suffix == "_count")

    with notebook.read_as(meera):
        pass
    assert count() == 0
    with pytest.raises(RuntimeError), notebook.write_as(meera):
        raise RuntimeError("thrown away")
    assert count() == 0
    save_new_response(notebook, meera, make_check_in(touch="some"))
    assert count() == 1


def test_every_metric_stands_in_the_clinics_page(served: tuple[LiveServer, int, Couple]) -> None:
    _server, port, _people = served
    names = {re.sub(r"(_bucket|_sum|_count)?(\{.*)?$", "", name) for name in read(port)}
    page = (ROOT / "docs" / "metrics.md").read_text("utf-8")
    assert sorted(name for name in names if f"`{name}`" not in page) == []
