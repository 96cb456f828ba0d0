"""Known weaknesses of the packages that run Nearer, by pip-audit, where it is installed and its source can be reached.

`python -m tools.audit` reads requirements.lock. It ends with 1 for a known weakness, and says so loudly, with 0, where
nothing could be looked up: a machine without a network is no reason to call a change wrong.
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

LOCK = Path(__file__).parents[1] / "requirements.lock"
SECONDS = 120
NOT_INSTALLED = "pip-audit is not installed here (pip install pip-audit)"
NO_ANSWER = "the list of known weaknesses could not be reached"


def judge(packages: list[dict[str, Any]]) -> tuple[int, str]:
    """Exit code and sentence for what pip-audit says of each package: its `vulns`, or why it was not looked up."""
    weak = [
        f"{package['name']} {package['version']}: {weakness['id']}"
        for package in packages
        for weakness in package.get("vulns", [])
    ]
    unknown = [package["name"] for package in packages if "skip_reason" in package]
    if weak:
        return 1, "Known weaknesses: " + "; ".join(weak)
    if unknown or not packages:
        return 0, not_looked_up(f"{len(unknown)} of {len(packages)} packages are not in the list that was reached")
    return 0, f"No known weakness in {len(packages)} packages."


def not_looked_up(why: str) -> str:
    return f"!!! KNOWN WEAKNESSES OF PACKAGES WERE NOT LOOKED UP: {why}."


def main() -> int:
    if find_spec("pip_audit") is None:
        print(not_looked_up(NOT_INSTALLED))
        return 0
    options = ["--require-hashes", "--disable-pip", "--progress-spinner", "off", "--format", "json"]
    command = [sys.executable, "-m", "pip_audit", *options, "-r", str(LOCK)]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
        packages = json.loads(answer.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        print(not_looked_up(NO_ANSWER))
        return 0
    code, sentence = judge(packages)
    print(sentence)
    return code


if __name__ == "__main__":
    sys.exit(main())
