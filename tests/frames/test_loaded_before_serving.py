"""pandas takes a third of a second to load; whoever opens the first screen does not wait for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import sys
from nearer.session.services import get_services
get_services().load_screens()
before = set(sys.modules)
import nearer.presenters.closeness, nearer.caseload.couple, nearer.screens.closeness
print([name for name in sorted(set(sys.modules) - before) if name.partition(".")[0] in ("pandas", "pyarrow", "plotly")])
print({"pandas", "pyarrow", "plotly"} <= before)
"""


def test_the_warm_up_loads_pandas_and_no_screen_loads_more_of_it(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={"NEARER_DATA": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[2]), "HOME": str(tmp_path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.stdout.splitlines()[-2:] == ["[]", "True"], run.stderr
