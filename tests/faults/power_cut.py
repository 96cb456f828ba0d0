"""What a disk may hold after the power failed: all that was synced, and any part of what was not.

The disk writes sectors of 512 bytes whole, in any order. A file that was deleted without its folder being synced may
come back, with its name and its old content.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.faults.watched_disk import DiskAct

_SECTOR = 512


@dataclass
class _File:
    """What of a file is certain (None for no file), and what was done to it since."""

    synced: bytes | None = None
    since: list[DiskAct] = field(default_factory=list)

    def after_cut(self, random: Random) -> bytes | None:
        content = self.synced
        for act in self.since:
            content = _done(content, act, random)
        return content


def disk_after_cut(before: dict[Path, bytes], acts: list[DiskAct], random: Random) -> dict[Path, bytes]:
    """Each file that is there afterwards, where the power failed after the last of `acts`."""
    files = {path: _File(content) for path, content in before.items()}
    for act in acts:
        file = files.setdefault(act.path, _File())
        file.since.append(act)
        if act.act == "sync" or (act.act == "delete" and act.at):
            for done in file.since:
                file.synced = _done(file.synced, done)
            file.since.clear()
    left = {path: file.after_cut(random) for path, file in files.items()}
    return {path: content for path, content in left.items() if content is not None}


def _done(content: bytes | None, act: DiskAct, random: Random | None = None) -> bytes | None:
    """The content after an act; with `random` each sector of it may have reached the disk or not."""
    lucky = (lambda: random.random() < 0.5) if random else (lambda: True)
    if act.act == "delete":
        return None if lucky() else content
    if act.act == "truncate":
        return (content or b"")[: act.at].ljust(act.at, b"\0") if lucky() else content
    if act.act == "write":
        for start in range(0, len(act.data), _SECTOR):
            if lucky():
                content = _put(content or b"", act.at + start, act.data[start : start + _SECTOR])
    return content


def _put(content: bytes, at: int, data: bytes) -> bytes:
    return content[:at].ljust(at, b"\0") + data + content[at + len(data) :]
