"""Streamlit's own static files: which are public, and which a browser fetches ahead."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from streamlit import file_util

from nearer.language.sentences import current_language
from nearer.web import text as words

# The parts of Streamlit that Nearer's screens load one by one, in the order in which they are met.
ON_DEMAND = (
    "Html", "BaseButton", "Button", "ButtonGroup", "Radio", "Checkbox", "PageLink", "Selectbox", "TextArea",
    "TextInput", "DateInput", "Table", "PlotlyChart",
)  # fmt: skip
FONTS = ("SourceSansVF-Upright", "MaterialSymbols-Rounded")
IMPORTED = re.compile(r"""(?:from|import)\s*["']\./([\w.\-]+\.js)["']""")
IMPORTS_WITHIN = 16_384  # a module's imports stand at its beginning

CHARTS = ("/weeks", "/picture", "/couple", "/room")  # screens that draw a chart as soon as they are opened

SCREEN_STYLE = "/screen.css"  # the look of every screen, fetched once and not with every run

LEFT_OUT = (
    r"<!--.*?-->",
    r"<script>.*?</script>",
    r"<noscript>.*?</noscript>",
    r'<link rel="service-desc"[^>]*>',
    r'<link\s+rel="preload"[^>]*>',
)


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
    return Assets(public, tuple(path for path in _ahead(folder) if path in public), folder)


def shell_page(path: str) -> str:
    """Streamlit's empty page under our name, with our script and our look beside it.

    A screen with a chart has Plotly parsed while the rest starts, not when the first figure arrives; on the others
    screen.js has it parsed once they stand.
    """
    return _shell_page(path in CHARTS, current_language().tag)


@lru_cache(maxsize=8)
def _shell_page(with_chart: bool, language: str) -> str:
    """Streamlit's inline script (our policy forbids it) and the font that we do not use are left out."""
    index = (read_assets().folder / "index.html").read_text("utf-8")
    for part in LEFT_OUT:
        index = re.sub(part, "", index, flags=re.DOTALL)
    index = index.replace('<html lang="en"', f'<html lang="{language}"')
    index = index.replace("<title>Streamlit</title>", "<title>Nearer</title>").replace("./favicon.png", "./mark.svg")
    when = "modulepreload" if with_chart else "prefetch"
    early = "".join(f'  <link rel="{when}" as="script" href="{path}">\n  ' for path in _charts())
    # Before Streamlit's own, which reads what screen.js sets and hears after typing.js.
    first = "".join(f'<script src="{path}" defer></script>\n    ' for path in ("/typing.js", "/screen.js", "/board.js"))
    index = index.replace('<script type="module"', first + '<script type="module"', 1)
    index = index.replace("</head>", f"{early}</head>", 1)
    body = f"<noscript><p>{words.NEEDS_SCRIPTS}</p></noscript>"
    style = f'<link rel="stylesheet" href="{SCREEN_STYLE}">'  # after Streamlit's own, where two rules weigh the same
    index = index.replace("</body>", f"  {style}\n  </body>", 1)
    return re.sub(r"\n\s*\n+", "\n", index).lstrip().replace("<body>", f"<body>\n    {body}", 1)


def _charts() -> list[str]:
    """What a chart needs beyond the files that Streamlit's page names itself."""
    folder = read_assets().folder
    named = _named(folder)
    paths = dict.fromkeys(named)
    for file in (folder / "static" / "js").glob("PlotlyChart.*.js"):
        _follow(file, paths)
    return [path for path in paths if path not in named]


def _named(folder: Path) -> list[str]:
    index = (folder / "index.html").read_text("utf-8")
    return [f"/{path}" for path in re.findall(r"\./(static/(?:js|css)/[\w.\-]+)", index)]


def _ahead(folder: Path) -> dict[str, None]:
    paths = dict.fromkeys(_named(folder))
    scripts, media = folder / "static" / "js", folder / "static" / "media"
    paths |= {f"/static/media/{file.name}": None for name in FONTS for file in media.glob(f"{name}.*")}
    for name in ON_DEMAND:
        for file in sorted(scripts.glob(f"{name}.*.js")):
            _follow(file, paths)
    return paths


def _follow(file: Path, paths: dict[str, None]) -> None:
    path = f"/static/js/{file.name}"
    if path in paths or not file.is_file():
        return
    paths[path] = None
    with file.open("rb") as opened:
        beginning = opened.read(IMPORTS_WITHIN).decode("utf-8", "ignore")
    for name in IMPORTED.findall(beginning):
        _follow(file.parent / name, paths)
