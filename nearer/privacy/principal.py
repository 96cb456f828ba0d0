"""Principals: the signed-in person, therapist or manager with their keys, which every private read or write needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar, Self
from uuid import UUID

from nearer.domain.roles_and_audiences import Role
from nearer.privacy.seal import KeyPair


@dataclass(frozen=True)
class SeenLedgers:
    """The highest version of each ledger that somebody signed in has seen, by its owner."""

    seen_versions: dict[UUID, int] = field(default_factory=dict, repr=False, compare=False, kw_only=True)

    def as_of_now(self) -> Self:
        """A copy for a view that begins now: what another window saves while it is open is not in it, and raises its
        versions no more."""
        return replace(self, seen_versions=dict(self.seen_versions))

    def note_versions(self, seen: Mapping[UUID, int]) -> None:
        """Keep the higher of each: two windows may hear of their views and saves in another order than they came."""
        for owner, version in seen.items():
            self.seen_versions[owner] = max(version, self.seen_versions.get(owner, 0))


@dataclass(frozen=True)
class Principal(SeenLedgers):
    """A person who signed in. `drawer_keys` are the drawers opened so far; they go when the Principal goes.
    `sealed_keys` is what each of them was opened from: with another one the drawer has another key.

    `trusted` are the public keys of whoever seals for them, themselves included, as far as a MAC of theirs stands over
    them; `drafts_saved` is how many saves of their own ledger were of drafts alone.
    """

    clinic: str
    couple: UUID
    id: UUID
    nickname: str
    role: Role
    zone: str
    keys: KeyPair = field(repr=False)
    drawer_keys: dict[UUID, bytes] = field(default_factory=dict, repr=False, compare=False)
    sealed_keys: dict[UUID, bytes] = field(default_factory=dict, repr=False, compare=False)
    trusted: dict[UUID, bytes] = field(default_factory=dict, repr=False, compare=False)
    drafts_saved: dict[UUID, int] = field(default_factory=dict, repr=False, compare=False)

    def note_save(self, version: int) -> None:
        """Keep the version of the own ledger after a save."""
        self.note_versions({self.id: version})

    def note_drafts_saved(self) -> None:
        """Count a save that was of drafts alone."""
        self.drafts_saved[self.id] = self.drafts_saved.get(self.id, 0) + 1


@dataclass(frozen=True)
class ClinicAccount(SeenLedgers):
    """Somebody who signed in with an account that the clinic gave: of no couple, so functions about one refuse them.

    `trusted` are the public keys of the people who connected, as far as they are the ones they connected with.
    """

    clinic: str
    id: UUID
    name: str
    zone: str
    keys: KeyPair = field(repr=False)
    drawer_keys: dict[UUID, bytes] = field(default_factory=dict, repr=False, compare=False)
    sealed_keys: dict[UUID, bytes] = field(default_factory=dict, repr=False, compare=False)
    trusted: dict[UUID, bytes] = field(default_factory=dict, repr=False, compare=False)
    kind: ClassVar[str] = ""


@dataclass(frozen=True)
class Therapist(ClinicAccount):
    """A therapist, whom people can let in."""

    kind: ClassVar[str] = "therapist"


@dataclass(frozen=True)
class Manager(ClinicAccount):
    """A clinic's manager: keys of their own account and of nothing else, and nobody can let them in."""

    kind: ClassVar[str] = "manager"
