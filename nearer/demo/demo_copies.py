"""One made-up clinic a day, made beside the server; every visitor gets a copy of their own to change."""

from __future__ import annotations

import threading
from datetime import date, datetime
from pathlib import Path

from nearer.database.sqlite_engines import sqlites_own
from nearer.demo.demo_caseload import fill_whole_demo
from nearer.demo.demo_couples import demo_people
from nearer.demo.demo_day import demo_day
from nearer.demo.demo_file import read_demo
from nearer.demo.sample_clinic import SHIPPED_COUPLES, whole_clinic
from nearer.domain.weeks import Week
from nearer.privacy.principal import Principal
from nearer.storage.notebook import Notebook, open_demo_notebook
from nearer.yaml_files.catalogue import Catalogue


class DemoCopies:
    """Making one takes some seconds and copying it a few hundredths of one, so nobody waits at the door."""

    def __init__(self, demo_file: Path | None) -> None:
        """Copies of the file that is named, whatever the day is; without one, of the shipped demo."""
        self._lock = threading.Lock()
        self._written = None if demo_file is None else read_demo(demo_file)
        self._made: tuple[date, Notebook] | None = None
        self._renewal: threading.Thread | None = None

    def copy(self, catalogue: Catalogue, now: datetime) -> tuple[Notebook, tuple[Principal, ...]]:
        """A demo notebook of this week with its people. Yesterday's will do while another one is made."""
        with self._lock:
            notebook = _copy(self._written or self._of_this_week(catalogue, now))
        return notebook, demo_people(notebook)

    def _of_this_week(self, catalogue: Catalogue, now: datetime) -> Notebook:
        day, today = None if self._made is None else self._made[0], demo_day(now)
        if day is None or Week.of(day) != Week.of(today):
            self._made = (today, _make(catalogue, now))
        elif day != today and (self._renewal is None or not self._renewal.is_alive()):
            self._renewal = threading.Thread(target=self.renew, args=(catalogue, now), daemon=True)
            self._renewal.start()
        assert self._made is not None
        return self._made[1]

    def renew(self, catalogue: Catalogue, now: datetime) -> None:
        """Make that of `now` beside whoever is served; who comes before the first one is made waits for it."""
        if self._written is not None:
            return
        with self._lock:
            if self._made is None:
                self._made = (demo_day(now), _make(catalogue, now))
            if self._made[0] == demo_day(now):
                return
        made = _make(catalogue, now)
        with self._lock:
            if self._made[0] < demo_day(now):  # a new week's may have been made meanwhile
                self._made = (demo_day(now), made)


def _copy(made: Notebook) -> Notebook:
    notebook = open_demo_notebook()
    with sqlites_own(made.engine) as raw, sqlites_own(notebook.engine) as fresh:
        raw.backup(fresh)
    return notebook


def _make(catalogue: Catalogue, now: datetime) -> Notebook:
    notebook = open_demo_notebook()
    fill_whole_demo(notebook, catalogue, now, whole_clinic(SHIPPED_COUPLES, weeks=0))
    return notebook
