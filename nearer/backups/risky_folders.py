"""Folders in which a notebook is not safe: kept in step with other machines, or on another machine's disk.

A program that keeps folders in step copies the file in the middle of a write, and back over it; on a network drive the
locks that SQLite relies on often do not hold (https://sqlite.org/howtocorrupt.html, sections 2.1 and 1.2).
"""

from __future__ import annotations

import ctypes
import os
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from nearer.language.error_catalogue.notebook_errors import FolderText
from nearer.language.explained_errors import Explanation

# Names of the folders that such programs make, and whatever follows behind a space or a stroke.
_SYNCED_NAMES = (
    *("onedrive", "dropbox", "google drive", "googledrive", "my drive", "icloud drive", "iclouddrive", "nextcloud"),
    *("owncloud", "seafile", "pcloud drive", "pclouddrive", "megasync", "mega", "box", "syncthing", "synologydrive"),
)
_SYNCED_NAME = re.compile(rf"({'|'.join(_SYNCED_NAMES)})([ _(-].*)?", re.IGNORECASE)
_SYNCED_PATHS = ("Library/Mobile Documents", "Library/CloudStorage")  # where macOS puts them
# Files and folders that such programs leave at the top of what they keep in step.
_SYNC_FILES = (".dropbox", ".dropbox.cache", ".stfolder", ".owncloudsync.log", ".sync", ".tmp.drivedownload")
_SYNCED_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
_NETWORK_TYPES = re.compile(
    r"(nfs\d?|cifs|smb\d?|smbfs|afpfs|ncpfs|9p|ceph|glusterfs|lustre|afs|davfs|webdav|"
    r"fuse\.(sshfs|davfs2?|rclone|glusterfs|s3fs|gvfsd-fuse|gcsfuse|cephfs|juicefs))"
)
_MOUNTS = Path("/proc/self/mountinfo")
_DRIVE_REMOTE = 4  # https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-getdrivetypew


def describe_risk(folder: Path, environ: Mapping[str, str], mounts: str) -> Explanation | None:
    """What is unsafe about keeping a notebook in `folder`, with what to do; None where nothing is known of it.

    `mounts` is what `read_mounts` gives.
    """
    real_folder = Path(os.path.realpath(folder))
    if synced := _synced_parent(real_folder, environ):
        return FolderText.SYNCED(folder=folder, synced=synced.name or synced)
    if _is_on_network(real_folder, mounts):
        return FolderText.ON_NETWORK(folder=folder)
    return None


def _synced_parent(folder: Path, environ: Mapping[str, str]) -> Path | None:
    """The folder above, or itself, that another program keeps in step."""
    synced_folders = {Path(os.path.realpath(environ[name])) for name in _SYNCED_VARIABLES if environ.get(name)}
    for parent in (folder, *folder.parents):
        path = parent.as_posix()
        if parent in synced_folders or _SYNCED_NAME.fullmatch(parent.name) or path.endswith(_SYNCED_PATHS):
            return parent
        with suppress(OSError):
            if any((parent / name).exists() for name in _SYNC_FILES):
                return parent
    return None


def _is_on_network(folder: Path, mounts: str) -> bool:
    if sys.platform == "win32":  # a path of the network begins with two strokes; a drive letter may stand for one
        drive = folder.drive
        return drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(drive + "\\") == _DRIVE_REMOTE
    kinds: dict[str, str] = {}
    for line in mounts.splitlines():  # 36 35 98:0 /root /where options optional... - kind source options
        mount, _, rest = line.partition(" - ")
        columns = mount.split()
        if len(columns) > 4 and rest:
            kinds[_unescape(columns[4])] = rest.split()[0]
    nearest = next((kinds[str(one)] for one in (folder, *folder.parents) if str(one) in kinds), "")
    return bool(_NETWORK_TYPES.fullmatch(nearest))


def read_mounts() -> str:
    """The text of /proc/self/mountinfo; empty where this system has none."""
    try:
        return _MOUNTS.read_text("utf-8", "surrogateescape")
    except OSError:
        return ""


def _unescape(path: str) -> str:
    """Spaces and the like stand in it as octal numbers."""
    return re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), path)
