"""Why the server does not start: settings that would leave the notebook open."""

from __future__ import annotations

from nearer.language.explained_errors import ErrorText
from nearer.language.sentences import _


class ConfigurationText(ErrorText):
    """Settings and values are as `.streamlit/config.toml` writes them."""

    NOT_STARTED = _("Nearer does not start:")
    DIFFERS = _(
        "{name} is {value}; set it to {needed} in .streamlit/config.toml and leave it out of the command line and the "
        "environment."
    )
    NO_HOSTS = _('server.allowedHosts is empty; list the names people type, such as ["localhost", "127.0.0.1"].')
    STARRED_HOST = _("server.allowedHosts holds {host}; write each full name instead of a star.")
    OPEN_ADDRESS = _(
        "server.address is {address}, which other devices can reach, and answers would travel unprotected. Set it to "
        '"127.0.0.1", or give server.sslCertFile and server.sslKeyFile, or set {variable}=1 if a proxy in front of '
        "Nearer terminates TLS."
    )
    CERTIFICATE = _("{name} names {path}: {why}.")
    METRICS_PORT = _("{variable} is {port}; give a free port of this machine from 1024 to 65535, or leave it out.")
