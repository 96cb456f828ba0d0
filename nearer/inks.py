"""The inks of every picture, by day and by night, under the names that style.css has for them.

Teal is a couple's first person and clay the second. Violet is nobody: alerts, and what turned out worse.

A picture in the page is reached by no style sheet: it has both, and paper has those of the day.
"""

from __future__ import annotations

INKS = {
    "paper": "#fbf8f4",
    "ink": "#26302f",
    "quiet": "#56625f",
    "line": "#d9cfc2",
    "edge": "#7d8884",
    "teal": "#0f5f63",
    "clay": "#a4532f",
    "violet": "#6b2fa0",
}
DARK_INKS = {
    "paper": "#171b1b",
    "ink": "#ece7e0",
    "quiet": "#b3bcb8",
    "line": "#39423f",
    "edge": "#87938f",
    "teal": "#7ccbc8",
    "clay": "#e5a07d",
    "violet": "#cfa8f5",
}


def write_style(rules: str, more: str = "", dark_more: str = "") -> str:
    """A style element with the rules by day, and again with the inks of the night: `%teal` is that ink.

    `more` are rules of the day alone, which the night leaves as they are, `dark_more` those of the night alone.
    """
    night = f"@media(prefers-color-scheme:dark){{{_fill_in(rules, DARK_INKS)}{dark_more}}}"
    return f"<style>{_fill_in(rules, INKS)}{more}{night}</style>"


def _fill_in(rules: str, inks: dict[str, str]) -> str:
    for name, ink in inks.items():
        rules = rules.replace(f"%{name}", ink)
    return rules
