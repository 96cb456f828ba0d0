"""Who is asking, with their keys."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from nearer.domain import Role
from nearer.privacy.seal import KeyPair


@dataclass(frozen=True)
class Principal:
    """A person who signed in. `drawer_keys` are the drawers opened so far; they go when the Principal goes."""

    clinic: str
    couple: UUID
    person: UUID
    nickname: str
    role: Role
    zone: str
    keys: KeyPair = field(repr=False)
    drawer_keys: dict[UUID, bytes] = field(default_factory=dict, repr=False, compare=False)
