"""Streamlit's own static files: which are public, and which a browser fetches ahead."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from streamlit import file_util

# The parts of Streamlit that Nearer's screens load one by one, in the order in which they are met.
ON_DEMAND = (
    "Html", "BaseButton", "Button", "ButtonGroup", "Radio", "Checkbox", "PageLink", "Selectbox", "TextArea",
    "TextInput", "DateInput", "Table", "PlotlyChart",
)  # fmt: skip
FONTS = ("SourceSansVF-Upright", "MaterialSymbols-Rounded")
IMPORTED = re.compile(r"""(?:from|import)\s*["']\./([\w.\-]+\.js)["']""")
IMPORTS_WITHIN = 16_384  # a module's imports stand at its beginning


@dataclass(frozen=True)
class Assets:
    """The paths under /static, and those worth fetching while a person types, first needed first."""

    public: frozenset[str]
    ahead: tuple[str, ...]
    folder: Path = field(repr=False)


@lru_cache(maxsize=1)
def read_assets() -> Assets:
    """Look at the installed Streamlit once."""
    folder = Path(file_util.get_static_dir())
    public = frozenset(f"/{file.relative_to(folder).as_posix()}" for file in (folder / "static").rglob("*.*"))
    return Assets(public, tuple(path for path in _preloaded_assets(folder) if path in public), folder)


def chart_scripts() -> list[str]:
    """The paths that a chart needs beyond the files that Streamlit's page names itself."""
    folder = read_assets().folder
    linked_paths = _linked_assets(folder)
    paths = dict.fromkeys(linked_paths)
    for file in (folder / "static" / "js").glob("PlotlyChart.*.js"):
        _add_imports(file, paths)
    return [path for path in paths if path not in linked_paths]


def _linked_assets(folder: Path) -> list[str]:
    index = (folder / "index.html").read_text("utf-8")
    return [f"/{path}" for path in re.findall(r"\./(static/(?:js|css)/[\w.\-]+)", index)]


def _preloaded_assets(folder: Path) -> dict[str, None]:
    paths = dict.fromkeys(_linked_assets(folder))
    scripts, media = folder / "static" / "js", folder / "static" / "media"
    paths |= {f"/static/media/{file.name}": None for name in FONTS for file in media.glob(f"{name}.*")}
    for name in ON_DEMAND:
        for file in sorted(scripts.glob(f"{name}.*.js")):
            _add_imports(file, paths)
    return paths


def _add_imports(file: Path, paths: dict[str, None]) -> None:
    path = f"/static/js/{file.name}"
    if path in paths or not file.is_file():
        return
    paths[path] = None
    with file.open("rb") as reader:
        beginning = reader.read(IMPORTS_WITHIN).decode("utf-8", "ignore")
    for name in IMPORTED.findall(beginning):
        _add_imports(file.parent / name, paths)
