"""The domain can be pasted into a notebook: importing it reads no file of ours and no environment."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Asks the interpreter itself: every file that is opened or listed, and who reads the environment.
WATCH = """
import json, os, sys
from pathlib import Path
ROOT = Path(sys.argv[1])
seen = []

def audit(event, arguments):
    if event in ("open", "os.listdir", "os.scandir") and isinstance(arguments[0], str):
        path = Path(arguments[0])
        if ROOT in path.parents and path.suffix not in (".py", ".pyc") and not path.is_relative_to(ROOT / "nearer"):
            seen.append(str(path))

class Watched(dict):
    def _note(self):
        caller = Path(sys._getframe(2).f_code.co_filename)
        if caller.is_relative_to(ROOT / "nearer"):
            seen.append(f"environment by {caller}")
    def __getitem__(self, name):
        self._note()
        return super().__getitem__(name)
    def get(self, *name):
        self._note()
        return super().get(*name)

sys.addaudithook(audit)
os.environ = Watched(os.environ)
for file in sorted((ROOT / "nearer" / "domain").glob("*.py")):
    __import__(f"nearer.domain.{file.stem}".removesuffix(".__init__"))
outside = sorted({name.partition(".")[0] for name in sys.modules} & set(json.loads(sys.argv[2])))
print(json.dumps(seen + outside))
"""


def test_importing_the_domain_reads_no_file_and_no_environment_and_needs_no_package() -> None:
    packages = json.dumps(["pydantic", "yaml", "babel", "sqlalchemy", "streamlit", "pandas", "numpy"])
    command = [sys.executable, "-c", WATCH, str(ROOT), packages]
    imported = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    assert json.loads(imported.stdout) == []
