"""The vault: keys of signed-in people, in this process's memory only, under the hash of their session token."""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

Payload = TypeVar("Payload")
MAX_SESSION_SECONDS = 8 * 3600.0


@dataclass(frozen=True, slots=True)
class _StoredSession(Generic[Payload]):
    payload: Payload
    idle: float
    opened_at: float
    touched: float
    undo_offer: object = None

    def ends_in(self, now: float, absolute: float) -> float:
        return min(self.touched + self.idle, self.opened_at + absolute) - now

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

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._sessions: dict[bytes, _StoredSession[Payload]] = {}

    def __len__(self) -> int:
        return len(self._sessions)

    def __repr__(self) -> str:
        return f"Vault({len(self)} open)"

    def open(self, payload: Payload, idle_seconds: float) -> str:
        """A new token of 256 random bits; only its hash is kept."""
        token = secrets.token_urlsafe(32)
        now = self._clock()
        with self._lock:
            self._sessions[_key(token)] = _StoredSession(payload, idle_seconds, now, now)
        return token

    def find(self, token: str, touch: bool = True) -> Payload | None:
        """What the token opens, or None. `touch=False` looks without counting as activity."""
        key, now = _key(token), self._clock()
        with self._lock:
            session = self._sessions.get(key)
            if session is None:
                return None
            if session.over(now, MAX_SESSION_SECONDS):
                del self._sessions[key]
                return None
            if touch:
                self._sessions[key] = replace(session, touched=now)
            return session.payload

    def time_left(self, token: str) -> tuple[float, float]:
        """Seconds until the token ends by itself, and its idle time; both 0 for one that opens nothing."""
        now = self._clock()
        with self._lock:
            session = self._sessions.get(_key(token))
        if session is None:
            return 0.0, 0.0
        return max(0.0, session.ends_in(now, MAX_SESSION_SECONDS)), session.idle

    def replace(self, token: str, payload: Payload, idle_seconds: float | None = None) -> None:
        """Replace what a token opens and keep when it ends; does nothing once the token is closed."""
        key = _key(token)
        with self._lock:
            session = self._sessions.get(key)
            if session is not None:
                idle = session.idle if idle_seconds is None else idle_seconds
                self._sessions[key] = replace(session, payload=payload, idle=idle)

    def put_undo_offer(self, token: str, offer: object) -> None:
        """Put the offer beside what the token opens, in place of an earlier one; it goes with it, at the latest."""
        key = _key(token)
        with self._lock:
            if (session := self._sessions.get(key)) is not None:
                self._sessions[key] = replace(session, undo_offer=offer)

    def find_undo_offer(self, token: str) -> object:
        """The undo offer of this sign-in; None without one, and for a token that opens nothing any more."""
        if self.find(token, touch=False) is None:
            return None
        with self._lock:
            session = self._sessions.get(_key(token))
        return None if session is None else session.undo_offer

    def close(self, token: str) -> None:
        with self._lock:
            self._sessions.pop(_key(token), None)

    def sessions(self, predicate: Callable[[Payload], bool]) -> tuple[ActiveSession, ...]:
        """The sign-ins whose payload the predicate accepts, newest first, by names from which no token can be found."""
        now = self._clock()
        with self._lock:
            matches = [(key, session) for key, session in self._sessions.items() if predicate(session.payload)]
        active_sessions = [
            ActiveSession(
                key[:8].hex(), now - session.opened_at, now - session.touched, session.ends_in(now, MAX_SESSION_SECONDS)
            )
            for key, session in matches
        ]
        return tuple(sorted(active_sessions, key=lambda session: session.opened_ago))

    def close_session(self, name: str, predicate: Callable[[Payload], bool]) -> None:
        """Close the session of this name, if the predicate accepts its payload."""
        with self._lock:
            for key in [
                key for key, session in self._sessions.items() if key[:8].hex() == name and predicate(session.payload)
            ]:
                del self._sessions[key]

    def close_where(self, predicate: Callable[[Payload], bool]) -> int:
        """Close every session whose payload the predicate accepts, and say how many."""
        with self._lock:
            gone = [key for key, session in self._sessions.items() if predicate(session.payload)]
            for key in gone:
                del self._sessions[key]
        return len(gone)

    def reap(self) -> int:
        """Remove expired sign-ins that no request has touched, and return how many there were."""
        now = self._clock()
        with self._lock:
            gone = [key for key, session in self._sessions.items() if session.over(now, MAX_SESSION_SECONDS)]
            for key in gone:
                del self._sessions[key]
        return len(gone)


def _key(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
