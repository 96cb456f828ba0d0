"""Limits on tries: how long a name, and an address, has to wait after tries that did not match."""

from __future__ import annotations

import asyncio
from datetime import datetime
from weakref import WeakValueDictionary

from starlette.requests import Request

from nearer.storage.couple.credentials import name_key
from nearer.storage.login_throttling import record_failed_attempt, seconds_to_wait
from nearer.storage.notebook import Notebook
from nearer.web.client_address import is_loopback, peer_address, subscriber
from nearer.web.services import WebContext

_one_at_a_time: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()


def name_bucket(name: str) -> str:
    """The bucket of a name as the notebook folds it, so that spelling variants share one."""
    return f"name:{name_key(name)}"


def address_buckets(context: WebContext, request: Request) -> tuple[str, ...]:
    """The bucket of the client's address; none for this machine's own.

    Two people who share a laptop share its address, and one of them must not be able to shut the other out.
    """
    address = peer_address(request.scope, context.reach)
    return () if is_loopback(address) else (f"address:{subscriber(address)}",)


def one_at_a_time(bucket: str) -> asyncio.Lock:
    """A lock that makes tries on one name follow each other, so that a hundred at once count as a hundred."""
    return _one_at_a_time.setdefault(bucket, asyncio.Lock())


def longest_wait(notebook: Notebook, buckets: tuple[str, ...], now: datetime) -> float:
    """Seconds until all of the buckets allow another try; 0 if they do."""
    return max((seconds_to_wait(notebook, bucket, now) for bucket in buckets), default=0)


def note_failed(notebook: Notebook, buckets: tuple[str, ...], now: datetime) -> None:
    """Count one try that did not match against every bucket.

    A try that matches clears the name alone: the address keeps its count, so that one good try hides no others.
    """
    for bucket in buckets:
        record_failed_attempt(notebook, bucket, now)
