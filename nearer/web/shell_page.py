"""Streamlit's empty page, into which every screen is drawn, under our name."""

from __future__ import annotations

import re
from functools import lru_cache

from nearer.language.sentences import current_language
from nearer.server.assets import chart_scripts, read_assets
from nearer.web import text as words

CHARTS = ("/weeks", "/picture", "/couple", "/room")  # screens that draw a chart as soon as they are opened

SCREEN_STYLE = "/screen.css"  # the look of every screen, fetched once and not with every run

LEFT_OUT = (
    r"<!--.*?-->",
    r"<script>.*?</script>",
    r"<noscript>.*?</noscript>",
    r'<link rel="service-desc"[^>]*>',
    r'<link\s+rel="preload"[^>]*>',
)


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
    index = index.replace("<title>Streamlit</title>", "<title>Nearer</title>").replace("./favicon.png", "./logo.svg")
    when = "modulepreload" if with_chart else "prefetch"
    early = "".join(f'  <link rel="{when}" as="script" href="{path}">\n  ' for path in chart_scripts())
    # Before Streamlit's own, which reads what screen.js sets and hears after typing.js.
    first = "".join(
        f'<script src="{path}" defer></script>\n    ' for path in ("/typing.js", "/screen.js", "/caseload.js")
    )
    index = index.replace('<script type="module"', first + '<script type="module"', 1)
    index = index.replace("</head>", f"{early}</head>", 1)
    links = "".join(f'<p><a href="{path}">{name}</a></p>' for path, name in words.WITHOUT_SCRIPTS.items())
    without_scripts = f"<noscript><p>{words.NEEDS_SCRIPTS}</p>{links}</noscript>"
    style = f'<link rel="stylesheet" href="{SCREEN_STYLE}">'  # after Streamlit's own, where two rules weigh the same
    index = index.replace("</body>", f"  {style}\n  </body>", 1)
    return re.sub(r"\n\s*\n+", "\n", index).lstrip().replace("<body>", f"<body>\n    {without_scripts}", 1)
