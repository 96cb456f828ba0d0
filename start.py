"""Start Nearer on any system: `python start.py`. It needs Python 3.11 or newer and nothing else.

The packages go into .venv beside this file, at the first start and whenever requirements.lock has changed. What is
written after it is handed on: `python start.py --port 8600`, `python start.py validate FILE`.
"""

# Read by whatever Python is called `python`: no syntax here that 3.6 does not know.
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent
NEEDS = ROOT / "requirements.lock"
NAMES = ("python3.11", "python3.12", "python3.13", "python3", "python", "py")
NO_PYTHON = "Nearer needs Python 3.11 or newer, and none was found. Install it (python.org has it) and try again."
NO_VENV = """Python cannot make its package folder here.
Install python3-venv (Debian, Ubuntu: apt install python3-venv) and try again."""
NO_PACKAGES = "The packages could not be had; what pip said stands above. Is there a network? Try again then."


def python_in(folder: Path) -> Path:
    """The Python of a package folder."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def quietly(*command: str) -> bool:
    """Whether a command ends well; what it says is not shown."""
    try:
        return subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def find_python() -> str:
    """This Python, or else the first other one on this machine that is new enough."""
    is_new = "import sys; sys.exit(sys.version_info < (3, 11))"
    for python in (sys.executable, *filter(None, map(shutil.which, NAMES))):
        if quietly(python, "-c", is_new):
            return python
    sys.exit(NO_PYTHON)


def make_venv(folder: Path) -> None:
    """Make the folder that holds Nearer's packages, with pip in it."""
    python = find_python()
    if quietly(python, "-c", "import ensurepip") and quietly(python, "-m", "venv", "--clear", str(folder)):
        return
    # Debian leaves ensurepip out of python3; then the machine's own pip puts a pip into the folder.
    made = quietly(python, "-m", "venv", "--clear", "--without-pip", str(folder))
    if not made or subprocess.call([python, "-m", "pip", "--python", str(python_in(folder)), "install", "-q", "pip"]):
        shutil.rmtree(str(folder), ignore_errors=True)
        sys.exit(NO_VENV)


def bring_packages(folder: Path) -> None:
    """What requirements.lock asks for, unless it is there; a file with another hash than the one in it is refused."""
    there = folder / ".needs-run"
    if there.exists() and there.stat().st_mtime >= NEEDS.stat().st_mtime:
        return
    print("Bringing the packages; at the first start this takes a few minutes.", file=sys.stderr)
    pip = [str(python_in(folder)), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    if subprocess.call([*pip, "--require-hashes", "-r", str(NEEDS)]):
        sys.exit(NO_PACKAGES)
    there.touch()


def main() -> int:
    folder = ROOT / ".venv"
    if not python_in(folder).exists():
        make_venv(folder)
    bring_packages(folder)
    nearer = subprocess.Popen(
        [str(python_in(folder)), "-m", "nearer", *sys.argv[1:]], env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    try:
        return nearer.wait()
    except KeyboardInterrupt:  # the server hears Ctrl-C too, and closes by itself
        nearer.wait()
        return 0


if __name__ == "__main__":
    sys.exit(main())
