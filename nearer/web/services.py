"""Services that the pages before Streamlit are given: notebook, vault, shipped content, clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from nearer.privacy.principal import Principal, Therapist
from nearer.privacy.vault import Vault
from nearer.storage.notebook import Notebook
from nearer.web.config import Reach
from nearer.web.session_cookie import SignedInParty
from nearer.yaml_files.catalogue import Catalogue
from nearer.yaml_files.helplines import Helplines

OpenDemo = Callable[[], tuple[Notebook, tuple[Principal, ...]]]


@dataclass(frozen=True)
class Services:
    """The one real notebook with its vault and shipped content; `clock` gives aware UTC.

    `style` is the look of the screens; `warm` does what the first of them would have to wait for. `open_caseload` gives
    a demo's therapist with their couples, who are made when somebody first looks.
    """

    vault: Vault[SignedInParty]
    notebook: Notebook
    catalogue: Catalogue
    help: Helplines
    open_demo: OpenDemo
    clock: Callable[[], datetime]
    style: Path
    warm: Callable[[], None]
    open_caseload: Callable[[Notebook], Therapist]


@dataclass
class Demos:
    """The throwaway notebooks that visitors have open, oldest first; at most `most` of them live."""

    most: int = 20
    live: list[tuple[Notebook, tuple[Principal, ...]]] = field(default_factory=list)

    def keep(self, notebook: Notebook, people: tuple[Principal, ...]) -> list[Notebook]:
        """Remember one and return those that have to go."""
        self.live.append((notebook, people))
        leaving = [one for one, _ in self.live[: -self.most]]
        del self.live[: -self.most]
        return leaving

    def people(self, notebook: Notebook) -> tuple[Principal, ...]:
        """The made-up people of one of them; none if it is gone."""
        return next((people for one, people in self.live if one is notebook), ())

    def drop(self, notebook: Notebook) -> None:
        self.live = [(one, people) for one, people in self.live if one is not notebook]


@dataclass(frozen=True)
class WebContext:
    """What a page before Streamlit needs: the house, how it is reached, and the demos open in it."""

    house: Services
    reach: Reach
    demos: Demos = field(default_factory=Demos)
