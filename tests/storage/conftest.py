"""The stores that every promise of this room holds for (tests/storage/stores.py)."""

from tests.hashing import before_hashing  # noqa: F401
from tests.storage.stores import *  # noqa: F403  the list of them is there
