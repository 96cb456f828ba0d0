"""The vault: keys of signed-in people, in this process's memory only, under the hash of their session token."""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

Payload = TypeVar("Payload")
EIGHT_HOURS = 8 * 3600.0


@dataclass(frozen=True, slots=True)
class _StoredSession(Generic[Payload]):
    payload: Payload
    idle: float
    opened: float
    touched: float
    aside: object = None

    def ends_in(self, now: float, absolute: float) -> float:
        return min(self.touched + self.idle, self.opened + absolute) - now

    def over(self, now: float, absolute: float) -> bool:
        return self.ends_in(now, absolute) <= 0


@dataclass(frozen=True, slots=True)
class ActiveSession:
    """One sign-in for the list in Settings: a name that opens nothing, and seconds since it began and was last used.

    `ends_in` are the seconds until it ends unless it is used again.
    """

    name: str
    opened_ago: float
    used_ago: float
    ends_in: float


def session_name(token: str) -> str:
    """The name under which a token's sign-in is listed."""
    return _key(token)[:8].hex()


class Vault(Generic[Payload]):
    """Times in seconds of `clock`, which must never go back (monotonic). Safe to use from several threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, absolute: float = EIGHT_HOURS) -> None:
        self._clock = clock
        self._absolute = absolute
        self._lock = threading.Lock()
        self._places: dict[bytes, _StoredSession[Payload]] = {}

    def __len__(self) -> int:
        return len(self._places)

    def __repr__(self) -> str:
        return f"Vault({len(self)} open)"

    def open(self, payload: Payload, idle_seconds: float) -> str:
        """A new token of 256 random bits; only its hash is kept."""
        token = secrets.token_urlsafe(32)
        now = self._clock()
        with self._lock:
            self._places[_key(token)] = _StoredSession(payload, idle_seconds, now, now)
        return token

    def find(self, token: str, touch: bool = True) -> Payload | None:
        """What the token opens, or None. `touch=False` looks without counting as activity."""
        key, now = _key(token), self._clock()
        with self._lock:
            place = self._places.get(key)
            if place is None:
                return None
            if place.over(now, self._absolute):
                del self._places[key]
                return None
            if touch:
                self._places[key] = replace(place, touched=now)
            return place.payload

    def time_left(self, token: str) -> tuple[float, float]:
        """Seconds until the token ends by itself, and its idle time; both 0 for one that opens nothing."""
        now = self._clock()
        with self._lock:
            place = self._places.get(_key(token))
        if place is None:
            return 0.0, 0.0
        return max(0.0, place.ends_in(now, self._absolute)), place.idle

    def replace(self, token: str, payload: Payload, idle_seconds: float | None = None) -> None:
        """Replace what a token opens and keep when it ends; does nothing once the token is closed."""
        key = _key(token)
        with self._lock:
            place = self._places.get(key)
            if place is not None:
                idle = place.idle if idle_seconds is None else idle_seconds
                self._places[key] = replace(place, payload=payload, idle=idle)

    def put_aside(self, token: str, thing: object) -> None:
        """Something beside what the token opens, in place of what was there; it goes with it, at the latest."""
        key = _key(token)
        with self._lock:
            if (place := self._places.get(key)) is not None:
                self._places[key] = replace(place, aside=thing)

    def find_aside(self, token: str) -> object:
        """What was put aside under this token; None without any, and for a token that opens nothing any more."""
        if self.find(token, touch=False) is None:
            return None
        with self._lock:
            place = self._places.get(_key(token))
        return None if place is None else place.aside

    def close(self, token: str) -> None:
        with self._lock:
            self._places.pop(_key(token), None)

    def sessions(self, predicate: Callable[[Payload], bool]) -> tuple[ActiveSession, ...]:
        """The sign-ins that `fits` accepts, newest first, by names from which no token can be found."""
        now = self._clock()
        with self._lock:
            matches = [(key, place) for key, place in self._places.items() if predicate(place.payload)]
        named = [
            ActiveSession(key[:8].hex(), now - place.opened, now - place.touched, place.ends_in(now, self._absolute))
            for key, place in matches
        ]
        return tuple(sorted(named, key=lambda session: session.opened_ago))

    def close_session(self, name: str, predicate: Callable[[Payload], bool]) -> None:
        """Close the place of this name, if its thing fits."""
        with self._lock:
            for key in [
                key for key, place in self._places.items() if key[:8].hex() == name and predicate(place.payload)
            ]:
                del self._places[key]

    def close_where(self, predicate: Callable[[Payload], bool]) -> int:
        """Close every place whose thing fits, and say how many."""
        with self._lock:
            gone = [key for key, place in self._places.items() if predicate(place.payload)]
            for key in gone:
                del self._places[key]
        return len(gone)

    def reap(self) -> int:
        """Remove expired sign-ins that no request has touched, and return how many there were."""
        now = self._clock()
        with self._lock:
            gone = [key for key, place in self._places.items() if place.over(now, self._absolute)]
            for key in gone:
                del self._places[key]
        return len(gone)


def _key(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
