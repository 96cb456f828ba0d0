"""What a clinic copies to its server: shut as far as it goes, and saying the same as docs/clinic.md."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from nearer.cli import main
from nearer.storage.named_notebook import DATABASE_VARIABLE
from tools.clinic_walk import PASSWORD, SECTIONS, Machine, WalkEnded, read_command, read_lines_to_type, walk

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
UNIT = (DEPLOY / "nearer.service").read_text("utf-8")
PROXY = (DEPLOY / "nginx.conf").read_text("utf-8")
CLINIC = (ROOT / "docs" / "clinic.md").read_text("utf-8")


def settings(text: str) -> dict[str, str]:
    """The last value of each NAME=VALUE."""
    return dict(re.findall(r"^([A-Za-z_]+)=(.*)$", text, re.MULTILINE))


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze here")
def test_systemd_calls_the_service_well_protected() -> None:
    """Under 2 of 10, where the one before had 8.7; `--offline` reads the file and starts nothing."""
    command = ["systemd-analyze", "security", "--offline=true", "--no-pager", str(DEPLOY / "nearer.service")]
    outcome = subprocess.run(command, capture_output=True, text=True, timeout=60)
    [score] = re.findall(r"Overall exposure level for nearer.service: ([0-9.]+)", outcome.stdout)
    assert float(score) < 2


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze here")
def test_systemd_has_nothing_to_say_about_the_service(tmp_path: Path) -> None:
    """But that its program is not installed on this machine."""
    unit = tmp_path / "nearer.service"
    unit.write_text(UNIT.replace("/srv/nearer/app/.venv/bin/python", "/bin/true"))
    outcome = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, timeout=60)
    assert (outcome.returncode, [line for line in outcome.stderr.splitlines() if "nearer.service" in line]) == (0, [])


def test_the_service_writes_its_data_folder_alone_and_leaves_no_key_on_a_disk() -> None:
    unit, environment = settings(UNIT), settings((DEPLOY / "nearer.env").read_text("utf-8"))
    assert unit["ReadWritePaths"] == environment["NEARER_DATA"]
    assert (unit["ProtectSystem"], unit["UMask"], unit["LimitCORE"], unit["MemorySwapMax"]) == (
        "strict",
        "0077",
        "0",
        "0",
    )
    assert (unit["IPAddressDeny"], unit["IPAddressAllow"]) == ("any", "localhost")
    assert unit["EnvironmentFile"] == "/etc/nearer.env"


def test_the_service_is_started_again_however_often_it_could_not_start() -> None:
    """A database that is away while the machine starts, or a disk that is full, keeps it down for no longer than it
    lasts. systemd gives up after five starts by itself."""
    unit = settings(UNIT)
    assert (unit["StartLimitIntervalSec"], unit["Restart"], unit["RestartSec"]) == ("0", "on-failure", "5")
    assert "StartLimitBurst" not in unit
    assert unit["After"].split() == ["network.target", "postgresql.service"]
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    assert {one["restart"] for one in compose["services"].values() if "restart" in one} == {"unless-stopped"}


def test_the_service_may_open_many_more_files_than_a_clinic_has_connections() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    limits = [one["ulimits"]["nofile"] for name, one in compose["services"].items() if name.startswith("nearer")]
    assert (int(settings(UNIT)["LimitNOFILE"]), set(limits)) == (8192, {8192})


def test_every_variable_of_the_service_is_one_that_something_reads() -> None:
    sources = "".join(file.read_text("utf-8") for file in (ROOT / "nearer").rglob("*.py")) + UNIT
    variables = settings((DEPLOY / "nearer.env").read_text("utf-8"))
    assert variables and [name for name in variables if name not in sources] == []


def test_the_proxy_passes_what_nearer_goes_by_and_keeps_nothing() -> None:
    for line in (
        "proxy_set_header Host $http_host;",
        "proxy_set_header X-Forwarded-For $remote_addr;",
        "proxy_set_header X-Forwarded-Proto https;",
        "proxy_set_header Upgrade $http_upgrade;",
        'proxy_set_header Connection "upgrade";',
        "access_log off;",
        "proxy_request_buffering off;",
        "proxy_max_temp_file_size 0;",
    ):
        assert line in PROXY, line
    assert "$proxy_add_x_forwarded_for" not in PROXY  # it would hand on what a stranger wrote


@pytest.mark.skipif(not (shutil.which("nginx") and shutil.which("openssl")), reason="no nginx here")
def test_nginx_takes_the_proxys_settings(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=notes.clinic.example"]
    subprocess.run([*made, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True, timeout=60)
    site = PROXY.replace("/etc/ssl/notes.pem", str(certificate)).replace("/etc/ssl/notes.key", str(key))
    site = site.replace("/var/log/nginx/nearer.log", str(tmp_path / "log"))
    (tmp_path / "site.conf").write_text(site)
    head = f"pid {tmp_path}/pid; error_log {tmp_path}/errors; events {{}}"
    (tmp_path / "nginx.conf").write_text(f"{head} http {{ include {tmp_path}/site.conf; }}\n")
    command = [str(shutil.which("nginx")), "-t", "-c", str(tmp_path / "nginx.conf")]
    outcome = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert outcome.returncode == 0, outcome.stderr


def test_the_container_takes_packages_by_their_hash_and_runs_as_nobody_in_particular() -> None:
    file = (DEPLOY / "Containerfile").read_text("utf-8")
    assert "--require-hashes -r requirements.lock" in file
    assert re.search(r"^USER (?!root)", file, re.MULTILINE) and "0.0.0.0" not in file


def test_the_container_has_the_program_and_no_password_that_lies_beside_it() -> None:
    """`deploy/secrets` is where compose reads passwords from, in the tree that the image is made of."""
    lines = re.findall(r"^COPY (.+) \S+$", (DEPLOY / "Containerfile").read_text("utf-8"), re.MULTILINE)
    copied = {name for line in lines for name in line.split()}
    assert copied >= {"nearer", "pages", "questionnaires", "data", ".streamlit", "streamlit_app.py"}
    assert [name for name in copied if not (ROOT / name).exists() or name in (".", "deploy")] == []


def test_the_clinics_page_names_only_files_that_are_there() -> None:
    named = set(re.findall(r"\b(?:app/)?(deploy/[\w.]+\w|requirements\.lock)\b", CLINIC))
    assert named >= {f"deploy/{name}" for name in ("nearer.service", "nearer.env", "nginx.conf", "Containerfile")}
    assert [name for name in named if not (ROOT / name).is_file()] == []


def test_every_test_that_the_security_page_names_is_there() -> None:
    page = (ROOT / "docs" / "security.md").read_text("utf-8")
    named = set(re.findall(r"tests/[\w/]+\.py", page))
    assert len(named) > 30
    assert sorted(name for name in named if not (ROOT / name).is_file()) == []


def test_every_row_of_the_security_standard_is_met_by_a_test_or_says_why_not() -> None:
    page = (ROOT / "docs" / "security.md").read_text("utf-8").partition("## OWASP ASVS")[2]
    rows = re.findall(r"^\| ([0-9][^|]*)\| ([^|]+)\|([^|]*)\|([^|]*)\|$", page, re.MULTILINE)
    assert len(rows) > 30
    assert [number for number, _what, met, reason in rows if not ("tests/" in met or reason.strip())] == []


def test_in_containers_nearer_signs_in_by_the_role_that_owns_nothing() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))["services"]
    assert services["nearer"]["environment"][DATABASE_VARIABLE].startswith("postgresql://nearer@127.0.0.1/")
    assert services["nearer"]["secrets"] == ["nearer"] and services["prepare"]["secrets"] == ["owner"]
    assert "nearer prepare postgresql://nearer_owner@127.0.0.1/" in services["prepare"]["entrypoint"][-1]
    role = (DEPLOY / "create_role.sh").read_text("utf-8")
    assert "CREATE ROLE nearer LOGIN NOSUPERUSER" in role and "NOBYPASSRLS" in role


def test_two_servers_and_the_proxy_share_one_loopback_in_containers_and_nothing_else_is_reached() -> None:
    """Each server has a port of its own that the proxy knows; every file that is mounted is there or is a secret."""
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    services = compose["services"]
    servers = [services["nearer"], services["nearer-b"]]
    ports = [server["environment"]["STREAMLIT_SERVER_PORT"] for server in servers]
    assert len(set(ports)) == 2 and all(f"server 127.0.0.1:{port} " in PROXY for port in ports)
    assert {name for name in services if "ports" in services[name]} == {"database"}
    assert services["database"]["ports"] == ["80:80", "443:443"]
    assert all(services[name]["network_mode"] == "service:database" for name in services if name != "database")
    mounted = [volume.split(":")[0] for service in services.values() for volume in service.get("volumes", [])]
    assert [name for name in mounted if name not in compose["volumes"] and not (DEPLOY / name).is_file()] == []
    used = {
        one if isinstance(one, str) else one["source"]
        for service in services.values()
        for one in service.get("secrets", [])
    }
    assert used == set(compose["secrets"])


def test_in_kubernetes_a_browser_stays_at_its_pod_and_no_key_goes_because_the_database_is_away() -> None:
    parts = {part["kind"]: part for part in yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text("utf-8"))}
    [pod] = (template := parts["Deployment"]["spec"]["template"]["spec"])["containers"]
    assert parts["Ingress"]["metadata"]["annotations"]["nginx.ingress.kubernetes.io/affinity"] == "cookie"
    assert parts["Ingress"]["metadata"]["annotations"]["nginx.ingress.kubernetes.io/backend-protocol"] == "HTTPS"
    assert parts["Service"]["spec"]["sessionAffinity"] == "ClientIP"
    assert pod["readinessProbe"]["httpGet"]["path"] == "/healthz" and "httpGet" not in pod["livenessProbe"]
    [host] = pod["readinessProbe"]["httpGet"]["httpHeaders"]
    assert host == {"name": "Host", "value": parts["ConfigMap"]["data"]["STREAMLIT_SERVER_ALLOWED_HOSTS"]}
    assert template["securityContext"]["runAsNonRoot"] and pod["securityContext"]["readOnlyRootFilesystem"]
    assert template["securityContext"]["runAsUser"] == int(
        re.findall(r"--uid (\d+)", (DEPLOY / "Containerfile").read_text())[0]
    )
    assert "sslmode=verify-full" in parts["ConfigMap"]["data"][DATABASE_VARIABLE]
    assert "Secret" not in parts and parts["Deployment"]["spec"]["strategy"]["type"] == "Recreate"


def test_the_guide_for_a_clinic_names_commands_that_there_are() -> None:
    named = set(re.findall(r"python -m nearer ([a-z]+)", CLINIC))
    assert {"prepare", "move", "backup"} <= named
    for command in named:
        with pytest.raises(SystemExit) as refused:
            main([command, "--help"])
        assert refused.value.code == 0


def test_every_command_of_the_clinics_document_is_typed_on_a_bare_machine() -> None:
    lines = [line for section in SECTIONS for line in read_lines_to_type(section, CLINIC)]
    for command in ("useradd --system", "--require-hashes", "nginx -t", "therapist add", "createdb", "nearer prepare"):
        assert any(command in line for line in lines), command
    assert all("  #" not in read_command(line)[0] for line in lines)


def test_what_is_typed_into_a_command_stands_beside_it() -> None:
    assert read_command("createuser nearer --pwprompt") == ("createuser nearer --pwprompt", f"{PASSWORD}\n{PASSWORD}\n")
    line = "install /dev/stdin /run/owner.pgpass      # host:5432:nearer:PASSWORD, then Ctrl-D"
    assert read_command(line) == ("install /dev/stdin /run/owner.pgpass", f"host:5432:nearer:{PASSWORD}\n")


def test_a_section_without_commands_ends_the_walk() -> None:
    with pytest.raises(WalkEnded, match="section 1"):
        list(walk(Machine([]), "## 1. The server\n\nNothing to type.\n"))
