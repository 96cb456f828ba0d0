"""SQLite's own way to the disk, watched from within: what was written and what was synced, and a disk that refuses.

SQLite reaches files only through its VFS (https://www.sqlite.org/vfs.html). A copy of the default one stands before it
here; it hands everything on to the real one, so the files are real. Only this process sees it.
"""

from __future__ import annotations

import ctypes as c
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

IO_WRITE, IO_FSYNC, IO_TRUNCATE, IO_DELETE, FULL = 778, 1034, 1546, 2570, 13  # https://www.sqlite.org/rescode.html

_P, _I, _L, _S = c.c_void_p, c.c_int, c.c_int64, c.c_char_p
_OPEN = c.CFUNCTYPE(_I, _P, _P, _P, _I, _P)  # the name as an address: SQLite keeps it, and parameters behind it
_DELETE = c.CFUNCTYPE(_I, _P, _S, _I)
_WRITE = c.CFUNCTYPE(_I, _P, _P, _I, _L)
_TRUNCATE = c.CFUNCTYPE(_I, _P, _L)
_SYNC = c.CFUNCTYPE(_I, _P, _I)


class _Vfs(c.Structure):
    """sqlite3_vfs, version 3: https://www.sqlite.org/c3ref/vfs.html."""

    _fields_ = [
        ("version", _I),
        ("file_size", _I),
        ("max_path", _I),
        ("next", _P),
        ("name", _S),
        ("app_data", _P),
        ("open", _OPEN),
        ("delete", _DELETE),
        *((f"more_{number}", _P) for number in range(14)),
    ]


class _Methods(c.Structure):
    """sqlite3_io_methods, version 3: https://www.sqlite.org/c3ref/io_methods.html."""

    _fields_ = [
        ("version", _I),
        ("close", _P),
        ("read", _P),
        ("write", _WRITE),
        ("truncate", _TRUNCATE),
        ("sync", _SYNC),
        *((f"more_{number}", _P) for number in range(13)),
    ]


@dataclass(frozen=True)
class DiskAct:
    """What SQLite did to one file: `write` (at, data), `truncate` (at), `sync`, or `delete` (at: folder synced too)."""

    act: str
    path: Path
    at: int = 0
    data: bytes = field(default=b"", repr=False)


@dataclass
class Disk:
    """Everything SQLite did since the watch began. `refuse` may answer an act with one of SQLite's error codes."""

    acts: list[DiskAct] = field(default_factory=list)
    refuse: Callable[[DiskAct], int] = lambda act: 0

    def take(self, act: DiskAct) -> int:
        """Whether the disk takes it: 0, or the error."""
        refused = self.refuse(act)
        if not refused:
            self.acts.append(act)
        return refused


class _Watch:
    def __init__(self, library: Any) -> None:
        self.disk: Disk | None = None
        self.library, self.real = library, c.cast(library.sqlite3_vfs_find(None), c.POINTER(_Vfs)).contents
        self.paths: dict[int, Path] = {}
        self.methods: dict[int, tuple[_Methods, _Methods]] = {}  # kept, because SQLite holds their addresses
        self.vfs = _Vfs.from_buffer_copy(self.real)
        self.vfs.name = b"watched"
        self.vfs.open, self.vfs.delete = _OPEN(self.open), _DELETE(self.delete)

    def open(self, vfs: int, name: int | None, file: int, flags: int, out: int) -> int:
        result = int(self.real.open(c.addressof(self.real), name, file, flags, out))
        place = c.cast(file, c.POINTER(_P)).contents
        if result == 0 and name and place.value:
            self.paths[file] = Path(c.string_at(name).decode())
            place.value = c.addressof(self.watched(place.value))
        return result

    def watched(self, address: int) -> _Methods:
        if address not in self.methods:
            real = _Methods.from_address(address)
            copy = _Methods.from_buffer_copy(real)

            def write(file: int, data: int, size: int, at: int) -> int:
                return self.take("write", file, at, c.string_at(data, size)) or real.write(file, data, size, at)

            def truncate(file: int, size: int) -> int:
                return self.take("truncate", file, size) or real.truncate(file, size)

            def sync(file: int, flags: int) -> int:
                return self.take("sync", file) or real.sync(file, flags)

            copy.write, copy.truncate, copy.sync = _WRITE(write), _TRUNCATE(truncate), _SYNC(sync)
            self.methods[address] = copy, real
        return self.methods[address][0]

    def delete(self, vfs: int, name: bytes, sync_folder: int) -> int:
        refused = self.disk.take(DiskAct("delete", Path(name.decode()), sync_folder)) if self.disk else 0
        return refused or int(self.real.delete(c.addressof(self.real), name, sync_folder))

    def take(self, act: str, file: int, at: int = 0, data: bytes = b"") -> int:
        return 0 if self.disk is None else self.disk.take(DiskAct(act, self.paths[file], at, data))


_watches: list[_Watch] = []


@contextmanager
def watched_disk() -> Iterator[Disk]:
    """What is opened inside is watched, as long as it is open. LookupError where this Python hides its SQLite."""
    if not _watches:
        import _sqlite3

        library = c.CDLL(_sqlite3.__file__)
        if not hasattr(library, "sqlite3_vfs_find"):
            raise LookupError("this Python hides its SQLite")
        library.sqlite3_vfs_find.restype = library.sqlite3_vfs_register.argtypes = None
        library.sqlite3_vfs_find.restype = _P
        library.sqlite3_vfs_register.argtypes = [_P, _I]
        _watches.append(_Watch(library))
    watch = _watches[0]
    watch.disk = Disk()
    watch.library.sqlite3_vfs_register(c.addressof(watch.vfs), 1)
    try:
        yield watch.disk
    finally:
        watch.disk = None
        watch.library.sqlite3_vfs_register(c.addressof(watch.real), 1)
