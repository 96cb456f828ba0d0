"""The menu of plain links, which screen.js follows without loading the program anew.

A person has four places, at the foot of a phone or at the top of a window, the screens of each as a row below them, and
what is seldom needed under their own name. An account has one row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nearer.views import text as words
from nearer.views.layout.escape import markup


@dataclass(frozen=True, slots=True)
class MenuLink:
    """A link to a screen of our own. `current` is what aria-current says of it: "page" for the screen of now, "true"
    for the place that this screen belongs to. `icon` is a class of style.css that draws one."""

    label: str
    address: str
    current: str
    icon: str = ""


def write_places(places: Sequence[MenuLink]) -> str:
    """The four places."""
    return _write_links(places, words.frame.SCREENS_NAME, "nearer-places")


def write_row(links: Sequence[MenuLink], name: str) -> str:
    """Screens that belong together, as one row that wraps; `name` is how a screen reader calls it."""
    return _write_links(links, name, "nearer-screens")


def write_foot(links: Sequence[MenuLink]) -> str:
    """The links an account seldom needs, at the end of each of its screens."""
    return _write_links(links, words.frame.FOOT_NAME, "nearer-foot")


def write_own_menu(nickname: str, links: Sequence[MenuLink]) -> str:
    """The links a person seldom needs, folded under their own name."""
    opening = markup('<details class="own"><summary><span>{}</span></summary><div class="names">', nickname)
    return opening + "".join(map(_write_link, links)) + "</div></details>"


def _write_links(links: Sequence[MenuLink], name: str, look: str) -> str:
    opening = markup(f'<nav class="{look}" aria-label="{{}}">', name)
    return opening + "".join(map(_write_link, links)) + "</nav>"


def _write_link(link: MenuLink) -> str:
    icon = f'<i class="{link.icon}" aria-hidden="true"></i>' if link.icon else ""
    current = f' aria-current="{link.current}"' if link.current else ""
    return markup(f'<a data-inside href="{{}}"{current}>{icon}<span>{{}}</span></a>', link.address, link.label)
