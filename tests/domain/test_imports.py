"""Nobody waits for the domain; `make bench ARGS=quick` says how long importing it takes."""

from __future__ import annotations

import subprocess
import sys


def test_the_reader_of_yaml_files_is_not_loaded_before_the_first_file() -> None:
    core = "nearer.typed_answers.answer_parsing, nearer.domain.responses, nearer.domain.scoring"
    loaded = f"import sys, {core}; print(sorted({{'pydantic', 'yaml', 'streamlit'}} & sys.modules.keys()))"
    run = subprocess.run([sys.executable, "-c", loaded], capture_output=True, check=True, text=True)
    assert run.stdout.strip() == "[]"
