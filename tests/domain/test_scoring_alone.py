"""The folder of the domain, copied out and alone, scores a response: no other room and no package goes with it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

DOMAIN = Path(__file__).parents[2] / "nearer" / "domain"
# Two items weigh 0 to 4: 3 of 4 and, turned around, 1 of 4 are 75 and 75 of 100; the third was skipped.
NOTEBOOK = """
import sys
from decimal import Decimal
from fractions import Fraction
from nearer.domain.answers import SKIPPED, Answer, AnswerState
from nearer.domain.bands import Band
from nearer.domain.item_parts import AnswerOption
from nearer.domain.items import Item, Section
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.responses import build_response
from nearer.domain.scales import Scale

options = tuple(AnswerOption(code=f"c{number}", text=str(number), weight=Decimal(number)) for number in range(5))
items = tuple(
    Item(id=name, section="s", text=name, options=options, reverse=name == "b") for name in ("a", "b", "c")
)
bands = tuple(Band(start=Decimal(start), name=name, text=name) for start, name in ((0, "Little"), (50, "Much")))
scale = Scale(id="t", title="T", items=("a", "b", "c"), method="percent", need=Fraction(1, 2), higher="worse",
              bands=bands)
questionnaire = Questionnaire(
    id="q", version="1", status="active", language="en", title="Q", audience="both", source="S", licence="L",
    sections=(Section(id="s"),), items=items, scales=(scale,), sha256="",
)
given = {"a": Answer(AnswerState.ANSWERED, "c3"), "b": Answer(AnswerState.ANSWERED, "c1"), "c": SKIPPED}
[score] = build_response(questionnaire, given).scores
rooms = {name.split(".")[1] for name in sys.modules if name.startswith("nearer.")}
packages = {"pydantic", "yaml", "babel", "streamlit", "numpy"} & sys.modules.keys()
print(score.value, score.band, score.answered, sorted(rooms), sorted(packages))
"""


def test_the_folder_of_the_domain_alone_scores_a_response(tmp_path: Path) -> None:
    shutil.copytree(DOMAIN, tmp_path / "nearer" / "domain", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "nearer" / "__init__.py").touch()
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n{NOTEBOOK}"]
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    scored = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, timeout=60)
    assert scored.returncode == 0, scored.stderr
    assert scored.stdout.strip() == "75 Much 2 ['domain'] []"
