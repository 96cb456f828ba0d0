"""The theme that a browser is told of is Streamlit's own, and is worked out once."""

from __future__ import annotations

import pytest
from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig, NewSession
from streamlit.runtime import app_session

from nearer.server.theme_once import FillTheme, remember_theme, work_out_once

SECTIONS = ["theme", *(f"theme.{category.value}" for category in config.CustomThemeCategories)]


def whole_theme(fill: FillTheme) -> NewSession:
    """As Streamlit puts it together: each section into its own part of the message."""
    message = NewSession()
    theme = message.custom_theme
    parts = [theme, theme.sidebar, theme.light, theme.dark, theme.light.sidebar, theme.dark.sidebar]
    by_section = dict(zip(
        ["theme", "theme.sidebar", "theme.light", "theme.dark", "theme.light.sidebar", "theme.dark.sidebar"], parts,
        strict=True,
    ))  # fmt: skip
    for section in SECTIONS:
        fill(by_section[section], section)
    return message


def test_every_section_of_the_theme_is_what_streamlit_says_each_time() -> None:
    own = app_session._populate_theme_msg
    remembered = work_out_once(own)
    for _ in range(3):
        assert whole_theme(remembered).SerializeToString() == whole_theme(own).SerializeToString()
    assert whole_theme(own).custom_theme.light.primary_color == "#0f5f63", "it is ours that is compared"


def test_an_empty_section_leaves_no_trace_in_the_message() -> None:
    message = NewSession()
    work_out_once(lambda msg, section="theme": None)(message.custom_theme.sidebar, "theme.sidebar")
    assert not message.HasField("custom_theme")


def test_each_section_is_worked_out_once() -> None:
    sections: list[str] = []

    def fill(msg: CustomThemeConfig, section: str = "theme") -> None:
        sections.append(section)
        msg.primary_color = section

    remembered = work_out_once(fill)
    for _ in range(2):
        for section in ("theme", "theme.light"):
            message = CustomThemeConfig()
            remembered(message, section)
            assert message.primary_color == section
    assert sections == ["theme", "theme.light"]


def test_no_message_can_change_what_the_next_one_says() -> None:
    def fill(msg: CustomThemeConfig, section: str = "theme") -> None:
        msg.primary_color = "#0f5f63"

    remembered = work_out_once(fill)
    first, second = CustomThemeConfig(), CustomThemeConfig()
    remembered(first)
    first.primary_color = "#000000"
    remembered(second)
    assert second.primary_color == "#0f5f63"


def test_streamlit_uses_the_theme_that_was_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app_session, "_populate_theme_msg", app_session._populate_theme_msg)  # put back afterwards
    before = app_session._populate_theme_msg
    remember_theme()
    assert app_session._populate_theme_msg is not before
    assert "_populate_theme_msg" in app_session.AppSession._create_new_session_message.__code__.co_names
