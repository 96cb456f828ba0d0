"""Limits on attempts: how long a name, and an address, has to wait after attempts that did not match."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress
from datetime import datetime
from uuid import UUID
from weakref import WeakKeyDictionary, WeakValueDictionary

from starlette.requests import Request

from nearer.database.row_errors import NotSaved
from nearer.server.client_address import is_loopback, peer_address, subscriber
from nearer.sign_ins.attempts_in_memory import AttemptsInMemory
from nearer.sign_ins.login_throttling import book_attempt, forget_failed_attempts, refund_attempt
from nearer.storage.couple.credentials import name_key
from nearer.storage.notebook import Notebook
from nearer.web import text as words
from nearer.web.form_fields import FieldRefused
from nearer.web.known_device import device_bucket
from nearer.web.services import WebContext

THIS_MACHINES_STARTS = "machine:starts"
_in_memory: WeakKeyDictionary[object, AttemptsInMemory] = WeakKeyDictionary()
_in_memory_lock = threading.Lock()
_locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()


def name_bucket(name: str) -> str:
    """The bucket of a name as the notebook folds it, so that spelling variants share one."""
    return f"name:{name_key(name)}"


def address_buckets(context: WebContext, request: Request) -> tuple[str, ...]:
    """The bucket of the client's address; none for this machine's own.

    Two people who share a laptop share its address, and one of them must not be able to shut the other out.
    """
    address = peer_address(request.scope, context.reach)
    # Behind a proxy everybody comes from somewhere else, and whoever says otherwise wrote the header themselves.
    return () if is_loopback(address) and not context.reach.behind_proxy else (f"address:{subscriber(address)}",)


def buckets_of_attempt(context: WebContext, request: Request, name: str) -> tuple[str, ...]:
    """The counts that an attempt at this name adds to, first the name's; a known device counts for itself alone."""
    bucket = device_bucket(context, request, name)
    return (name_bucket(name), *address_buckets(context, request)) if bucket is None else (bucket,)


def start_buckets(context: WebContext, request: Request) -> tuple[str, ...]:
    """The counts that starting a notebook adds to; on this machine itself too, where more of them are free."""
    return address_buckets(context, request) or (THIS_MACHINES_STARTS,)


def lock_for(bucket: str) -> asyncio.Lock:
    """A lock that makes attempts on one name follow each other, so that a hundred at once count as a hundred."""
    return _locks.setdefault(bucket, asyncio.Lock())


def own_bucket(who: UUID) -> str:
    """The bucket of whoever is signed in and asked for their passphrase again: strangers' attempts are not in it."""
    return f"again:{who}"


def book_or_refuse(notebook: Notebook, buckets: tuple[str, ...], now: datetime) -> None:
    """Count an attempt before it is made; FieldRefused for the form while there is still a wait."""
    if (wait := book_attempt_with_fallback(notebook, buckets, now)) > 0:
        raise FieldRefused("form", words.format_wait(wait))


def book_attempt_with_fallback(notebook: Notebook, buckets: tuple[str, ...], now: datetime) -> float:
    """Count an attempt before it is made, and say 0; or the seconds to wait.

    On a disk that takes nothing it is counted in memory: guessing is no faster then, and people can still sign in.
    """
    try:
        return book_attempt(notebook.engine, buckets, now)
    except NotSaved:
        return _attempts_in_memory(notebook).book(buckets, now)


def refund_attempt_with_fallback(notebook: Notebook, buckets: tuple[str, ...], now: datetime, name: str = "") -> None:
    """A booked attempt that worked does not count, and `name`, a bucket, forgets its earlier ones.

    The address keeps its others, so that one good attempt hides none.
    """
    _attempts_in_memory(notebook).refund(buckets, now)
    _attempts_in_memory(notebook).forget(name)
    with suppress(NotSaved):
        refund_attempt(notebook.engine, buckets, now)
        if name:
            forget_failed_attempts(notebook.engine, name)


def _attempts_in_memory(notebook: Notebook) -> AttemptsInMemory:
    with _in_memory_lock:
        return _in_memory.setdefault(notebook.engine, AttemptsInMemory())
