"""Who is signed in, as the rest of the program knows them: values without Streamlit."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property, partial
from typing import Concatenate, ParamSpec, TypeVar, cast
from zoneinfo import ZoneInfo

from nearer.domain.questionnaire import Questionnaire
from nearer.domain.weeks import Week
from nearer.language.sentences import current_language
from nearer.privacy.principal import ClinicAccount, Manager, Principal, Therapist
from nearer.session.catalogues import read_person_catalogue, read_therapist_catalogue
from nearer.storage.couple.people import CoupleMembers, read_couple_members
from nearer.storage.notebook import Notebook
from nearer.yaml_files.catalogue import Catalogue

MAX_LOADED_VALUES = 64  # of one person's screens; a day of Barriers is one of them

T = TypeVar("T")
P = ParamSpec("P")


class ZonedSession(ABC):
    """Days and weeks of one run in the own time zone of whoever is signed in."""

    now: datetime

    @property
    @abstractmethod
    def zone(self) -> ZoneInfo:
        """The own time zone."""

    @property
    def today(self) -> date:
        """The day in the own time zone."""
        return self.day_of(self.now)

    @property
    def week(self) -> Week:
        """The week in the own time zone."""
        return Week.of(self.today)

    def day_of(self, instant: datetime) -> date:
        """The own local day of a stored instant."""
        return instant.astimezone(self.zone).date()


@dataclass(frozen=True)
class PersonSession(ZonedSession):
    """One run of one signed-in person: `now` is aware UTC, `today` and `week` are in the person's own zone."""

    notebook: Notebook
    principal: Principal
    shipped: Catalogue
    now: datetime
    run_cache: dict[object, tuple[int | None, object]] = field(default_factory=dict, repr=False, compare=False)
    sign_in_cache: dict[object, tuple[object, object]] = field(default_factory=dict, repr=False, compare=False)

    def load_once(self, name: str, load: Callable[[], T], *about: object) -> T:
        """What `load` returns, in later runs too: anew once anything of the two people was written but an own draft.

        And on another day, in another language, with another partner or other questionnaires. It may hold nothing else
        of this run, no draft, and nothing that a therapist writes.
        """
        return self._load((name, *about), self._stamp, load)

    def read_unchanged(
        self, read: Callable[Concatenate[Notebook, Principal, P], T], *arguments: P.args, **keywords: P.kwargs
    ) -> T:
        """What a reading function of the notebook returns for this person, read again when `load_once` would."""
        act = partial(read, self.notebook, self.principal, *arguments, **keywords)
        return self._load((read, *arguments, *keywords.items()), self._stamp, act)

    def load_until_written(self, name: str, load: Callable[[], T]) -> T:
        """What `load` returns, in later runs too: anew once anybody wrote anything, and in another minute."""
        return self._load((name,), (self.notebook.last_commit, int(self.now.timestamp()) // 60), load)

    def _load(self, key: tuple[object, ...], stamp: object, load: Callable[[], T]) -> T:
        before, value = self.sign_in_cache.get(key, (None, None))
        if before == stamp:
            return cast(T, value)
        result = load()
        if len(self.sign_in_cache) >= MAX_LOADED_VALUES:
            self.sign_in_cache.clear()
        self.sign_in_cache[key] = (stamp, result)  # as it was before: what was written meanwhile is read the next time
        return result

    @property
    def _stamp(self) -> tuple[object, ...]:
        """The versions that this run found: `members` reads how often anything of both was written."""
        partner, versions = self.members.partner, self.principal.seen_versions
        of_partner = None if partner is None else (partner, versions.get(partner.id))
        return (self._own_saves(), of_partner, self.today, current_language().tag, self._definitions)

    @cached_property
    def _definitions(self) -> tuple[tuple[str, bool | None], ...]:
        catalogue = self.catalogue
        return tuple((one.sha256, catalogue.custom.get(one.id)) for one in catalogue.questionnaires.values())

    def read_once(
        self, read: Callable[Concatenate[Notebook, Principal, P], T], *arguments: P.args, **keywords: P.kwargs
    ) -> T:
        """What a reading function of the notebook returns for this person; anew once anything of theirs was written.

        What the partner writes within the milliseconds of a run is there in the next one.
        """
        cache_key = (read, arguments, *keywords.items())
        if cache_key in self.run_cache and self.run_cache[cache_key][0] == self._own_writes():
            return cast(T, self.run_cache[cache_key][1])
        result = read(self.notebook, self.principal, *arguments, **keywords)
        self.run_cache[cache_key] = (self._own_writes(), result)
        return result

    def _own_writes(self) -> int | None:
        """The version of this person's ledger, which goes up with every save (nearer/sealed/person_ledger.py)."""
        return self.principal.seen_versions.get(self.principal.id)

    def _own_saves(self) -> int:
        """How often anything but a draft was written: of drafts nothing is made but the form itself."""
        person = self.principal.id
        return self.principal.seen_versions.get(person, 0) - self.principal.drafts_saved.get(person, 0)

    @cached_property
    def catalogue(self) -> Catalogue:
        """Read when it is first asked for; a click in a form does not ask."""
        read = partial(read_person_catalogue, self.notebook, self.principal, self.shipped)
        return self.load_until_written("catalogue", read)

    @property
    def zone(self) -> ZoneInfo:
        """The own time zone."""
        return ZoneInfo(self.principal.zone)

    @property
    def last_day(self) -> date:
        """The Sunday on which this week ends."""
        return self.week.monday() + timedelta(days=6)

    @cached_property
    def members(self) -> CoupleMembers:
        """The person and, once they are in, their partner."""
        return self.load_until_written("members", lambda: read_couple_members(self.notebook, self.principal))

    @property
    def questionnaires(self) -> tuple[Questionnaire, ...]:
        """The questionnaires offered to this person's role, in their order."""
        return self.catalogue.for_role(self.principal.role)


@dataclass(frozen=True)
class TherapistSession(ZonedSession):
    """One run of one signed-in therapist: `now` is aware UTC, `today` and `week` are in the therapist's own zone."""

    notebook: Notebook
    therapist: Therapist
    shipped: Catalogue
    now: datetime
    sign_in_cache: dict[str, tuple[object, object]] = field(default_factory=dict, repr=False, compare=False)

    def read_once(self, name: str, about: object, read: Callable[[], T]) -> T:
        """What `read` returns; anew once anything was written, a quarter of an hour began, or it is `about` another.

        A day begins with a quarter of an hour wherever a person is, so that each day's opening is written down.
        """
        stamp = (about, int(self.now.timestamp()) // (15 * 60), self.notebook.changes)
        before, value = self.sign_in_cache.get(name, (None, None))
        if before == stamp:
            return cast(T, value)
        result = read()
        self.sign_in_cache[name] = (stamp, result)
        return result

    def write_own(self, write: Callable[[], T], has_written: Callable[[T], bool]) -> T:
        """Write what changes nothing of what was read: it stays read, unless somebody else wrote too.

        `has_written` tells from what `write` returns whether it wrote at all; else the one change is somebody else's.
        """
        before = self.notebook.changes
        result = write()
        if has_written(result) and self.notebook.changes == before + 1:
            for name, (stamp, value) in list(self.sign_in_cache.items()):
                if isinstance(stamp, tuple) and stamp[2] == before:
                    self.sign_in_cache[name] = ((*stamp[:2], before + 1), value)
        return result

    @property
    def account(self) -> ClinicAccount:
        """The account that is signed in, as for a manager."""
        return self.therapist

    @cached_property
    def catalogue(self) -> Catalogue:
        """The catalogue with the therapist's custom questionnaires."""
        return read_therapist_catalogue(self.notebook, self.therapist, self.shipped)

    @property
    def zone(self) -> ZoneInfo:
        """The own time zone."""
        return ZoneInfo(self.therapist.zone)


@dataclass(frozen=True)
class ManagerSession(ZonedSession):
    """One run of one signed-in manager: `now` is aware UTC, `today` and other days are in the manager's own zone."""

    notebook: Notebook
    manager: Manager
    now: datetime

    @property
    def account(self) -> ClinicAccount:
        """The account that is signed in, as for a therapist."""
        return self.manager

    @property
    def zone(self) -> ZoneInfo:
        """The own time zone."""
        return ZoneInfo(self.manager.zone)


AnySession = PersonSession | TherapistSession | ManagerSession
