"""Where pages/, questionnaires/ and data/ lie: in the repository, or in an installed copy."""

from __future__ import annotations

from pathlib import Path

_INSTALLED = Path(__file__).parent / "installed"  # pyproject.toml puts them there in a wheel
SHIPPED_FILES = _INSTALLED if _INSTALLED.is_dir() else Path(__file__).parents[1]
