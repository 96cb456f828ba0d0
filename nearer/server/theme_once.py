"""The theme of the screens is worked out once, and not anew in every run of a script.

Streamlit tells the browser of its theme with every run, and goes through all of its settings six times for that: a
sixth of the processor time of a click, for a message that is always the same. Its settings are read at the start and
nothing here changes them (nearer/server/config.py).
"""

from __future__ import annotations

from typing import Protocol

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session


class FillTheme(Protocol):
    """Write what one section of the settings says of the theme into a message."""

    def __call__(self, msg: CustomThemeConfig, section: str = "theme") -> None: ...


def work_out_once(fill: FillTheme) -> FillTheme:
    """A `fill` that works each section out once and remembers it."""
    configs: dict[str, CustomThemeConfig] = {}

    def fill_from_memory(msg: CustomThemeConfig, section: str = "theme") -> None:
        if section not in configs:
            made = CustomThemeConfig()
            fill(made, section)
            configs[section] = made
        if configs[section].ByteSize():  # merging nothing would say that there is something
            msg.MergeFrom(configs[section])

    return fill_from_memory


def remember_theme() -> None:
    """Before the first screen is drawn."""
    app_session._populate_theme_msg = work_out_once(app_session._populate_theme_msg)
