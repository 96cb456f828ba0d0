"""nginx with the lines of deploy/nginx.conf in front of two servers; names, ports and folders are a test's own."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import requests

from tests.waiting import wait_until
from tools.live_server import LiveServer, free_port

SITE = (Path(__file__).parent.parent / "deploy" / "nginx.conf").read_text("utf-8")
SECONDS = 20
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
CAN_RUN = bool(NGINX and shutil.which("openssl"))


def make_certificate(folder: Path, name: str) -> tuple[Path, Path]:
    """A certificate that nobody signed, and its key."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    names = ["-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"]
    files = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*command, *names, *files], check=True, capture_output=True, timeout=SECONDS)
    return certificate, key


class Nginx:
    """The proxy of a clinic whose name is localhost."""

    def __init__(self, folder: Path, first: LiveServer, second: LiveServer) -> None:
        folder.mkdir()
        self.folder, self.port = folder, free_port()
        self.certificate, key = make_certificate(folder, "localhost")
        site = SITE.replace("notes.clinic.example", "localhost").replace(" down", "")
        for documented, own in {
            "listen 80;": f"listen 127.0.0.1:{free_port()};",
            "listen 443 ": f"listen 127.0.0.1:{self.port} ",
            ":8501": f":{first.port}",
            ":8502": f":{second.port}",
            "/etc/ssl/notes.pem": str(self.certificate),
            "/etc/ssl/notes.key": str(key),
            "/var/log/nginx/nearer.log": str(folder / "log"),
        }.items():
            assert documented in site, documented
            site = site.replace(documented, own)
        (folder / "site.conf").write_text(site)
        user = "user root;" if os.geteuid() == 0 else ""
        temporary = " ".join(f"{name}_temp_path {folder}/{name};" for name in TEMPORARY)
        head = f"daemon off; worker_processes 2; {user} pid {folder}/pid; error_log {folder}/log; events {{}}"
        (folder / "nginx.conf").write_text(f"{head} http {{ {temporary} include {folder}/site.conf; }}\n")

    @property
    def url(self) -> str:
        return f"https://localhost:{self.port}"

    def start(self) -> Nginx:
        """Returns once it answers, whoever is behind it."""
        with (self.folder / "log").open("ab") as log:
            command = [str(NGINX), "-c", str(self.folder / "nginx.conf")]
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        assert wait_until(self._answers, SECONDS), (self.folder / "log").read_text()
        return self

    def _answers(self) -> bool:
        assert self.process.poll() is None, (self.folder / "log").read_text()
        try:
            self.get("/healthz")
        except requests.ConnectionError:
            return False
        return True

    def get(self, path: str, **more: Any) -> requests.Response:
        return requests.get(self.url + path, verify=str(self.certificate), timeout=30, **more)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(SECONDS)
