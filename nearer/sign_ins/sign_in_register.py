"""The sign-ins of this server among those of all servers of a clinic: each is listed, and can be ended, at any.

Keys stay in this process (nearer/privacy/vault.py); the database only says which sign-ins are open. A click writes
nothing: every two seconds one statement asks which were ended, and at most once a minute one says which were used.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from nearer.database.engines import is_file
from nearer.database.row_errors import NotSaved
from nearer.privacy.seal import KeyPair
from nearer.privacy.vault import ActiveSession, Vault, session_name
from nearer.sign_ins.open_sign_ins import (
    USES_SAVED_EVERY,
    OpenSignIn,
    add_sign_in,
    delete_forgotten,
    delete_names,
    delete_sign_in,
    delete_sign_ins_of,
    owner_mac,
    read_open_names,
    read_sign_ins,
    save_uses,
)
from nearer.storage.notebook import Notebook

FORGOTTEN_EVERY = timedelta(minutes=10)


class Party(Protocol):
    """Who is signed in, as far as a sign-in says whose it is."""

    @property
    def who(self) -> UUID: ...
    @property
    def keys(self) -> KeyPair: ...


SignedInAs = TypeVar("SignedInAs", bound=Party)


@dataclass(frozen=True, slots=True)
class _Entered:
    """A sign-in of this server, and when its row was written last; None while the database refused it."""

    owner: bytes
    file_moment: datetime | None = None


class SignInRegister(Generic[SignedInAs]):
    """The sign-ins of one server. A notebook's file has only one, whose vault has them all: nothing is written."""

    def __init__(self, vault: Vault[SignedInAs], notebook: Notebook, clock: Callable[[], datetime]) -> None:
        self.is_shared = not is_file(notebook.engine.dialect)
        self._vault, self._engine, self._clock = vault, notebook.engine, clock
        self._lock = threading.Lock()
        self._entered: dict[str, _Entered] = {}
        self._endings: set[bytes] = set()  # whose sign-ins elsewhere the database has not ended so far
        self._tidied: datetime | None = None

    def enter(self, token: str, party: SignedInAs) -> None:
        """Let the other servers know; where the database refuses, `look` tries again."""
        if self.is_shared:
            with self._lock:
                self._entered[session_name(token)] = _Entered(owner_mac(party.keys))
            self._try_in_order(self._write_rows)

    def sessions(self, party: SignedInAs) -> tuple[ActiveSession, ...]:
        """Theirs at every server, newest first. NotRead."""
        own = self._vault.sessions(lambda other: other.who == party.who)
        if not self.is_shared:
            return own
        now, names = self._clock(), {session.name for session in own}
        rows = read_sign_ins(self._engine, owner_mac(party.keys), now)
        elsewhere = [_as_session(row, now) for row in rows if row.name not in names]
        return tuple(sorted((*own, *elsewhere), key=lambda session: session.opened_ago))

    def end(self, party: SignedInAs, name: str) -> None:
        """End one sign-in of theirs: here at once, at another server within two seconds. NotSaved."""
        self._vault.close_session(name, lambda other: other.who == party.who)
        if self.is_shared:
            delete_sign_in(self._engine, owner_mac(party.keys), name)

    def end_all(self, party: SignedInAs) -> None:
        """End every sign-in of theirs. What the database refuses is done later."""
        self.end_others(party, "")

    def end_others(self, party: SignedInAs, own_name: str) -> None:
        """End every sign-in of theirs but the one of this name here."""
        for session in self._vault.sessions(lambda other: other.who == party.who):
            if session.name != own_name:
                self._vault.close_session(session.name, lambda other: other.who == party.who)
        if self.is_shared:
            with self._lock:
                self._endings.add(owner_mac(party.keys))
            self._try_in_order(self._write_endings)

    def look(self) -> None:
        """Drop the keys of whoever was ended elsewhere, and bring the rows up to date: every two seconds."""
        if self.is_shared:
            self._try_in_order(self._write_endings, self._write_rows, self._drop_ended, self._save_uses, self._tidy)

    def _try_in_order(self, *acts: Callable[[], None]) -> None:
        """Until the database refuses; what is left is done the next time."""
        try:
            for act in acts:
                act()
        except NotSaved:
            return

    def _write_endings(self) -> None:
        """Whatever is open here was opened since, or was to stay."""
        with self._lock:
            endings = tuple(self._endings)
        for owner in endings:
            delete_sign_ins_of(self._engine, owner, self._open_of(owner))
            with self._lock:
                self._endings.discard(owner)

    def _write_rows(self) -> None:
        for name, session in self._open_here().items():
            with self._lock:
                entered = self._entered.get(name)
            if entered is not None and entered.file_moment is None:
                now = self._clock()
                add_sign_in(self._engine, entered.owner, _as_row(session, now))
                self._note_use(name, now)

    def _drop_ended(self) -> None:
        """Both ways: keys whose row is gone, and rows whose keys are."""
        file_moments = self._written_moments()
        still = read_open_names(self._engine, file_moments) if file_moments else frozenset()
        for name in file_moments.keys() - still:
            self._vault.close_session(name, lambda _party: True)
        with self._lock:
            over = self._entered.keys() - self._open_here().keys()
        if over & still:
            delete_names(self._engine, over & still)
        with self._lock:
            for name in over:
                self._entered.pop(name, None)

    def _save_uses(self) -> None:
        now, file_moments, uses = self._clock(), self._written_moments(), {}
        for name, session in self._open_here().items():
            row = _as_row(session, now)
            if (
                name in file_moments
                and now - file_moments[name] >= USES_SAVED_EVERY
                and row.used_at > file_moments[name]
            ):
                uses[name] = row.used_at, row.until
        if uses:
            save_uses(self._engine, uses)
            for name in uses:
                self._note_use(name, now)

    def _tidy(self) -> None:
        now = self._clock()
        if self._tidied is None or now - self._tidied >= FORGOTTEN_EVERY:
            delete_forgotten(self._engine, now)
            self._tidied = now

    def _open_here(self) -> dict[str, ActiveSession]:
        return {session.name: session for session in self._vault.sessions(lambda _party: True)}

    def _open_of(self, owner: bytes) -> set[str]:
        with self._lock:
            names = {name for name, entered in self._entered.items() if entered.owner == owner}
        return names & self._open_here().keys()

    def _written_moments(self) -> dict[str, datetime]:
        with self._lock:
            return {
                name: entered.file_moment for name, entered in self._entered.items() if entered.file_moment is not None
            }

    def _note_use(self, name: str, now: datetime) -> None:
        with self._lock:
            if (entered := self._entered.get(name)) is not None:
                self._entered[name] = _Entered(entered.owner, now)


def _as_row(session: ActiveSession, now: datetime) -> OpenSignIn:
    ago = {"opened_at": session.opened_ago, "used_at": session.used_ago, "until": -session.ends_in}
    return OpenSignIn(session.name, **{name: now - timedelta(seconds=seconds) for name, seconds in ago.items()})


def _as_session(row: OpenSignIn, now: datetime) -> ActiveSession:
    opened_ago, used_ago, ends_in = (
        max(0.0, span.total_seconds()) for span in (now - row.opened_at, now - row.used_at, row.until - now)
    )
    return ActiveSession(row.name, opened_ago, used_ago, ends_in)
