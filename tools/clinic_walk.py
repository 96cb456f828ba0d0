"""docs/clinic.md, walked by its words: on a bare Debian of its own, with systemd as its first process.

`make clinic`, as root of a Debian with debootstrap and systemd-nspawn; its ports 80, 443, 5432 and 8501 are free. The
Debian lies in build/bare-machine and is brought once; what was installed in it is brought anew each time. Ends with 1
when a command of the document fails, or Nearer does not answer where it should.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
DOCUMENT = ROOT / "docs" / "clinic.md"
BARE, MACHINE, COPY = (ROOT / "build" / name for name in ("bare-debian", "bare-machine", "bare-copy.git"))
PACKAGES = "systemd,systemd-sysv,dbus,ca-certificates,iproute2,procps"
# The machine goes to the same places for its packages as this one.
CONFIGURATION = ("etc/resolv.conf", "etc/ssl/certs/ca-certificates.crt")
PASSWORD = "walked-once"
SECTIONS = INSTALLING, PROXY, THERAPIST, POSTGRES, UPDATE = ("1. ", "2. ", "3. ", "2b. ", "6. ")
ANSWERS = "curl -s --cacert /etc/ssl/notes.pem --resolve notes.clinic.example:443:127.0.0.1 "
ANSWERS += "https://notes.clinic.example/healthz"
PATIENCE_SECONDS = 90


class WalkEnded(Exception):
    """A command failed, or Nearer did not answer."""


@dataclass
class Machine:
    """A Debian that is booted in a namespace of its own; it shares this machine's network."""

    binds: list[str]
    running: subprocess.Popen[bytes] | None = None

    def boot(self) -> None:
        command = ["systemd-nspawn", "--quiet", "--register=no", "--keep-unit", "--resolv-conf=off", "--console=pipe"]
        command += [*(f"--bind-ro={bind}" for bind in self.binds), "--directory", str(MACHINE), "--boot"]
        self.running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.wait_for("test $(systemctl is-system-running) = running")

    def power_off(self) -> None:
        assert self.running is not None
        self.running.terminate()
        self.running.wait(PATIENCE_SECONDS)

    def cut_power(self) -> None:
        assert self.running is not None
        subprocess.run(["kill", "-9", self._first_process()], check=True)
        self.running.wait(PATIENCE_SECONDS)

    def succeeds(self, command: str, typed: str = "") -> bool:
        """Whether root can run it, with what is typed into it."""
        inside = ["nsenter", "-t", self._first_process(), *["-m", "-p", "-u", "-i", "-C", "-r", "-w"], "env", "-i"]
        inside += ["PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "LANG=C.UTF-8", "bash", "-c", command]
        return subprocess.run(inside, input=typed.encode(), check=False).returncode == 0

    def run(self, command: str, typed: str = "") -> None:
        """WalkEnded where it fails."""
        print(f"# {command}", flush=True)
        if not self.succeeds(command, typed):
            raise WalkEnded(f"This failed: {command}")

    def wait_for(self, command: str, seconds: int = PATIENCE_SECONDS) -> None:
        """WalkEnded where it fails for so long."""
        until = time.monotonic() + seconds
        while not self.succeeds(command):
            if time.monotonic() > until:
                raise WalkEnded(f"Not within {seconds} seconds: {command}")
            time.sleep(1)

    def _first_process(self) -> str:
        assert self.running is not None
        children = Path(f"/proc/{self.running.pid}/task/{self.running.pid}/children")
        until = time.monotonic() + PATIENCE_SECONDS
        while not (processes := children.read_text().split()) and time.monotonic() < until:
            time.sleep(0.1)
        return processes[0]


def read_lines_to_type(section: str, document: str) -> list[str]:
    """The lines to be typed in the section whose heading begins so, each with its comment."""
    text = document.partition(f"\n## {section}")[2].partition("\n## ")[0]
    blocks = re.findall(r"^```\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


def read_command(line: str) -> tuple[str, str]:
    """The command of a line and what is typed into it."""
    command, _, comment = line.partition("  #")
    command = command.strip().replace("YOUR-COPY-OF-NEARER", "/repo.git")
    command = re.sub(r"^apt install", "DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet", command)
    if "--pwprompt" in command:
        return command, f"{PASSWORD}\n" * 2
    if "/dev/stdin" in command:
        return command, comment.partition(",")[0].strip().replace("PASSWORD", PASSWORD) + "\n"
    return command, ""


def walk(machine: Machine, document: str) -> Iterator[str]:
    """Does what the document says, and what befalls a machine; yields what was seen to hold."""
    _type_section(machine, INSTALLING, document)
    yield "the server is installed and runs as a service"
    _type_section(machine, PROXY, document)
    _wait_until_it_answers(machine)
    yield "it answers behind the proxy"
    _type_section(machine, THERAPIST, document)
    yield "a therapist is invited while it runs"
    machine.run("systemctl kill --signal=KILL nearer")
    _wait_until_it_answers(machine)
    yield "killed, it comes back by itself"
    machine.run("DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet postgresql")
    own = f"127.0.0.1:5432:nearer:nearer:{PASSWORD}\n"
    machine.run("install -o nearer -m 600 /dev/stdin /srv/nearer/.pgpass", own)
    _type_section(machine, POSTGRES, document)
    _wait_until_it_answers(machine)
    yield "it is served from PostgreSQL"
    machine.run("systemctl stop postgresql && systemctl restart nearer && sleep 60 && systemctl start postgresql")
    _wait_until_it_answers(machine)
    yield "its database was away for a minute while it started, and it comes back by itself"
    _type_section(machine, UPDATE, document)
    _wait_until_it_answers(machine)
    yield "it was brought up to date, and back to the version before"
    machine.power_off()
    machine.boot()
    _wait_until_it_answers(machine)
    yield "the machine was started anew, and it comes back by itself"
    machine.cut_power()
    machine.boot()
    _wait_until_it_answers(machine)
    yield "the power was cut, and it comes back by itself"


def _type_section(machine: Machine, section: str, document: str) -> None:
    """Line by line, in the folder to which the line before led."""
    lines = read_lines_to_type(section, document)
    if not lines:
        raise WalkEnded(f"docs/clinic.md has no commands in section {section}")
    folder = "/root"
    for line in lines:
        command, typed = read_command(line)
        if command.startswith("cd ") and "&&" not in command:
            folder = command.removeprefix("cd ")
        elif "# or this" not in line:
            machine.run(f"cd {folder} && {command}", typed)


def _wait_until_it_answers(machine: Machine) -> None:
    machine.wait_for(f'test "$({ANSWERS})" = ok')


def bring_machine() -> Machine:
    """A Debian as its makers give it, with what this machine knows of where packages are."""
    sources = Path("/etc/apt/sources.list.d/debian.sources").read_text("utf-8")
    [mirror, *_] = re.findall(r"^URIs: (\S+)", sources, re.MULTILINE)
    if not (BARE / "etc" / "debian_version").exists():
        suite = re.findall(r"^Suites: (\S+)", sources, re.MULTILINE)[0]
        subprocess.run(["debootstrap", "--variant=minbase", f"--include={PACKAGES}", suite, BARE, mirror], check=True)
    for folder in (MACHINE, COPY):
        shutil.rmtree(folder, ignore_errors=True)
    subprocess.run(["cp", "--archive", BARE, MACHINE], check=True)
    subprocess.run(["git", "clone", "--quiet", "--bare", ROOT, COPY], check=True)
    for name in filter(lambda name: Path("/", name).exists(), CONFIGURATION):
        shutil.copy(Path("/", name), MACHINE / name)
    own_pip = Path.home() / ".config" / "pip" / "pip.conf"
    pip = own_pip.read_text("utf-8") if own_pip.exists() else ""
    (MACHINE / "etc" / "pip.conf").write_text(pip, encoding="utf-8")
    with (MACHINE / "etc" / "gitconfig").open("a", encoding="utf-8") as configuration:
        configuration.write("[safe]\n\tdirectory = /repo.git\n")
    folders = {f"/{path.split('/')[1]}" for path in re.findall(r"(?:file://)?(/[^\s:]+)", pip) if Path(path).is_dir()}
    return Machine([f"{COPY}:/repo.git", *sorted(folders)])


def main() -> int:
    missing = [name for name in ("debootstrap", "systemd-nspawn", "nsenter") if shutil.which(name) is None]
    if missing or os.geteuid():
        print(f"This takes root, and {' and '.join(missing) or 'nothing else'}.", file=sys.stderr)
        return 2
    machine, document = bring_machine(), DOCUMENT.read_text("utf-8")
    machine.boot()
    try:
        for fact in walk(machine, document):
            print(f"HOLDS: {fact}", flush=True)
    except WalkEnded as reason:
        print(reason, file=sys.stderr)
        return 1
    finally:
        machine.power_off()
    return 0


if __name__ == "__main__":
    sys.exit(main())
