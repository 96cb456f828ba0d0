"""The server does not start with settings that would leave the notebook open."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.config import get_option

from nearer.language.pseudo import pseudo
from nearer.server.config import REQUIRED, ConfigurationRefused, Reach, read_reach, refuse_unsafe_configuration

ROOT = Path(__file__).parents[2]
SAFE = {
    **REQUIRED,
    "server.address": "127.0.0.1",
    "server.allowedHosts": ["localhost"],
    "server.sslCertFile": None,
    "server.sslKeyFile": None,
}

ACCENTED = {"LC_ALL": "en_XA.UTF-8", "NEARER_PSEUDO_LANGUAGE": "1"}


def options(**changed: object) -> Callable[[str], object]:
    return {**SAFE, **{name.replace("_", "."): value for name, value in changed.items()}}.__getitem__


def refusal(environ: dict[str, str] | None = None, **changed: object) -> str:
    with pytest.raises(ConfigurationRefused) as refused:
        refuse_unsafe_configuration(options(**changed), environ or {})
    return str(refused.value)


def test_the_shipped_server_settings_are_in_force() -> None:
    refuse_unsafe_configuration(get_option, {})


@pytest.mark.parametrize("name", REQUIRED)
def test_each_setting_that_differs_is_named_with_its_value_and_remedy(name: str) -> None:
    sentence = refusal(**{name.replace(".", "_"): "something-else"})
    assert f'{name} is "something-else"; set it to ' in sentence
    assert ".streamlit/config.toml" in sentence


def test_all_settings_that_differ_are_named_at_once() -> None:
    sentence = refusal(browser_gatherUsageStats=True, server_fileWatcherType="auto")
    assert "browser.gatherUsageStats is true; set it to false" in sentence and "server.fileWatcherType" in sentence


@pytest.mark.parametrize("hosts", [[], None, ["*"], ["localhost", "*.example.org"]])
def test_every_name_the_server_answers_to_is_listed_in_full(hosts: object) -> None:
    assert "server.allowedHosts" in refusal(server_allowedHosts=hosts)


@pytest.mark.parametrize("address", [None, "", "0.0.0.0", "::", "192.168.1.7", "clinic.example", "unix:///tmp/x"])
def test_a_server_that_others_can_reach_needs_tls(address: object) -> None:
    assert "server.sslCertFile" in refusal(server_address=address)


@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.9", "::1", "localhost"])
def test_a_server_for_this_machine_alone_needs_no_tls(address: str) -> None:
    refuse_unsafe_configuration(options(server_address=address), {})


def test_a_certificate_or_a_declared_proxy_is_enough_for_tls(tmp_path: Path) -> None:
    (tmp_path / "cert.pem").write_text("a certificate")
    certificate = str(tmp_path / "cert.pem")
    refuse_unsafe_configuration(options(server_address="0.0.0.0", server_sslCertFile=certificate), {})
    refuse_unsafe_configuration(options(server_address="0.0.0.0"), {"NEARER_BEHIND_TLS_PROXY": "1"})
    assert "NEARER_BEHIND_TLS_PROXY" in refusal({"NEARER_BEHIND_TLS_PROXY": "yes"}, server_address="0.0.0.0")


@pytest.mark.parametrize("name", ["server.sslCertFile", "server.sslKeyFile"])
def test_a_certificate_or_key_that_cannot_be_read_is_named_with_why(tmp_path: Path, name: str) -> None:
    for path, why in ((tmp_path / "cert.pem", "there is no such file or folder"), (tmp_path, "this is a folder")):
        assert f'{name} names "{path}": {why}; ' in refusal(**{name.replace(".", "_"): str(path)})


def test_the_cookie_is_secure_exactly_when_browsers_come_over_tls() -> None:
    assert not read_reach(options(), {}).secure
    assert read_reach(options(server_sslCertFile="/etc/cert.pem"), {}).secure
    assert read_reach(options(), {"NEARER_BEHIND_TLS_PROXY": "1"}) == Reach(True, True, ("localhost",))


@pytest.mark.parametrize("host", ["localhost", "localhost:8501", "LOCALHOST.", "localhost.:1"])
def test_a_name_of_the_server_is_known_with_any_port(host: str) -> None:
    assert Reach(False, False, ("localhost",)).knows(host)


@pytest.mark.parametrize(
    "host", ["", "evil", "localhost@evil", "x@localhost", "localhost/", "localhost:x", "local host"]
)
def test_a_name_that_is_not_the_servers_is_not_known(host: str) -> None:
    assert not Reach(False, False, ("localhost",)).knows(host)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("flags", "environ", "sentence"),
    [
        (["--server.address", "0.0.0.0"], {}, 'server.address is "0.0.0.0", which other devices can reach'),
        (["--browser.gatherUsageStats", "true"], {}, "browser.gatherUsageStats is true; set it to false"),
        ([], {"STREAMLIT_CLIENT_SHOW_ERROR_DETAILS": "full"}, 'client.showErrorDetails is "full"; set it to "none"'),
        (["--browser.gatherUsageStats", "true"], ACCENTED, f"browser.gatherUsageStats {pseudo('is')} true; "),
    ],
)
def test_streamlit_run_ends_with_the_sentence_and_no_traceback(
    tmp_path: Path, flags: list[str], environ: dict[str, str], sentence: str
) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.port", "0", *flags],
        cwd=ROOT,
        env={**os.environ, "NEARER_DATA": str(tmp_path), **environ},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 1
    assert sentence in ended.stderr and "Traceback" not in ended.stderr
    assert not list(tmp_path.iterdir())
