"""Browsers handed on from one person to the next, with nothing of theirs in them.

Much of a journey is the work of a new browser, which reads the scripts of Streamlit and Plotly for the first time. One
that somebody has left is emptied and lent again; a page that nobody looks at keeps its process, and what that has read.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext

RUNS = Path(__file__).with_name("runs.js")
PATIENCE = 30_000  # milliseconds, for what is done and for what is expected: a machine may be busy
# The pages of a context share a process, and what that has read of the scripts; few of these run long enough for it to
# pay that V8 compiles them once more, and better. Where all cores are busy its many collectors wait for each other, and
# the larger the nursery, the less often they come.
FLAGS = ("--process-per-site", "--js-flags=--no-opt --no-maglev --single-threaded-gc --min-semi-space-size=16")
_WHAT_A_SITE_LEFT = (
    "cookies,local_storage,indexeddb,cache_storage,service_workers,file_systems,shared_storage,storage_buckets"
)


@dataclass
class Windows:
    """The contexts of one browser, each of one person at a time."""

    browser: Browser
    most_at_rest: int = 6
    at_rest: OrderedDict[BrowserContext, dict[str, Any]] = field(default_factory=OrderedDict)

    def lend(self, **options: Any) -> BrowserContext:
        """An empty context with these options: one that somebody left, or a new one."""
        left = next((context for context, its in self.at_rest.items() if its == options), None)
        if left is not None:
            del self.at_rest[left]
            return left
        context = self.browser.new_context(**options)
        context.set_default_timeout(PATIENCE)
        context.add_init_script(path=RUNS)
        context.new_page().goto("/healthz")
        return context

    def take_back(self, context: BrowserContext, **options: Any) -> None:
        """Close all its pages but the one that nobody looks at, and forget what they left."""
        resting_page, *others = context.pages
        for page in others:
            page.close()
        context.clear_cookies()
        context.clear_permissions()
        session = context.new_cdp_session(resting_page)
        session.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": _WHAT_A_SITE_LEFT})
        session.detach()
        self.at_rest[context] = options
        while len(self.at_rest) > self.most_at_rest:
            self.at_rest.popitem(last=False)[0].close()
