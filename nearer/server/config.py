"""The server's own settings, checked before anybody is served: how it is reached, and that nothing is left open."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from streamlit.web.server.server_util import get_url

from nearer.language.error_catalogue.server_errors import ConfigurationText
from nearer.language.explained_errors import Explanation
from nearer.language.system_refusals import explain_refusal

PROXY_VARIABLE = "NEARER_BEHIND_TLS_PROXY"

REQUIRED: Mapping[str, object] = {
    "server.enableCORS": True,
    "server.enableXsrfProtection": True,
    "server.xsrfCookieSameSite": "strict",
    "server.corsAllowedOrigins": [],
    "server.baseUrlPath": "",
    "server.maxUploadSize": 2,
    "server.maxWidgetStateSize": 2,
    "server.maxMessageSize": 50,
    "server.enableStaticServing": False,
    "server.enableAgentApi": False,
    "server.scriptHealthCheckEnabled": False,
    "server.trustedUserHeaders": {},
    "server.fileWatcherType": "none",
    "server.disconnectedSessionTTL": 120,
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "minimal",
    "client.allowedOrigins": [],
    "runner.postScriptGC": False,
    "runner.magicEnabled": False,
    "global.developmentMode": False,
}

Options = Callable[[str], object]


class ConfigurationRefused(Exception):
    """One sentence for each setting that differs; the program does not start."""

    def __init__(self, problems: Iterable[Explanation]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n  - ".join(map(str, (ConfigurationText.NOT_STARTED(), *self.problems)))


@dataclass(frozen=True)
class Reach:
    """How browsers reach this server: over TLS or not, through a declared proxy or not, and under which names."""

    secure: bool
    behind_proxy: bool
    hosts: tuple[str, ...]

    def knows(self, host: str) -> bool:
        """Whether a Host header names this server; a rebound or made-up name does not."""
        try:
            address = urlsplit(f"//{host}")
            name, _ = address.hostname, address.port
        except ValueError:
            return False
        plain = not (address.path or address.query or address.fragment or "@" in host or any(c.isspace() for c in host))
        return plain and name is not None and name.rstrip(".") in self.hosts

    def url(self) -> str:
        """The address to open in a browser, as far as this server knows."""
        if self.behind_proxy:
            return f"https://{self.hosts[0]}"
        return str(get_url(self.hosts[0]))


def read_reach(option: Options, environ: Mapping[str, str]) -> Reach:
    """Read the effective settings, flags and environment included."""
    behind_proxy = environ.get(PROXY_VARIABLE) == "1"
    hosts = tuple(str(host).strip().lower().rstrip(".") for host in _as_list(option("server.allowedHosts")))
    return Reach(behind_proxy or bool(option("server.sslCertFile")), behind_proxy, hosts)


def refuse_unsafe_configuration(option: Options, environ: Mapping[str, str]) -> None:
    """Raise ConfigurationRefused naming every setting that would leave the notebook open."""
    problems = [
        *_list_differences(option),
        *_hosts_problems(option),
        *_address_problems(option, environ),
        *_certificate_problems(option),
    ]
    if problems:
        raise ConfigurationRefused(problems)


def _list_differences(option: Options) -> list[Explanation]:
    return [
        ConfigurationText.DIFFERS(name=name, value=_toml(option(name)), needed=_toml(needed))
        for name, needed in REQUIRED.items()
        if option(name) != needed
    ]


def _hosts_problems(option: Options) -> list[Explanation]:
    hosts = [str(host).strip() for host in _as_list(option("server.allowedHosts"))]
    if not hosts:
        return [ConfigurationText.NO_HOSTS()]
    starred = [host for host in hosts if "*" in host]
    return [ConfigurationText.STARRED_HOST(host=_toml(host)) for host in starred]


def _address_problems(option: Options, environ: Mapping[str, str]) -> list[Explanation]:
    address = str(option("server.address") or "0.0.0.0")  # what Streamlit binds when it is not set
    if _is_loopback(address) or option("server.sslCertFile") or environ.get(PROXY_VARIABLE) == "1":
        return []
    return [ConfigurationText.OPEN_ADDRESS(address=_toml(address), variable=PROXY_VARIABLE)]


def _certificate_problems(option: Options) -> Iterator[Explanation]:
    """The server below opens these two itself, and says only that there is no such file."""
    for name in ("server.sslCertFile", "server.sslKeyFile"):
        if not (path := option(name)):
            continue
        try:
            Path(str(path)).read_bytes()
        except OSError as refused:
            why = explain_refusal(refused)
            yield ConfigurationText.CERTIFICATE(name=name, path=_toml(path), why=why)


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def _as_list(value: object) -> list[object]:
    return list(value) if isinstance(value, (list, tuple)) else [value] if value else []


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)
