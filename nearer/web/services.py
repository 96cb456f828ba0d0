"""Services that the pages before Streamlit are given: notebook, vault, help lines, clock."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from nearer.privacy.principal import Principal, Therapist
from nearer.privacy.vault import Vault
from nearer.server.config import Reach
from nearer.sign_ins.sign_in_register import SignInRegister
from nearer.sign_ins.signed_in import SignedInParty
from nearer.storage.notebook import Notebook

if TYPE_CHECKING:
    from nearer.yaml_files.helplines import Helplines

OpenDemo = Callable[[], tuple[Notebook, tuple[Principal, ...]]]


@dataclass(frozen=True)
class Services:
    """The one real notebook with its vault; `clock` gives aware UTC, `style` is the file with the look of the screens.

    `load_screens` loads what the first screen would have to wait for; FileRefused where a shipped file is at fault.
    `open_caseload` gives a demo's therapist with their couples, who are made when somebody first looks.
    """

    vault: Vault[SignedInParty]
    notebook: Notebook
    read_help: Callable[[], Helplines]
    open_demo: OpenDemo
    clock: Callable[[], datetime]
    style: Path
    load_screens: Callable[[], None]
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
    """What a page before Streamlit needs: the services, how they are reached, and the demos open in them.

    `screens_loaded` is set when a screen can be drawn without loading anything first; what draws one waits for it.
    """

    services: Services
    reach: Reach
    demos: Demos = field(default_factory=Demos)
    screens_loaded: asyncio.Event = field(default_factory=asyncio.Event)

    @cached_property
    def sign_ins(self) -> SignInRegister[SignedInParty]:
        return SignInRegister(self.services.vault, self.services.notebook, self.services.clock)
